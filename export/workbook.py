"""XLSX for Excel and LibreOffice: text stays text, days are days, nothing is a live formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import IO, Any

from export.format import Format, MissingLibrary, Record, as_text
from words.london import LONDON

LONGEST = 32_767
"""Characters that a cell can hold; Excel would cut a longer one without a word."""
CUT = " […cut: a cell holds no more]"
MOST_ROWS = 1_048_575
"""Rows of a sheet, besides the header."""


class TooManyRows(ValueError):
    """A sheet cannot hold so many rows; CSV and JSON lines can."""


class Workbook(Format):
    """One sheet with a header that stays in view. Moments are those of London."""

    name = "xlsx"
    suffix = ".xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    is_text = False

    def __init__(self, target: IO[bytes], columns: Sequence[str]) -> None:
        super().__init__(target, columns)
        try:
            import xlsxwriter
        except ImportError as error:
            raise MissingLibrary("XLSX needs the extra `xlsx`: pip install '.[xlsx]'") from error
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": False,
        }
        self._book: Any = xlsxwriter.Workbook(target, options)
        self._sheet = self._book.add_worksheet("rows")
        head = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheet.write_row(0, 0, self.columns, head)
        self._sheet.freeze_panes(1, 0)
        self._rows = 0

    def write(self, record: Record) -> None:
        """Write one row. Raises TooManyRows."""
        if self._rows >= MOST_ROWS:
            raise TooManyRows(f"a sheet holds {MOST_ROWS:,} rows: use csv or jsonl")
        self._rows += 1
        for at, name in enumerate(self.columns):
            self._cell(self._rows, at, record[name])

    def _cell(self, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value)
        elif isinstance(value, datetime):
            moment = value.astimezone(LONDON) if value.tzinfo else value.replace(tzinfo=UTC)
            self._sheet.write_datetime(row, column, moment.replace(tzinfo=None), self._moment)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, self._day)
        else:
            text = as_text(value, guarded=False)
            cut = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
            self._sheet.write_string(row, column, cut)

    def finish(self) -> None:
        """Write the workbook: until now it lay in temporary files."""
        self._book.close()
