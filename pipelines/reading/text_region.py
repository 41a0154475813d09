"""Where the story stands in a dump: its headline, and the menus before and after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.boilerplate.lines.line import Found, Line
from pipelines.boilerplate.lines.shape import ends_like_a_sentence, is_paragraph
from pipelines.boilerplate.phrases import weak_kind
from pipelines.reading.text_stock import Marks

__all__ = ["Region", "find_region"]

_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_COMMON = frozenset(
    """about after again also because been before being between both could does doing down during
    each from further have having here into itself just more most much only other over said same
    says should some such than that their them then there these they this those through under until
    very were what when where which while will with would your years year people time make made
    told first last week since like still many back being they're it's i'm we're that's their""".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """The story's place: `title` is the headline's line (None where none is seen); `start` and
    `stop` (not included) enclose the lines from the headline or first paragraph to the last."""

    title: int | None
    start: int
    stop: int


def _topic_words(text: str) -> set[str]:
    return {word.removesuffix("'s") for word in _WORD.findall(text)} - _COMMON


class _Story:
    """Which words belong to the story: those of the paragraphs in its densest run."""

    def __init__(self, lines: Sequence[Line], marks: Marks) -> None:
        self.paragraphs = [
            line.number for line in lines if line.number not in marks and is_paragraph(line)
        ]
        self.first, self.last = _densest_run(self.paragraphs, lines, marks)
        self.words: Counter[str] = Counter()
        for number in self.paragraphs:
            if self.first <= number <= self.last:
                self.words.update(_topic_words(lines[number].match))


def _densest_run(paragraphs: Sequence[int], lines: Sequence[Line], marks: Marks) -> tuple[int, int]:
    """First and last paragraph of the run with the highest score: characters gained, gaps paid."""
    best = current = 0.0
    run = (-1, -1)
    start = previous = -1
    for number in paragraphs:
        gain = min(len(lines[number].match), 400) / 100
        loose = (
            sum(1 for n in range(previous + 1, number) if n not in marks) if previous >= 0 else 0
        )
        gap = (number - previous - 1) if previous >= 0 else 0
        cost = 0.35 * loose + 0.12 * gap
        if previous < 0 or current - cost <= 0:
            current, start = gain, number
        else:
            current += gain - cost
        if current > best:
            best, run = current, (start, number)
        previous = number
    return run


def _headline_score(line: Line, story: _Story, distance: int) -> float:
    words = _topic_words(line.match)
    size = len(line.match)
    if not 3 <= len(line.words) <= 32 or size > 230 or line.match.endswith((",", ":", ";")):
        return 0.0
    if line.match.endswith(".") and len(line.words) > 6:
        return 0.0
    shared = sum(1 for word in words if story.words[word])
    score = shared / max(3, len(words)) + 0.15 * min(shared, 4) - 0.04 * distance
    if line.bullet:
        score -= 0.35
    if 25 <= size <= 140:
        score += 0.2
    return score if shared else 0.0


def _find_title(lines: Sequence[Line], marks: Marks, story: _Story) -> int | None:
    """The headline: before the first paragraph of the story, open-ended, in the story's words."""
    if story.first < 0:
        return None
    best, chosen = 0.35, None
    loose = 0
    for number in range(story.first - 1, max(-1, story.first - 60), -1):
        if number in marks:
            continue
        score = _headline_score(lines[number], story, loose)
        loose += 1
        if score > best:
            best, chosen = score, number
    return chosen


def find_region(lines: Sequence[Line], marks: Marks) -> Region:
    """Where the story starts and stops, from its paragraphs and from what is marked around it."""
    story = _Story(lines, marks)
    if story.first < 0:
        return Region(title=None, start=0, stop=len(lines))
    title = _find_title(lines, marks, story)
    start = title if title is not None else _open_start(lines, marks, story)
    return Region(title=title, start=start, stop=_find_stop(lines, marks, story))


def _open_start(lines: Sequence[Line], marks: Marks, story: _Story) -> int:
    return 0


def _is_of_story(line: Line, story: _Story) -> bool:
    words = _topic_words(line.match)
    shared = sum(1 for word in words if story.words[word] >= 2)
    return shared >= 3 and shared >= 0.2 * len(words)


def _find_stop(lines: Sequence[Line], marks: Marks, story: _Story) -> int:
    """The first line of the tail: boilerplate after the last paragraph, with no story behind it."""
    last = story.last
    for number in story.paragraphs:
        if number > last and _is_of_story(lines[number], story) and number - last <= 6:
            last = number
    for number in range(last + 1, len(lines)):
        if number in marks and marks[number].kind not in {"ad", "caption"}:
            return number
        if weak_kind(lines[number].match) is not None and _menu_follows(lines, marks, number):
            return number
    return len(lines)


def _menu_follows(lines: Sequence[Line], marks: Marks, number: int) -> bool:
    window = lines[number : number + 6]
    known = sum(1 for n in window if n.number in marks or weak_kind(n.match) is not None)
    return known >= 2 and known * 2 >= len(window)
