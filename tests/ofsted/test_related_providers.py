"""Links of a provider's page to what it was before: read by the words around them, or left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ofsted.related import read_related

URL = "https://reports.example/provider/21/140001"


def page(body: str) -> bytes:
    return f"<!doctype html><html><body><main>{body}</main></body></html>".encode()


def link(urn: str = "100001", category: str = "21") -> str:
    return f'<a href="/provider/{category}/{urn}">Fernlea School</a>'


@pytest.mark.parametrize(
    ("body", "is_earlier"),
    [
        (f"<ul><li><span>Predecessor school:</span> {link()}</li></ul>", True),
        (f"<p>Converted from {link()} on 1 September 2024.</p>", True),
        (f"<p>This school was formerly known as {link()}.</p>", True),
        (f"<dl><dt>Successor</dt></dl><p>The school reopened as {link()}.</p>", False),
        (f"<p>It is now {link()}</p>", False),
    ],
)
def test_the_words_beside_a_link_say_which_came_first(body: str, is_earlier: bool) -> None:
    (found,) = read_related(page(body), URL)
    assert (found.urn, found.kind, found.name) == ("100001", "school", "Fernlea School")
    assert found.is_earlier is is_earlier
    assert "Fernlea School" in found.words


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Other schools nearby: {link()}</p>",
        f"<p>Formerly {link('140001')}</p>",
        f"<p>It replaces the one that is now {link()}</p>",
        f"<p>Previously {'very ' * 80} {link()}</p>",
        '<p>Predecessor: <a href="/provider/21">a school</a></p>',
        "",
    ],
)
def test_a_link_that_says_nothing_of_itself_or_two_things_is_left(body: str) -> None:
    assert read_related(page(body), URL) == ()


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert isinstance(read_related(data, URL), tuple)
