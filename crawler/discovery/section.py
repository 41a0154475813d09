"""Section pages: the links of an HTML page."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree, html

from crawler.discovery.links import BadListing, Link, Listing, newest
from crawler.discovery.prescan import refuse_attribute_bombs, with_bare_ampersands

LARGEST = 5 * 1024 * 1024
MOST_LINKS = 2000
"""A menu of many hundred links may stand before the stories; the source's patterns choose."""


def read_section(data: bytes) -> Listing:
    """Return the different links of a page, 2,000 at most, with their words as title.

    A link is relative to the page's `<base href>`, where it has one. Raises BadListing for an
    attribute bomb, too many bytes, or a page without a tree.
    """
    if len(data) > LARGEST:
        raise BadListing(f"{len(data)} bytes: more than a section page needs")
    refuse_attribute_bombs(data)
    try:
        root = html.document_fromstring(with_bare_ampersands(data))
    except (etree.ParserError, ValueError) as error:
        raise BadListing(f"not an HTML page: {error}") from error
    base = next((str(one.get("href")).strip() for one in root.iterfind(".//base[@href]")), "")
    links: dict[str, Link] = {}
    for anchor in root.iterfind(".//a[@href]"):
        url = _joined(base, str(anchor.get("href")).strip())
        words = " ".join("".join(map(str, anchor.itertext())).split()) or None
        known = links.get(url)
        if known is None or (known.title is None and words):
            links[url] = Link(url=url, title=words)
    kept = newest(tuple(links.values()), MOST_LINKS, lambda link: link.day)
    return Listing(links=kept, cut=len(links) - len(kept))


def _joined(base: str, url: str) -> str:
    """Return a link against the page's base; as it stands where there is none, or a broken one."""
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return url
