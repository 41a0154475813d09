"""Workbooks made for tests: XLSX by a library, ODS by hand (its parts are few)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from html import escape
from typing import Any

import xlsxwriter

TITLE = "Providers as at 31 August 2026"
HEADINGS = [
    "Web link",
    "URN",
    "Provision type",
    "Name",
    "Local authority",
    "Event type",
    "Inspection date",
    "Publication date",
    "Overall effectiveness",
    "Quality of care",
]

Row = Sequence[Any]
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>
<style:style style:name="hidden" style:family="table"><style:table-properties
 table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def xlsx(
    sheets: dict[str, Sequence[Row]],
    *,
    hidden: Sequence[str] = (),
    merged: dict[str, Sequence[str]] | None = None,
) -> bytes:
    """Return an XLSX file. merged: cell ranges by sheet, "A1:B1"; the first cell has the words."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {"created": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)}
    )  # the same bytes a second later
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                elif value != "":
                    sheet.write(number, column, value)
        for cells in (merged or {}).get(name, ()):
            text = rows[_row(cells)][_column(cells)]
            sheet.merge_range(cells, text)
        if name in hidden:
            sheet.hide()
    book.close()
    return target.getvalue()


def _row(cells: str) -> int:
    return int("".join(c for c in cells.split(":")[0] if c.isdigit())) - 1


def _column(cells: str) -> int:
    return ord(cells[0]) - ord("A")


def ods(sheets: dict[str, Sequence[Row]], *, hidden: Sequence[str] = ()) -> bytes:
    """Return an ODS file. A tuple (words, columns) is a cell that is merged over so many."""
    tables = []
    for name, rows in sheets.items():
        style = ' table:style-name="hidden"' if name in hidden else ""
        lines = "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}{_ODS_REST}</table:table-row>"
            for row in rows
        )
        tables.append(
            f'<table:table table:name="{escape(name)}"{style}>{lines}{_ODS_END}</table:table>'
        )
    return packed({"content.xml": _ODS.format("".join(tables))})


_ODS_REST = '<table:table-cell table:number-columns-repeated="16000"/>'
_ODS_END = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def _ods_cell(value: Any) -> str:
    span = ""
    more = ""
    if isinstance(value, tuple):
        value, columns = value
        span = f' table:number-columns-spanned="{columns}"'
        more = "<table:covered-table-cell/>" * (columns - 1)
    if value == "":
        return f"<table:table-cell/>{more}"
    if isinstance(value, dt.date):
        kind = f'"date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f'"float" office:value="{value}"'
    else:
        kind = '"string"'
    words = escape(str(value))
    return (
        f"<table:table-cell office:value-type={kind}{span}><text:p>{words}</text:p>"
        f"</table:table-cell>{more}"
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP with an ODS's own first part and these."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
