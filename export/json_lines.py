"""JSON lines: one object a line, every value as it is."""

from __future__ import annotations

import json

from export.format import Format, Record, plain


class JsonLines(Format):
    """One object a line. What a record holds besides the columns is written too."""

    name = "jsonl"
    suffix = ".jsonl"
    media_type = "application/jsonl"

    def write(self, record: Record) -> None:
        """Write one object, its columns first."""
        names = (*self.columns, *(name for name in record if name not in self.columns))
        whole = {name: plain(record[name]) for name in names}
        line = json.dumps(whole, ensure_ascii=False, default=str) + "\n"
        self.target.write(line.encode("utf-8"))

    def finish(self) -> None:
        """Nothing is left."""
