"""Sitemaps, sitemap indexes and news sitemaps (sitemaps.org 0.9; Google News 0.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from crawler.discovery.links import BadListing, Link, newest
from crawler.discovery.prescan import refuse_attribute_bombs, refuse_dtd, with_bare_ampersands
from pipelines.archive.bodies import BodyError, gunzip

LARGEST = 20 * 1024 * 1024
MOST_ENTRIES = 5000
MOST_SITEMAPS = 200  # of one source and night
DEEPEST = 3
MEDIA = ("image", "video")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitemap:
    """What one sitemap gives: pages, or further sitemaps, the newest first where they say so.

    cut: how many more it named than are read.
    """

    links: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()
    cut: int = 0


def _moment(text: str | None) -> datetime | None:
    """Return a W3C date or time as aware UTC (a day alone: its midnight), None if unreadable."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(element: etree._Element, *names: str) -> str | None:
    """Return the first text of an entry with one of these local names.

    Not of a picture or film in it: `image:loc` and `video:title` are not the page's.
    """
    for child in element.iterchildren():
        if not isinstance(child.tag, str) or etree.QName(child).localname in MEDIA:
            continue
        found = (child.text or "").strip()
        if etree.QName(child).localname in names and found:
            return found
        within = _text(child, *names)
        if within:
            return within
    return None


def _link(element: etree._Element, url: str) -> Link:
    """Return one page of a sitemap with its news title and dates."""
    return Link(
        url=url,
        title=_text(element, "title"),
        published=_moment(_text(element, "publication_date")),
        modified=_moment(_text(element, "lastmod")),
    )


def _parse(data: bytes) -> etree._Element:
    """Return the root of the XML; nothing outside the document is ever loaded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, dtd_validation=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadListing(f"not XML: {error}") from error
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise BadListing("neither a sitemap nor a sitemap index")
    return root


def read_sitemap(data: bytes) -> Sitemap:
    """Return what a sitemap names, gzipped or not; a broken one gives what comes before the break.

    Raises BadListing for a document type, an attribute bomb, too many bytes, or no sitemap at all.
    """
    try:
        data = gunzip(data, limit=LARGEST) if data.startswith(b"\x1f\x8b") else data
    except BodyError as error:
        raise BadListing(str(error)) from error
    if len(data) > LARGEST:
        raise BadListing(f"{len(data)} bytes: more than is read")
    refuse_dtd(data)
    refuse_attribute_bombs(data)
    root = _parse(with_bare_ampersands(data))
    entries = [
        (entry, _text(entry, "loc")) for entry in root.iterchildren() if isinstance(entry.tag, str)
    ]
    links = [_link(entry, url) for entry, url in entries if url]
    if etree.QName(root).localname != "sitemapindex":
        kept = newest(links, MOST_ENTRIES, lambda link: link.day)
        return Sitemap(links=kept, cut=len(links) - len(kept))
    kept = newest(links, MOST_SITEMAPS, lambda link: link.day)
    ranked = sorted(kept, key=lambda link: link.day.timestamp() if link.day else 0.0, reverse=True)
    return Sitemap(sitemaps=tuple(link.url for link in ranked), cut=len(links) - len(kept))
