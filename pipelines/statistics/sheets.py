"""Bytes of a workbook (XLSX, ODS, XLS) → lines of cells, sheet by sheet.

python-calamine reads all three. A cell comes as a value, not as it is shown: days are written as
ISO 8601 and whole numbers without a point, so that sheets read like the CSV files beside them.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetVisibleEnum as Visible

from pipelines.statistics.cells import Cells
from pipelines.statistics.model import TableError
from words.quarantine import QuarantineCode

ZIP, OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes of all parts together; 60,000 childcare providers under 100 headings have some 250 MB."""
MOST_PARTS = 2_000
MOST_CELLS = 20_000_000  # of one sheet, empty ones too: a cell far out makes a sheet of nothing

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Merged = tuple[tuple[int, int], tuple[int, int]]


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes begin like a workbook: a ZIP, or the older container of XLS."""
    return data.startswith((ZIP, OLE2))


def read_workbook(data: bytes) -> tuple[Cells, ...] | TableError:
    """Return the sheets that hold anything, in their order; those that are hidden say so."""
    if bad := _bomb(data):
        return bad
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            hidden = {one.name for one in book.sheets_metadata if one.visible != Visible.Visible}
            sheets = [
                _cells(book.get_sheet_by_name(name), is_hidden=name in hidden)
                for name in book.sheet_names
            ]
    except PasswordError as error:
        return TableError(code=QuarantineCode.ENCRYPTED, words=str(error))
    except _TooLarge as error:
        return TableError(code=QuarantineCode.TOO_LARGE, words=str(error))
    except (CalamineError, OSError) as error:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words=f"{type(error).__name__}: {error}")
    found = tuple(sheet for sheet in sheets if sheet.lines)
    return found or TableError(code=QuarantineCode.NOT_A_TABLE, words="no sheet holds anything")


class _TooLarge(Exception):
    """A sheet reaches too far to be looked at cell by cell."""


def _bomb(data: bytes) -> TableError | None:
    """Return why a ZIP must not be unpacked, by what its directory says; None where it may."""
    if not data.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words=f"a damaged ZIP: {error}")
    if len(sizes) > MOST_PARTS:
        return TableError(code=QuarantineCode.TOO_LARGE, words=f"{len(sizes)} parts")
    if sum(sizes) > MOST_UNPACKED:
        words = f"{len(data)} bytes that unpack to {sum(sizes)}"
        return TableError(code=QuarantineCode.TOO_LARGE, words=words)
    return None


def _cells(sheet: CalamineSheet, *, is_hidden: bool) -> Cells:
    """Return the lines of a sheet that hold anything, numbered as in a spreadsheet program."""
    if sheet.end is not None and (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS:
        words = f"sheet {sheet.name!r} reaches to row {sheet.end[0] + 1}, column {sheet.end[1] + 1}"
        raise _TooLarge(words)
    seen: dict[str, str] = {}  # the same few words stand in thousands of cells
    rows = (
        [seen.setdefault(words, words) for words in map(words_of, row)] for row in _rows_of(sheet)
    )
    filled = _fill_down(rows, sheet.merged_cell_ranges or [])
    lines = tuple(
        (number, tuple(row)) for number, row in enumerate(filled, 1) if any(map(str.strip, row))
    )
    return Cells(lines=lines, encoding="workbook", sheet=sheet.name, is_hidden=is_hidden)


def _rows_of(sheet: CalamineSheet) -> Iterator[list[Value]]:
    return sheet.iter_rows() if sheet.end is not None else iter(())


def _fill_down(rows: Iterable[list[str]], merged: Iterable[Merged]) -> Iterator[list[str]]:
    """Write a cell that was merged downwards into each of its rows: it holds for all of them.

    What was merged sideways stays where it begins, as in a CSV file: a group above headings.
    """
    reaching: dict[int, list[tuple[int, int]]] = {}  # first row → (column, last row)
    for (first, column), (last, _) in merged:
        if last > first:
            reaching.setdefault(first, []).append((column, last))
    open_: dict[int, tuple[str, int]] = {}  # column → words, last row
    for number, row in enumerate(rows):
        for column, (words, last) in list(open_.items()):
            if number > last:
                del open_[column]
            elif column < len(row) and not row[column]:
                row[column] = words
        for column, last in reaching.get(number, ()):
            if column < len(row):
                open_[column] = (row[column], last)
        yield row


def words_of(value: Value) -> str:
    """Return a cell as a CSV file has it: "80418", "2026-03-03", "2026-03-03 09:30:00", "0.25"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
