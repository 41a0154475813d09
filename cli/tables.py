"""Tables for people: drawn on a terminal, plain aligned columns in mail and files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, footer: Sequence[object] = ()
) -> None:
    """Print rows under columns; numbers stand to the right, None is a dash."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    terminal = sys.stdout.isatty()
    body = [[as_cell(value) for value in row] for row in rows]
    numeric = [is_numeric_column(body, index) for index in range(len(columns))]
    table = Table(
        box=box.SIMPLE_HEAD if terminal else None,
        show_footer=bool(footer),
        pad_edge=False,
        padding=(0, 1, 0, 0) if terminal else (0, 1),
    )
    for index, name in enumerate(columns):
        foot = as_cell(footer[index]) if footer else ""
        table.add_column(
            in_pieces(name) if terminal and numeric[index] else name,
            footer=foot,
            justify="right" if numeric[index] else "left",
            no_wrap=numeric[index] or index == 0 or not terminal,
            min_width=widest(body, index) if numeric[index] or index == 0 else None,
        )
    for row in body:
        table.add_row(*row)
    console = Console() if terminal else Console(width=10_000, file=sys.stdout)
    if terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def as_cell(value: object) -> str:
    """Return the text of one cell, with markup made harmless."""
    from rich.markup import escape

    return "-" if value is None else escape(str(value))


def in_pieces(name: str) -> str:
    """Return a long heading on two lines, so that a column of small numbers stays narrow."""
    head, mark, tail = name.partition("_")
    if mark:
        return f"{head}_\n{tail}"
    return name if len(name) < 7 else f"{name[:-5]}-\n{name[-5:]}"


def widest(rows: Sequence[Sequence[str]], index: int) -> int:
    """Return the width of the widest cell of a column."""
    return max((len(row[index]) for row in rows), default=1)


def is_numeric_column(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Say whether a column holds numbers only."""
    cells = [row[index] for row in rows if row[index] not in {"", "-"}]
    return bool(cells) and all(cell.replace(".", "", 1).isdigit() for cell in cells)
