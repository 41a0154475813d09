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
_CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 11, 12, 13))
LOOK_BACK = 2_000
_RAW_END = re.compile(rb"</(?:script|style|textarea|title)\b", re.I)
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
    odd = len(head) - len(head.translate(None, _CONTROLS))
    if odd > len(head) * 0.1 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the bytes are not text"
    return None


def disarm(html: bytes) -> tuple[bytes, bool]:
    """Cut tags with an absurd number of attributes; return the page and whether any was cut."""
    pieces = html.split(b">")
    long = [place for place, piece in enumerate(pieces) if len(piece) >= LONG_TAG]
    if not long:
        return html, False
    cut = False
    for place in long:
        start = 0
        if name := _raw_text_before(pieces, place):
            start = pieces[place].lower().find(b"</" + name)
        if start >= 0 and (short := _shorten(pieces[place], start)) is not None:
            pieces[place] = short
            cut = True
    return (b">".join(pieces), True) if cut else (html, False)


def _raw_text_before(pieces: list[bytes], place: int) -> bytes | None:
    """Return the name of the script or the like that is open where a piece begins, or None."""
    for piece in reversed(pieces[max(0, place - LOOK_BACK) : place]):
        if found := _RAW_TEXT.search(piece):
            return found.group(1).lower()
        if _RAW_END.search(piece):
            return None
    return None


def _shorten(piece: bytes, start: int) -> bytes | None:
    """Return a piece of markup with its tag cut to MAX_ATTRIBUTES, None where it has fewer."""
    found = _TAG_START.search(piece, start)
    if found is None or len(piece) - found.start() < LONG_TAG:
        return None
    for count, attribute in enumerate(_ATTRIBUTE.finditer(piece, found.end())):
        if count > MAX_ATTRIBUTES:
            return piece[: attribute.start()]
    return None
