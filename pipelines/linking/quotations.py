"""What a news report puts in quotation marks, piece by piece.

Every paragraph stands alone: a quotation that runs over paragraphs opens each of them anew and
closes once, so an unclosed one ends with its paragraph. Advertisement lines between two paragraphs
do no harm that way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipelines.linking.words import keys_of, shingles

FEWEST_WORDS = 3
"""Two words in quotation marks are a phrase or a grade ("requires improvement"), not evidence."""

PARAGRAPH = re.compile(r"[^\n]+")
# Curly double quotes, closed or running to the end of the paragraph: “Leaders in Derbyshire …
CURLY = re.compile(r"“(?P<inner>[^“”]*)(?:”|$)")
# Straight double quotes; an opening one has a word on its right and none on its left.
STRAIGHT = re.compile(r"(?<![^\s(\[—–-])\"(?=\S)(?P<inner>[^\"]*)(?:\"|$)")
# ‘keen and energised’; the closing one is not the apostrophe of "children’s" or "workers’ rights".
SINGLE_CURLY = re.compile(r"(?<!\w)‘(?P<inner>[^‘“”\n]{3,400}?)’(?!\w)")
SINGLE_STRAIGHT = re.compile(r"(?<!\w)'(?=\w)(?P<inner>[^\"“”\n]{3,400}?)'(?!\w)")
MARKS = (("“", CURLY), ('"', STRAIGHT), ("‘", SINGLE_CURLY), ("'", SINGLE_STRAIGHT))
"""The sign without which a pattern cannot be there, and the pattern."""
# Left out or put in by the journalist: "…", ". . .", "[...]", "[the council]", "(sic)".
GAP = re.compile(r"\[[^\]]{0,80}\]|\(sic\)|…|\.\s?\.\s?\.(?:\s?\.)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Words in quotation marks. start and end are its place in the text, without the marks.

    fragments: the runs of words between ellipses and bracketed insertions, as keys. hashes: those
    of every five words of a fragment.
    """

    text: str
    start: int
    end: int
    fragments: tuple[tuple[str, ...], ...]
    hashes: frozenset[int]

    @property
    def word_count(self) -> int:
        """Number of words, ellipses and insertions left out."""
        return sum(map(len, self.fragments))


def quotation_at(text: str, start: int, end: int) -> Quotation | None:
    """Return the quotation in text[start:end], None if it is too short to mean anything."""
    inner = text[start:end]
    fragments = tuple(filter(None, (tuple(keys_of(piece)) for piece in GAP.split(inner))))
    if sum(map(len, fragments)) < FEWEST_WORDS:
        return None
    return Quotation(
        text=inner.strip(),
        start=start,
        end=end,
        fragments=fragments,
        hashes=frozenset(chain.from_iterable(map(shingles, fragments))),
    )


def marked(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the places in quotation marks of one paragraph; double marks win over single ones."""
    taken: list[tuple[int, int]] = []
    for mark, pattern in MARKS:
        if mark not in paragraph:
            continue
        for found in pattern.finditer(paragraph):
            start, end = found.span("inner")
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield start, end


def read_quotations(text: str) -> list[Quotation]:
    """Return every quotation of three words or more, in the order of the text."""
    found = [
        quotation_at(text, paragraph.start() + start, paragraph.start() + end)
        for paragraph in PARAGRAPH.finditer(text)
        for start, end in marked(paragraph.group())
    ]
    return sorted(filter(None, found), key=lambda quotation: quotation.start)


def words_outside(text: str, quotations: list[Quotation]) -> str:
    """Return the text with every quotation blanked out, so that places stay the same."""
    pieces: list[str] = []
    at = 0
    for quotation in quotations:
        pieces.append(text[at : quotation.start])
        pieces.append("\n" * (quotation.end - quotation.start))
        at = quotation.end
    return "".join(pieces) + text[at:]
