"""Bytes of a CSV file → lines of cells. Encodings: UTF-8 (with or without mark), Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass

from pipelines.statistics.model import TableError
from words.quarantine import QuarantineCode

LONGEST_CELL = 1_000_000  # characters; a quote that is never closed swallows the rest of a file


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """Lines of cells, with the number of the first line of the file each stands on.

    sheet: its name; None for a CSV file, which has none.
    """

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    sheet: str | None = None
    is_hidden: bool = False


def read_csv(data: bytes) -> Cells | TableError:
    """Return the lines that hold anything."""
    text, encoding = _decoded(data)
    if "\x00" in text:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words="the bytes are no text")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = []
    try:
        begins = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((begins, tuple(cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words=f"line {reader.line_num}: {error}")
    if not lines:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words="no line holds anything")
    return Cells(lines=tuple(lines), encoding=encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    """Decode by the mark, as UTF-8, else as Windows-1252, which state-funded schools come in."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace"), "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"
