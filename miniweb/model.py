"""The values that the miniature web is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block of a story: kind is paragraph, subhead or list_item."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Words that a story quotes from a publication.

    printed: as the story has them. original: as they stand in the document. They differ only in
    typography where `exact` is true; else a word was dropped or added.
    """

    publication: str  # Publication.key
    printed: str
    original: str
    exact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One invented title. `group` names its module in miniweb.layouts."""

    key: str
    name: str
    host: str
    group: str
    area: str  # the town it writes about
    aliases: tuple[str, ...] = ()  # other hosts of the same outlet
    curly: bool = True  # prints ’ rather than '
    brand: str = ""  # the path segment of the title, where its group has one
    variety: str = ""  # which of its group's page designs it uses


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One story as its author left it, before any site dressed it."""

    id: str
    genre: str
    on_topic: bool
    headline: str
    standfirst: str | None
    byline: str
    published: datetime  # aware, UTC
    blocks: tuple[Block, ...]
    modified: datetime | None = None
    about: tuple[str, ...] = ()  # keys of publications
    quotations: tuple[Quotation, ...] = ()
    family: str = ""  # stories with the same family are copies of one another
    doubles_a_sentence: bool = False

    @property
    def text(self) -> str:
        """The body as a reader should store it: blocks divided by a blank line."""
        return body_text(self.blocks)


def body_text(blocks: tuple[Block, ...] | list[Block]) -> str:
    """Return blocks as plain text; list items are led by a bullet."""
    return "\n\n".join(f"• {b.text}" if b.kind == "list_item" else b.text for b in blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One piece of a document: style names how pdfs.py sets it."""

    style: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """One document of the miniature reports site, and the truth about it.

    grades: printed label → printed grade, in printed order; empty for letters.
    answers: pdf, soft_404 or broken_pdf.
    """

    key: str  # the file id
    kind: str  # ilacs, focused_visit, area_send, jtai, survey
    label: str  # the link text for screen readers on the provider page
    authority_urn: str
    title: str
    started_on: date
    ended_on: date
    published_on: date
    inspectors: tuple[str, ...]
    pieces: tuple[Piece, ...]
    dates_as_printed: str = ""
    theme: str | None = None
    grades: tuple[tuple[str, str], ...] = ()
    improvements: tuple[str, ...] = ()
    priority_actions: tuple[str, ...] = ()
    send_outcome: str | None = None
    quotable: tuple[str, ...] = ()
    answers: str = "pdf"
    from_night: int = 1
    until_night: int | None = None  # the first night on which it is gone
    replaces: str | None = None  # key of the file that this one took the place of
    listed_on: date | None = None  # the day its timeline gives, where that is not the first one


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTruth:
    """What one URL is and what a crawl should make of it. `expected` is by night."""

    url: str
    source: str  # registry key of the title, or ofsted, govuk
    role: str  # article, publication, provider, content, listing, table, trap
    expected: dict[int, str | None]  # state of DESIGN.md; None = should not become a page
    also_right: tuple[str, ...] = ()  # other states that are no fault
    status: int = 200  # what a GET answers at last
    reason: str = ""  # what is special about it
    page_kind: str = "article"
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: datetime | None = None
    text: dict[int, str] = field(default_factory=dict)  # clean text by night
    titles: dict[int, str] = field(default_factory=dict)
    removed: tuple[tuple[str, str], ...] = ()  # (class of boilerplate, words not in the text)
    story: str | None = None  # copies share the id
    about: tuple[str, ...] = ()  # URLs of publications
    quotations: tuple[Quotation, ...] = ()
    discovered_via: tuple[str, ...] = ()  # feed, sitemap, section, search, link
    alias_of: str | None = None
