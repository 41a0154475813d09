"""What leaves the house as a file: one small file a format, used by commands, pages and snapshots.

    with written_to(path) as target:
        rows = FORMATS["csv"](target, columns)
        for record in records:
            rows.write(record)
        rows.finish()

A new format is a class in a file of its own, named in FORMATS.
"""

from __future__ import annotations

from export.comma_separated import CommaSeparated
from export.files import BadTarget, written_to
from export.format import Format, MissingLibrary
from export.json_lines import JsonLines
from export.parquet import Parquet
from export.workbook import Workbook

__all__ = [
    "FORMATS",
    "BadTarget",
    "CommaSeparated",
    "Format",
    "JsonLines",
    "MissingLibrary",
    "Parquet",
    "Workbook",
    "written_to",
]

FORMATS: dict[str, type[Format]] = {
    one.name: one for one in (CommaSeparated, JsonLines, Workbook, Parquet)
}
"""Every format by its name."""
