"""What bytes are, by looking at them: the type a server or a file name claims is a hint only."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from words.roles import Role

__all__ = ["Form", "decode_text", "form_of", "is_table", "role_of"]

HEAD = 8192
"""Bytes that are looked at."""


class Form(StrEnum):
    """The form of some bytes."""

    EMPTY = "empty"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    WARC = "warc"
    GZIP = "gzip"
    BINARY = "binary"


_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)
# A page starts with a doctype, a comment, an XML declaration or one of these elements; a fragment
# saved by hand has at least a few closing tags of the body's elements.
_PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.I)
_CLOSING = re.compile(rb"</(?:p|div|article|section|h[1-6]|ul|table|span|a)\s*>", re.I)
_IN_NO_TEXT = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})
"""Control characters, but for white space and the escape of terminals."""
_WIDE_TAG = re.compile(rb"<\x00[!a-z]\x00|\x00<\x00[!a-z]", re.I)  # UTF-16 without its mark


def form_of(data: bytes) -> Form:
    """Return the form of the bytes. Only their head is looked at, whatever their size."""
    head = data.lstrip()[:HEAD]
    if not head:
        return Form.EMPTY
    for magic, form in ((b"%PDF-", Form.PDF), (b"WARC/", Form.WARC), (b"\x1f\x8b", Form.GZIP)):
        if head.startswith(magic):
            return form
    if _WIDE_TAG.search(head):
        return Form.HTML
    narrow = head.replace(b"\x00", b"") if head.startswith(_BOMS) else head
    if _is_binary(narrow):
        return Form.BINARY
    if _PAGE_START.search(narrow) or len(_CLOSING.findall(narrow)) >= 2:
        return Form.HTML
    return Form.TEXT


TABLES = (".csv", ".xlsx", ".xls", ".ods")
"""How the names of tables end; all of them are read."""
_TABLE_TYPES = frozenset(
    {
        "text/csv",
        "application/csv",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)


def is_table(name: str, content_type: str | None) -> bool:
    """Say whether a file is a table by its type, else by the end of its name or address."""
    said = (content_type or "").partition(";")[0].strip().lower()
    return said in _TABLE_TYPES or name.lower().endswith(TABLES)


def role_of(expected: str, data: bytes, content_type: str | None, name: str = "") -> Role:
    """Return how bytes are to be read: what they are decides, then what was expected of them.

    expected: a role of a page. content_type: None where nobody said. name: file name or address.
    """
    form = form_of(data)
    if form not in (Form.PDF, Form.HTML) and is_table(name, content_type):
        return Role.STATISTICS
    if expected == Role.CONTENT:
        return Role.CONTENT
    if form is Form.PDF or expected == Role.PUBLICATION:
        return Role.PUBLICATION
    said = (content_type or "").partition(";")[0].strip().lower()
    if said == "text/plain":
        return Role.ARTICLE if _starts_like_a_page(data) else Role.TEXT
    return Role.TEXT if form is Form.TEXT and not said else Role.ARTICLE


def _starts_like_a_page(data: bytes) -> bool:
    """Whether the very first thing is markup of a whole page: then a text file holds a page."""
    head = data.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:256]
    return _PAGE_START.match(head) is not None or head.startswith(b"<?xml")


def _is_binary(head: bytes) -> bool:
    """Whether more than one byte in fifty is a control character that no text has."""
    odd = len(head) - len(head.translate(None, _IN_NO_TEXT))
    return odd * 50 > len(head)


def decode_text(data: bytes) -> str:
    """Decode a text dump: by its byte-order mark, as UTF-8, else as Windows-1252."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
