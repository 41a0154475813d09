"""What a dump's lines are besides paragraphs: the standfirst, and the subheads of the story.

A dump has no markup, so a line is only told apart where its neighbours prove it. What is not
proved stays a paragraph of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.region import Region
from pipelines.reading.dump.rules.line import DumpLine
from pipelines.reading.dump.rules.shape import (
    ends_like_a_sentence,
    is_rating,
    is_sentence,
)
from pipelines.reading.dump.stock import Marks

__all__ = ["standfirst_of", "subheads_of"]

_SIGNED = frozenset({"byline", "date", "ldrs"})
_SHORTEST, _LONGEST = 40, 300
_FEWEST_KEPT = 3
_LONGEST_SUBHEAD = 90
_MOST_WORDS = 14
_SPEAKER = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?: ")
"""Who speaks, in an interview: "Jo: It’s home. Simple as that"."""


def standfirst_of(lines: Sequence[DumpLine], marks: Marks, region: Region) -> int | None:
    """Return the line between the headline and the byline or date, None where there is none.

    Below the byline a dump does not tell a standfirst from the first paragraph, nor an open-ended
    line from a caption: those stay in the text.
    """
    if region.title is None:
        return None
    kept = [n for n in range(region.title + 1, region.stop) if n not in marks]
    if len(kept) < _FEWEST_KEPT:
        return None
    first, second = kept[0], kept[1]
    line = lines[first]
    above = {marks[n].kind for n in range(region.title + 1, first)}
    behind = {marks[n].kind for n in range(first + 1, second)}
    if above & _SIGNED or not behind & _SIGNED:
        return None
    whole = not (line.bullet or line.trims or is_rating(line))
    return first if whole and _SHORTEST <= len(line.match) <= _LONGEST else None


def subheads_of(lines: Sequence[DumpLine], marks: Marks, region: Region) -> frozenset[int]:
    """Return the lines that are titles inside the story.

    A short line without a full stop (or a question), on its own between a sentence and a
    paragraph. Lines of a list, of ratings and names in a row stay what they are.
    """
    kept = [n for n in range(region.start, region.stop) if n not in marks and n != region.title]
    found = set()
    for place, number in enumerate(kept[:-1]):
        before = lines[kept[place - 1]] if place else None
        if _is_subhead(lines[number], before, lines[kept[place + 1]]):
            found.add(number)
    return frozenset(found)


def _is_subhead(line: DumpLine, before: DumpLine | None, after: DumpLine) -> bool:
    if line.bullet or line.indent or after.bullet or is_rating(line):
        return False
    if not 0 < len(line.match) <= _LONGEST_SUBHEAD or len(line.words) > _MOST_WORDS:
        return False
    if not line.text[:1].isupper() and not line.text[:1].isdigit():
        return False
    if _SPEAKER.match(line.text):
        return False
    open_ended = not ends_like_a_sentence(line) or line.match.endswith("?")
    led = before is None or is_sentence(before)
    return open_ended and led and is_sentence(after) and not after.text[:1].islower()
