"""Parquet for pandas, polars, R and DuckDB: typed columns, lists and mappings as JSON text."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from export.format import Format, MissingLibrary, Record, as_text, plain

TYPES: tuple[tuple[type, str], ...] = (
    (bool, "BOOLEAN"),
    (int, "BIGINT"),
    (float, "DOUBLE"),
    (datetime, "TIMESTAMPTZ"),
    (date, "DATE"),
    (str, "VARCHAR"),
)
"""A column's type is that of its values; of whole and other numbers DOUBLE, of others VARCHAR."""


class Parquet(Format):
    """One file with a column for each column. Rows lie in a temporary file until the end."""

    name = "parquet"
    suffix = ".parquet"
    media_type = "application/vnd.apache.parquet"
    is_text = False

    def __init__(self, target: IO[bytes], columns: Sequence[str]) -> None:
        super().__init__(target, columns)
        try:
            import duckdb
        except ImportError as error:
            words = "Parquet needs the extra `parquet`: pip install '.[parquet]'"
            raise MissingLibrary(words) from error
        self._duckdb: Any = duckdb
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name)
        self._lines = (self._path / "rows.jsonl").open("w", encoding="utf-8")
        self._seen: dict[str, set[str]] = {name: set() for name in self.columns}

    def write(self, record: Record) -> None:
        """Keep one row."""
        values = {name: _value(record[name]) for name in self.columns}
        for name, value in values.items():
            if value is not None:
                self._seen[name].add(_type(value))
        row = {name: plain(value) for name, value in values.items()}
        self._lines.write(json.dumps(row, ensure_ascii=False) + "\n")

    def finish(self) -> None:
        """Write the file."""
        self._lines.close()
        made = self._path / "rows.parquet"
        columns = {name: _joined(types) for name, types in self._seen.items()}
        database = self._duckdb.connect()
        try:
            read = database.read_json(
                str(self._path / "rows.jsonl"), columns=columns, format="newline_delimited"
            )
            read.write_parquet(str(made), compression="zstd")
        finally:
            database.close()
        with made.open("rb") as source:
            copyfileobj(source, self.target)
        self._folder.cleanup()


def _value(value: Any) -> Any:
    return as_text(value, guarded=False) if isinstance(value, list | tuple | dict) else value


def _type(value: Any) -> str:
    return next((name for kind, name in TYPES if isinstance(value, kind)), "VARCHAR")


def _joined(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "DOUBLE" if types == {"BIGINT", "DOUBLE"} else "VARCHAR"
