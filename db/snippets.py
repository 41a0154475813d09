"""The few words of a report around what was searched for, cut here and not by the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.search_query import Phrase
from db.search_words import WORD, tokens_of_word

WIDTH = 240  # characters of a snippet
LEAD = 60  # characters before the first hit
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """Words of a report in one line; `hits` are ranges of its characters, in order."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    start: int
    end: int
    phrase: Phrase


def find_hits(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Return the ranges of characters that match any phrase, in order, without overlaps."""
    return _merge(_find(text, phrases))


def _find(text: str, phrases: Sequence[Phrase]) -> Iterator[_Found]:
    """Yield matches in order of their last word."""
    by_last: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_last.setdefault(phrase[-1], []).append(phrase)
    tokens: list[str] = []
    places: list[tuple[int, int]] = []
    for word in WORD.finditer(text) if by_last else ():
        for token in tokens_of_word(word[0]):
            tokens.append(token)
            places.append(word.span())
            for phrase in by_last.get(token, ()):
                size = len(phrase)
                if size <= len(tokens) and tuple(tokens[-size:]) == phrase:
                    yield _Found(start=places[-size][0], end=places[-1][1], phrase=phrase)


def _merge(found: Iterator[_Found] | Sequence[_Found]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((hit.start, hit.end) for hit in found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def cut_snippet(texts: Sequence[str | None], phrases: Sequence[Phrase]) -> Snippet:
    """Cut a snippet from the first of the texts that has a hit, else from the first text."""
    for text in texts:
        found = list(_find(text, phrases)) if text else []
        if text and found:
            start = _best_start(found)
            return _cut(text, max(0, start - LEAD), _merge(found))
    opening = next((text for text in texts if text), "")
    return _cut(opening, 0, [])


def _best_start(found: Sequence[_Found]) -> int:
    """Return where the stretch begins that shows the most different phrases; the first such."""
    best, best_count = found[0].start, 0
    for index, first in enumerate(found[:500]):
        inside = (hit for hit in found[index : index + 50] if hit.end - first.start <= WIDTH - LEAD)
        count = len({hit.phrase for hit in inside})
        if count > best_count:
            best, best_count = first.start, count
    return best


def _cut(text: str, start: int, hits: Sequence[tuple[int, int]]) -> Snippet:
    """Cut WIDTH characters at words, in one line, with the hits moved along."""
    end = min(len(text), start + WIDTH)
    if start > 0:
        start = _next_word(text, start, end)
    if end < len(text) and (space := text.rfind(" ", start, end)) > start:
        end = space
    inside = [(max(a, start), min(b, end)) for a, b in hits if a < end and b > start]
    pieces: list[str] = ["…"] if start > 0 else []
    length, place, moved = len("".join(pieces)), start, []
    for a, b in [*inside, (end, end)]:
        plain, hit = _SPACE.sub(" ", text[place:a]), _SPACE.sub(" ", text[a:b])
        pieces += [plain, hit]
        if hit:
            moved.append((length + len(plain), length + len(plain) + len(hit)))
        length += len(plain) + len(hit)
        place = b
    return Snippet(text="".join(pieces) + ("…" if end < len(text) else ""), hits=tuple(moved))


def _next_word(text: str, start: int, end: int) -> int:
    """Return the beginning of the first whole word after start, or start if there is none."""
    gap = _SPACE.search(text, start, min(end, start + LEAD))
    return gap.end() if gap else start
