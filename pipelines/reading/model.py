"""The values that reading a page or a text dump returns.

*visible* is the page's text: the normalised text nodes outside head, script, style, noscript and
template, in document order; those in elements that the page hides come last, each a removed block
of the rule `hidden-element`. Every span below counts characters of that one string, so that kept
spans + removed spans = visible, exactly: kept + removed + hidden is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from words.doubts import Doubt


class PageKind(StrEnum):
    """What a page turned out to be. Only ARTICLE and LIVE carry a text to keep."""

    ARTICLE = "article"
    LIVE = "live"  # a live blog; its entries are kept as one text
    INDEX = "index"  # many headlines and links: section, tag, topic, home page
    GALLERY = "gallery"
    CONSENT = "consent"  # a cookie or consent wall
    WALL = "wall"  # a paywall or registration teaser with no usable text
    SOFT_404 = "soft_404"  # "not found" with status 200
    NEEDS_JS = "needs_js"  # a shell that a browser would fill
    UNREADABLE = "unreadable"  # not text, broken or empty; `reason` says which


class Access(StrEnum):
    """How much of the story the page gives to a reader without an account."""

    FULL = "full"
    PARTIAL = "partial"  # a wall cut the text: what there is was kept
    NONE = "none"  # consent wall, teaser or shell: no text of the story


class BlockKind(StrEnum):
    """The structure of one kept block."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"


class Precision(StrEnum):
    """How exactly a page states a moment."""

    TIME = "time"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of the visible text.

    `repair` names what was mended on it (`mojibake`, `prefix`), None where nothing was.
    """

    start: int
    end: int
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One kept block of the body, in reading order."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedBlock:
    """One block that was cut, with what cut it.

    rule: the identifier of the rule (`radio-banner`), or `outside-body:<region>` for what lies
    outside.
    kind: the class of boilerplate (NEWS catalogue: radio, weather, newsletter, related, ad, nav,
    footer …).
    position: offset of its first character in the visible text; orders kept and removed blocks
    together.
    evidence: the words or marks that decided, for `--explain`.
    """

    rule: str
    kind: str
    text: str
    position: int
    spans: tuple[Span, ...] = ()
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One value that a page offers for a field, and where it stood."""

    field: str  # title, byline, published, modified, canonical_url …
    value: str
    source: str  # feed, sitemap, json-ld, meta, json-ld-broken, microdata, time, visible, text
    chosen: bool = False
    why: str | None = None  # why it was chosen, or why it was refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Selectors of a source's layout, from its registry entry (CSS). Empty = the general reader."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PageContext:
    """What is known about a page besides its bytes. Every field may be left out."""

    source: str | None = None  # key of the source
    layout: Layout = field(default_factory=Layout)
    listing_title: str | None = None
    listing_published: datetime | None = None  # aware; from feed or sitemap
    listing_modified: datetime | None = None
    listing_via: str | None = None  # feed, sitemap, section, search
    headers: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # lower-case names
    content_type: str | None = None
    fetched_at: datetime | None = None  # aware; a date after it is refused
    repeated_blocks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """sha256 of a block's normalised text → evidence ("seen on 37 of 40 pages of this source")."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read from one capture or text dump. Never half-filled in secret: see kind, access,
    doubts.

    text: the body as plain text, blocks divided by a blank line, list items led by "• "; never
    holds the
    title or the standfirst. markdown: the same in a light Markdown form. published/modified are
    aware UTC;
    a page that prints a day only gives 00:00 UTC of that day (the same day in London, summer and
    winter) and precision DAY.
    """

    kind: PageKind
    url: str | None = None
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None  # names only, divided by "; "
    published: datetime | None = None
    published_precision: Precision | None = None
    modified: datetime | None = None
    section: str | None = None
    canonical_url: str | None = None
    image_url: str | None = None
    language: str | None = None  # ISO 639-1
    body: tuple[Block, ...] = ()
    text: str = ""
    markdown: str = ""
    removed: tuple[RemovedBlock, ...] = ()
    visible: str = ""
    access: Access = Access.FULL
    opt_outs: tuple[
        str, ...
    ] = ()  # noindex, noarchive, noai, tdm-reservation …, with where: "meta:noai"
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reason: str | None = None  # why this kind, in words; always set where kind is not ARTICLE
    reader: str = ""  # which reader won: "layout", "cluster", "text", "second-opinion" …
    encoding: str | None = None
