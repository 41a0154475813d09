"""Questions about what needs a person: what was set aside, and what raised an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
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


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmRow:
    """Something a person must look at."""

    id: int
    created_at: datetime
    code: str
    detail: str
    source: str | None
    run_id: int | None
    accepted_at: datetime | None


def quarantine_list(
    session: Session,
    *,
    run_id: int | None = None,
    include_resolved: bool = False,
    limit: int = 1_000,
) -> list[QuarantineRow]:
    """Return what was set aside, the latest first."""
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
        )
        for row, key, url in session.execute(asked)
    ]


def alarms(session: Session, *, run_id: int | None = None, limit: int = 1_000) -> list[AlarmRow]:
    """Return alarms: those of a run, or all that nobody has accepted; the latest first."""
    asked = (
        select(Alarm, Source.key)
        .outerjoin(Source, Source.id == Alarm.source_id)
        .order_by(Alarm.id.desc())
        .limit(limit)
    )
    asked = asked.where(Alarm.accepted_at.is_(None) if run_id is None else Alarm.run_id == run_id)
    return [
        AlarmRow(
            id=row.id,
            created_at=row.created_at,
            code=row.code,
            detail=row.detail,
            source=key,
            run_id=row.run_id,
            accepted_at=row.accepted_at,
        )
        for row, key in session.execute(asked)
    ]
