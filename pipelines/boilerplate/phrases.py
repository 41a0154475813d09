"""The stock phrases of each class of boilerplate, for text lines and HTML blocks alike.

The phrases are data: `phrases.toml` beside this file, which says how they are written. All are
compared with the folded copy of a line (`pipelines.boilerplate.lines.line.fold`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["Floating", "exact_kind", "find_opener", "floating_in", "opener_kind", "weak_kind"]

_PLACEHOLDERS: Mapping[str, str] = {
    "<month>": r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)",
    "<day>": r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?",
    "<clock>": r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
    r"|midnight|midday|noon)",
}
# A pattern that may begin anywhere in a line is tried only where one of the words stands whose
# source it holds: how a pattern writes it → words. The first row that a pattern holds counts.
_FLOATING = {
    "rights reserved": ("rights reserved",),
    "in england": ("in england",),
    "press standards": ("press standards",),
    "local democracy": ("local democracy",),
    "top (?:news )?stories": ("top stories", "top news stories"),
    "(?:website|web|site) ": ("web ", "site "),
    "become a ": ("become a ",),
    "cookie": ("cookie",),
    "pictured": ("pictured", "("),
    "\\]": ("]",),
    "\\{": ("{",),
}
_SPECIAL = frozenset(".^$*+?{}[]|()")
_OPENING = 6
"""Characters of a line by which most openers are known not to match it."""
_LONGEST_EXACT = 90
_LONGEST_WEAK = 40
_LONGEST_OPENER = 900
_EVIDENCE = 60


_Opener = tuple[int, str, re.Pattern[str]]
"""Its place in the file (the first that matches counts), its class, its pattern."""
Floating = tuple[tuple[tuple[str, ...], tuple[_Opener, ...]], ...]
"""Openers that may begin anywhere in a line, by the words of which such a line has one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tables:
    exact: Mapping[str, str]
    weak: Mapping[str, str]
    anchored: Mapping[str, tuple[_Opener, ...]]  # what a line begins with → what may match it
    sizes: Mapping[str, tuple[int, ...]]  # first character → lengths of the beginnings with it
    floating: Floating


def _by_phrase(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {phrase: kind for kind, phrases in table.items() for phrase in phrases}


def _written_out(pattern: str) -> str:
    for name, meaning in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, meaning)
    return pattern


def _without_lookahead(pattern: str) -> str:
    """Return a pattern without the lookaheads it begins with: what a line needs at least."""
    while pattern.startswith(("(?!", "(?=")):
        depth = 0
        for place, character in enumerate(pattern):
            escaped = place and pattern[place - 1] == "\\"
            depth += (character == "(" and not escaped) - (character == ")" and not escaped)
            if not depth:
                break
        pattern = pattern[place + 1 :]
    return pattern


def _alternatives(pattern: str) -> tuple[list[str], str]:
    """Split a pattern that opens with a group into the group's alternatives and the rest."""
    depth, start, in_class = 0, 3, False
    parts: list[str] = []
    for place, character in enumerate(pattern):
        if place and pattern[place - 1] == "\\":
            continue
        in_class = character != "]" if in_class else character == "["
        if in_class:
            continue
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 1:
            parts.append(pattern[start:place])
            start = place + 1
        elif not depth:
            return [*parts, pattern[start:place]], pattern[place + 1 :]
    return [], pattern


def _next(pattern: str) -> tuple[list[str], str, str] | None:
    """Split a pattern into the alternatives it begins with, their quantifier, and the rest.

    None where that is no literal, no digit and no group.
    """
    if pattern.startswith("(?:"):
        parts, rest = _alternatives(pattern)
    elif pattern.startswith("\\d"):
        parts, rest = list("0123456789"), pattern[2:]
    elif pattern[0] == "\\" and not pattern[1].isalnum():
        parts, rest = [pattern[:2]], pattern[2:]
    elif pattern[0] == "\\" or pattern[0] in _SPECIAL:
        return None
    else:
        parts, rest = [pattern[0]], pattern[1:]
    mark = rest[:1] if rest[:1] in ("?", "*", "+", "{") else ""
    return parts, mark, rest[len(mark) :]


def _openings(pattern: str, size: int) -> frozenset[tuple[str, bool]]:
    """Return what matches of a pattern can begin with, up to `size` characters.

    Each beginning comes with whether it is a match as a whole (the pattern ends there).
    """
    if not size:
        return frozenset([("", False)])
    if not pattern:
        return frozenset([("", True)])
    split = _next(pattern)
    if split is None:
        return frozenset([("", False)])
    parts, mark, rest = split
    if mark == "*" or (mark == "{" and rest.startswith("0")):
        return frozenset([("", False)])
    found = set(_openings(rest, size)) if mark == "?" else set()
    for part in parts:
        literal = part.removeprefix("\\")
        heads = frozenset([(literal, True)]) if len(literal) == 1 else _openings(part, size)
        for head, whole in heads:
            if whole and mark in ("", "?"):
                found |= {(head + tail, ended) for tail, ended in _openings(rest, size - len(head))}
            else:
                found.add((head, False))
    return frozenset(found)


def _words_of(pattern: str) -> tuple[str, ...]:
    """Return words of which every line has one that a floating pattern matches; "" for any."""
    return next((words for source, words in _FLOATING.items() if source in pattern), ("",))


@cache
def _tables() -> _Tables:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        data = tomllib.load(file)
    patterns = [
        (kind, _written_out(pattern))
        for kind, patterns in data["openers"].items()
        for pattern in patterns
    ]
    anchored: dict[str, list[_Opener]] = {}
    floating: dict[tuple[str, ...], list[_Opener]] = {}
    for place, (kind, pattern) in enumerate(patterns):
        opener = (place, kind, re.compile(pattern))
        needed = f"(?:{_without_lookahead(pattern)})"
        starts = {start for start, _ in _openings(needed, _OPENING)}
        if "" in starts:
            floating.setdefault(_words_of(pattern), []).append(opener)
            continue
        for start in starts:
            anchored.setdefault(start, []).append(opener)
    return _Tables(
        exact=_by_phrase(data["exact"]),
        weak=_by_phrase(data["weak"]),
        anchored={start: tuple(openers) for start, openers in anchored.items()},
        sizes=_sizes(anchored),
        floating=tuple((words, tuple(openers)) for words, openers in floating.items()),
    )


def _sizes(starts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return how long the beginnings are that begin with a character."""
    found: dict[str, set[int]] = {}
    for start in starts:
        found.setdefault(start[0], set()).add(len(start))
    return {first: tuple(sorted(sizes)) for first, sizes in found.items()}


def _bare(match: str) -> str:
    return match.rstrip(" :.!…>»|-?").lstrip("-+|> ")


def exact_kind(match: str) -> str | None:
    """The class of a folded line that is a stock phrase as a whole; None where it is none."""
    return _tables().exact.get(_bare(match)) if len(match) <= _LONGEST_EXACT else None


def weak_kind(match: str) -> str | None:
    """The class of a folded line that is boilerplate only among other boilerplate; None else."""
    return _tables().weak.get(_bare(match)) if len(match) <= _LONGEST_WEAK else None


def floating_in(text: str) -> Floating:
    """The openers that may begin anywhere in a line, as far as their words stand in a text.

    A page asks once for all its lines; most pages hold the words of one or two.
    """
    return tuple(
        floating for floating in _tables().floating if any(word in text for word in floating[0])
    )


def find_opener(match: str, floating: Floating) -> tuple[str, str] | None:
    """Class and deciding words of a folded line that reads like a stock line; None else.

    floating: what `floating_in` gives for the line, or for a text that it is a line of.
    """
    if len(match) > _LONGEST_OPENER:
        return None
    tables = _tables()
    best: _Opener | None = None
    for size in tables.sizes.get(match[:1], ()):
        for opener in tables.anchored.get(match[:size], ()):
            if (best is None or opener[0] < best[0]) and opener[2].match(match):
                best = opener
    for words, openers in floating:
        for word in words:
            if word in match:
                for opener in openers:
                    if (best is None or opener[0] < best[0]) and opener[2].match(match):
                        best = opener
                break
    return (best[1], match[:_EVIDENCE]) if best is not None else None


@lru_cache(maxsize=4096)
def opener_kind(match: str) -> tuple[str, str] | None:
    """Class and deciding words of one folded line that reads like a stock line; None else."""
    return find_opener(match, floating_in(match))
