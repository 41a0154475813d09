"""Lists of plain rows: a table for a person, a file of any format for what comes next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.exporting import target_of
from cli.errors import UsageError
from cli.tables import print_table
from export import FORMATS

TABLE = "table"
FormatOption = Annotated[str, typer.Option("--format", help="table, csv, jsonl, xlsx or parquet.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="A file.")]
Row = Mapping[str, Any]


def check_format(form: str, output: Path | None) -> None:
    """Raise UsageError for an unknown format, or a file for what is a table for the eye."""
    if form not in (TABLE, *FORMATS):
        raise UsageError(f"--format wants {', '.join((TABLE, *FORMATS))}, not {form!r}")
    if form == TABLE and output:
        raise UsageError(f"--output wants --format {' or '.join(FORMATS)}")


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
    if form == TABLE:
        names = table or columns
        print_table(names, [[row[name] for name in names] for row in rows])
        print(footer)
        return
    with target_of(output, form) as target:
        written = FORMATS[form](target, columns)
        for row in rows:
            written.write({name: row[name] for name in columns})
        written.finish()
    print(footer, file=sys.stderr)
