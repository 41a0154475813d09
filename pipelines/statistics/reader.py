"""A file of management information → its tables, each inspection a line speaks of on its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.statistics.cells import Cells, read_csv
from pipelines.statistics.headings import Line, dataset_of, find_fault, find_header, is_table
from pipelines.statistics.lines import Doubts, Plan, TableLine
from pipelines.statistics.model import (
    StatedInspection,
    StatisticsTable,
    StatisticsTables,
    TableColumn,
)
from pipelines.statistics.model import TableError as Error
from pipelines.statistics.sheets import is_workbook, read_workbook
from pipelines.statistics.values import as_at_of, plain
from words.doubts import Doubt, StatisticsDoubt
from words.quarantine import QuarantineCode


def read_statistics(data: bytes, titles: Sequence[str] = ()) -> StatisticsTables | Error:
    """Read one file. titles: what names it (attachment title, file name), the best one first."""
    if is_workbook(data):
        sheets = read_workbook(data)
        return sheets if isinstance(sheets, Error) else _workbook(sheets, titles)
    cells = read_csv(data)
    table = cells if isinstance(cells, Error) else read_table(cells, titles)
    return table if isinstance(table, Error) else StatisticsTables(tables=(table,))


def _workbook(sheets: Sequence[Cells], titles: Sequence[str]) -> StatisticsTables | Error:
    """Read the sheets whose headings we know; say of the others that they are there."""
    tables: list[StatisticsTable] = []
    faults: list[Error] = []
    doubts: list[Doubt] = []
    for cells in sheets:
        found = read_table(cells, titles)
        if isinstance(found, StatisticsTable) and not cells.is_hidden:
            tables.append(found)
        elif isinstance(found, StatisticsTable):
            words = f"{cells.sheet}: {found.lines} lines with a provider"
            doubts.append(Doubt(StatisticsDoubt.HIDDEN_SHEET, words))
        elif found.code != QuarantineCode.NO_HEADER:
            faults.append(found)
            words = f"{cells.sheet}: {found.code}: {found.words}"
            doubts.append(Doubt(StatisticsDoubt.UNREADABLE_SHEET, words))
        elif is_table(cells.lines) and not cells.is_hidden:
            doubts.append(Doubt(StatisticsDoubt.UNKNOWN_SHEET, f"{cells.sheet}: {found.words}"))
    if tables:
        return StatisticsTables(tables=tuple(tables), doubts=tuple(doubts))
    if faults:
        return faults[0]
    names = ", ".join(str(cells.sheet) for cells in sheets)
    return Error(code=QuarantineCode.NO_HEADER, words=f"no sheet has known headings: {names[:300]}")


def read_table(cells: Cells, titles: Sequence[str] = ()) -> StatisticsTable | Error:
    """Read one table, by the names of its headings."""
    found = find_header(cells.lines)
    if found is None:
        first = ", ".join(plain(cell) for cell in cells.lines[0][1] if cell.strip())
        return Error(
            code=QuarantineCode.NO_HEADER,
            words=f"no line of headings with a URN; begins: {first[:200]}",
        )
    index, columns = found
    lines = cells.lines[index + 1 :]
    if bad := find_fault(columns, lines):
        return bad
    return _table(cells, index, columns, lines, tuple(title for title in titles if title))


def _table(
    cells: Cells,
    index: int,
    columns: tuple[TableColumn, ...],
    lines: Sequence[Line],
    titles: tuple[str, ...],
) -> StatisticsTable:
    doubts = Doubts()
    for column in columns:
        if column.field is None:
            doubts.add(StatisticsDoubt.UNKNOWN_COLUMN, column.name)
    has_groups = any(column.group for column in columns)
    before = [_words(line) for line in cells.lines[: index - has_groups]]
    plan = Plan(columns, dataset_of(columns))
    rows: list[StatedInspection] = []
    held = 0
    after: list[str] = []
    for number, line in lines:
        one = TableLine(number, line, plan, doubts)
        if one.urn is not None:
            held += 1
            rows += one.rows()
        elif one.is_of_words:
            after.append(_words((number, line)))
        else:
            doubts.add(StatisticsDoubt.NO_URN, f"line {number}")
    as_at = as_at_of((*((cells.sheet,) if cells.sheet else ()), *titles, *before))
    if as_at is None:
        doubts.add(StatisticsDoubt.NO_AS_AT, titles[0] if titles else "no title, no preamble")
    return StatisticsTable(
        dataset=plan.dataset,
        title=titles[0] if titles else None,
        as_at=as_at,
        encoding=cells.encoding,
        preamble=tuple(before + after),
        columns=columns,
        rows=tuple(rows),
        lines=held,
        doubts=doubts.all(),
        sheet=cells.sheet,
    )


def _words(line: Line) -> str:
    return " ".join(plain(cell) for cell in line[1] if cell.strip())
