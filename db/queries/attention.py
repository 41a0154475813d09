"""Questions about what needs a person: what was set aside, and what raised an alarm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.models import Alarm, Page, Quarantine, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarantineRow:
    """Something set aside. url None: a file that has no page."""

    id: int
    created_at: datetime
    stage: str
    code: str
    detail: str
    source: str | None
    url: str | None
    file_path: str | None
    page_id: int | None
    capture_id: int | None
    run_id: int | None
    attempts: int
    resolved_at: datetime | None
    resolution: str | None
    resolved_by: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmRow:
    """Something a person must look at. accepted_at before created_at: it was known when it came.

    id: in a list of alarms the number of the first of those that are counted as one. times: how
    often it came, of all that are the same alarm and stand, or are accepted, alike.
    """

    id: int
    created_at: datetime
    code: str
    detail: str
    source: str | None
    run_id: int | None
    accepted_at: datetime | None
    accepted_by: str | None
    note: str | None
    times: int = 1


def quarantine_list(
    session: Session,
    *,
    run_id: int | None = None,
    include_resolved: bool = False,
    number: int | None = None,
    limit: int = 1_000,
) -> list[QuarantineRow]:
    """Return what was set aside, the latest first. number: the row of this one alone."""
    asked = (
        select(Quarantine, Source.key, Page.url)
        .outerjoin(Source, Source.id == Quarantine.source_id)
        .outerjoin(Page, Page.id == Quarantine.page_id)
        .order_by(Quarantine.id.desc())
        .limit(limit)
    )
    if not include_resolved:
        asked = asked.where(Quarantine.resolved_at.is_(None))
    if run_id is not None:
        asked = asked.where(Quarantine.run_id == run_id)
    if number is not None:
        asked = asked.where(Quarantine.id == number)
    return [
        QuarantineRow(
            id=row.id,
            created_at=row.created_at,
            stage=row.stage,
            code=row.code,
            detail=row.detail,
            source=key,
            url=url,
            file_path=row.file_path,
            page_id=row.page_id,
            capture_id=row.capture_id,
            run_id=row.run_id,
            attempts=row.attempts,
            resolved_at=row.resolved_at,
            resolution=row.resolution,
            resolved_by=row.resolved_by,
            note=row.note,
        )
        for row, key, url in session.execute(asked)
    ]


def alarms(session: Session, *, accepted: bool = False, limit: int = 1_000) -> list[AlarmRow]:
    """Return each alarm that nobody has accepted, as it came last; the latest first.

    Its number is that of the first time, which stays from night to night. accepted: also those
    that were accepted.
    """
    first, latest = func.min(Alarm.id).label("first"), func.max(Alarm.id).label("latest")
    counted = select(first, latest, func.count().label("times"))
    same = counted.group_by(*_SAME, Alarm.accepted_at.is_(None)).subquery()
    asked = _alarm_rows().join(same, same.c.latest == Alarm.id)
    asked_all = asked.add_columns(same.c.first, same.c.times)
    if not accepted:
        asked_all = asked_all.where(Alarm.accepted_at.is_(None))
    found = session.execute(asked_all.limit(limit)).all()
    rows = [(_alarm_row(row, key), number, times) for row, key, number, times in found]
    return [replace(row, id=number, times=times) for row, number, times in rows]


def alarms_of_run(session: Session, run_id: int) -> list[AlarmRow]:
    """Return every alarm of a run, those that were known when they came too; the latest first."""
    found = session.execute(_alarm_rows().where(Alarm.run_id == run_id))
    return [_alarm_row(row, key) for row, key in found]


def standing_alarms(session: Session) -> int:
    """Return how many alarms nobody has accepted; one that came on several nights is one."""
    same = select(*_SAME).where(Alarm.accepted_at.is_(None)).distinct().subquery()
    return session.scalar(select(func.count()).select_from(same)) or 0


_SAME = (Alarm.code, Alarm.source_id, func.coalesce(Alarm.cause, Alarm.detail))
"""What rows of the same alarm have in common."""


def _alarm_rows() -> Select[Alarm, str | None]:
    return (
        select(Alarm, Source.key)
        .outerjoin(Source, Source.id == Alarm.source_id)
        .order_by(Alarm.id.desc())
    )


def _alarm_row(row: Alarm, source: str | None) -> AlarmRow:
    return AlarmRow(
        id=row.id,
        created_at=row.created_at,
        code=row.code,
        detail=row.detail,
        source=source,
        run_id=row.run_id,
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by,
        note=row.note,
    )
