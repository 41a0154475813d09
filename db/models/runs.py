"""The ledger: nights, what each did with every page, and what asked for attention."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, PageState, one_of
from db.types import Digest, JsonValue, UtcDateTime

OUTCOMES = tuple(state for state in PageState if state is not PageState.PENDING)


class Run(Base):
    """One night (or one crawl, import or re-cleaning by hand)."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(String(20))  # a RunKind
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None = running or killed
    software: Mapped[str] = mapped_column(String(40))  # version of Winnow
    config_sha256: Mapped[str | None] = mapped_column(Digest)
    exit_code: Mapped[int | None]
    reason: Mapped[str | None]  # why that exit code, in one line

    sources: Mapped[list[RunSource]] = relationship(back_populates="run")


class RunSource(Base):
    """One source in one run. Counts of outcomes are not kept here: they are counted from them."""

    __tablename__ = "run_sources"
    __table_args__ = (
        one_of("status", ("running", "ok", "failed", "alarmed", "skipped"), "status"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None]  # why failed, alarmed or skipped
    listings_read: Mapped[int] = mapped_column(default=0)
    listings_failed: Mapped[int] = mapped_column(default=0)
    discovered: Mapped[int] = mapped_column(default=0)  # pages never seen before
    requests: Mapped[int] = mapped_column(default=0)  # everything sent: listings, robots, retries
    fetched_bytes: Mapped[int] = mapped_column(default=0)
    median_chars: Mapped[int | None]  # of the texts stored this run
    seconds: Mapped[float | None]
    found: Mapped[int | None]  # pages it had to deal with, counted apart from the outcomes
    pending: Mapped[int | None]  # of these, still waiting when it ended

    run: Mapped[Run] = relationship(back_populates="sources")


class Outcome(Base):
    """What became of one page in one run. found = these rows + what is still pending."""

    __tablename__ = "outcomes"
    __table_args__ = (
        one_of("state", OUTCOMES, "state"),
        Index("ix_outcomes_page_id", "page_id"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    page_id: Mapped[int] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True
    )
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None]
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("captures.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))  # if one was written
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Alarm(Base):
    """Something a person must look at: a label never seen, a source that fell silent.

    One row a run, also of an alarm that is known: that one is accepted from its beginning.
    """

    __tablename__ = "alarms"
    __table_args__ = (
        Index("ix_alarms_run_id", "run_id"),
        Index("ix_alarms_code_source_id", "code", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"))
    code: Mapped[str] = mapped_column(
        String(50)
    )  # unknown_label, zero_yield, authorities_missing …
    detail: Mapped[str]  # names the document and the words
    cause: Mapped[str | None]
    """With code and source what makes it the same alarm; None = its words do."""
    amount: Mapped[int | None]  # how bad it is, where that has a number: more is worse
    values: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None]  # why it was accepted


class Setting(Base):
    """What this database knows about itself: the salt of tombstones, how its words were indexed."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str]
