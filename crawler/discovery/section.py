"""Section pages: the links of an HTML page, by one XPath."""

from __future__ import annotations

from lxml import etree, html

from crawler.discovery.links import BadListing, Link
from crawler.discovery.prescan import refuse_attribute_bombs

LARGEST = 5 * 1024 * 1024
MOST_LINKS = 500


def read_section(data: bytes) -> tuple[Link, ...]:
    """Return the first 500 different links of a page, with their words as title.

    Raises BadListing for an attribute bomb, too many bytes, or a page without a tree.
    """
    if len(data) > LARGEST:
        raise BadListing(f"{len(data)} bytes: more than a section page needs")
    refuse_attribute_bombs(data)
    try:
        root = html.fromstring(data)
    except (etree.ParserError, ValueError) as error:
        raise BadListing(f"not an HTML page: {error}") from error
    links: dict[str, Link] = {}
    for anchor in root.iterfind(".//a[@href]"):
        url = str(anchor.get("href")).strip()
        words = " ".join("".join(map(str, anchor.itertext())).split()) or None
        known = links.get(url)
        if known is None or (known.title is None and words):
            links[url] = Link(url=url, title=words)
        if len(links) >= MOST_LINKS:
            break
    return tuple(links.values())
