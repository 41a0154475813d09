"""The stock phrases of each class of boilerplate, for text lines and HTML blocks alike.

The phrases are data: `phrases.toml` beside this file, which says how they are written. All are
compared with the folded copy of a line (`pipelines.boilerplate.lines.line.fold`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["exact_kind", "opener_kind", "weak_kind"]

_PLACEHOLDERS: Mapping[str, str] = {
    "<month>": r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)",
    "<day>": r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?",
    "<clock>": r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
    r"|midnight|midday|noon)",
}
# A pattern that may begin anywhere in a line is tried only on lines that hold one of the words
# whose source it holds: word → how patterns write it.
_FLOATING = {
    "cookie": "cookie",
    "rights reserved": "rights reserved",
    "in england": "in england",
    "press standards": "press standards",
    "democra": "democra",
    "top ": "top ",
    " by": " by\\b",
    "pictured": "pictured",
    "(": "\\(",
    "]": "\\]",
    "become a ": "become a ",
}
_SPECIAL = frozenset("\\.^$*+?{}[]|()") | {""}
_ANYWHERE = (".", "(?:[\\w", "[\\w", "(?:by |words by")
_LONGEST_EXACT = 90
_LONGEST_WEAK = 40
_LONGEST_OPENER = 900
_EVIDENCE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tables:
    exact: Mapping[str, str]
    weak: Mapping[str, str]
    openers: tuple[tuple[str, re.Pattern[str]], ...]
    first_look: Mapping[str, re.Pattern[str]]  # first character → the anchored openers it may open
    floating: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]  # openers that begin with `.`


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
    depth, start, parts = 0, 3, []
    for place, character in enumerate(pattern):
        if place and pattern[place - 1] == "\\":
            continue
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 1:
            parts.append(pattern[start:place])
            start = place + 1
        elif not depth:
            return [*parts, pattern[start:place]], pattern[place + 1 :]
    return [], pattern


def _first_characters(pattern: str) -> frozenset[str] | None:
    """Return the characters that a match can begin with, None where that cannot be told."""
    if pattern.startswith("(?:"):
        parts, rest = _alternatives(pattern)
        if rest.startswith(("?", "*", "{0")):
            parts.append(rest.lstrip("?*").partition("}")[2] if rest[0] == "{" else rest[1:])
        known = [_first_characters(part) for part in parts]
        if not known or any(found is None for found in known):
            return None
        return frozenset(character for found in known if found for character in found)
    if len(pattern) > 1 and pattern[1] in "?*{":
        return None
    if pattern.startswith("\\d"):
        return frozenset("0123456789") if pattern[2:3] not in ("?", "*") else None
    return None if pattern[:1] in _SPECIAL else frozenset(pattern[0])


def _by_first_character(patterns: list[str]) -> dict[str, re.Pattern[str]]:
    """Return for each first character the patterns that may match, under "" those for others."""
    firsts = [(_first_characters(pattern), pattern) for pattern in patterns]
    letters = frozenset(character for found, _ in firsts for character in found or ())
    return {
        letter: re.compile(
            "|".join(
                f"(?:{pattern})" for found, pattern in firsts if found is None or letter in found
            )
        )
        for letter in (*sorted(letters), "")
    }


@cache
def _tables() -> _Tables:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        data = tomllib.load(file)
    openers = [
        (kind, _written_out(pattern))
        for kind, patterns in data["openers"].items()
        for pattern in patterns
    ]
    needed = [(pattern, _without_lookahead(pattern)) for _, pattern in openers]
    return _Tables(
        exact=_by_phrase(data["exact"]),
        weak=_by_phrase(data["weak"]),
        openers=tuple((kind, re.compile(pattern)) for kind, pattern in openers),
        first_look=_by_first_character(
            [rest for _, rest in needed if not rest.startswith(_ANYWHERE)]
        ),
        floating=tuple(
            (
                tuple(word for word, source in _FLOATING.items() if source in pattern),
                re.compile(pattern),
            )
            for pattern, rest in needed
            if rest.startswith(_ANYWHERE)
        ),
    )


def _bare(match: str) -> str:
    return match.rstrip(" :.!…>»|-?").lstrip("-+|> ")


def exact_kind(match: str) -> str | None:
    """The class of a folded line that is a stock phrase as a whole; None where it is none."""
    return _tables().exact.get(_bare(match)) if len(match) <= _LONGEST_EXACT else None


def weak_kind(match: str) -> str | None:
    """The class of a folded line that is boilerplate only among other boilerplate; None else."""
    return _tables().weak.get(_bare(match)) if len(match) <= _LONGEST_WEAK else None


def _floats(tables: _Tables, match: str) -> bool:
    """Say whether an opener that may begin anywhere in the line matches."""
    for words, pattern in tables.floating:
        for word in words:
            if word in match:
                break
        else:
            if words:
                continue
        if pattern.match(match):
            return True
    return False


@lru_cache(maxsize=4096)
def opener_kind(match: str) -> tuple[str, str] | None:
    """Class and deciding words of a folded line that reads like a stock line; None else."""
    if len(match) > _LONGEST_OPENER:
        return None
    tables = _tables()
    look = tables.first_look.get(match[:1]) or tables.first_look[""]
    if not look.match(match) and not _floats(tables, match):
        return None
    for kind, pattern in tables.openers:
        if pattern.match(match):
            return kind, match[:_EVIDENCE]
    return None
