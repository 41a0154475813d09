"""RSS and Atom feeds, by feedparser."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from crawler.discovery.links import BadListing, Link
from crawler.discovery.prescan import refuse_attribute_bombs, refuse_dtd

LARGEST = 5 * 1024 * 1024
MOST_ENTRIES = 500


def _moment(value: struct_time | None) -> datetime | None:
    """Return feedparser's UTC tuple as an aware time; None for none and for nonsense."""
    if value is None:
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC)
    except ValueError:
        return None


def _link(entry: dict[str, Any]) -> Link | None:
    """Return one entry, None when it names no address."""
    url = str(entry.get("link") or "").strip()
    if not url:
        return None
    return Link(
        url=url,
        title=str(entry.get("title") or "").strip() or None,
        published=_moment(entry.get("published_parsed")),
        # Asked of the plain dict: feedparser's own answers with `published` where there is none.
        modified=_moment(dict.get(entry, "updated_parsed")),
    )


def read_feed(data: bytes, content_type: str | None = None) -> tuple[Link, ...]:
    """Return the entries of a feed, in its order.

    A feed that breaks off gives the entries before the break. Raises BadListing for a document
    type, an attribute bomb, more than 5 MiB, and for what is no feed at all.
    """
    if len(data) > LARGEST:
        raise BadListing(f"{len(data)} bytes: more than a feed needs")
    refuse_dtd(data)
    refuse_attribute_bombs(data)
    headers = {"content-type": content_type or "application/xml"}
    # A stream, because feedparser takes bytes for the name of a file to open.
    feed = feedparser.parse(
        BytesIO(data),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version") and not feed.entries:
        raise BadListing("not a feed")
    links = [_link(entry) for entry in feed.entries[:MOST_ENTRIES]]
    return tuple(link for link in links if link is not None)
