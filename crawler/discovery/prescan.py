"""A linear look at bytes before a parser gets them: what would stop the parser is refused here.

One tag with 20,000 attributes (164 KB) holds lxml for 7 seconds, 200,000 (1.7 MB) for more than a
minute; an entity bomb does the like to a feed.
"""

from __future__ import annotations

import codecs
import re

from crawler.discovery.links import BadListing

MOST_ATTRIBUTES = 1000
LONG_TAG = 65_536
# A tag with its quoted values; possessive, so that no input makes it go back.
TAG = re.compile(rb"""<[A-Za-z][^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+""")
QUOTED = re.compile(rb"""("[^"]*+"|'[^']*+')""")
DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def narrowed(data: bytes) -> bytes:
    """Return UTF-16 bytes as UTF-8, so that a scan for ASCII sees them; others unchanged."""
    if data.startswith(WIDE_MARKS):
        return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if data[1:2] == b"\x00":
        return data.decode("utf-16-le", errors="replace").encode("utf-8", errors="replace")
    if data[:1] == b"\x00":
        return data.decode("utf-16-be", errors="replace").encode("utf-8", errors="replace")
    return data


def refuse_attribute_bombs(data: bytes) -> None:
    """Raise BadListing when one tag carries more attributes than any page needs."""
    for match in TAG.finditer(data):
        if match.end() - match.start() <= LONG_TAG:
            continue
        names = QUOTED.sub(b" ", match.group())
        if len(names) > LONG_TAG or len(names.split()) > MOST_ATTRIBUTES:
            size = match.end() - match.start()
            raise BadListing(f"a tag of {size} bytes at byte {match.start()}")


def refuse_dtd(data: bytes) -> None:
    """Raise BadListing for a document type: no feed or sitemap needs one, entity bombs do."""
    match = DTD.search(narrowed(data))
    if match:
        kind = "an HTML page" if b"html" in data[:200].lower() else "a document type"
        raise BadListing(f"{kind} where a feed or sitemap was expected")
