"""What a listing gives: links, each with what the listing says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One entry of a listing. url: as found, absolute or relative. Times are aware UTC."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None

    def as_listing(self) -> dict[str, str]:
        """Return what the frontier keeps of it: ISO times, nothing for what was not given."""
        values = {
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "modified": self.modified.isoformat() if self.modified else None,
        }
        return {name: value for name, value in values.items() if value}


class BadListing(Exception):
    """A listing that cannot be read or must not be parsed; the message says why."""
