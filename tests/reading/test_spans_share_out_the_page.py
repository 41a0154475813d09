"""Kept + removed = everything visible, whatever the page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading import PageContext, Reading, read_html
from pipelines.reading.spans import block_digest
from words.doubts import codes

URL = "https://news.example.test/news/a-story-1234567"

_WORDS = st.sampled_from(
    [
        "Inspectors visited the nursery in Thornbeck on Tuesday.",
        "Read more: Fire closes school",
        "Sign up to our daily newsletter",
        "Hide AdAdvertisement",
        "Weather",
        "12°C",
        "“We were proud,” the head teacher of Aldmere Primary said, “and the children were too.”",
        "By Jo Bloggs",
        "(Image: Gazette)",
        "ðŸ“° Sign up",
        "Leadership: Good",
        "\x00\ud800\u200b",
        "<b>bold</b> and <a href='/x'>a link</a>",
        "&#0;&lt;p&gt;&nbsp;",
    ]
)
_TAGS = st.sampled_from(
    [
        *("p", "div", "span", "ul", "li", "h1", "h2", "h3", "blockquote", "aside", "figure"),
        *("figcaption", "nav", "footer", "table", "tr", "td", "a", "b", "em", "article", "main"),
        *("section", "br", "script", "style", "template", "x-note", "button", "form", "header"),
    ]
)
_NAMES = st.sampled_from(
    ["", "article-body", "newsletter-signup", "related", "comments", "ad-slot", "byline", "hidden"]
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw tag soup: some elements are never closed, some are closed twice."""
    parts = []
    for _ in range(draw(st.integers(0, 25))):
        tag, name = draw(_TAGS), draw(_NAMES)
        hides = draw(st.sampled_from(["", "", "", " hidden", " style='display:none'"]))
        parts.append(f"<{tag} class='{name}'{hides}>{draw(_WORDS)}")
        if draw(st.booleans()):
            parts.append(f"</{draw(_TAGS) if draw(st.booleans()) else tag}>")
    return "<html><body>" + "".join(parts)


def spans_of(reading: Reading) -> list[tuple[int, int]]:
    blocks = (*reading.body, *reading.removed)
    return sorted((span.start, span.end) for block in blocks for span in block.spans)


def assert_shared_out(reading: Reading) -> None:
    """Fail unless the spans are neighbours from the first character to the last."""
    at = 0
    for start, end in spans_of(reading):
        assert start == at, f"{reading.visible[at:start]!r} is in no span, or in two"
        assert end > start
        at = end
    assert at == len(reading.visible)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_kept_and_removed_spans_share_out_the_visible_text(html: str) -> None:
    assert_shared_out(read_html(html, URL))


@settings(max_examples=150, deadline=None)
@given(pages())
def test_every_kept_block_is_the_text_of_its_spans(html: str) -> None:
    reading = read_html(html, URL)
    for block in reading.body:
        if any(span.repair == "mojibake" for span in block.spans):
            continue
        words = " ".join(reading.visible[span.start : span.end] for span in block.spans)
        told = block.text.replace(
            "|", " "
        )  # divides the cells of a row, and stands in no word here
        assert " ".join(told.split()) == " ".join(words.split())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    reading = read_html(data, URL)
    assert "fault" not in codes(reading.doubts), reading.reason
    assert_shared_out(reading)


@settings(max_examples=60, deadline=None)
@given(pages(), st.text(max_size=60), st.text(max_size=30))
def test_no_url_and_no_content_type_make_the_reader_raise(
    html: str, url: str, content_type: str
) -> None:
    context = PageContext(content_type=content_type)
    reading = read_html(html.encode("utf-8", "replace"), url, context)
    assert "fault" not in codes(reading.doubts), reading.reason


@settings(max_examples=100, deadline=None)
@given(pages())
def test_no_control_character_and_no_surrogate_is_left(html: str) -> None:
    reading = read_html(html, URL)
    for text in (reading.visible, reading.text, reading.title or "", reading.byline or ""):
        text.encode("utf-8")
        assert "\x00" not in text


def test_a_digest_folds_case_and_spacing_and_tells_texts_apart() -> None:
    assert block_digest("Sign up  NOW ") == block_digest("sign up now")
    assert block_digest("sign up now") != block_digest("sign up later")
