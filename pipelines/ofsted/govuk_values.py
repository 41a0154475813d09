"""The values that GOV.UK's search and content answers are read into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from words.doubts import Doubt


@dataclass(frozen=True, kw_only=True, slots=True)
class GovukError:
    """An answer that is not what was asked for.

    code: not_json, not_search, not_content, or refused (search's 422, with its words).
    """

    code: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchResult:
    """One result. url is absolute; published_at is aware."""

    title: str
    url: str
    description: str | None = None
    published_at: datetime | None = None
    document_type: str | None = None
    format: str | None = None
    organisations: tuple[str, ...] = ()  # slugs


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchAnswer:
    """One page of search results; total counts all pages."""

    total: int
    start: int
    results: tuple[SearchResult, ...]
    counts: tuple[tuple[str, int], ...] = ()  # (document type, documents) where aggregates came


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file or an HTML publication that belongs to an item."""

    url: str  # absolute
    title: str | None = None
    content_type: str | None = None
    filename: str | None = None
    size: int | None = None  # bytes
    is_html: bool = False
    as_at: date | None = None  # the day of management information, from its title


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One published change of an item."""

    changed_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentItem:
    """One item of the content API.

    state: live; withdrawn (still there, with a notice); redirect (moved, see moved_to); gone.
    documents: absolute URLs of the items a collection lists and of HTML publications under a page.
    """

    state: str
    base_path: str
    content_id: str | None = None
    title: str | None = None
    description: str | None = None
    document_type: str | None = None
    schema_name: str | None = None
    locale: str | None = None
    first_published_at: datetime | None = None
    updated_at: datetime | None = None  # last change made for the public
    body_html: str = ""
    attachments: tuple[Attachment, ...] = ()
    documents: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()  # titles
    changes: tuple[Change, ...] = ()  # newest first, as the answer gives them
    withdrawn_at: datetime | None = None
    withdrawn_notice: str | None = None  # plain text
    moved_to: str | None = None  # absolute
    doubts: tuple[Doubt, ...] = ()
