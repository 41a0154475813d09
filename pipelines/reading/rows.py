"""Rows of tables: a grade stays with its year and its school.

A row is one block of the text, its cells divided by "|"; an empty cell keeps its place. A table
that lays out a page is none: its cells hold whole paragraphs, or other tables.
"""

from __future__ import annotations

from itertools import islice

from pipelines.page.markup import Region
from pipelines.page.visible import Visible

__all__ = ["row_text", "rows_of"]

LONGEST, MOST_LINES = 160, 4
"""Characters of a cell's line, and lines of a cell; in what is longer stand paragraphs."""
_CELLS = ("td", "th")


def rows_of(page: Visible, kept: list[int]) -> dict[int, int]:
    """Return the node of the row for every kept line that stands in one of a table of facts."""
    rows: dict[int, int] = {}
    known: dict[int, bool] = {}
    for at in kept:
        line = page.lines[at]
        if not line.regions & Region.TABLE:
            continue
        node = line.node
        while node > 0 and page.nodes[node].tag not in ("tr", "table"):
            node = page.nodes[node].parent
        if node > 0 and page.nodes[node].tag == "tr":
            if node not in known:
                known[node] = _has_facts(page, node)
            if known[node]:
                rows[at] = node
    return rows


def _has_facts(page: Visible, row: int) -> bool:
    """Say whether a row has two cells or more, each of them short and none a table."""
    node = page.nodes[row]
    if sum(cell.tag in _CELLS for cell in node.element) < 2:
        return False
    if any(len(line.text) > LONGEST for line in page.lines[node.first : node.last]):
        return False
    for cell in islice(page.nodes, row + 1, None):
        if cell.first >= node.last:
            break
        if cell.tag == "table" or (cell.parent == row and cell.last - cell.first > MOST_LINES):
            return False
    return True


def row_text(page: Visible, row: int, parts: list[tuple[int, str]]) -> str:
    """Return a row as text. parts: its kept lines, each with what is kept of it."""
    cells = [cell for cell in page.nodes[row].element if cell.tag in _CELLS]
    texts: list[list[str]] = [[] for _ in cells]
    place = {cell: number for number, cell in enumerate(cells)}
    for at, words in parts:
        element = page.nodes[page.lines[at].node].element
        number = next((place[up] for up in (element, *element.iterancestors()) if up in place), 0)
        texts[number].append(words)
    return " ".join(" | ".join(" ".join(cell) for cell in texts).split())
