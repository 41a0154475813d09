"""Which part of a story speaks of whom.

A quotation in the paragraph that names an authority is that authority's. A round-up tells of one
authority after the other: what it says of kind, grade and days holds for the one it has just named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.linking.dates import read_periods
from pipelines.linking.gazetteer import Mention
from pipelines.linking.grades import read_grades
from pipelines.linking.model import Clues, NewsText
from pipelines.linking.quotations import Quotation
from pipelines.linking.types import read_subjects

SEVERAL = 3
"""Authorities named in the text that make it a round-up."""

Span = tuple[int, int]


def paragraph_spans(text: str) -> Iterator[Span]:
    """Yield the places of the lines of a text that hold anything."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def passages_of(news: NewsText, mentions: Sequence[Mention]) -> Mapping[int, tuple[Span, ...]]:
    """Return the paragraphs of the text that speak of each provider, as places in news.whole().

    mentions: those in the text. In a round-up the paragraphs that follow, and name no other
    authority, are its as well.
    """
    spans = list(paragraph_spans(news.text))
    named = [
        {m.provider_id for m in mentions if start <= m.start < end and is_place(m)}
        for start, end in spans
    ]
    if is_round_up(mentions):
        named = list(carried_on(named))
    shift = len(news.whole()) - len(news.text)
    found: dict[int, list[Span]] = {}
    for (start, end), providers in zip(spans, named, strict=True):
        for provider in providers:
            found.setdefault(provider, []).append((start + shift, end + shift))
    return {provider: tuple(places) for provider, places in found.items()}


def is_place(mention: Mention) -> bool:
    """Say whether a mention is a name, not "the council", which may be anybody's."""
    return mention.method != "council_of_area"


def is_round_up(mentions: Sequence[Mention]) -> bool:
    """Say whether a text names several authorities."""
    return len({m.provider_id for m in mentions if m.provider_id == m.authority_id}) >= SEVERAL


def carried_on(named: Sequence[set[int]]) -> Iterator[set[int]]:
    """Yield who is spoken of, paragraph by paragraph: the last ones named."""
    last: set[int] = set()
    for providers in named:
        last = providers or last
        yield last


def is_of_another(clues: Clues, quotation: Quotation, provider_id: int) -> bool:
    """Say whether a round-up quotes these words where it speaks of another provider."""
    if not is_round_up(clues.naming.text) or clues.is_beside(quotation, provider_id):
        return False
    return any(clues.is_beside(quotation, other) for other in clues.passages)


def narrowed(clues: Clues, provider_id: int) -> Clues:
    """Return what a round-up says of one provider; any other story, and what it says of all."""
    spans = clues.passages.get(provider_id, ())
    if not spans or not is_round_up(clues.naming.text):
        return clues
    whole = clues.news.whole()
    words = "\n".join(whole[start:end] for start, end in spans)
    return replace(
        clues,
        periods=tuple(read_periods(words, clues.news.told_on)),
        subjects=read_subjects(words) or clues.subjects,
        grades=read_grades(words),
    )
