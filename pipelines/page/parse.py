"""Clean UTF-8 bytes → one lxml tree."""

from __future__ import annotations

from typing import Any

from lxml import etree


def parse(html: bytes) -> Any:
    """Return the root element of a page, or None where nothing was parsed."""
    return parse_whole(html)[0]


def parse_whole(html: bytes) -> tuple[Any, bool]:
    """Return the root element of a page (None where nothing was parsed), and if it is whole.

    A parser of its own for each page: lxml's parsers keep an error log and a dictionary of names.
    It costs nothing; a table of the page's ids, which nobody asks for, would cost a twentieth.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, False
    last = parser.error_log.last_error
    return root, last is None or not last.message.startswith("Excessive depth")
