"""Lists of plain rows: a table for a person, CSV or JSON lines for what comes next."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.exporting import as_cell, opened
from cli.errors import UsageError
from cli.tables import print_table

FORMATS = ("table", "csv", "jsonl")
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or jsonl.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="A file.")]
Row = Mapping[str, Any]


def check_format(form: str, output: Path | None) -> None:
    """Raise UsageError for an unknown format, or a file for what is a table for the eye."""
    if form not in FORMATS:
        raise UsageError(f"--format wants table, csv or jsonl, not {form!r}")
    if form == "table" and output:
        raise UsageError("--output wants --format csv or jsonl")


def show_list(
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    form: str,
    output: Path | None,
    footer: str = "",
    table: Sequence[str] | None = None,
) -> None:
    """Print or write rows. table: the columns of the table, by default all. footer: after them."""
    if form == "table":
        names = table or columns
        print_table(names, [[row[name] for name in names] for row in rows])
        print(footer)
        return
    with opened(output) as target:
        if form == "jsonl":
            for row in rows:
                record = {name: row[name] for name in columns}
                target.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
        else:
            writer = csv.writer(target)
            writer.writerow(columns)
            writer.writerows([as_cell(row[name]) for name in columns] for row in rows)
    print(footer, file=sys.stderr)
