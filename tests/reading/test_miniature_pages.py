"""The invented corpus as a gate: every story of the miniature web is read as it was written.

Pages come over loopback as a crawl gets them: gzip, Windows-1252, redirects and all. Each is read
twice: with the selectors of its source's layout, and by the general reader alone. A field is asked
for only where the page prints it.
"""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.sources.registry import load_sources
from miniweb import MiniatureWeb, PageTruth
from pipelines.reading import Layout, PageContext, Reading, read_html

FEWEST_PAGES, FEWEST_LAYOUTS = 150, 8
TEXT_RIGHT, FIELD_RIGHT = 0.98, 0.97
SPOILT = ("gzip body cut short", "a tag with 20,000 attributes")


@dataclass(frozen=True)
class Page:
    """One story as it was fetched, and what it says in truth."""

    truth: PageTruth
    html: bytes
    content_type: str
    layout: Layout

    def read(self, layout: bool) -> Reading:
        """Read the page, with or without what is known of its source."""
        known = self.layout if layout else Layout()
        context = PageContext(layout=known, content_type=self.content_type)
        return read_html(self.html, self.truth.url, context)

    def prints(self, words: str) -> bool:
        """Say whether words stand in the page's markup."""
        return words in unescape(self.html.decode("utf-8", "replace"))


@dataclass(frozen=True)
class Read:
    """A page and what was read from it, with its layout or without."""

    page: Page
    layout: bool
    reading: Reading

    def __str__(self) -> str:
        how = "with layout" if self.layout else "general reader"
        return f"{self.page.truth.url} ({self.page.truth.reason}, {how})"


def fetched(web: MiniatureWeb, url: str) -> tuple[bytes, str]:
    """Return a page's bytes, unpacked, and its content type; redirects and a 503 are followed."""
    for _ in range(3):
        parts = urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=20)
        connection.request("GET", parts.path, headers={"Host": parts.netloc})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status == http.HTTPStatus.OK:
            packed = answer.getheader("Content-Encoding") == "gzip"
            return gzip.decompress(body) if packed else body, answer.getheader("Content-Type", "")
        url = urljoin(url, answer.getheader("Location", url))
    raise AssertionError(f"{url} was never answered")


def blocks(text: str) -> list[str]:
    """Return the blocks of a text with white space and bullets folded."""
    rows = (" ".join(row.replace("•", " ").split()) for row in text.split("\n"))
    return [row for row in rows if row]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    """Every story of the first night that comes over whole."""
    with MiniatureWeb(seed=1, articles=200) as web:
        folder = web.sources_dir(tmp_path_factory.mktemp("sources"))
        sources = {source.key: source for source in load_sources([Path(folder)])}
        truths = [
            truth
            for truth in web.manifest.articles()
            if truth.expected.get(1) and not truth.alias_of and truth.reason not in SPOILT
        ]
        yield [
            Page(truth, *fetched(web, truth.url), sources[truth.source].layout_on(None))
            for truth in truths
        ]


@pytest.fixture(scope="module")
def readings(pages: list[Page]) -> list[Read]:
    """Every page, read both ways."""
    return [Read(page, layout, page.read(layout)) for page in pages for layout in (True, False)]


def test_the_corpus_is_large_and_varied_enough(pages: list[Page]) -> None:
    assert len(pages) >= FEWEST_PAGES
    assert len({page.layout for page in pages}) >= FEWEST_LAYOUTS
    assert len({page.truth.source for page in pages}) >= 12


def test_every_story_is_an_article(readings: list[Read]) -> None:
    assert [str(read) for read in readings if read.reading.kind != "article"] == []


def test_the_text_is_what_was_written(readings: list[Read]) -> None:
    for layout in (True, False):
        read = [one for one in readings if one.layout is layout]
        wrong = [
            difference(one)
            for one in read
            if blocks(one.reading.text) != blocks(one.page.truth.text[1])
        ]
        assert len(wrong) <= (1 - TEXT_RIGHT) * len(read), "\n".join(wrong)


def difference(read: Read) -> str:
    """Return what was lost and what is too much, for the one who reads a failure."""
    wanted, found = blocks(read.page.truth.text[1]), blocks(read.reading.text)
    lost = [f"  lost:  {row}" for row in wanted if row not in found]
    extra = [f"  extra: {row}" for row in found if row not in wanted]
    return "\n".join([str(read), *lost, *extra])


def test_no_sentence_of_a_story_is_lost(readings: list[Read]) -> None:
    lost = [
        f"{read}\n  {row}"
        for read in readings
        for row in blocks(read.page.truth.text[1])
        if row not in "\n".join(blocks(read.reading.text))
    ]
    assert lost == []


def test_nothing_that_was_put_around_a_story_is_in_its_text(readings: list[Read]) -> None:
    left = [
        f"{read}\n  {kind}: {words}"
        for read in readings
        for kind, words in read.page.truth.removed
        if words in read.reading.text and words not in read.page.truth.text[1]
    ]
    assert left == []


@pytest.mark.parametrize("field", ["title", "byline", "standfirst", "published"])
@pytest.mark.parametrize("layout", [True, False], ids=["with_layout", "general_reader"])
def test_a_field_that_the_page_prints_is_read(
    readings: list[Read], field: str, layout: bool
) -> None:
    asked = [read for read in readings if read.layout is layout and is_printed(read.page, field)]
    wrong = [
        f"{read}\n  wanted {getattr(read.page.truth, field)!r}, read {value!r}"
        for read in asked
        if (value := getattr(read.reading, field)) != getattr(read.page.truth, field)
    ]
    assert len(asked) > FEWEST_PAGES / 2
    assert len(wrong) <= (1 - FIELD_RIGHT) * len(asked), "\n".join(wrong)


def is_printed(page: Page, field: str) -> bool:
    """Say whether a page states a field at all: some sites print no date and no byline.

    A story without a standfirst is asked too: none may be made up.
    """
    value = getattr(page.truth, field)
    if field == "published":
        return any(page.prints(value.strftime(form)) for form in ("%Y-%m-%dT%H:%M", "%H:%M, %d"))
    return field == "standfirst" or page.prints(value)
