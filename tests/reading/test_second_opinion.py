"""The second opinion is heard whichever parser made the tree, and only selects lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from lxml import etree

from pipelines.page.parse import parse
from pipelines.page.visible import see
from pipelines.reading import read_html
from pipelines.reading.second_opinion import ask
from tests.reading import pages
from words.doubts import codes

URL = "https://www.vale-chronicle.test/news/nursery-in-thornbeck-praised-1234567/"


@pytest.mark.parametrize(
    "parser", [lambda html: parse(html.encode()), lxml.html.document_fromstring]
)
def test_a_tree_of_either_parser_is_judged(parser: Callable[[str], Any]) -> None:
    root = parser(pages.article())
    before = etree.tostring(root)
    page = see(root)
    kept = ask(root, page, URL)
    assert kept is not None
    assert set(pages.PARAGRAPHS) <= {page.lines[at].text for at in kept}
    assert etree.tostring(root) == before


def test_what_stands_twice_on_the_page_counts_once() -> None:
    root = parse(pages.article(below=pages.story(pages.PARAGRAPHS)).encode())
    page = see(root)
    kept = [page.lines[at].text for at in ask(root, page, URL) or ()]
    assert set(pages.PARAGRAPHS) <= set(kept)
    assert len(kept) == len(set(kept))


def test_a_style_sheet_that_lost_its_tag_is_not_the_story() -> None:
    sheet = "".join(f".card-{n}{{margin:0 auto;width:calc(50% - {n}px)}}" for n in range(400))
    reading = read_html(pages.article(below=f"<div>{sheet}</div>"), URL)
    assert reading.text.split("\n\n") == list(pages.PARAGRAPHS)
    assert "second_opinion_asked" not in codes(reading.doubts)
