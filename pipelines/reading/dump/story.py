"""The story's densest run of paragraphs in a dump, and the words that it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine
from pipelines.reading.dump.rules.shape import is_paragraph, is_sentence
from pipelines.reading.dump.stock import Marks

__all__ = ["Story", "topic_words"]

_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_COMMON = frozenset(
    """
    about after again also because been before being between both could does doing down during
    each from further have having here into itself just more most much only other over said same
    says should some such than that their them then there these they this those through under
    until very were what when where which while will with would your years year people time make
    made told first last week since like still many back being they're it's i'm we're that's
    their
    """.split()  # noqa: SIM905 - a word a line would hide the list
)
_LONGEST_GAP = 5.0
"""What a gap between two paragraphs costs at most, in hundreds of characters gained."""
_MOSTLY = 0.4
"""The share of paragraphs behind a blank line from which on a dump is a spaced one."""


def topic_words(text: str) -> set[str]:
    """The words of four letters and more of a folded line, common ones and plurals' 's apart."""
    return {word.removesuffix("'s") for word in _WORD.findall(text[:2000])} - _COMMON


class Story:
    """Which lines are the densest run of paragraphs, and which words it uses."""

    def __init__(self, lines: Sequence[DumpLine], marks: Marks) -> None:
        self.spaced = _is_spaced(lines, marks)
        self.sentences = [
            line.number
            for line in lines
            if line.number not in marks
            and is_sentence(line)
            and (line.blank_before > 0 or line.number == 0 or not self.spaced)
        ]
        self.spoken = frozenset(self.sentences)
        self.first, self.last = _densest_run(self.sentences, lines, marks)
        self.words: Counter[str] = Counter()
        for number in self.sentences:
            if self.first <= number <= self.last:
                self.words.update(topic_words(lines[number].match))

    def shared(self, line: DumpLine, times: int = 2) -> int:
        """How many words of the line the story uses at least `times` times."""
        return sum(1 for word in topic_words(line.match) if self.words[word] >= times)

    def is_about(self, line: DumpLine, least: int = 3) -> bool:
        """Whether the line is on the story's topic: `least` shared words, a fifth of its own."""
        shared = self.shared(line)
        return shared >= least and shared >= 0.15 * len(topic_words(line.match))


def _is_spaced(lines: Sequence[DumpLine], marks: Marks) -> bool:
    """Whether the dump sets its paragraphs apart by blank lines, as text from HTML does.

    There, teasers and menus (`div`, not `p`) stand close together and are no paragraphs.
    """
    paragraphs = [
        n for n in lines[1:] if n.number not in marks and is_paragraph(n) and not n.bullet
    ]
    apart = sum(1 for line in paragraphs if line.blank_before > 0)
    return len(paragraphs) >= 2 and apart >= _MOSTLY * len(paragraphs)


def _densest_run(
    sentences: Sequence[int], lines: Sequence[DumpLine], marks: Marks
) -> tuple[int, int]:
    """First and last sentence of the run with the highest score: characters gained, gaps paid."""
    best = current = 0.0
    run = (-1, -1)
    start = previous = -1
    for number in sentences:
        gain = min(len(lines[number].match), 400) / 100
        gap = range(previous + 1, number) if previous >= 0 else range(0)
        cost = min(_LONGEST_GAP, sum(0.12 if n in marks else 0.3 for n in gap[:60]))
        if previous < 0 or current - cost <= 0:
            current, start = gain, number
        else:
            current += gain - cost
        if current > best:
            best, run = current, (start, number)
        previous = number
    return run
