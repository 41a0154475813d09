"""Inspections, what was printed about them, and the press coverage of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, one_of
from db.models.places import Provider
from db.models.reports import Report
from db.types import JsonValue, UtcDateTime


class Inspection(Base):
    """The event: one provider, one framework, one set of days."""

    __tablename__ = "inspections"
    __table_args__ = (
        UniqueConstraint("provider_id", "framework", "event_type", "started_on"),
        Index("ix_inspections_ended_on", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    framework: Mapped[str] = mapped_column(String(20), index=True)
    event_type: Mapped[str] = mapped_column(String(50))
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    date_ranges: Mapped[list[list[str]]] = mapped_column(JsonValue, default=list)  # ISO pairs
    published_on: Mapped[date | None] = mapped_column(index=True)  # first publication
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    provider: Mapped[Provider] = relationship()
    publications: Mapped[list[Publication]] = relationship(back_populates="inspection")


class Publication(Base):
    """What makes a report a publication: its inspection, and how the site lists it."""

    __tablename__ = "publications"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True
    )
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("providers.id"), index=True)
    framework: Mapped[str | None] = mapped_column(String(20))
    event_type: Mapped[str | None] = mapped_column(String(50))
    proven: Mapped[bool] = mapped_column(default=False)  # its reader was measured on real documents
    file_id: Mapped[str | None] = mapped_column(String(20), index=True)  # of files.ofsted.gov.uk
    page_count: Mapped[int | None]
    published_printed_on: Mapped[date | None]
    site_label: Mapped[str | None]
    site_inspected_on: Mapped[date | None]
    site_published_on: Mapped[date | None]
    withdrawn_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    report: Mapped[Report] = relationship()
    inspection: Mapped[Inspection | None] = relationship(back_populates="publications")
    provider: Mapped[Provider | None] = relationship()


class Judgement(Base):
    """One graded area as one document (or page) states it; grade None has a reason."""

    __tablename__ = "judgements"
    __table_args__ = (Index("ix_judgements_area_grade", "area", "grade"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("versions.id", ondelete="CASCADE"), index=True
    )
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    area: Mapped[str] = mapped_column(String(60))
    label: Mapped[str]  # as printed
    grade: Mapped[str | None] = mapped_column(String(30))
    grade_as_printed: Mapped[str | None] = mapped_column(String(100))
    null_reason: Mapped[str | None] = mapped_column(String(40))
    second_reading: Mapped[str | None] = mapped_column(String(30))
    agreed: Mapped[bool | None]
    evidence_words: Mapped[str | None]
    evidence_page: Mapped[int | None]
    evidence_method: Mapped[str | None] = mapped_column(String(20))


class Inspector(Base):
    """A named inspector as one document prints the name."""

    __tablename__ = "inspectors"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("versions.id", ondelete="CASCADE"), index=True
    )
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    role: Mapped[str] = mapped_column(String(30))
    body: Mapped[str | None] = mapped_column(String(30))
    evidence_words: Mapped[str | None]
    evidence_page: Mapped[int | None]


class Fact(Base):
    """Any other field read from a document, with its words; value None has a reason."""

    __tablename__ = "facts"
    __table_args__ = (Index("ix_facts_version_id_name", "version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[str | None]
    null_reason: Mapped[str | None] = mapped_column(String(40))
    evidence_words: Mapped[str | None]
    evidence_page: Mapped[int | None]
    evidence_method: Mapped[str | None] = mapped_column(String(20))


class Paragraph(Base):
    """One paragraph of a publication with its page and printed number; quotations point here."""

    __tablename__ = "paragraphs"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(20))
    page: Mapped[int]
    heading: Mapped[str | None]
    text: Mapped[str]


class Coverage(Base):
    """A news report ↔ an inspection, with the score and its parts. An evidence, not an opinion."""

    __tablename__ = "coverage"
    __table_args__ = (
        UniqueConstraint("report_id", "inspection_id"),
        one_of("status", ("linked", "possible"), "status"),
        one_of("role", ("subject", "background"), "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    status: Mapped[str] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(12))
    score: Mapped[float]
    parts: Mapped[dict[str, Any]] = mapped_column(JsonValue)  # name of the part → value and words
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by a person

    quotations: Mapped[list[CoverageQuotation]] = relationship()


class CoverageQuotation(Base):
    """One quotation matched: both wordings, and the paragraph and page it came from."""

    __tablename__ = "coverage_quotations"

    id: Mapped[int] = mapped_column(primary_key=True)
    coverage_id: Mapped[int] = mapped_column(
        ForeignKey("coverage.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    quoted: Mapped[str]  # as the news report has it
    printed: Mapped[str]  # as the publication has it
    similarity: Mapped[float]  # 0 to 1
    page: Mapped[int | None]
    paragraph: Mapped[int | None]  # position of the paragraph in the publication
