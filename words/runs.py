"""What a run is, and where a version of a text came from."""

from __future__ import annotations

from typing import Self

from words.explained import Explained

__all__ = ["VISITING", "Origin", "RunKind"]


class RunKind(Explained):
    """The command that made a run.

    visits: whether it visits sources. Imports and re-cleaning visit none.
    """

    visits: bool

    def __new__(cls, value: str, meaning: str, visits: bool = False) -> Self:
        """Return a member that is its value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning, member.visits = meaning, visits
        return member

    NIGHTLY = "nightly", "every source, as cron runs it", True
    CRAWL = "crawl", "some sources, by hand", True
    DEMO = "demo", "a night against the bundled miniature web", True
    IMPORT = "import", "saved files"
    RECLEAN = "reclean", "the archive, read again"


VISITING = tuple(kind for kind in RunKind if kind.visits)
"""The kinds of runs that visit sources."""


class Origin(Explained):
    """How the bytes of a version came to be read."""

    CRAWL = "crawl", "fetched from its site"
    IMPORT = "import", "a saved file"
    RECLEAN = "reclean", "read again from the archive"
