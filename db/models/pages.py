"""The frontier, what was fetched, and what was set aside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, case
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, PageRole, PageState, one_of
from db.models.places import Source
from db.types import Digest, JsonValue, UtcDateTime


class Page(Base):
    """A URL in the frontier: committed before it is requested, always in exactly one state."""

    __tablename__ = "pages"
    __table_args__ = (
        one_of("state", PageState, "state"),
        one_of("role", PageRole, "role"),
        Index("ix_pages_state_source_id", "state", "source_id"),
        Index("ix_pages_source_id_state_at", "source_id", "state_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)  # canonical form, canonical host of the source
    raw_url: Mapped[str]  # as it was first discovered
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    role: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default=PageState.PENDING)
    reason: Mapped[str | None]  # why it is in this state; a code, then words
    discovered_via: Mapped[str] = mapped_column(String(20))  # feed, sitemap, section, search …
    discovered_on: Mapped[str | None]  # URL of the listing, or path of the imported file
    listing: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    """What the listing said: title, published, modified, label, provider kind and URN …"""
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    listed_at: Mapped[datetime] = mapped_column(UtcDateTime)  # last time a listing named it
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it last became pending
    state_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)  # failures in a row
    last_state: Mapped[str | None] = mapped_column(String(20))  # what it was when last dealt with
    sightings: Mapped[int] = mapped_column(default=0, server_default="0")  # in a row, of that
    state_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the first of these
    rest_nights: Mapped[int | None]  # nights until it is requested again; None: no such night
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)  # Retry-After, back-off
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    payload_sha256: Mapped[str | None] = mapped_column(Digest)  # of the last capture

    source: Mapped[Source] = relationship()

    @hybrid_property
    def public_url(self) -> str:
        """The address a reader may follow: of a content item not the interface's but the page's."""
        return self.raw_url if self.role == PageRole.CONTENT else self.url

    @public_url.inplace.expression
    @classmethod
    def _public_url(cls) -> ColumnElement[str]:
        return case((cls.role == PageRole.CONTENT, cls.raw_url), else_=cls.url)


class Capture(Base):
    """One fetched response or imported file in the archive. Written before anything is parsed."""

    __tablename__ = "captures"
    __table_args__ = (UniqueConstraint("warc_file", "warc_offset"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    url: Mapped[str]  # after redirects
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[int]  # HTTP status; 200 for an imported file
    headers: Mapped[dict[str, str]] = mapped_column(JsonValue, default=dict)  # lower-case names
    content_type: Mapped[str | None] = mapped_column(String(200))
    payload_sha256: Mapped[str] = mapped_column(Digest, index=True)  # of the decoded body
    payload_bytes: Mapped[int]
    series: Mapped[str] = mapped_column(String(20), default="main")  # main, off_topic, import
    warc_file: Mapped[str]  # name under the archive folder
    warc_offset: Mapped[int]
    warc_length: Mapped[int | None]

    page: Mapped[Page] = relationship()


class Quarantine(Base):
    """Something that could not be read or trusted: who, when, what, where. Bytes are kept."""

    __tablename__ = "quarantine"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"), index=True)
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("captures.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    stage: Mapped[str] = mapped_column(String(20))  # fetch, archive, read, store, import
    code: Mapped[str] = mapped_column(String(50), index=True)  # empty_file, timeout, too_large …
    detail: Mapped[str]  # one line for a person: the value and the URL
    file_path: Mapped[str | None]  # an imported file that has no page
    attempts: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolution: Mapped[str | None]  # retried, dismissed, erased
    resolved_by: Mapped[str | None] = mapped_column(String(200))  # None: it resolved itself
    note: Mapped[str | None]  # why it was dismissed


class Takedown(Base):
    """A request to hide or erase, checked before fetching, before storing and before output."""

    __tablename__ = "takedowns"
    __table_args__ = (
        one_of("scope", ("url", "prefix", "source", "sha256", "person"), "scope"),
        one_of("mode", ("hide", "erase"), "mode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(20))
    value: Mapped[str]
    mode: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str]
    requester: Mapped[str | None]  # a reference, not a name
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    review_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Tombstone(Base):
    """The salted hash of an erased URL, so that the next crawl does not add it again."""

    __tablename__ = "tombstones"

    url_hash: Mapped[str] = mapped_column(Digest, primary_key=True)
    takedown_id: Mapped[int] = mapped_column(ForeignKey("takedowns.id"))
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime)
