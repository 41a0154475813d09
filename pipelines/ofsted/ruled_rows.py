"""Rows of a ruled table by its printed lines: what stands between two rules is one row.

Area SEND reports print "Areas for improvement" as a table of one column and "Areas for priority
action" as one of two ("Responsible body"); their rows stand no further apart than lines of text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from pipelines.ofsted.blocks import joined
from pipelines.ofsted.drawn import Glyph, Rule
from pipelines.ofsted.pdf_text import PrintedLine

SAME_RULE = 3.0  # points between two pieces of one rule
LONG = 60.0  # points; a shorter level rule is no row's
SAME_EDGE = 5.0  # points between the edges of rules of one table
_ENDED = re.compile(r"[.!?][’”')\]]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its page, and the words of its cells from left to right."""

    page: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rules of one page: heights from the top down, left edges of the columns."""

    heights: tuple[float, ...]
    columns: tuple[float, ...]

    def row_of(self, line: PrintedLine) -> int:
        """How many rules stand above a line; 0 above the table, all of them below it."""
        middle = line.baseline + line.size * 0.3
        return sum(height > middle for height in self.heights)

    def column_of(self, line: PrintedLine) -> int:
        """The column whose left edge is the last one left of a line."""
        return max(sum(left <= line.left + SAME_RULE for left in self.columns) - 1, 0)


def ruled_rows(
    lines: Sequence[PrintedLine],
    rules: Callable[[int], Sequence[Rule]],
    glyphs: Callable[[int], Sequence[Glyph]],
) -> tuple[Row, ...] | None:
    """The rows that lines stand in; None where not every one of them stands in a row of a table.

    A row that a page's end divides is one row, on the page where it begins. A line above the first
    rule, below the last one, or in a row whose last cell is empty would be lost: then the table
    does not tell the items.
    """
    rows: list[Row] = []
    for page in sorted({line.page for line in lines}):
        printed = [line for line in lines if line.page == page]
        grid = _grid(rules(page), printed)
        if grid is None or not all(0 < grid.row_of(one) < len(grid.heights) for one in printed):
            return None
        if len(grid.columns) > 1:
            letters = _printed(glyphs(page))
            printed = [part for line in printed for part in _divided(line, grid, letters)]
        found = _rows_of_page(printed, grid)
        if rows and found and not _begins(rows[-1], found[0]):
            rows[-1] = _merged(rows[-1], found.pop(0))
        rows += found
    return tuple(rows) if rows and all(row.cells[-1] for row in rows) else None


def _grid(rules: Sequence[Rule], lines: Sequence[PrintedLine]) -> _Grid | None:
    """The rules around lines: the widest edges that several heights share."""
    pieces: dict[float, list[Rule]] = {}
    level = [one for one in rules if one.is_level and one.right - one.left > LONG]
    for rule in sorted(level, key=lambda one: -one.height):
        height = next((at for at in pieces if abs(at - rule.height) < SAME_RULE), rule.height)
        pieces.setdefault(height, []).append(rule)
    edges = {at: (min(r.left for r in of), max(r.right for r in of)) for at, of in pieces.items()}
    alike = max(
        ([at for at in edges if _close(edges[at], one)] for one in edges.values()),
        key=len,
        default=[],
    )
    around = _around(alike, lines)
    if len(around) < 2:
        return None
    lefts = Counter(round(rule.left) for at in around for rule in pieces[at])
    columns = [float(left) for left, count in lefts.items() if count > len(around) / 2]
    columns += _upright(rules, around, max(edges[at][1] for at in around))
    return _Grid(heights=tuple(sorted(around, reverse=True)), columns=_apart(columns))


def _upright(rules: Sequence[Rule], heights: Sequence[float], right: float) -> list[float]:
    """Where upright rules between the heights stand, the table's right edge left out."""
    low, high = min(heights) - SAME_RULE, max(heights) + SAME_RULE
    return [
        one.left
        for one in rules
        if not one.is_level and low < one.bottom and one.top < high and one.left < right - SAME_EDGE
    ]


def _apart(columns: Sequence[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for left in sorted(columns):
        if not kept or left - kept[-1] > SAME_EDGE:
            kept.append(left)
    return tuple(kept)


def _around(heights: Sequence[float], lines: Sequence[PrintedLine]) -> list[float]:
    """The heights from the nearest above all lines to the nearest below them."""
    top, bottom = max(one.baseline for one in lines), min(one.baseline for one in lines)
    upper = min((at for at in heights if at > top), default=top)
    lower = max((at for at in heights if at < bottom), default=bottom)
    return [at for at in heights if lower <= at <= upper]


def _close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < SAME_EDGE and abs(one[1] - other[1]) < SAME_EDGE


def _printed(glyphs: Sequence[Glyph]) -> list[tuple[float, float]]:
    """(middle, left edge) of every letter that is no blank, from the page's foot up."""
    return sorted(((g.bottom + g.top) / 2, g.left) for g in glyphs if not g.char.isspace())


def _divided(
    line: PrintedLine, grid: _Grid, letters: Sequence[tuple[float, float]]
) -> list[PrintedLine]:
    """A line that runs over the edge of its column: two cells on one height came out as one."""
    edge = next((left for left in grid.columns if left > line.left + SAME_RULE), None)
    if edge is None:
        return [line]
    low, high = line.baseline - 1, line.baseline + line.size
    ours = letters[bisect_right(letters, (low, inf)) : bisect_left(letters, (high, -inf))]
    before = sum(left < edge for _, left in ours)
    cut = _after_letters(line.text, before)
    if not 0 < before < len(ours) or not line.text[cut:].strip():
        return [line]
    return [
        line._replace(text=line.text[:cut].strip()),
        line._replace(text=line.text[cut:].strip(), left=edge + SAME_RULE),
    ]


def _after_letters(text: str, count: int) -> int:
    """The place in a text after so many characters that are no blanks."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    return places[count - 1] + 1 if 0 < count <= len(places) else len(text)


def _rows_of_page(lines: Sequence[PrintedLine], grid: _Grid) -> list[Row]:
    cells: dict[int, dict[int, list[str]]] = {}
    for line in lines:
        row = cells.setdefault(grid.row_of(line), {})
        row.setdefault(grid.column_of(line), []).append(line.text)
    width = 1 + max((column for row in cells.values() for column in row), default=0)
    return [
        Row(lines[0].page, tuple(joined(row.get(column, [])) for column in range(width)))
        for _, row in sorted(cells.items())
    ]


def _begins(before: Row, row: Row) -> bool:
    """Whether a page's first row is a new one: the last sentence was ended, all cells are full."""
    return (
        all(row.cells)
        and len(before.cells) == len(row.cells)
        and _ENDED.search(before.cells[-1]) is not None
    )


def _merged(before: Row, row: Row) -> Row:
    width = max(len(before.cells), len(row.cells))
    cells = [(*one.cells, *[""] * (width - len(one.cells))) for one in (before, row)]
    return Row(before.page, tuple(joined([a, b]).strip() for a, b in zip(*cells, strict=True)))
