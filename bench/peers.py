"""Our reader and its peers behind one face: a page's HTML and address → what was found in it.

A peer that is not installed is left out with a line. `… with metadata` is what a peer costs that
is asked for title, author and date too, as our own reading always is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from words.doubts import PageDoubt, codes

OURS = "winnow"


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in a page.

    facts: it looked for title, authors and day too. asked: it asked for a second opinion.
    """

    text: str
    facts: bool = False
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    asked: bool = False


Reader = Callable[[str, str], Found]


def _winnow() -> Reader:
    from pipelines.reading import read_html

    def read(html: str, url: str) -> Found:
        page = read_html(html, url)
        return Found(
            page.text,
            True,
            page.title,
            tuple((page.byline or "").split(";")),
            page.published,
            PageDoubt.SECOND_OPINION_ASKED in codes(page.doubts),
        )

    return read


def _trafilatura(**options: Any) -> Reader:
    from trafilatura import extract

    return lambda html, url: Found(
        extract(html, url=url, include_comments=False, **options) or "",
    )


def _trafilatura_with_metadata() -> Reader:
    from trafilatura import bare_extraction

    def read(html: str, url: str) -> Found:
        page: Any = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
        if page is None:
            return Found("", facts=True)
        day = date.fromisoformat(page.date) if page.date else None
        return Found(page.text or "", True, page.title, tuple((page.author or "").split(";")), day)

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return lambda html, _: Found(extract_plain_text(HTMLTree.parse(html), main_content=True))


def _readability() -> Reader:
    from lxml.html import fromstring
    from readability import Document

    def read(html: str, url: str) -> Found:
        return Found(str(fromstring(Document(html, url=url).summary()).xpath("string()")))

    return read


def _newspaper() -> Reader:
    import newspaper

    def read(html: str, url: str) -> Found:
        story = newspaper.Article(url, fetch_images=False)
        story.download(input_html=html)
        story.parse()
        day = story.publish_date or None
        return Found(str(story.text), True, story.title, tuple(story.authors), day)

    return read


READERS: dict[str, Callable[[], Reader]] = {
    OURS: _winnow,
    "trafilatura": lambda: _trafilatura(),
    "trafilatura with metadata": _trafilatura_with_metadata,
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "trafilatura precision": lambda: _trafilatura(favor_precision=True),
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
}


def load_readers(wanted: list[str] | None) -> dict[str, Reader]:
    """Return ours and the wanted peers that are installed; None wants all, [] none."""
    found: dict[str, Reader] = {}
    for name, make in READERS.items():
        if name != OURS and wanted is not None and name not in wanted:
            continue
        try:
            found[name] = make()
        except ImportError as missing:
            print(f"{name}: not installed ({missing.name}); see the bench extra")
    return found
