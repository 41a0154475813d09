"""Clean UTF-8 bytes → one lxml tree."""

from __future__ import annotations

from typing import Any

from lxml import etree


def parse(html: bytes) -> Any:
    """Return the root element of a page, or None where nothing was parsed.

    A parser of its own for each page: lxml's parsers keep an error log and a dictionary of names.
    """
    try:
        parser = etree.HTMLParser(
            encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
        )
        return etree.fromstring(html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
