"""Ofsted's own statistics, file by file, and the grades its site prints: to hold against ours."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Digest, JsonValue, UtcDateTime


class StatisticsFile(Base):
    """One table of management information: a CSV file, or one sheet of a workbook.

    The same bytes are loaded once, wherever found.
    """

    __tablename__ = "statistics_files"
    __table_args__ = (UniqueConstraint("payload_sha256", "sheet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), index=True)
    payload_sha256: Mapped[str] = mapped_column(Digest)
    sheet: Mapped[str] = mapped_column(String(255), default="")  # its name; empty for a CSV file
    dataset: Mapped[str] = mapped_column(String(30), index=True)  # schools, social_care …
    title: Mapped[str | None]
    as_at: Mapped[date | None] = mapped_column(index=True)  # the day it describes
    encoding: Mapped[str] = mapped_column(String(20))
    preamble: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JsonValue)  # name, group, field, slot
    doubts: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    line_count: Mapped[int]  # lines with a provider
    reader: Mapped[str] = mapped_column(String(50))
    reader_version: Mapped[str] = mapped_column(String(20))
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StatisticsRow(Base):
    """What one line of a file says of one inspection; slot: which one (latest, previous …)."""

    __tablename__ = "statistics_rows"
    __table_args__ = (
        UniqueConstraint("file_id", "line", "slot"),
        Index("ix_statistics_rows_urn_provider_kind", "urn", "provider_kind"),
        Index("ix_statistics_rows_inspected_urn_provider_kind", "inspected_urn", "provider_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("statistics_files.id", ondelete="CASCADE"))
    line: Mapped[int]  # of the file, from 1
    slot: Mapped[str] = mapped_column(String(20))
    urn: Mapped[str] = mapped_column(String(20))
    inspected_urn: Mapped[str] = mapped_column(String(20))  # at that time; an academy's is new
    provider_kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None]  # NULL also where the file says REDACTED
    name_then: Mapped[str | None]  # at the time of that inspection, where the file says
    provider_type: Mapped[str | None]
    local_authority: Mapped[str | None]
    event_type: Mapped[str | None]
    inspection_number: Mapped[str | None] = mapped_column(String(40))
    inspected_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    published_on: Mapped[date | None]
    other: Mapped[dict[str, str]] = mapped_column(JsonValue, default=dict)  # heading → cell


class StatisticsGrade(Base):
    """One graded area of such a row, as printed; grade NULL has a reason."""

    __tablename__ = "statistics_grades"

    row_id: Mapped[int] = mapped_column(
        ForeignKey("statistics_rows.id", ondelete="CASCADE"), primary_key=True
    )
    area: Mapped[str] = mapped_column(String(60), primary_key=True)
    label: Mapped[str]  # the heading
    grade: Mapped[str | None] = mapped_column(String(30))
    grade_as_printed: Mapped[str]
    null_reason: Mapped[str | None] = mapped_column(String(40))


class SiteGrade(Base):
    """A grade that a provider's page printed, and when it was seen. Kept when the page drops it."""

    __tablename__ = "site_grades"
    __table_args__ = (Index("ix_site_grades_provider_id_file_id", "provider_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"))
    label: Mapped[str]  # of the area, or of the entry in the timeline
    grade_as_printed: Mapped[str] = mapped_column(String(100))
    file_id: Mapped[str | None] = mapped_column(String(20))  # the report it stood beside
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    last_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
