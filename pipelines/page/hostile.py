"""A linear look at a page's bytes before a parser sees them.

One tag with 20,000 attributes stops lxml for seven seconds; a tag of that kind is cut down to its
first attributes. Text that is not markup at all is refused with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG_TAG = 4_096
"""Bytes between two `>` above which tags are looked at one by one."""
MAX_ATTRIBUTES = 300
MAX_BYTES = 20 * 1024 * 1024
_ATTRIBUTE = re.compile(rb"""[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TAG_START = re.compile(rb"<[a-zA-Z]")
_CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 11, 12, 13))
_NEAR = 16_384
# An element whose text is no markup, as it begins or ends.
_RAW_TAG = re.compile(
    rb"<(?:/(?:script|style|textarea|title)\b|(script|style|textarea|title)\b[^<>]*>)", re.I
)


def unreadable(html: bytes) -> str | None:
    """Return why bytes cannot be a page of text, or None."""
    if not html or html.isspace():
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
    pieces: list[bytes] = []
    done = looked = 0
    name: bytes | None = None
    for start, end in _long_pieces(html):
        if _TAG_START.search(html, start, max(start, end - LONG_TAG + 2)) is None:
            continue  # nearly all are data in scripts
        piece = html[start:end]
        name = _raw_text_at(html, start, looked, name)
        looked = start
        inside = piece.find(b"</" + name) if name else 0
        if inside < 0:
            inside = piece.lower().find(b"</" + (name or b""))
        if inside >= 0 and (short := _shorten(piece, inside)) is not None:
            pieces += [html[done:start], short]
            done = end
    return (b"".join([*pieces, html[done:]]), True) if pieces else (html, False)


def _long_pieces(html: bytes) -> Iterator[tuple[int, int]]:
    """Yield what is longer than LONG_TAG between two `>`. It looks at one `>` in 4,096 bytes."""
    at = 0
    while at + LONG_TAG <= len(html):
        last = html.rfind(b">", at, at + LONG_TAG)
        if last < 0:
            end = html.find(b">", at + LONG_TAG)
            last = end if end >= 0 else len(html)
            yield at, last
        at = last + 1


def _raw_text_at(html: bytes, at: int, looked: int, before: bytes | None) -> bytes | None:
    """Return the name of the script or the like that is open at a place, or None.

    before: what was open at `looked`, an earlier place; nothing is looked at twice.
    """
    size = _NEAR
    start = at
    while start > looked:
        start = max(looked, at - size)
        last = None
        for found in _RAW_TAG.finditer(html, start, at):
            last = found
        if last is not None:
            return last[1].lower() if last[1] else None
        size *= 4
    return before


def _shorten(piece: bytes, start: int) -> bytes | None:
    """Return a piece of markup with its tag cut to MAX_ATTRIBUTES, None where it has fewer."""
    found = _TAG_START.search(piece, start)
    if found is None or len(piece) - found.start() < LONG_TAG:
        return None
    for count, attribute in enumerate(_ATTRIBUTE.finditer(piece, found.end())):
        if count > MAX_ATTRIBUTES:
            return piece[: attribute.start()]
    return None
