"""The questions put to GOV.UK's search, and whether its answers are whole.

Parameters as in alphagov/search-api, docs/using-the-search-api.md: an unknown or invalid one is
answered with 422; at most 1,500 rows a page; both days of a window are in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Page
from db.models.base import PageRole

FIELDS = "title,link,description,public_timestamp,content_store_document_type,format,organisations"
ROWS = 500  # of at most 1,500 a page
WINDOW = timedelta(days=365)  # the longest time of one search; a search engine pages only so deep
MOST_TYPES = 200  # of documents; Ofsted publishes some 20
TYPE = "content_store_document_type"


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Some days, both included. last None: everything from `first` on."""

    first: date
    last: date | None = None

    @property
    def words(self) -> str:
        """The value of the parameter."""
        return f"from:{self.first}" + (f",to:{self.last}" if self.last else "")


def windows(since: date, today: date) -> Iterator[Window]:
    """Yield windows that follow each other without a gap, the latest open at its end."""
    first = since
    while first + WINDOW < today:
        yield Window(first=first, last=first + WINDOW - timedelta(days=1))
        first += WINDOW
    yield Window(first=first)


def search_query(window: Window, start: int, document_type: str | None = None) -> str:
    """Return the query of one page of results. document_type: only such documents."""
    parameters = {
        "filter_organisations": "ofsted",
        "filter_public_timestamp": window.words,
        "fields": FIELDS,
        "order": "-public_timestamp",
        "count": str(ROWS),
        "start": str(start),
    }
    if document_type is not None:
        parameters[f"filter_{TYPE}[]"] = document_type
    return urlencode(parameters)


def count_query(window: Window) -> str:
    """Return the query that counts documents by type and names none."""
    parameters = {
        "filter_organisations": "ofsted",
        "filter_public_timestamp": window.words,
        "count": "0",
        f"aggregate_{TYPE}": str(MOST_TYPES),
    }
    return urlencode(parameters)


def rows_by_type(s: Session, source_id: int, since: date) -> Counter[str]:
    """Return how many content items that a search named are held, by type, since a day."""
    query = select(Page.listing).where(Page.source_id == source_id, Page.role == PageRole.CONTENT)
    return Counter(
        str(listing["document_type"])
        for listing in s.scalars(query)
        if listing.get("document_type") and _is_since(listing.get("published"), since)
    )


def _is_since(published: object, since: date) -> bool:
    try:
        return datetime.fromisoformat(str(published)).date() >= since
    except ValueError:
        return False


def without_row(s: Session, urls: Iterable[str]) -> set[str]:
    """Return those addresses that have no row: what was erased gets none."""
    wanted = list(urls)
    held: set[str] = set()
    for start in range(0, len(wanted), 500):
        query = select(Page.url).where(Page.url.in_(wanted[start : start + 500]))
        held |= set(s.scalars(query))
    return set(wanted) - held


def missing(counts: Iterable[tuple[str, int]], held: Mapping[str, int]) -> dict[str, int]:
    """Return by how many documents of each type we have fewer than are counted."""
    return {name: count - held.get(name, 0) for name, count in counts if held.get(name, 0) < count}
