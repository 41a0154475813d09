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
DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
HTML_DTD = re.compile(rb"<!\s*DOCTYPE\s+html\b", re.IGNORECASE)
LONGEST_DTD = 1000
ELEMENT = re.compile(rb"<[A-Za-z_]")
CDATA = b"<![CDATA["
# "&name=": the next parameter. In text nobody writes it.
BARE = re.compile(rb"&(?=[A-Za-z_][A-Za-z0-9_.-]{0,60}=)")
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


def _start_of_content(data: bytes) -> int:
    """Return where the first element begins."""
    match = ELEMENT.search(data)
    return match.start() if match else len(data)


def _parted(data: bytes, start: int = 0) -> list[bytes]:
    """Return XML in pieces: every second one is a CDATA section, which holds text alone."""
    pieces, at = [], 0
    while (opens := data.find(CDATA, max(at, start))) >= 0:
        ends = data.find(b"]]>", opens)
        if ends < 0:
            break
        pieces += [data[at:opens], data[opens : ends + 3]]
        at = ends + 3
    return [*pieces, data[at:]]


def refuse_dtd(data: bytes) -> None:
    """Raise BadListing for an HTML page, and for a document type that declares anything.

    A document type that only names a public one is harmless, and stands in old feeds; one with
    declarations can hold an entity bomb, and no feed or sitemap needs it.
    """
    data = narrowed(data)
    outside = b" ".join(_parted(data, _start_of_content(data))[::2])
    for match in DTD.finditer(outside):
        head = outside[match.start() : match.start() + LONGEST_DTD]
        if HTML_DTD.match(head):
            raise BadListing("an HTML page where a feed or sitemap was expected")
        name = head[: head.find(b">") + 1]
        if not name or b"[" in name or b"DOCTYPE" not in name.upper():
            raise BadListing("a document type where a feed or sitemap was expected")


def with_bare_ampersands(data: bytes) -> bytes:
    """Return markup in which a `&` that begins the next parameter of an address is one.

    `?a=1&copy=2` is not an address with the sign ©, whatever a parser makes of it. UTF-16 stays as
    it is.
    """
    if b"&" not in data or data.startswith(WIDE_MARKS) or b"\x00" in data[:2]:
        return data
    pieces = _parted(data)
    pieces[::2] = [BARE.sub(b"&amp;", piece) for piece in pieces[::2]]
    return b"".join(pieces)
