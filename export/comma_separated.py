"""CSV as RFC 4180 has it: UTF-8, a header, CR LF; no cell is a live formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import IO

from export.format import Format, Record, as_text


class CommaSeparated(Format):
    """One row a line. A cell that a spreadsheet would run is led by an apostrophe."""

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"

    def __init__(self, target: IO[bytes], columns: Sequence[str]) -> None:
        super().__init__(target, columns)
        self._lines = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._lines)
        self._writer.writerow(self.columns)

    def write(self, record: Record) -> None:
        """Write one row."""
        self._writer.writerow([as_text(record[name]) for name in self.columns])

    def finish(self) -> None:
        """Leave the stream to its owner."""
        self._lines.detach()
