"""What changed from one text to another, word by word: between copies, and between versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+")
LONGEST = 6000
"""Words beyond which paragraphs are compared instead: comparing words grows with the square."""
# "This article was amended on", "Correction:", "An earlier version of this story said"
CORRECTION = re.compile(
    r"[^.\n]*\b(?:correction|clarification|an earlier version of|(?:was|has been) (?:amended|"
    r"corrected|updated to (?:correct|clarify|remove|make clear))|we (?:apologise|are happy to))\b"
    r"[^\n]*",
    re.I,
)
GRADE = re.compile(r"\b(?:outstanding|good|requires improvement|inadequate)\b", re.I)


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs. before is empty for words put in, after for words taken out."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What changed. title: (before, after), None if it did not. corrections: notices put in."""

    title: tuple[str, str] | None
    places: tuple[Change, ...]
    words_added: int
    words_removed: int
    grades: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]


def diff_words(before: str, after: str) -> list[Change]:
    """Return the places that differ, in order, in whole words (paragraphs of very long texts)."""
    split = paragraphs if len(before) + len(after) > LONGEST * 6 else WORD.findall
    a, b = split(before), split(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [
        Change(" ".join(a[i1:i2]), " ".join(b[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that hold anything."""
    return [line for line in text.splitlines() if line.strip()]


def grades_changed(places: list[Change]) -> Iterator[tuple[str, str]]:
    """Yield the grades that were replaced by another."""
    for place in places:
        old, new = GRADE.findall(place.before), GRADE.findall(place.after)
        yield from (
            (a.lower(), b.lower()) for a, b in zip(old, new, strict=False) if a.lower() != b.lower()
        )


def corrections_in(text: str) -> set[str]:
    """Return the notices of a correction that a text prints."""
    return {" ".join(found.group().split()) for found in CORRECTION.finditer(text)}


def changes_between(
    title_before: str | None, before: str, title_after: str | None, after: str
) -> Changes:
    """Return what changed between two texts and their titles."""
    places = diff_words(before, after)
    titles = (title_before or "", title_after or "")
    return Changes(
        title=None if titles[0].split() == titles[1].split() else titles,
        places=tuple(places),
        words_added=sum(len(place.after.split()) for place in places),
        words_removed=sum(len(place.before.split()) for place in places),
        grades=tuple(grades_changed(places)),
        corrections=tuple(sorted(corrections_in(after) - corrections_in(before))),
    )
