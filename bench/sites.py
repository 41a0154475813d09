"""Leave one site out: what a score owes to rows that were written for the very site it is on.

Our rules are written by hand, so there is nothing to train again. But each row of our tables - a
stock phrase, a rule about the fragment, a word that class names hint with - has its evidence on
pages, and for some rows that is one site alone. For every site of the development pages the rows
that fire on this site and on no other are switched off, and its pages are read again: as they
would have been read had we never seen the site. Rows that come from general knowledge and happen
to fire on one site only are switched off too, so the number errs on the low side. Layouts of the
registry are in use in neither number: the pages are read without a source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any
from unittest.mock import patch

from pipelines.boilerplate import fragment_rules, load_rules, phrases
from pipelines.boilerplate.fragment import fold
from pipelines.boilerplate.rules import FRAGMENT_RULES
from pipelines.page import hints
from pipelines.reading import Reading, read_html

__all__ = ["Row", "Support", "leave_site_out", "without"]

Row = tuple[str, str]
"""Which table a row is in (exact, weak, openers, rule, hint), and the row."""
_TABLES = ("exact", "weak", "openers")
_NAMES = re.compile(r"""\b(?:class|id|data-testid|data-component|aria-label)\s*=\s*["']([^"']+)""")
_EDGE = re.compile(r"^[^\w\"'(\[£$€@#©+\-.]+|[^\w\"')\]?!.:;…%*+\-]+$")


@dataclass(slots=True)
class Support:
    """For every row that fires somewhere, the sites on which it does."""

    sites: dict[Row, set[str]] = field(default_factory=dict)

    def add(self, rows: Iterable[Row], site: str) -> None:
        """Note that rows fire on a page of a site."""
        for row in rows:
            self.sites.setdefault(row, set()).add(site)

    def only(self, site: str) -> frozenset[Row]:
        """Return the rows that fire on this site and on no other."""
        return frozenset(row for row, sites in self.sites.items() if sites == {site})


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the measuring data, what it is read as, and what it would be."""

    corpus: str
    site: str
    page: dict[str, Any]
    html: str
    text: str

    def read(self) -> str:
        """Read the page as things stand."""
        return read_html(self.html, self.page["url"]).text


def leave_site_out(scorer: ModuleType, corpora: list[str]) -> Iterator[str]:
    """Yield the lines of the report: for each corpus the plain score, and that without the site."""
    support, pages = Support(), list[_Page]()
    openers = _openers()
    for corpus in corpora:
        for page in scorer.load(corpus):
            html = scorer.html_of(page)
            reading = read_html(html, page["url"])
            site = page.get("site") or page["id"]
            support.add(_firing(reading, html, openers), site)
            pages.append(_Page(corpus, site, page, html, reading.text))
    off = {page.site: support.only(page.site) for page in pages}
    again: dict[str, str] = {}
    for site, rows in off.items():
        with without(rows):
            again |= {one.page["id"]: one.read() for one in pages if one.site == site and rows}
    yield "leave-site-out: pages read without the stock phrases, rules and hints of names that fire"
    yield "on no other site of these pages (no layout of a source is in use in either number)"
    for corpus in corpora:
        of_corpus = [one for one in pages if one.corpus == corpus]
        plain = _score(scorer, [(one.page, one.text) for one in of_corpus])
        left = _score(
            scorer, [(one.page, again.get(one.page["id"], one.text)) for one in of_corpus]
        )
        sites = {one.site for one in of_corpus}
        changed = sum(again.get(one.page["id"], one.text) != one.text for one in of_corpus)
        yield (
            f"{corpus:9} {plain[0]} {plain[1]:.3f}, without the site {left[1]:.3f} "
            f"({left[1] - plain[1]:+.3f}); {sum(bool(off[site]) for site in sites)} of "
            f"{len(sites)} sites have rows of their own, {changed} of {len(of_corpus)} texts change"
        )
    own = Counter(table for rows in off.values() for table, _ in rows)
    all_ = Counter(table for table, _ in support.sites)
    counts = ", ".join(f"{table} {own[table]} of {all_[table]}" for table in sorted(all_))
    yield f"rows that fire on one site alone: {counts}"


def _score(scorer: ModuleType, answers: list[tuple[dict[str, Any], str]]) -> tuple[str, float]:
    """Return F1 where there are whole texts to compare with, else the with/without accuracy."""
    scores = [
        scorer.page_score(page["gold_text"], text) for page, text in answers if page["gold_text"]
    ]
    if scores:
        return "F1", scorer.corpus_score(scores)["F1"]
    counts = [scorer.string_counts(page, text) for page, text in answers]
    total = [sum(column) for column in zip(*counts, strict=True)]
    return "accuracy", (total[0] + total[3]) / sum(total)


def _firing(
    reading: Reading, html: str, openers: list[tuple[str, re.Pattern[str]]]
) -> Iterator[Row]:
    """Yield the rows that fire on a page."""
    yield from {("rule", block.rule) for block in reading.removed if block.rule in FRAGMENT_RULES}
    for text in {block.text for block in reading.removed} | {block.text for block in reading.body}:
        line = _EDGE.sub("", fold(text))
        if phrases.exact_kind(line):
            yield "exact", phrases._bare(line)
        if phrases.weak_kind(line):
            yield "weak", phrases._bare(line)
        if phrases.opener_kind(line):
            yield from (("openers", row) for row, pattern in openers if pattern.match(line))
    for name in set(_NAMES.findall(html)):
        if hints.hint(name) is not None:
            yield from (("hint", row) for row in _hinting(name))


def _hinting(name: str) -> Iterator[str]:
    words = [word.lower() for word in hints._WORD.findall(name)]
    yield from (word for word in words if word in hints._ONE)
    for place, word in enumerate(words):
        rest = " ".join(words[place : place + 4]) + " "
        yield from (
            phrase.strip() for phrase, _ in hints._FIRST.get(word, ()) if rest.startswith(phrase)
        )


def _openers() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (pattern, re.compile(phrases._written_out(pattern)))
        for one in phrases.stock_classes()
        for pattern in one.openers
    ]


def _left(one: phrases.StockClass, table: str, rows: frozenset[Row]) -> Any:
    """Return the rows of a table of a class, without some."""
    return [row for row in getattr(one, table) if (table, row) not in rows]


@contextmanager
def without(rows: frozenset[Row]) -> Iterator[None]:
    """Read as if these rows had never been written."""
    load_rules()
    with ExitStack() as stack:
        stack.callback(_forget)
        kept = tuple(
            replace(one, **{table: _left(one, table, rows) for table in _TABLES})
            for one in phrases.stock_classes()
        )
        stack.enter_context(patch.object(phrases, "stock_classes", lambda: kept))
        rules = {name: one for name, one in FRAGMENT_RULES.items() if ("rule", name) not in rows}
        stack.enter_context(patch.dict(FRAGMENT_RULES, rules, clear=True))
        one = {word: kind for word, kind in hints._ONE.items() if ("hint", word) not in rows}
        stack.enter_context(patch.dict(hints._ONE, one, clear=True))
        first: dict[str, Any] = {
            word: tuple(pair for pair in pairs if ("hint", pair[0].strip()) not in rows)
            for word, pairs in hints._FIRST.items()
        }
        stack.enter_context(patch.dict(hints._FIRST, first, clear=True))
        _forget()
        yield


def _forget() -> None:
    """Empty what remembers rows: the tables are read anew when they are next asked for."""
    phrases._tables.cache_clear()
    phrases.opener_kind.cache_clear()
    hints.hint.cache_clear()
    fragment_rules.cache_clear()
