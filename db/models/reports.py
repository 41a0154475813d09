"""Clean documents, their versions, what was cut from them, and their copies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, one_of
from db.models.pages import Capture, Page
from db.models.places import Source
from db.packing import SAME, markdown_of, unpack_blocks, unpack_candidates
from db.types import Digest, JsonValue, UtcDateTime
from words.runs import Origin

CLUSTERED = {"sqlite_with_rowid": False}
"""The rows lie in the order of the primary key and nowhere else: half the size in SQLite."""


class Report(Base):
    """A clean stored document: a news report or a publication. Its text is its latest version's."""

    __tablename__ = "reports"
    __table_args__ = (
        one_of("kind", ("news", "publication"), "kind"),
        {"sqlite_autoincrement": True},  # people cite ids: that of an erased report is not reused
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    latest_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("versions.id", use_alter=True, name="fk_reports_latest_version_id_versions")
    )
    first_stored_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    suspect_reason: Mapped[str | None]  # kept, but out of clean exports until accepted
    withdrawn_at_source_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by a person
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by a takedown
    relink_needed: Mapped[bool] = mapped_column(default=False)
    link_reason: Mapped[str | None]  # why no inspection is linked: a code, then words

    page: Mapped[Page] = relationship()
    source: Mapped[Source] = relationship()
    latest: Mapped[Version | None] = relationship(
        foreign_keys=[latest_version_id], post_update=True
    )
    versions: Mapped[list[Version]] = relationship(
        foreign_keys="Version.report_id", order_by="Version.number", back_populates="report"
    )


class Version(Base):
    """One state of a report's text. Nothing is overwritten: a changed text is a new version."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        Index("ix_versions_text_sha256", "text_sha256"),
        Index("ix_versions_published_at", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    number: Mapped[int]  # 1, 2, 3 …
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), index=True)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title: Mapped[str | None]
    standfirst: Mapped[str | None]
    byline: Mapped[str | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_precision: Mapped[str | None] = mapped_column(String(10))  # time, day
    modified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    section: Mapped[str | None]
    canonical_url: Mapped[str | None]
    image_url: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(5))
    page_kind: Mapped[str] = mapped_column(String(20))
    access: Mapped[str] = mapped_column(String(10))  # full, partial
    text: Mapped[str]
    packed_markdown: Mapped[str] = mapped_column("markdown")
    packed_blocks: Mapped[list[Any]] = mapped_column("blocks", JsonValue)  # see db.packing
    text_sha256: Mapped[str] = mapped_column(Digest)  # of title + standfirst + text, normalised
    word_count: Mapped[int]
    packed_candidates: Mapped[list[Any]] = mapped_column("candidates", JsonValue, default=list)
    opt_outs: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    doubts: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    reader: Mapped[str] = mapped_column(String(50))
    reader_version: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(10), default=Origin.CRAWL)

    report: Mapped[Report] = relationship(foreign_keys=[report_id], back_populates="versions")
    capture: Mapped[Capture] = relationship()
    removed: Mapped[list[RemovedBlock]] = relationship(
        order_by="RemovedBlock.position", back_populates="version"
    )

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks of the text: kind, text, spans, and of a document the page."""
        return unpack_blocks(self.text, self.packed_blocks)

    @property
    def markdown(self) -> str:
        """The text in a light Markdown form; empty for a document."""
        kept = self.packed_markdown
        return markdown_of(self.blocks) if kept == SAME else kept

    @property
    def candidates(self) -> list[dict[str, Any]]:
        """What the page offered for each field, where it stood, and what was chosen."""
        return unpack_candidates(self.packed_candidates)


class RemovedBlock(Base):
    """What a rule cut from one version, with the rule, its place and its words."""

    __tablename__ = "removed_blocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("versions.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str] = mapped_column(String(100), index=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    text: Mapped[str]
    position: Mapped[int]  # offset of its first character in the visible text
    spans: Mapped[list[list[int]]] = mapped_column(JsonValue, default=list)
    evidence: Mapped[str | None]

    version: Mapped[Version] = relationship(back_populates="removed")


class SiteBlock(Base):
    """A block of text that pages of one source share: evidence that it is part of the site.

    block_hash: the digest by which the reader knows the block (64 bits). seen_on: in UTC.
    """

    __tablename__ = "site_blocks"
    __table_args__ = (CLUSTERED,)

    source_id: Mapped[int] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    block_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    pages_seen: Mapped[int] = mapped_column(default=1)
    seen_on: Mapped[date]


class Story(Base):
    """A cluster of copies: the same story on several sources."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(primary_key=True)
    earliest_report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StoryMember(Base):
    """A report's place in a story: how alike it is to the earliest one, and what it changed."""

    __tablename__ = "story_members"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    story_id: Mapped[int] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"), index=True)
    similarity: Mapped[float]  # containment, 0 to 1
    relation: Mapped[str] = mapped_column(String(20))  # earliest, copy, cut, rewritten_intro …
    changes: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)


class SentenceHash(Base):
    """One mark of a report's latest text: a sentence, or a few words after a common one.

    Shortlists copies. Both kinds of mark lie in one number space, so that one look-up finds both.
    A mark that many reports share is no longer recorded (pipelines.duplicates).
    """

    __tablename__ = "sentence_hashes"
    __table_args__ = (Index("ix_sentence_hashes_report_id", "report_id"), CLUSTERED)

    hash: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )


class Shingle(Base):
    """The 32-bit hash of five consecutive words of a publication; shortlists quotations.

    By far the largest table. It has no index by report: what a report put in is found again by
    hashing its stored text, and the cascade of an erased report may take its time.
    """

    __tablename__ = "shingles"
    __table_args__ = (CLUSTERED,)

    hash: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )


class QuotationShingle(Base):
    """The same hash of five words that a news report quotes: a new publication looks here."""

    __tablename__ = "quotation_shingles"
    __table_args__ = (Index("ix_quotation_shingles_report_id", "report_id"), CLUSTERED)

    hash: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )


class Mention(Base):
    """An authority or other provider named in the latest text of a news report, and where."""

    __tablename__ = "mentions"
    __table_args__ = (
        Index("ix_mentions_provider_id_report_id", "provider_id", "report_id"),
        one_of("field", ("title", "standfirst", "text"), "field"),
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    provider_id: Mapped[int] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(String(10), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)  # offset of the first character
    end: Mapped[int]
    method: Mapped[str] = mapped_column(String(20))  # alias, misspelt, council_of_area …
