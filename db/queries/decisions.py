"""What a person decided about links, and about reports that their source took away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from db.models import Decision, Page, Report, Source, Version


def not_withdrawn() -> ColumnElement[bool]:
    """Return the condition that a report stands at its source, or was kept by a person since."""
    return or_(
        Report.withdrawn_at_source_at.is_(None),
        Report.withdrawal_kept_at >= Report.withdrawn_at_source_at,
    )


def is_withdrawn() -> ColumnElement[bool]:
    """Return the opposite condition."""
    kept_before = Report.withdrawal_kept_at < Report.withdrawn_at_source_at
    return and_(
        Report.withdrawn_at_source_at.is_not(None),
        or_(Report.withdrawal_kept_at.is_(None), kept_before),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRow:
    """What a person decided. verdict: confirmed, rejected, kept, hidden, undone."""

    report_id: int
    inspection_id: int | None
    verdict: str
    decided_at: datetime
    decided_by: str
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawnRow:
    """A report that its source took away. review: the decision since then, None if none yet."""

    report_id: int
    kind: str
    source: str
    url: str
    title: str | None
    withdrawn_at: datetime
    review: DecisionRow | None


def withdrawn_reports(s: Session, *, reviewed: bool = False) -> list[WithdrawnRow]:
    """Return what was taken away, the latest first. reviewed: also what a person has decided."""
    asked = (
        select(Report, Report.withdrawn_at_source_at, Source.key, Page.public_url, Version.title)
        .join(Source, Source.id == Report.source_id)
        .join(Page, Page.id == Report.page_id)
        .join(Version, Version.id == Report.latest_version_id)
        .where(Report.withdrawn_at_source_at.is_not(None), Report.hidden_at.is_(None))
        .order_by(Report.withdrawn_at_source_at.desc(), Report.id.desc())
    )
    rows = s.execute(asked).all()
    reviews = _reviews(s, _asked_reviews())
    found = [
        WithdrawnRow(
            report_id=report.id,
            kind=report.kind,
            source=source,
            url=url,
            title=title,
            withdrawn_at=when,
            review=reviews.get(report.id),
        )
        for report, when, source, url, title in rows
        if when is not None
    ]
    return [row for row in found if reviewed or row.review is None]


def withdrawal_reviews(s: Session, report_ids: Collection[int]) -> dict[int, DecisionRow]:
    """Return the decision that stands about each withdrawn report, by report id."""
    return _reviews(s, _asked_reviews().where(Decision.report_id.in_(list(report_ids))))


def _asked_reviews() -> Select[Decision]:
    """Return the question for every decision since its report was withdrawn."""
    return (
        select(Decision)
        .join(Report, Report.id == Decision.report_id)
        .where(Decision.about == "withdrawal", Decision.decided_at >= Report.withdrawn_at_source_at)
        .order_by(Decision.id)
    )


def _reviews(s: Session, asked: Select[Decision]) -> dict[int, DecisionRow]:
    return {row.report_id: decision_row(row) for row in s.scalars(asked)}


def link_decisions(s: Session, report_ids: Collection[int]) -> dict[tuple[int, int], DecisionRow]:
    """Return the decisions that stand about links of these reports, by (report, inspection)."""
    asked = (
        select(Decision)
        .where(Decision.about == "link", Decision.report_id.in_(list(report_ids)))
        .order_by(Decision.id)
    )
    latest = {(row.report_id, row.inspection_id): row for row in s.scalars(asked)}
    return {
        (report, inspection): decision_row(row)
        for (report, inspection), row in latest.items()
        if inspection is not None and row.verdict != "undone"
    }


def rejected_links(s: Session, inspection_id: int) -> list[DecisionRow]:
    """Return the reports that a person said are not about an inspection, the latest first."""
    asked = (
        select(Decision)
        .where(Decision.about == "link", Decision.inspection_id == inspection_id)
        .order_by(Decision.id)
    )
    latest = {row.report_id: row for row in s.scalars(asked)}
    rejected = [decision_row(row) for row in latest.values() if row.verdict == "rejected"]
    return sorted(rejected, key=lambda row: row.decided_at, reverse=True)


def decision_row(row: Decision) -> DecisionRow:
    """Return a stored decision as a value."""
    return DecisionRow(
        report_id=row.report_id,
        inspection_id=row.inspection_id,
        verdict=row.verdict,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        note=row.note,
    )
