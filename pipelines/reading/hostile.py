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
_SCRIPT = re.compile(rb"<(script|style|textarea|title)\b", re.I)


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
    if len(html) < LONG_TAG or max(map(len, html.split(b">"))) < LONG_TAG:
        return html, False
    parts: list[bytes] = []
    place = 0
    cut = False
    pieces = html.split(b">")
    for piece in pieces:
        if len(piece) >= LONG_TAG and (short := _shorten(piece)) is not None:
            parts.append(short)
            cut = True
        else:
            parts.append(piece)
        place += len(piece) + 1
    return (b">".join(parts), True) if cut else (html, False)


def _shorten(piece: bytes) -> bytes | None:
    """Return a piece of markup with its last tag cut to MAX_ATTRIBUTES, None where it is short."""
    found = _TAG_START.search(piece)
    if found is None or piece.count(b"<script") or len(piece) - found.start() < LONG_TAG:
        return None
    count = 0
    for attribute in _ATTRIBUTE.finditer(piece, found.end()):
        count += 1
        if count > MAX_ATTRIBUTES:
            return piece[: attribute.start()]
    return None
