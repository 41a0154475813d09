"""Clean UTF-8 bytes → one lxml tree."""

from __future__ import annotations

from typing import Any

from lxml import etree

DEEPEST = 2048
"""libxml2 stops at this depth, whatever it is told."""


def parse(html: bytes) -> Any:
    """Return the root element of a page, or None where nothing was parsed."""
    return parse_whole(html)[0]


def parse_whole(html: bytes) -> tuple[Any, bool]:
    """Return the root element of a page (None where nothing was parsed), and if it is whole.

    A parser of its own for each page: lxml's parsers keep an error log and a dictionary of names.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, False
    if html.count(b"<") < DEEPEST:
        return root, True
    last = parser.error_log.last_error
    return root, last is None or not last.message.startswith("Excessive depth")
