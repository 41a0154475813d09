"""What a listing gives: links, each with what the listing says about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One entry of a listing. url: as found, absolute or relative. Times are aware UTC."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None

    @property
    def day(self) -> datetime | None:
        """The newest moment that the listing gives."""
        return max((at for at in (self.published, self.modified) if at), default=None)

    def as_listing(self) -> dict[str, str]:
        """Return what the frontier keeps of it: ISO times, nothing for what was not given."""
        values = {
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "modified": self.modified.isoformat() if self.modified else None,
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What one listing names. cut: how many more it named than are read."""

    links: tuple[Link, ...]
    cut: int = 0


class BadListing(Exception):
    """A listing that cannot be read or must not be parsed; the message says why."""


def newest(entries: Sequence[T], most: int, day: Callable[[T], datetime | None]) -> tuple[T, ...]:
    """Return at most so many entries, in their order: those with the newest days.

    An entry without a day counts as old. Where none has one, as many from the end as from the
    start: some listings put the newest first, others last.
    """
    if len(entries) <= most:
        return tuple(entries)
    days = [day(entry) for entry in entries]
    if any(days):
        oldest = datetime.min.replace(tzinfo=UTC)
        ranked = sorted(range(len(entries)), key=lambda at: days[at] or oldest, reverse=True)
        kept = sorted(ranked[:most])
    else:
        kept = [*range(most - most // 2), *range(len(entries) - most // 2, len(entries))]
    return tuple(entries[at] for at in kept)
