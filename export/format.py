"""What a format is: rows under columns, written to a stream of bytes."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import IO, Any, ClassVar

__all__ = ["Format", "MissingLibrary", "Record", "as_text", "plain"]

Record = Mapping[str, Any]
LIVE = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


class MissingLibrary(Exception):
    """A format needs a library that is not installed; the message names the extra."""


class Format(ABC):
    """Writes records under columns. name: how it is asked for. is_text: fit for a terminal.

    write() takes a record with a value for each column; finish() writes what is left, and leaves
    the stream open. Raises MissingLibrary when made, OSError.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]
    is_text: ClassVar[bool] = True

    def __init__(self, target: IO[bytes], columns: Sequence[str]) -> None:
        self.target = target
        self.columns = tuple(columns)

    @abstractmethod
    def write(self, record: Record) -> None:
        """Write one record."""

    @abstractmethod
    def finish(self) -> None:
        """Write what is left."""


def plain(value: Any) -> Any:
    """Return a value as JSON has it: days and moments in ISO 8601."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def as_text(value: Any, *, guarded: bool = True) -> str:
    """Return a value as the text of a cell: None is empty, lists and mappings are JSON.

    guarded: text that a spreadsheet would run as a formula is led by an apostrophe.
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str) if value else ""
    text = str(plain(value)).replace("\x00", "")
    return f"'{text}" if guarded and isinstance(value, str) and text.startswith(LIVE) else text
