"""The second reading of a judgement table: labels and grades by where their characters stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, itemgetter

from pipelines.ofsted.drawn import Glyph
from pipelines.ofsted.grades import Vocabulary

LINE_SLACK = 4.5  # points between the middles of two letters of one line ("g" against "T")
COLUMN_GAP = 12.0  # points of white that divide two columns
WORD_GAP = 2.2  # points of white that divide two words; an “I” has up to 2 beside it
WRAPPED_LINES = 5  # a label or grade takes up to so many lines of its cell
SHORTEST_GRADE = 3  # letters ("Met")
CELL_MARGIN = 14.0  # points a label may reach above and below its grade
NEAREST = 30.0  # points; a grade further from every label belongs to none
_NO_LETTER = re.compile(r"[^a-z0-9]")
_NUMBER = re.compile(r"^\d{1,3}")  # of a row, before its label


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand together on one line: one line of one cell."""

    text: str
    left: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A complete label or grade over its lines."""

    value: str
    words: str
    bottom: float
    top: float

    def distance(self, other: Cell) -> float:
        """Vertical distance of two cells: 0 and less where they overlap."""
        return max(self.bottom, other.bottom) - min(self.top, other.top)


def box_rows(
    glyphs: Sequence[Glyph], vocabulary: Vocabulary
) -> tuple[dict[str, tuple[tuple[str, str, str], ...]], tuple[str, ...]]:
    """({area: ((label, grade as printed, grade), …)}, labels of graded rows that are unknown)."""
    runs = runs_of(glyphs)
    column = _grade_column(runs, vocabulary)
    if column is None:
        return {}, ()
    left = [run for run in runs if run.left < column - COLUMN_GAP]
    grades = _cells([run for run in runs if run.left >= column - 2], _grade_reader(vocabulary))
    labels = _cells(left, _label_reader(vocabulary))
    rows: dict[str, tuple[tuple[str, str, str], ...]] = {}
    strangers = []
    for grade in grades:
        label = _partner(grade, labels)
        if label is None:
            strangers.append(_beside(grade, left, labels))
        elif _partner(label, grades) == grade:
            rows[label.value] = (
                *rows.get(label.value, ()),
                (label.words, grade.words, grade.value),
            )
        else:  # the label nearest to it belongs to another grade: its own is unknown
            strangers.append(_beside(grade, left, labels))
    return rows, tuple(words for words in strangers if words)


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """Letters and digits gathered into runs, from the top down and from left to right."""
    letters = [
        ((glyph.top + glyph.bottom) / 2, glyph)
        for glyph in glyphs
        if glyph.char.isalnum() or glyph.char in "’'"
    ]
    lines: list[list[Glyph]] = []
    highest = 0.0  # the middle of a line's highest letter
    for middle, glyph in sorted(letters, key=itemgetter(0), reverse=True):
        if lines and highest - middle <= LINE_SLACK:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            highest = middle
    return [run for line in lines for run in _split(sorted(line, key=attrgetter("left")))]


def _split(line: list[Glyph]) -> list[Run]:
    starts = [
        place
        for place, (before, glyph) in enumerate(pairwise(line), 1)
        if glyph.left - before.right > COLUMN_GAP
    ]
    return [_run(line[start:end]) for start, end in pairwise((0, *starts, len(line)))]


def _run(glyphs: list[Glyph]) -> Run:
    text = glyphs[0].char
    for before, glyph in pairwise(glyphs):
        text += f" {glyph.char}" if glyph.left - before.right > WORD_GAP else glyph.char
    _, _, bottoms, _, tops = zip(*glyphs, strict=True)
    return Run(text, glyphs[0].left, min(bottoms), max(tops))


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _grade_reader(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    """Folded words → grade."""
    return {_folded(printed): grade for printed, grade in vocabulary.grades.items()}.get


def _label_reader(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    """Folded words → area, a number before them left out."""
    patterns = [
        (re.compile(re.sub(r"[ ,'-]", "", area.pattern), re.IGNORECASE), area.key)
        for area in vocabulary.areas
    ]

    label = re.compile("|".join(f"(?:{form.pattern})" for form, _ in patterns), re.IGNORECASE)

    def read(folded: str) -> str | None:
        words = _NUMBER.sub("", folded)
        if not label.fullmatch(words):
            return None
        return next((key for form, key in patterns if form.fullmatch(words)), None)

    return read


def _grade_column(runs: Sequence[Run], vocabulary: Vocabulary) -> float | None:
    """Left edge of the grades: the leftmost run right of the labels that begins like a grade."""
    if not runs:
        return None
    edge = min(run.left for run in runs)
    width = max(run.left for run in runs) - edge
    lefts = [
        run.left
        for run in runs
        if run.left > edge + 0.3 * width
        and run.text[:1].isupper()
        and len(_folded(run.text)) >= SHORTEST_GRADE
        and any(_folded(grade).startswith(_folded(run.text)) for grade in vocabulary.grades)
    ]
    return min(lefts, default=None)


def _cells(runs: Sequence[Run], read: Callable[[str], str | None]) -> list[Cell]:
    """Runs from the top down, joined to the longest complete label or grade."""
    cells: list[Cell] = []
    folded = [_folded(run.text) for run in runs]
    position = 0
    while position < len(runs):
        length, value = 1, None
        for tried in range(min(WRAPPED_LINES, len(runs) - position), 0, -1):
            value = read("".join(folded[position : position + tried]))
            if value is not None:
                length = tried
                break
        group = runs[position : position + length]
        if value is not None:
            words = " ".join(run.text for run in group)
            cells.append(Cell(value, words, group[-1].bottom, group[0].top))
        position += length
    return cells


def _partner(cell: Cell, others: Sequence[Cell]) -> Cell | None:
    """The one cell of the other column beside this one; None for none or a tie."""
    ranked = sorted(others, key=cell.distance)
    if not ranked or cell.distance(ranked[0]) > NEAREST:
        return None
    if len(ranked) > 1 and cell.distance(ranked[1]) - cell.distance(ranked[0]) < 1.0:
        return None
    return ranked[0]


def _beside(grade: Cell, left: Sequence[Run], labels: Sequence[Cell]) -> str:
    """The words beside a grade that belong to no known label."""
    beside = [
        run.text
        for run in left
        if run.bottom < grade.top + CELL_MARGIN
        and run.top > grade.bottom - CELL_MARGIN
        and not any(label.bottom <= run.bottom and run.top <= label.top for label in labels)
    ]
    return " ".join(beside)
