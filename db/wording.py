"""How one text differs from another, word by word: copies, versions, quotations. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz.distance import Indel, LCSseq

MOST_PAIRS = 10_000
"""Pairs of changed lines beyond which they are not compared with each other."""
ALIKE = 0.4
"""Share of words in common from which two lines are one line that was changed."""
# "This article was amended on", "CORRECTION: An earlier version of this story said"
CORRECTION = re.compile(
    r"[^.\n]*\b(?:correction|clarification|an earlier version of|(?:was|has been) (?:amended|"
    r"corrected|updated to (?:correct|clarify|remove|make clear))|we (?:apologise|are happy to))\b"
    r"[^\n]*",
    re.I,
)
GRADE = re.compile(r"\b(?:outstanding|good|requires improvement|inadequate)\b", re.I)


class Kind(StrEnum):
    """Whether words stand in both texts, in the earlier one, or in the later one."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one paragraph that stay, go or come."""

    kind: Kind
    text: str


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


def pieces(before: str, after: str) -> list[Piece]:
    """Return both texts as one run of pieces, in order: lines first, changed lines by their words.

    A piece may hold line ends. The words of SAME and OLD together are the earlier text, those of
    SAME and NEW the later one, but for blank space.
    """
    found: list[Piece] = []
    a, b = filled_lines(before), filled_lines(after)
    for tag, i1, i2, j1, j2 in opcodes(a, b):
        if tag == "equal":
            found += [Piece(Kind.SAME, f"{line}\n") for line in a[i1:i2]]
        else:
            found += line_pieces(a[i1:i2], b[j1:j2])
    return found


def filled_lines(text: str) -> list[str]:
    """Return the lines of a text that hold anything, each with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def line_pieces(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces of lines that are not the same: the likest two word by word, and so on.

    Lines that are like no other go or come as a whole.
    """
    if len(a) * len(b) > MOST_PAIRS:  # every line is another: the text was broken anew
        yield from word_pieces(" \n ".join(a), " \n ".join(b))
        yield Piece(Kind.SAME, "\n")
        return
    pair = likest(a, b)
    if pair is None:
        yield from (Piece(Kind.OLD, f"{line}\n") for line in a)
        yield from (Piece(Kind.NEW, f"{line}\n") for line in b)
        return
    i, j = pair
    yield from line_pieces(a[:i], b[:j])
    yield from word_pieces(a[i], b[j])
    yield Piece(Kind.SAME, "\n")
    yield from line_pieces(a[i + 1 :], b[j + 1 :])


def likest(a: Sequence[str], b: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of the two lines that are most alike; None where no two are alike."""
    if not a or not b:
        return None
    pairs = ((i, j) for i in range(len(a)) for j in range(len(b)))
    split = [line.split() for line in a], [line.split() for line in b]
    alike, i, j = max(
        (Indel.normalized_similarity(split[0][i], split[1][j]), -i, -j) for i, j in pairs
    )
    return (-i, -j) if alike >= ALIKE else None


def word_pieces(before: str, after: str) -> list[Piece]:
    """Return two lines as pieces, in whole words; one word alone between two changes goes along."""
    a, b = before.split(" "), after.split(" ")
    runs: list[tuple[bool, list[str], list[str]]] = []
    steps = [
        (op.tag, slice(op.src_start, op.src_end), slice(op.dest_start, op.dest_end))
        for op in LCSseq.opcodes(a, b)
    ]
    for n, (tag, left, right) in enumerate(steps):
        lone = tag == "equal" and len(a[left]) == 1 and 0 < n < len(steps) - 1
        same = tag == "equal" and not lone
        if runs and runs[-1][0] == same:
            runs[-1][1].extend(a[left])
            runs[-1][2].extend(b[right])
        else:
            runs.append((same, a[left], b[right]))
    found: list[Piece] = []
    for same, old, new in runs:
        kinds = ((Kind.SAME, new),) if same else ((Kind.OLD, old), (Kind.NEW, new))
        found += [Piece(kind, " ".join(words) + " ") for kind, words in kinds if words]
    return found


def opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the steps from one sequence to the other."""
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def paragraph_pieces(before: str, after: str) -> list[list[Piece]]:
    """Return the pieces paragraph by paragraph, their words without blank space at the ends."""
    found: list[list[Piece]] = [[]]
    for piece in pieces(before, after):
        for n, line in enumerate(piece.text.split("\n")):
            if n:
                found.append([])
            if words := line.strip():
                found[-1].append(Piece(piece.kind, words))
    return [line for line in found if line]


def diff_words(before: str, after: str) -> list[Change]:
    """Return the places that differ, in order, in whole words."""
    found: list[Change] = []
    old = new = ""
    for piece in [*pieces(before, after), Piece(Kind.SAME, ".")]:
        if piece.kind is Kind.OLD:
            old = " ".join([*old.split(), *piece.text.split()])
        elif piece.kind is Kind.NEW:
            new = " ".join([*new.split(), *piece.text.split()])
        elif piece.text.strip() and (old or new):
            found.append(Change(old, new))
            old = new = ""
    return found


def grades_changed(places: Sequence[Change]) -> Iterator[tuple[str, str]]:
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
