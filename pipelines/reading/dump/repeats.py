"""Second pass over a dump: captions, headlines and paragraphs that are printed more than once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipelines.reading.dump.region import Region
from pipelines.reading.dump.rules.line import DumpLine, Found
from pipelines.reading.dump.rules.shape import (
    ends_like_a_sentence,
    is_rating,
    is_sentence,
    is_short_label,
)
from pipelines.reading.dump.stock import Marks
from words.rules import DumpRule

__all__ = ["doubled_lines", "repeated_lines"]

_DUPLICATE_CHARACTERS = 40
_CREDIT_CHARACTERS = 60
_SPLIT_CREDIT = re.compile(r"(?:image|picture|photo)s?:?$")
_PAIR = re.compile(r"[:–-] ?[\w ]{2,30}$")


def _cut(rule: DumpRule, kind: str, number: int, evidence: str) -> Found:
    return Found(rule=rule, kind=kind, first=number, last=number, evidence=evidence[:60])


def repeated_lines(lines: Sequence[DumpLine], marks: Marks, region: Region) -> Iterator[Found]:
    """Captions printed several times, and the headline or a paragraph printed twice."""
    places: dict[str, list[int]] = defaultdict(list)
    for line in lines[region.start : region.stop]:
        if line.number not in marks and line.match:
            places[line.match].append(line.number)
    title = lines[region.title].match if region.title is not None else None
    for text, numbers in places.items():
        if text == title:
            others = [number for number in numbers if number != region.title]
            yield from (_cut(DumpRule.REPEATED_HEADLINE, "dup", number, text) for number in others)
        elif len(numbers) > 1:
            yield from _repeat(lines, marks, text, numbers)


def _repeat(
    lines: Sequence[DumpLine], marks: Marks, text: str, numbers: Sequence[int]
) -> Iterator[Found]:
    first = lines[numbers[0]]
    if len(text) >= _DUPLICATE_CHARACTERS and is_sentence(first) and not first.bullet:
        yield from (
            _cut(DumpRule.REPEATED_PARAGRAPH, "dup", number, text) for number in numbers[1:]
        )
    elif all(_may_be_caption(lines, number, marks) for number in numbers):
        yield from (_cut(DumpRule.REPEATED_CAPTION, "caption", number, text) for number in numbers)


def _may_be_caption(lines: Sequence[DumpLine], number: int, marks: Marks) -> bool:
    """Whether a label stands alone: what is above and below it is running text, a cut or itself."""
    line = lines[number]
    if not is_short_label(line) or len(line.words) < 3 or line.bullet:
        return False
    if is_rating(line) or _PAIR.search(line.match):
        return False
    beside = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return all(
        n.number in marks or n.match == line.match or (is_sentence(n) and not n.bullet)
        for n in beside
    )


def doubled_lines(lines: Sequence[DumpLine], marks: Marks) -> Iterator[Found]:
    """A caption glued to itself or to its credit, a label printed twice, a lede printed cut off."""
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        if line.number in marks:
            continue
        yield from _glued_to_itself(line, below)
        if below is not None:
            yield from _split_credit(lines, line, below)
            yield from _twice(lines, line, below)


def _glued_to_itself(line: DumpLine, below: DumpLine | None) -> Iterator[Found]:
    """ "Cllr Dana OrmeCllr Dana Orme", and "Cllr Dana Orme" once more below it."""
    half, odd = divmod(len(line.match), 2)
    if half < 6 or odd or line.match[:half] != line.match[half:]:
        return
    yield _cut(DumpRule.DOUBLED_LINE, "caption", line.number, line.match)
    if below is not None and below.match == line.match[:half]:
        yield _cut(DumpRule.DOUBLED_LINE, "caption", below.number, line.match)


def _split_credit(lines: Sequence[DumpLine], line: DumpLine, below: DumpLine) -> Iterator[Found]:
    """ "The square tonight (" / "Image:" / "Getty Images)": one caption on three lines."""
    if not (line.text.endswith("(") and _SPLIT_CREDIT.match(below.match)):
        return
    for part in lines[line.number : line.number + 3]:
        if part is line or len(part.match) <= _CREDIT_CHARACTERS:
            yield _cut(DumpRule.SPLIT_CREDIT, "caption", part.number, below.match)


def _twice(lines: Sequence[DumpLine], line: DumpLine, below: DumpLine) -> Iterator[Found]:
    """A label printed twice, and the site's own teaser: the first lines run together, cut off."""
    if ends_like_a_sentence(line):
        return
    if line.match == below.match and is_short_label(line):
        yield _cut(DumpRule.DOUBLED_LINE, "caption", line.number, line.match)
        yield _cut(DumpRule.DOUBLED_LINE, "caption", below.number, line.match)
    elif len(below.match) >= _CREDIT_CHARACTERS and line.match.startswith(below.match):
        rest = line.match[len(below.match) :].strip(" .…")
        third = lines[below.number + 1 : below.number + 2]
        if rest and third and third[0].match.startswith(rest):
            yield _cut(DumpRule.TEASER_OF_ITSELF, "dup", line.number, below.match)
