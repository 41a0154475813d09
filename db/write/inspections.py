"""The event that a publication tells of: found, added, or corrected where it was read wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Coverage,
    CoverageQuotation,
    Decision,
    Inspection,
    Inspector,
    Judgement,
    Provider,
    Publication,
    SiteGrade,
    StatisticsRow,
)
from db.rows import PublicationRow
from db.write.core import ask, insert_one, table_of, write

_INSPECTIONS, _PUBLICATIONS = table_of(Inspection), table_of(Publication)
_OTHERS, _PROVIDERS = _PUBLICATIONS.alias(), table_of(Provider)
_LINES, _SEEN = table_of(StatisticsRow), table_of(SiteGrade)

_OF_KEY = (
    select(_INSPECTIONS)
    .where(
        _INSPECTIONS.c.provider_id == bindparam("provider"),
        _INSPECTIONS.c.framework == bindparam("framework"),
        _INSPECTIONS.c.event_type == bindparam("event"),
    )
    .order_by(_INSPECTIONS.c.id)
    .limit(1)
)
STARTED = _OF_KEY.where(_INSPECTIONS.c.started_on == bindparam("started_on"))
PUBLISHED = _OF_KEY.where(
    _INSPECTIONS.c.started_on.is_(None), _INSPECTIONS.c.published_on == bindparam("published_on")
)
OWN = (
    select(_INSPECTIONS)
    .join(_PUBLICATIONS, _PUBLICATIONS.c.inspection_id == _INSPECTIONS.c.id)
    .where(
        _PUBLICATIONS.c.report_id == bindparam("report_id"),
        ~exists().where(
            _OTHERS.c.inspection_id == _INSPECTIONS.c.id,
            _OTHERS.c.report_id != _PUBLICATIONS.c.report_id,
        ),
    )
)
ELSEWHERE = (
    select(_INSPECTIONS.c.id)
    .join(_PROVIDERS, _PROVIDERS.c.id == _INSPECTIONS.c.provider_id)
    .where(
        _INSPECTIONS.c.id == bindparam("inspection"),
        or_(
            exists().where(_LINES.c.inspected_urn == _PROVIDERS.c.urn),
            exists().where(_SEEN.c.provider_id == _PROVIDERS.c.id),
            exists().where(
                _PUBLICATIONS.c.inspection_id == _INSPECTIONS.c.id,
                or_(
                    _PUBLICATIONS.c.site_label.is_not(None),
                    _PUBLICATIONS.c.site_inspected_on.is_not(None),
                ),
            ),
        ),
    )
)
INSERT_INSPECTION = insert(_INSPECTIONS)
UPDATE_INSPECTION = update(_INSPECTIONS).where(_INSPECTIONS.c.id == bindparam("of_inspection"))

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
    found = _with_key(s, provider_id, row, published) or own
    is_own = found is not None and own is not None and found.id == own.id
    known = _Known()
    if is_own:
        known = _Known(published_on=_first_published(own, provider_id, row, published))
    elif found is not None:
        known = _Known(found.published_on, found.ended_on, found.date_ranges)
    days = [day for day in (known.published_on, published) if day is not None]
    ranges = [[first.isoformat(), last.isoformat()] for first, last in row.date_ranges]
    values = {
        "provider_id": provider_id,
        "framework": row.framework,
        "event_type": row.event_type,
        "started_on": row.started_on,
        "ended_on": known.ended_on or row.ended_on,
        "date_ranges": known.date_ranges or ranges,
        "published_on": min(days, default=None),
    }
    if found is None:
        return insert_one(s, INSERT_INSPECTION, {**values, "created_at": at})
    write(s, UPDATE_INSPECTION, {"of_inspection": found.id, **values})
    return int(found.id)


def is_told_of_elsewhere(s: Session, inspection_id: int) -> bool:
    """Say whether statistics, a provider's page or a listing may say otherwise than a document."""
    return ask(s, ELSEWHERE, inspection=inspection_id) is not None


class _Known(NamedTuple):
    """What is known of an event and may not be lost."""

    published_on: date | None = None
    ended_on: date | None = None
    date_ranges: Sequence[Sequence[str]] = ()


def _own_inspection(s: Session, report_id: int) -> Row[Any] | None:
    """Return what a publication was about so far, where no other publication is about it."""
    return ask(s, OWN, report_id=report_id)


def _with_key(
    s: Session, provider_id: int, row: PublicationRow, published: date | None
) -> Row[Any] | None:
    """Return the event with this key; without a first day, the one of this day of publication."""
    key = {"provider": provider_id, "framework": row.framework, "event": row.event_type}
    if row.started_on is not None:
        return ask(s, STARTED, **key, started_on=row.started_on)
    return ask(s, PUBLISHED, **key, published_on=published)


def _first_published(
    own: Row[Any] | None, provider_id: int, row: PublicationRow, published: date | None
) -> date | None:
    """Return the first publication known so far: nothing where the event was read wrongly."""
    if own is None:
        return None
    key = (own.provider_id, own.framework, own.event_type, own.started_on)
    is_same = key == (provider_id, row.framework, row.event_type, row.started_on)
    known: date | None = own.published_on
    return known if is_same or published is None else None


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
