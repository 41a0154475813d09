"""A linear look at a page's bytes before a parser sees them.

One tag with 20,000 attributes stops lxml for seven seconds; a tag of that kind is cut down to its
first attributes. Text that is not markup at all is refused with its reason.
"""

from __future__ import annotations

import re

LONG_TAG = 4_096
"""Bytes between two `>` above which tags are looked at one by one."""
MAX_ATTRIBUTES = 300
MAX_BYTES = 20 * 1024 * 1024
_ATTRIBUTE = re.compile(rb"""[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TAG_START = re.compile(rb"<[a-zA-Z]")
_RAW_TEXT = re.compile(rb"<(script|style|textarea|title)\b[^<]*$", re.I)


def unreadable(html: bytes) -> str | None:
    """Return why bytes cannot be a page of text, or None."""
    if not html.strip():
        return "the page is empty"
    if len(html) > MAX_BYTES:
        return f"the page is larger than {MAX_BYTES // 1024 // 1024} MiB"
    head = html[:2048]
    for magic, name in (
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "gzip-compressed data"),
    ):
        if head.lstrip().startswith(magic):
            return f"the bytes are {name}, not a page"
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if odd > len(head) * 0.1 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the bytes are not text"
    return None


def disarm(html: bytes) -> tuple[bytes, bool]:
    """Cut tags with an absurd number of attributes; return the page and whether any was cut."""
    pieces = html.split(b">")
    if max(map(len, pieces)) < LONG_TAG:
        return html, False
    inside = b""  # the name of the element whose raw text we are in
    cut = False
    for place, piece in enumerate(pieces):
        start = 0
        if inside:
            start = piece.lower().find(b"</" + inside)
            if start < 0:
                continue
            inside = b""
        if len(piece) - start >= LONG_TAG and (short := _shorten(piece, start)) is not None:
            pieces[place] = short
            cut = True
        if raw := _RAW_TEXT.search(piece, start):
            inside = raw.group(1).lower()
    return (b">".join(pieces), True) if cut else (html, False)


def _shorten(piece: bytes, start: int) -> bytes | None:
    """Return a piece of markup with its tag cut to MAX_ATTRIBUTES, None where it has fewer."""
    found = _TAG_START.search(piece, start)
    if found is None or len(piece) - found.start() < LONG_TAG:
        return None
    for count, attribute in enumerate(_ATTRIBUTE.finditer(piece, found.end())):
        if count > MAX_ATTRIBUTES:
            return piece[: attribute.start()]
    return None
