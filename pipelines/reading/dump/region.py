"""Where the story stands in a dump: its headline, and the menus before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.boilerplate.phrases import weak_kind
from pipelines.reading.dump.rules.line import DumpLine, fold_dump_line
from pipelines.reading.dump.rules.shape import (
    ends_like_a_sentence,
)
from pipelines.reading.dump.stock import Marks
from pipelines.reading.dump.story import Story, topic_words
from pipelines.reading.dump.tail import WITHIN_STORY, find_stop

__all__ = ["Region", "find_region"]

_CLOSE = 3
_LONG_STANDFIRST = 70
_SIGNED = frozenset({"byline", "date", "ldrs"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """The story's place: `title` is the headline's line (None where none is seen).

    `start` and `stop` (not included) enclose the lines from the headline, or from the first
    paragraph, to the last line of the story; `first` is its first sentence.
    """

    title: int | None
    start: int
    first: int
    stop: int


def _headline_score(line: DumpLine, story: Story, distance: int) -> float:
    words = topic_words(line.match)
    size = len(line.match)
    if not 3 <= len(line.words) <= 32 or size > 230 or line.match.endswith((",", ":", ";")):
        return 0.0
    if line.match.endswith(".") and (len(line.words) > 16 or distance > 3):
        return 0.0
    shared = story.shared(line, times=1)
    if not shared:
        return 0.0
    score = 0.5 * shared / max(3, len(words)) + 0.14 * min(shared, 6) - 0.03 * distance
    score += 0.2 if 25 <= size <= 140 else 0.0
    return score - (0.6 if line.bullet else 0.0) - (0.3 if line.match.endswith(".") else 0.0)


def _find_title(lines: Sequence[DumpLine], marks: Marks, story: Story) -> int | None:
    """The headline: before the first paragraph of the story, open-ended, in the story's words.

    What stands under a byline or a date is a caption or a standfirst rather than the headline.
    """
    best, chosen = 0.45, None
    loose = 0
    above_byline = False
    for number in range(story.first, max(-1, story.first - 40), -1):
        if number == story.first and lines[number].match.endswith("."):
            continue
        if number in marks:
            above_byline = above_byline or marks[number].kind in _SIGNED
            continue
        if number + 1 < len(lines) and lines[number + 1].match.startswith(lines[number].match):
            continue
        score = _headline_score(lines[number], story, loose)
        if score and story.spaced and _is_set_apart(lines, number):
            score += 0.25
        loose += 1
        stands_first = chosen is not None and _is_standfirst_of(lines, marks, number, chosen)
        if score >= (0.45 if stands_first else best - (0.4 if above_byline else 0.1)):
            best, chosen = max(score, best - 0.1), number
            above_byline = False
    return chosen


def _is_standfirst_of(lines: Sequence[DumpLine], marks: Marks, headline: int, line: int) -> bool:
    """Whether a line is rather the standfirst of the headline that stands right above it.

    The longer of two open-ended lines, with the byline or the date below it.
    """
    above, below = lines[headline], lines[line]
    signed = marks.get(line + 1)
    return (
        line == headline + 1
        and signed is not None
        and signed.kind in _SIGNED
        and len(above.words) >= 5
        and 30 <= len(above.match) < len(below.match)
        and len(below.match) >= _LONG_STANDFIRST
    )


def _open_first_line(lines: Sequence[DumpLine], marks: Marks, story: Story) -> int | None:
    """The dump's first line that is no boilerplate, where it is open-ended like a headline and
    the story's first sentence stands right below."""
    free = [n for n in range(story.first + 1) if n not in marks]
    if len(free) != 2 or free[1] != story.first:
        return None
    line = lines[free[0]]
    is_headline = 4 <= len(line.words) <= 25 and not ends_like_a_sentence(line)
    return free[0] if is_headline and not line.bullet else None


def _first_print(lines: Sequence[DumpLine], title: int | None) -> int | None:
    """The first of several prints of the headline that stand close together."""
    if title is None:
        return None
    above = range(max(0, title - _CLOSE), title)
    return next((n for n in above if lines[n].match == lines[title].match), title)


def _is_set_apart(lines: Sequence[DumpLine], number: int) -> bool:
    return lines[number].blank_before > 0 and lines[number + 1].blank_before > 0


def find_region(
    lines: Sequence[DumpLine], marks: Marks, listing_title: str | None = None
) -> Region:
    """Where the story starts and stops, from its paragraphs and from what is marked around it.

    A line that is the headline which the listing gave is the headline.
    """
    story = Story(lines, marks)
    listed = _listed_title(lines, listing_title)
    if story.first < 0:
        return Region(title=listed, start=listed or 0, first=listed or 0, stop=len(lines))
    title = _find_title(lines, marks, story)
    if title is None:
        title = _open_first_line(lines, marks, story)
    if listed is not None and listed <= story.first:
        title = listed
    title = _first_print(lines, title)
    start = title if title is not None else _menu_end(lines, marks, story.first)
    return Region(title=title, start=start, first=story.first, stop=find_stop(lines, marks, story))


def _listed_title(lines: Sequence[DumpLine], listing_title: str | None) -> int | None:
    wanted = fold_dump_line(listing_title) if listing_title else ""
    return next((line.number for line in lines if wanted and line.match == wanted), None)


def _menu_end(lines: Sequence[DumpLine], marks: Marks, first: int) -> int:
    """Where no headline is seen: the line behind the last menu entry above the first paragraph."""
    known = [n for n in range(first) if n in marks or weak_kind(lines[n].match) is not None]
    known = [n for n in known if n not in marks or marks[n].kind not in WITHIN_STORY]
    return known[-1] + 1 if len(known) >= 3 else 0
