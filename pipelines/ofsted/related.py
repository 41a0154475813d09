"""Providers that a provider's page links to as what it was before, or became. Pure.

A school that becomes an academy gets another URN and another page. No such page was captured: what
is read is any link to another provider in a sentence or a list item that says how they belong
together. A link without such words says nothing, and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from pipelines.ofsted.page_values import CATEGORIES
from pipelines.ofsted.timeline import text_of

LONGEST = 300  # characters of a sentence or item; a longer block is no label of its link
BLOCKS = ("li", "p", "dd", "dt", "td", "div", "section")
# "Predecessor school: …" · "Previously …" · "Formerly known as …" · "Converted from …" ·
# "Reports before conversion: …"
_EARLIER = re.compile(
    r"\b(?:predecessor|previous(?:ly)?|formerly|former|converted from|replaces|replaced the"
    r"|before (?:its )?conversion|earlier)\b",
    re.IGNORECASE,
)
# "Successor: …" · "This school is now …" · "Reopened as …" · "Became …" · "Converted to …"
_LATER = re.compile(
    r"\b(?:successor|is now|now known as|re-?opened as|became|converted to|replaced by"
    r"|after (?:its )?conversion)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedProvider:
    """A provider that this page's provider was, or became. words: the sentence that says so."""

    href: str  # absolute
    urn: str
    kind: str | None  # by the site's category; None = unknown category
    name: str
    is_earlier: bool
    words: str


def read_related(page: bytes, url: str) -> tuple[RelatedProvider, ...]:
    """Return the providers a page names as earlier or later ones of itself; url is the page's."""
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    return tuple({(one.urn, one.is_earlier): one for one in _related(root, url)}.values())


def _related(root: lxml_html.HtmlElement, url: str) -> Iterator[RelatedProvider]:
    own = _address(url)
    for link in root.xpath("//a[contains(@href, '/provider/')]"):
        href = urljoin(url, str(link.get("href")))
        address = _address(href)
        if address is None or address == own:
            continue
        words = _words_around(link)
        earlier, later = _EARLIER.search(words), _LATER.search(words)
        if (earlier is None) == (later is None):  # neither, or words that could mean both
            continue
        yield RelatedProvider(
            href=href,
            urn=address[1],
            kind=CATEGORIES.get(address[0]),
            name=text_of(link),
            is_earlier=earlier is not None,
            words=words,
        )


def _address(url: str) -> tuple[str, str] | None:
    """(category, URN) of ".../provider/21/100001"."""
    match = re.search(r"/provider/([^/?#]+)/([A-Z]{0,2}\d{5,8})(?=[/?#]|$)", url)
    return (match[1], match[2]) if match else None


def _words_around(link: lxml_html.HtmlElement) -> str:
    """Return the words of the nearest block around a link; empty where it is too long."""
    for node in link.iterancestors():
        if node.tag in BLOCKS:
            words = text_of(node)
            return words if len(words) <= LONGEST else ""
    return ""
