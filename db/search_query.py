"""The query language: words, "phrases", OR, -not. Any input is a query; none is an error.

    inspectors caseloads          both words, anywhere
    "strategic oversight"         these words in this order
    "care home" OR "foster care"  either; OR divides the query, so `a b OR c` is (a and b) or c
    ofsted -school                the first and not the second
    care-home                     as "care home"

Words match whatever their case, accents and endings (inspector, inspectors, INSPECTOR'S).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.search_words import ALL, OVERLAP, tokenise

MOST_TERMS = 64
Phrase = tuple[str, ...]

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# A dash that excludes, then a quoted phrase (its last quote may be missing) or a run of the rest.
_TERM = re.compile(r'(?P<dash>-*)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))')


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """All of `required` and none of `excluded`; `required` is never empty."""

    required: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What was asked: any of the clauses.

    blank: nothing was typed, so everything matches. No clause, but not blank: what was typed
    has no word in it, so nothing matches. shortened: there were more terms, or words in a
    phrase, than are looked at.
    """

    clauses: tuple[Clause, ...] = ()
    blank: bool = False
    shortened: bool = False

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """What a reader hopes to see: every required phrase of every clause, once."""
        found = (phrase for clause in self.clauses for phrase in clause.required)
        return tuple(dict.fromkeys(phrase for phrase in found if phrase != (ALL,)))


def parse_query(text: str) -> Query:
    """Return what a person's text asks for; never raises."""
    if not text.strip():
        return Query(blank=True)
    clauses: list[Clause] = []
    required: list[Phrase] = []
    excluded: list[Phrase] = []
    shortened, terms = False, 0
    for match in _TERM.finditer(text.translate(_QUOTES)):
        if match[0] == "OR":
            clauses += _clause(required, excluded)
            required, excluded = [], []
            continue
        phrase = tuple(tokenise(match["phrase"] or match["bare"] or ""))
        if not phrase:
            continue
        if terms == MOST_TERMS:
            shortened = True
            break
        terms += 1
        shortened = shortened or len(phrase) > OVERLAP
        (excluded if match["dash"] else required).append(phrase[:OVERLAP])
    clauses += _clause(required, excluded)
    return Query(clauses=tuple(clauses), shortened=shortened)


def _clause(required: Sequence[Phrase], excluded: Sequence[Phrase]) -> list[Clause]:
    """Return the clause of these terms, none where there are no terms."""
    if not required and not excluded:
        return []
    return [Clause(required=tuple(required) or ((ALL,),), excluded=tuple(excluded))]


def fts5_query(query: Query) -> str:
    """Write a query in the language of SQLite's FTS5. Tokens hold nothing that needs escaping."""
    return " OR ".join(f"({_fts5_clause(clause)})" for clause in query.clauses)


def _fts5_clause(clause: Clause) -> str:
    wanted = " AND ".join(_fts5_phrase(phrase) for phrase in clause.required)
    if not clause.excluded:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(_fts5_phrase(phrase) for phrase in clause.excluded)})"


def _fts5_phrase(phrase: Phrase) -> str:
    return '"' + " ".join(phrase) + '"'


def tsquery(phrase: Phrase) -> str:
    """Write one phrase in PostgreSQL's language."""
    return "(" + " <-> ".join(f"'{token}'" for token in phrase) + ")"


def whole_tsquery(query: Query) -> str:
    """Write a whole query in PostgreSQL's language, for reports that are one part."""
    return " | ".join(f"({_tsquery_clause(clause)})" for clause in query.clauses)


def _tsquery_clause(clause: Clause) -> str:
    wanted = [tsquery(phrase) for phrase in clause.required]
    return " & ".join([*wanted, *(f"!{tsquery(phrase)}" for phrase in clause.excluded)])
