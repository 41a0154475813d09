"""The stock phrases of each class of boilerplate, for text lines and HTML blocks alike.

The phrases are data: `phrases.toml` beside this file, which says how they are written; a class is
a table there. All are compared with the folded copy of a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipelines.boilerplate.openings import openings
from words.months import MONTH

__all__ = [
    "Floating",
    "Opener",
    "StockClass",
    "exact_kind",
    "find_opener",
    "floating",
    "may_be_stock",
    "opener_kind",
    "stock_classes",
    "weak_kind",
]

_PLACEHOLDERS: Mapping[str, str] = {
    "<month>": MONTH,
    "<day>": r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?",
    "<clock>": r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
    r"|midnight|midday|noon)",
}
# A pattern that may begin anywhere in a line is tried only where one of the words stands whose
# source it holds: how a pattern writes it → words. The first row that a pattern holds counts.
_FLOATING = {
    "press standards": ("press standards",),
    "cookie": ("cookie",),
    "\\{": ("{",),
}
# The same for patterns that match no line of 300 characters, unless one word fills it.
_FLOATING_SHORT = {
    "local democracy": ("local democracy",),
    "smart speaker": ("smart speaker",),
    "is a member of": ("is a member of",),
    "top (?:news )?stories": ("top stories", "top news stories"),
    "become a ": ("become a ",),
    "rights reserved": ("rights reserved",),
    "in england": ("in england",),
    "(?:website|web|site) ": ("web ", "site "),
    "\\((?:left": ("(",),
    "pictured (?:with": ("pictured",),
    "\\]": ("]",),
}
_OPENING = 6
"""Characters of a line by which most openers are known not to match it."""
_MANY = 8
"""Openers with one beginning from which they are asked together first: those with a digit."""
_BEFORE = "-+|> "
"""What may stand before a phrase."""
_LONGEST_EXACT = 90
_LONGEST_WEAK = 40
_LONGEST_OPENER = 900
_EVIDENCE = 60


Opener = tuple[int, str, re.Pattern[str]]
"""Its place in the file (the first that matches counts), its class, its pattern."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StockClass:
    """One table of the file; its head says what the fields mean."""

    name: str
    explanation: str
    in_headings: bool = False
    labels: bool = False
    exact: Sequence[str] = ()
    weak: Sequence[str] = ()
    openers: Sequence[str] = ()


@cache
def stock_classes() -> tuple[StockClass, ...]:
    """Return the classes in the order of the file. Raises TypeError for a key it cannot have."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tuple(StockClass(name=name, **table) for name, table in tomllib.load(file).items())


@dataclass(frozen=True, slots=True)
class Floating:
    """Openers that may begin anywhere in a line, and words of which such a line has one.

    short: no line of 300 characters matches them.
    """

    words: tuple[str, ...]
    short: bool
    openers: tuple[Opener, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tables:
    exact: Mapping[str, str]
    weak: Mapping[str, str]
    anchored: Mapping[str, tuple[Opener, ...]]  # what a line begins with → what may match it
    gates: Mapping[str, re.Pattern[str]]  # the same → a pattern of them all where they are many
    sizes: Mapping[str, tuple[int, ...]]  # two characters → lengths of the beginnings with them
    starts: frozenset[str]  # what openers and exact phrases begin with, or what stands before them
    floating: tuple[Floating, ...]


def _by_phrase(phrases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return phrase → class. Raises ValueError for one that two classes have."""
    found: dict[str, str] = {}
    for kind, phrase in phrases:
        if found.setdefault(phrase, kind) != kind:
            raise ValueError(f"{phrase!r} is a phrase of {found[phrase]!r} and of {kind!r}")
    return found


def _written_out(pattern: str) -> str:
    for name, meaning in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, meaning)
    return pattern


def _words_of(pattern: str) -> tuple[tuple[str, ...], bool]:
    """Return words of which every line has one that a floating pattern matches; "" for any.

    They come with whether such a line is always short.
    """
    for rows, short in ((_FLOATING, False), (_FLOATING_SHORT, True)):
        for source, words in rows.items():
            if source in pattern:
                return words, short
    return ("",), False


@cache
def _tables() -> _Tables:
    classes = stock_classes()
    patterns = [(one.name, _written_out(pattern)) for one in classes for pattern in one.openers]
    anchored: dict[str, list[Opener]] = {}
    floating: dict[tuple[tuple[str, ...], bool], list[Opener]] = {}
    for place, (kind, pattern) in enumerate(patterns):
        opener = (place, kind, re.compile(pattern))
        starts = openings(pattern, _OPENING)
        if "" in starts:
            floating.setdefault(_words_of(pattern), []).append(opener)
            continue
        for start in starts:
            anchored.setdefault(start, []).append(opener)
    exact = _by_phrase((one.name, phrase) for one in classes for phrase in one.exact)
    starts = frozenset([*_BEFORE, *anchored, *(phrase[:_OPENING] for phrase in exact)])
    return _Tables(
        exact=exact,
        weak=_by_phrase((one.name, phrase) for one in classes for phrase in one.weak),
        anchored={start: tuple(openers) for start, openers in anchored.items()},
        gates={
            start: re.compile("|".join([f"(?:{opener[2].pattern})" for opener in openers]))
            for start, openers in anchored.items()
            if len(openers) >= _MANY
        },
        sizes=_sizes(starts),
        starts=starts,
        floating=tuple(
            Floating(words, short, tuple(openers)) for (words, short), openers in floating.items()
        ),
    )


def _sizes(starts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return how long the beginnings are that begin with two characters."""
    found: dict[str, set[int]] = {}
    for start in starts:
        if len(start) > 1:
            found.setdefault(start[:2], set()).add(len(start))
    return {first: tuple(sorted(sizes)) for first, sizes in found.items()}


def _bare(match: str) -> str:
    return match.rstrip(" :.!…>»|-?").lstrip(_BEFORE)


def may_be_stock(matches: Iterable[str]) -> list[int]:
    """Return the places of folded lines that may be or open like a stock phrase: a quarter.

    What stands at the edges of a line and is no word (an emoji) may hide what it opens with.
    """
    tables = _tables()
    starts, sizes = tables.starts, tables.sizes
    found: list[int] = []
    for at, match in enumerate(matches):
        for size in sizes.get(match[:2], ()):
            if match[:size] in starts:
                found.append(at)
                break
        else:
            if match[:1] in starts or not (match.isascii() or match[0].isalnum()):
                found.append(at)
    return found


def exact_kind(match: str) -> str | None:
    """The class of a folded line that is a stock phrase as a whole; None where it is none."""
    return _tables().exact.get(_bare(match)) if len(match) <= _LONGEST_EXACT else None


def weak_kind(match: str) -> str | None:
    """The class of a folded line that is boilerplate only among other boilerplate; None else."""
    return _tables().weak.get(_bare(match)) if len(match) <= _LONGEST_WEAK else None


def floating() -> tuple[Floating, ...]:
    """The openers that may begin anywhere in a line."""
    return _tables().floating


def find_opener(match: str, openers: Iterable[Opener]) -> tuple[str, str] | None:
    """Class and deciding words of a folded line that reads like a stock line; None else.

    openers: those of `floating` of whose words the line has one.
    """
    if len(match) > _LONGEST_OPENER:
        return None
    tables = _tables()
    best: Opener | None = None
    for size in (1, *tables.sizes.get(match[:2], ())):
        start = match[:size]
        if start in tables.gates and not tables.gates[start].match(match):
            continue
        for opener in tables.anchored.get(start, ()):
            if (best is None or opener[0] < best[0]) and opener[2].match(match):
                best = opener
    for opener in openers:
        if (best is None or opener[0] < best[0]) and opener[2].match(match):
            best = opener
    return (best[1], match[:_EVIDENCE]) if best is not None else None


@lru_cache(maxsize=4096)
def opener_kind(match: str) -> tuple[str, str] | None:
    """Class and deciding words of one folded line that reads like a stock line; None else."""
    rows = [row for row in floating() if any(word in match for word in row.words)]
    return find_opener(match, [opener for row in rows for opener in row.openers])
