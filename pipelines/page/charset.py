"""Bytes of a page → text: only the labels of the WHATWG Encoding Standard count as known."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

# The encodings of https://encoding.spec.whatwg.org/ (2024) as Python names them. A label that
# resolves to anything else (rot13, zlib, hex, idna, unicode_escape) is not believed.
_WEB = frozenset(
    [
        "utf-8",
        "cp866",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "cp874",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "mac-cyrillic",
        "gbk",
        "gb18030",
        "big5",
        "euc_jp",
        "iso2022_jp",
        "shift_jis",
        "cp932",
        "euc_kr",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    ]
)
_AS_WEB = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gbk", "utf-16": "utf-16-le"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13)) + b"\x7f"
_BAD_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_PIECE = 4_096
_OF_ONE_BYTE = frozenset({"cp1252", "iso8859-15"})
MAX_LOST = 0.001
"""Share of replacement characters above which the bytes are read as Windows-1252 instead."""


@lru_cache(maxsize=256)
def web_encoding(label: str | None) -> str | None:
    """Return Python's name for a web label, or None where browsers would not know it."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, UnicodeError, ValueError):
        return None
    name = _AS_WEB.get(name, name)
    return name if name in _WEB else None


def strip_controls(text: str) -> str:
    """Return text without NUL, other C0 characters and lone surrogates."""
    return _BAD_TEXT.sub("", text)


def to_utf8(html: bytes | str, content_type: str | None = None) -> tuple[bytes, str]:
    """Return the page as clean UTF-8 bytes, and the name of the encoding it was read in."""
    if isinstance(html, str):
        return _clean(html.encode("utf-8", "ignore")), "unicode"
    for mark, name in _BOMS:
        if html.startswith(mark):
            return _recode(html[len(mark) :], name), name
    declared = http_content_type_encoding(content_type) if content_type else None
    known = web_encoding(declared) or web_encoding(html_body_declared_encoding(html[:4096]))
    name = "utf-8" if known is None or known.startswith("utf-16") else known
    if name == "utf-8":
        return (_clean(html), "utf-8") if _is_utf8(html) else _mend(html)
    if name in _OF_ONE_BYTE and not html.isascii() and _is_utf8(html):
        return _clean(html), "utf-8"  # no text of one byte a letter is UTF-8 by chance
    return _recode(html, name), name


def _is_utf8(html: bytes) -> bool:
    """Say whether bytes are UTF-8, piece by piece: most pieces of a page are plain ASCII."""
    at = 0
    try:
        while at < len(html):
            piece = html[at : at + _PIECE]
            if piece.isascii():
                at += len(piece)
            else:
                last = at + _PIECE >= len(html)
                at += codecs.utf_8_decode(piece, "strict", last)[1]
    except UnicodeDecodeError:
        return False
    return True


def _clean(html: bytes) -> bytes:
    """Return bytes without control characters; nearly no page has one, and looking is cheap."""
    return html.translate(None, _CONTROLS) if any(map(html.__contains__, _CONTROLS)) else html


def _mend(html: bytes) -> tuple[bytes, str]:
    """Read bytes that are not quite UTF-8, as Windows-1252 where too much would be lost."""
    text = html.decode("utf-8", "replace")
    if text.count("\ufffd") > MAX_LOST * len(text):
        return _recode(html, "cp1252"), "cp1252"
    return _clean(text.encode("utf-8")), "utf-8"


def _recode(html: bytes, name: str) -> bytes:
    text = html.decode(name, "replace")
    return _clean(text.encode("utf-8", "ignore"))
