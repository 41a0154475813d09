"""The event that a publication tells of: found, added, or corrected where it was read wrongly."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from db.models import (
    Coverage,
    CoverageQuotation,
    Decision,
    Inspection,
    Inspector,
    Judgement,
    Publication,
)
from db.rows import PublicationRow

HANGING = (Publication, Coverage, Decision, Judgement, Inspector)
"""What has the id of an inspection."""


def find_inspection(
    s: Session, report_id: int, provider_id: int | None, row: PublicationRow, *, at: datetime
) -> int | None:
    """Return the event by provider, framework, kind and first day; it is corrected or added.

    Without a first day the day of publication tells two events apart. Where a publication is read
    anew and says another key, and no other publication is about what it told of before, that very
    row is corrected: what people decided about it stays with it. None: see store_publication.
    """
    published = row.site_published_on or row.published_printed_on
    if provider_id is None or not row.framework or not row.event_type:
        return None
    if row.started_on is None and published is None:
        return None
    own = _own_inspection(s, report_id)
    inspection = _with_key(s, provider_id, row, published) or own
    if inspection is None:
        inspection = Inspection(date_ranges=[], created_at=at)
        s.add(inspection)
    if inspection is own:
        inspection.published_on = _first_published(own, provider_id, row, published)
        inspection.ended_on, inspection.date_ranges = None, []
    inspection.provider_id = provider_id
    inspection.framework, inspection.event_type = row.framework, row.event_type
    inspection.started_on = row.started_on
    _add_what_is_new(inspection, row, published)
    s.flush()
    return inspection.id


def _own_inspection(s: Session, report_id: int) -> Inspection | None:
    """Return what a publication was about so far, where no other publication is about it."""
    before = s.get(Publication, report_id)
    if before is None or before.inspection_id is None:
        return None
    others = exists().where(
        Publication.inspection_id == before.inspection_id, Publication.report_id != report_id
    )
    return None if s.scalar(select(others)) else s.get_one(Inspection, before.inspection_id)


def _with_key(
    s: Session, provider_id: int, row: PublicationRow, published: date | None
) -> Inspection | None:
    asked = select(Inspection).where(
        Inspection.provider_id == provider_id,
        Inspection.framework == row.framework,
        Inspection.event_type == row.event_type,
        Inspection.started_on.is_not_distinct_from(row.started_on),
    )
    if row.started_on is None:
        asked = asked.where(Inspection.published_on == published)
    return s.scalars(asked.order_by(Inspection.id)).first()


def _first_published(
    own: Inspection, provider_id: int, row: PublicationRow, published: date | None
) -> date | None:
    """Return the first publication known so far: nothing where the event was read wrongly."""
    key = (own.provider_id, own.framework, own.event_type, own.started_on)
    is_same = key == (provider_id, row.framework, row.event_type, row.started_on)
    return own.published_on if is_same or published is None else None


def _add_what_is_new(inspection: Inspection, row: PublicationRow, published: date | None) -> None:
    inspection.ended_on = inspection.ended_on or row.ended_on
    if row.date_ranges and not inspection.date_ranges:
        inspection.date_ranges = [[a.isoformat(), b.isoformat()] for a, b in row.date_ranges]
    days = [day for day in (inspection.published_on, published) if day is not None]
    inspection.published_on = min(days, default=None)


def leave_inspection(s: Session, left: int, found: int | None) -> None:
    """Take what hangs on an inspection to another, once no publication is about it any more.

    left: what a publication was about before it was read anew; found: what it is about now, None
    if that is not known: then coverage and decisions stay where they are. An inspection on which
    nothing hangs is removed.
    """
    orphan = s.scalars(select(Inspection).where(Inspection.id == left).with_for_update()).one()
    if s.scalar(select(exists().where(Publication.inspection_id == left))):
        return
    if found is not None:
        for table in (Judgement, Inspector, Decision):
            s.execute(update(table).where(table.inspection_id == left).values(inspection_id=found))
        _move_coverage(s, left, found)
    if not any(s.scalar(select(exists().where(table.inspection_id == left))) for table in HANGING):
        s.delete(orphan)
    s.flush()


def _move_coverage(s: Session, left: int, found: int) -> None:
    """Take links along; of two of one report the one found stays, and what a person said of it."""
    verdicts = _verdicts(s, found)
    there = {one.report_id: one for one in _coverage(s, found)}
    for one in _coverage(s, left):
        kept = there.setdefault(one.report_id, one)
        if kept is one:
            one.inspection_id = found
            continue
        s.execute(delete(CoverageQuotation).where(CoverageQuotation.coverage_id == one.id))
        s.delete(one)
        kept.confirmed_at = kept.confirmed_at or one.confirmed_at
    s.flush()
    for report_id, kept in there.items():
        verdict, when = verdicts.get(report_id, (None, None))
        if verdict is not None:
            kept.confirmed_at = when if verdict == "confirmed" else None
        if kept.confirmed_at is not None:
            kept.status = "linked"
        if verdict == "rejected":
            s.execute(delete(CoverageQuotation).where(CoverageQuotation.coverage_id == kept.id))
            s.delete(kept)


def _coverage(s: Session, inspection_id: int) -> list[Coverage]:
    asked = select(Coverage).where(Coverage.inspection_id == inspection_id).order_by(Coverage.id)
    return list(s.scalars(asked.execution_options(populate_existing=True)))


def _verdicts(s: Session, inspection_id: int) -> dict[int, tuple[str, datetime]]:
    """Return what people said last about the links of an inspection, by report."""
    asked = (
        select(Decision.report_id, Decision.verdict, Decision.decided_at)
        .where(Decision.about == "link", Decision.inspection_id == inspection_id)
        .order_by(Decision.id)
    )
    return {report_id: (verdict, when) for report_id, verdict, when in s.execute(asked)}
