"""Pages that show their story to nobody without a script, and carry it as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.reading import PageKind, Reading, read_html
from tests.reading.pages import PARAGRAPHS, TITLE, article, page, story
from tests.reading.test_spans_share_out_the_page import assert_shared_out
from words.doubts import codes

URL = "https://news.example.test/news/a-story-1234567"
SHELL = f"<div id='app'><h1>{TITLE}</h1><p>Loading</p></div>"


def read(html: str) -> Reading:
    reading = read_html(html, URL)
    assert_shared_out(reading)
    return reading


def json_ld(**more: Any) -> str:
    stated = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-03-04", **more}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


def next_data(title: str, body: Any) -> str:
    data = {"props": {"pageProps": {"post": {"title": title, "body": body, "id": 7}}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def fusion(title: str) -> str:
    elements: list[dict[str, Any]] = [
        {"type": "text", "content": f"<b>{text}</b>"} for text in PARAGRAPHS
    ]
    elements.insert(
        1, {"type": "image", "caption": "The yard", "content": "The yard of the nursery"}
    )
    data = {"headlines": {"basic": title}, "content_elements": elements}
    return f"<script>window.Fusion={{}};Fusion.globalContent={json.dumps(data)};Fusion.x=1</script>"


@pytest.mark.parametrize(
    "data",
    [
        json_ld(articleBody="\n\n".join(PARAGRAPHS)),
        json_ld(articleBody=story()),
        next_data(TITLE, story()),
        next_data(TITLE, list(PARAGRAPHS)),
        fusion(TITLE),
    ],
    ids=["JSON-LD", "JSON-LD with markup", "Next.js", "Next.js, a list", "Fusion"],
)
def test_a_story_that_stands_in_data_alone_is_read_and_marked(data: str) -> None:
    reading = read(page(SHELL, head=data))
    assert reading.kind is PageKind.ARTICLE, reading.reason
    assert [block.text for block in reading.body] == list(PARAGRAPHS)
    assert "text_from_data" in codes(reading.doubts)
    assert reading.reader in ("articleBody", "__NEXT_DATA__", "Fusion.globalContent")


@pytest.mark.parametrize(
    "data",
    [
        next_data("Bus lane through Millbrook to be doubled", story()),
        next_data(TITLE, story())[:-60],
        json_ld(articleBody="\n\n".join(PARAGRAPHS), isAccessibleForFree=False),
        json_ld(articleBody="Loading the story, please wait for it to appear here."),
        "<script>" + "var a = 'x';" * 100 + "</script>",
    ],
    ids=["another story's", "cut short", "behind a wall", "no story", "scripts alone"],
)
def test_other_data_makes_no_story_and_no_index(data: str) -> None:
    reading = read(page("<div id='app'></div>", head=data))
    assert reading.text == ""
    assert reading.kind in (PageKind.NEEDS_JS, PageKind.INDEX)
    if len(data) > 500:
        assert reading.kind is PageKind.NEEDS_JS


def test_a_page_that_shows_its_story_is_not_mixed_with_its_data() -> None:
    stated = json_ld(articleBody="\n\n".join([*PARAGRAPHS, "A last line that nobody is shown."]))
    reading = read(article(head=stated))
    assert [block.text for block in reading.body] == list(PARAGRAPHS)
    assert "nobody is shown" not in reading.visible
