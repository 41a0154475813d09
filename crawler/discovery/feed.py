"""RSS and Atom feeds, by feedparser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from crawler.discovery.links import BadListing, Link, Listing, newest
from crawler.discovery.prescan import refuse_attribute_bombs, refuse_dtd, with_bare_ampersands

LARGEST = 5 * 1024 * 1024
MOST_ENTRIES = 500
SUMMER = re.compile(r"\s+BST$")
ADDRESS = re.compile(r"https?://\S+")


def _moment(value: struct_time | None) -> datetime | None:
    """Return feedparser's UTC tuple as an aware time; None for none and for nonsense."""
    if value is None:
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC)
    except ValueError:
        return None


def _published(entry: dict[str, Any]) -> datetime | None:
    """Return when an entry was published; British summer time, which feedparser takes for UTC."""
    said = str(entry.get("published") or "").strip()
    if SUMMER.search(said):
        try:
            return parsedate_to_datetime(SUMMER.sub(" +0100", said)).astimezone(UTC)
        except ValueError:
            return None
    return _moment(entry.get("published_parsed"))


def _address(entry: dict[str, Any]) -> str:
    """Return the address of an entry: where FeedBurner's link leads, its link, or its id if one."""
    for name in ("feedburner_origlink", "link"):
        if url := str(entry.get(name) or "").strip():
            return url
    guid = str(entry.get("id") or "").strip()
    return guid if ADDRESS.fullmatch(guid) else ""


def _link(entry: dict[str, Any]) -> Link | None:
    """Return one entry, None when it names no address."""
    url = _address(entry)
    if not url:
        return None
    return Link(
        url=url,
        title=str(entry.get("title") or "").strip() or None,
        published=_published(entry),
        # Asked of the plain dict: feedparser's own answers with `published` where there is none.
        modified=_moment(dict.get(entry, "updated_parsed")),
    )


def read_feed(data: bytes, content_type: str | None = None) -> Listing:
    """Return the entries of a feed, in its order, the newest 500 at most.

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
        BytesIO(with_bare_ampersands(data)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version") and not feed.entries:
        raise BadListing("not a feed")
    links = [link for link in map(_link, feed.entries) if link is not None]
    kept = newest(links, MOST_ENTRIES, lambda link: link.day)
    return Listing(links=kept, cut=len(links) - len(kept))
