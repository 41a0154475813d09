"""What an import is told, and what it says of each file and of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from db.models import PageState
from pipelines.reading.model import Layout
from words.exit_codes import ExitCode


class ImportMistake(Exception):
    """What was asked for makes no sense; the message is one line for the person."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Under which URL a page is known, and how its site is laid out."""

    url: str
    layout: Layout = field(default_factory=Layout)


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What became of one file, or of one capture of a WARC."""

    path: Path
    name: str
    state: PageState
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BadFile:
    """A file that could not be read."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSummary:
    """Counts of what was imported, by state; pages and captures, so a WARC counts for many."""

    states: dict[str, int]
    bad: tuple[BadFile, ...]
    skipped: dict[str, int]

    @property
    def exit_code(self) -> int:
        """3 where a file could not be read, else 0."""
        return ExitCode.PARTIAL if self.bad else ExitCode.WELL


Progress = Callable[[int, int, Imported | None], None]
"""Called with (files done, files in all, what was imported last; None at a file's end)."""
