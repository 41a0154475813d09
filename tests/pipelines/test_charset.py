"""In which encoding a page is read, where its server says one thing and its bytes another."""

from __future__ import annotations

import pytest

from pipelines.page.charset import to_utf8

WORDS = "<p>“Children’s” café – £5</p>"


@pytest.mark.parametrize(
    "said", ["iso-8859-1", "latin1", "windows-1252", "us-ascii", "iso-8859-15"]
)
def test_bytes_that_are_utf_8_are_read_so_whatever_a_header_of_one_byte_says(said: str) -> None:
    assert to_utf8(WORDS.encode(), f"text/html; charset={said}") == (WORDS.encode(), "utf-8")
    page = f"<meta charset={said}>{WORDS}"
    assert to_utf8(page.encode())[0].decode() == page


@pytest.mark.parametrize("words", ["<p>café £5</p>", "<p>“Children’s”</p>", "<p>Â£ and é</p>"])
def test_bytes_that_are_not_utf_8_are_read_as_the_header_says(words: str) -> None:
    data = words.encode("cp1252")
    assert to_utf8(data, "text/html; charset=iso-8859-1")[0].decode() == words


def test_a_header_of_many_bytes_a_letter_is_believed() -> None:
    words = "<p>児童</p>"
    assert to_utf8(words.encode("shift_jis"), "text/html; charset=shift_jis")[0].decode() == words
