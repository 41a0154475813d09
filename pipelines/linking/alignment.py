"""Where a quotation stands in a publication, and in which words.

Journalists drop words, add words and leave gaps. A verbatim quotation is found by searching; else
the few places that share three consecutive words with it are compared, words put in or left out
counting by their letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Indel, LCSseq

from pipelines.linking.quotations import Quotation
from pipelines.linking.words import joined_keys, word_spans

ANCHOR = 3
"""Words that must stand together for a place to be compared at all."""
MOST_PLACES = 12
"""Places of one publication that are compared for one fragment."""
LONG = 8
MIDDLE = 5
LEAST_ALIKE = {LONG: 0.84, MIDDLE: 0.90}
"""Similarity from which a quotation of at least so many words counts; shorter ones are exact."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One paragraph of a publication: its position in it, its page (1-based) and its text."""

    position: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A publication's words as one string " … ", and where each paragraph begins in it."""

    paragraphs: tuple[Printed, ...]
    starts: tuple[int, ...]
    joined: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A quotation found in a publication: both wordings, how alike, and the place.

    similarity: 0 to 1, of the words (letters) quoted; 1 = verbatim but for case and punctuation.
    """

    quotation: Quotation
    printed: str
    similarity: float
    page: int | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the joined string and how alike the words in it are, 0 to 1."""

    start: int
    end: int
    similarity: float


def prepare(paragraphs: Sequence[Printed]) -> PreparedText:
    """Return the publication ready for searching; about a millisecond for 5,000 words."""
    texts = joined_keys(p.text for p in paragraphs)
    starts = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=1))
    return PreparedText(tuple(paragraphs), starts, f" {' '.join(texts)} ")


def least_alike(words: int) -> float:
    """Return the similarity that a quotation of so many words needs."""
    return next((least for size, least in LEAST_ALIKE.items() if words >= size), 1.0)


def occurrences(joined: str, piece: str) -> Iterator[int]:
    """Yield where a piece begins, at most a few times."""
    at = joined.find(piece)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = joined.find(piece, at + 1)


def likely_places(joined: str, keys: Sequence[str]) -> list[int]:
    """Return where the whole fragment might begin, judged by three words of it; best first."""
    votes: dict[int, int] = {}
    offset = 0
    for i in range(len(keys) - ANCHOR + 1):
        for at in occurrences(joined, f" {' '.join(keys[i : i + ANCHOR])} "):
            place = round((at - offset) / 24) * 24  # a few letters dropped or added do not matter
            votes[place] = votes.get(place, 0) + 1
        offset += len(keys[i]) + 1
    return sorted(votes, key=lambda place: -votes[place])[:3]


def place_fragment(joined: str, keys: Sequence[str]) -> Place | None:
    """Return where these words stand, verbatim or nearly; None if nowhere."""
    needle = " ".join(keys)
    at = joined.find(f" {needle} ")
    if at >= 0:
        return Place(at + 1, at + 1 + len(needle), 1.0)
    least = least_alike(len(keys))
    if least == 1.0:
        return None
    best: Place | None = None
    for begin in likely_places(joined, keys):
        low = joined.rfind(" ", 0, max(1, begin - 40)) + 1
        place = nearest_words(joined, keys, low, begin + len(needle) * 5 // 4 + 60)
        if place and place.similarity >= max(least, best.similarity if best else 0.0):
            best = place
    return best


def nearest_words(joined: str, keys: Sequence[str], low: int, high: int) -> Place | None:
    """Return the run of words between two places that is most like these keys; None for none.

    It begins and ends with words that both have in the same order. Which of them is tried out: a
    word far off may be the same by chance ("the").
    """
    window = joined[low : joined.find(" ", high) if high < len(joined) else len(joined)].split()
    common = [c for c in LCSseq.opcodes(keys, window) if c.tag == "equal"]
    needle = " ".join(keys)
    best: Place | None = None
    for n, begin in enumerate(common):
        for end in common[n:]:
            words = " ".join(window[begin.dest_start : end.dest_end])
            alike = Indel.normalized_similarity(needle, words)
            if best is None or alike > best.similarity:
                start = low + len("".join(window[: begin.dest_start])) + begin.dest_start
                best = Place(start, start + len(words), alike)
    return best


def printed_words(prepared: PreparedText, start: int, end: int) -> tuple[int, str]:
    """Return the paragraph's index and the words as printed for a range of the joined string.

    A range that runs into the next paragraph (a page break) gives both parts.
    """
    first = max(bisect_right(prepared.starts, start) - 1, 0)
    last = max(bisect_right(prepared.starts, max(end - 1, start)) - 1, first)
    pieces = [cut(prepared, index, start, end) for index in range(first, last + 1)]
    return first, " ".join(filter(None, pieces))


def cut(prepared: PreparedText, index: int, start: int, end: int) -> str:
    """Return the part of one paragraph, as printed, that lies in a range of the joined string."""
    begins = prepared.starts[index]
    text = prepared.paragraphs[index].text
    spans = word_spans(text)
    low = prepared.joined.count(" ", begins, start) if start > begins else 0
    after = prepared.starts[index + 1] if index + 1 < len(prepared.starts) else None
    ends = (after if after is not None else len(prepared.joined)) - 1
    high = low + prepared.joined.count(" ", max(start, begins), min(end, ends)) + 1
    chosen = spans[low:high]
    return text[chosen[0][0] : chosen[-1][1]] if chosen else ""


def align(quotation: Quotation, prepared: PreparedText) -> Match | None:
    """Return the place of a quotation in a publication, None if it is not from there.

    Of a quotation with gaps, every fragment of three words or more must be found.
    """
    fragments = [keys for keys in quotation.fragments if len(keys) >= ANCHOR]
    places = [place_fragment(prepared.joined, keys) for keys in fragments]
    found = [place for place in places if place]
    if not found or len(found) < len(places):
        return None
    length = sum(map(len, fragments))
    similarity = sum(p.similarity * len(k) for p, k in zip(found, fragments, strict=True)) / length
    pieces = [printed_words(prepared, place.start, place.end) for place in found]
    paragraph = prepared.paragraphs[pieces[0][0]]
    return Match(
        quotation=quotation,
        printed=" … ".join(words for _, words in pieces),
        similarity=round(similarity, 3),
        page=paragraph.page,
        paragraph=paragraph.position,
    )
