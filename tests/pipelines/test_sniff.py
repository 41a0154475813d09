"""What bytes are, whatever somebody calls them."""

from __future__ import annotations

import gzip
import random

import pytest

from pipelines.page.forms import Form, decode_text, form_of, role_of
from words.roles import Role

PAGE = "<!doctype html><html><body><p>Governors met in Elmbrook – at last.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", Form.EMPTY),
        (b" \r\n\t", Form.EMPTY),
        (b"%PDF-1.7\n", Form.PDF),
        (b"\n%PDF-1.7\n", Form.PDF),
        (PAGE.encode(), Form.HTML),
        (b" " * 20_000 + PAGE.encode(), Form.HTML),
        (PAGE.encode("utf-16"), Form.HTML),
        (PAGE.encode("utf-16-le"), Form.HTML),
        (PAGE.encode("utf-8-sig"), Form.HTML),
        (b"<div><p>One.</p><p>Two.</p></div>", Form.HTML),
        ("Ofsted’s visit\n\nInspectors came.".encode(), Form.TEXT),
        ("Ofsted’s visit".encode("cp1252"), Form.TEXT),
        (b"x < y, and 3 > 2: a text about <angle> brackets", Form.TEXT),
        (gzip.compress(b"page", mtime=0), Form.GZIP),
        (b"WARC/1.1\r\n", Form.WARC),
        (bytes(5000), Form.BINARY),
        (random.Random(1).randbytes(20_000), Form.BINARY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Form.BINARY),
    ],
)
def test_the_form_is_seen_in_the_bytes(data: bytes, form: Form) -> None:
    assert form_of(data) is form


@pytest.mark.parametrize(
    ("expected", "data", "said", "role"),
    [
        ("article", PAGE.encode(), "text/html", Role.ARTICLE),
        ("article", PAGE.encode(), None, Role.ARTICLE),
        ("article", b"%PDF-1.4", "text/html", Role.PUBLICATION),
        ("publication", PAGE.encode(), "application/pdf", Role.PUBLICATION),
        ("content", b"{}", "application/json", Role.CONTENT),
        ("article", b"A dump.\n\nOf text.", None, Role.TEXT),
        ("article", b"A dump.\n\nOf text.", "text/plain; charset=utf-8", Role.TEXT),
        ("article", b"Dump with <p>two</p> old <p>tags</p>", "text/plain", Role.TEXT),
        ("article", PAGE.encode(), "text/plain", Role.ARTICLE),
        ("article", b"No tags at all", "text/html", Role.ARTICLE),
    ],
)
def test_bytes_decide_how_they_are_read_then_what_was_expected(
    expected: str, data: bytes, said: str | None, role: Role
) -> None:
    assert role_of(expected, data, said) is role


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_decoded_whatever_it_was_saved_as(encoding: str) -> None:
    assert decode_text("“Ofsted” – naïve".encode(encoding)) == "“Ofsted” – naïve"
