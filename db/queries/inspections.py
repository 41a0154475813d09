"""Questions about inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Inspection, Judgement, Provider, Publication, Report

OVERALL = "overall_effectiveness"


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionRow:
    """One inspection. overall: the grade of overall effectiveness, None where none is stated.

    publications: ids of the reports about it. proven: one of them is of a kind whose reader was
    measured on real documents.
    """

    id: int
    provider: str
    provider_kind: str
    provider_urn: str
    framework: str
    event_type: str
    started_on: date | None
    ended_on: date | None
    published_on: date | None
    overall: str | None
    publications: tuple[int, ...]
    proven: bool


def inspections(
    session: Session,
    *,
    provider_urn: str | None = None,
    provider_kind: str | None = None,
    framework: str | None = None,
    unproven: bool = False,
    limit: int = 1_000,
) -> list[InspectionRow]:
    """Return inspections, the latest first. unproven: also those no proven publication is about."""
    asked = (
        select(Inspection, Provider)
        .join(Provider, Provider.id == Inspection.provider_id)
        .order_by(
            func.coalesce(Inspection.started_on, Inspection.published_on).desc().nulls_last(),
            Inspection.id.desc(),
        )
        .limit(limit)
    )
    if provider_urn is not None:
        asked = asked.where(Provider.urn == provider_urn)
    if provider_kind is not None:
        asked = asked.where(Provider.kind == provider_kind)
    if framework is not None:
        asked = asked.where(Inspection.framework == framework)
    if not unproven:
        shown = select(Publication.inspection_id).where(Publication.proven)
        asked = asked.where(Inspection.id.in_(shown))
    rows = session.execute(asked).all()
    ids = [inspection.id for inspection, _ in rows]
    publications = _publications(session, ids)
    grades = _overall_grades(session, ids)
    return [
        InspectionRow(
            id=inspection.id,
            provider=provider.name,
            provider_kind=provider.kind,
            provider_urn=provider.urn,
            framework=inspection.framework,
            event_type=inspection.event_type,
            started_on=inspection.started_on,
            ended_on=inspection.ended_on,
            published_on=inspection.published_on,
            overall=grades.get(inspection.id),
            publications=tuple(report_id for report_id, _ in publications[inspection.id]),
            proven=any(proven for _, proven in publications[inspection.id]),
        )
        for inspection, provider in rows
    ]


def _publications(session: Session, ids: list[int]) -> dict[int, list[tuple[int, bool]]]:
    found: dict[int, list[tuple[int, bool]]] = {inspection_id: [] for inspection_id in ids}
    asked = (
        select(Publication.inspection_id, Publication.report_id, Publication.proven)
        .where(Publication.inspection_id.in_(ids))
        .order_by(Publication.report_id)
    )
    for inspection_id, report_id, proven in session.execute(asked):
        if inspection_id is not None:
            found[inspection_id].append((report_id, proven))
    return found


def _overall_grades(session: Session, ids: list[int]) -> dict[int, str]:
    """Return the overall grade by inspection, as the latest publication's latest version has it."""
    asked = (
        select(Judgement.inspection_id, Judgement.grade)
        .join(Report, Report.latest_version_id == Judgement.version_id)
        .where(
            Judgement.inspection_id.in_(ids),
            Judgement.area == OVERALL,
            Judgement.grade.is_not(None),
        )
        .order_by(Report.id, Judgement.id)
    )
    return {
        inspection_id: grade
        for inspection_id, grade in session.execute(asked)
        if inspection_id is not None and grade is not None
    }
