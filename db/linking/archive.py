"""The whole archive, report by report, for linking it anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Coverage,
    Publication,
    QuotationShingle,
    Report,
    SentenceHash,
    Setting,
    Shingle,
    Source,
    Story,
)
from db.write import raise_alarm
from words.alarms import AlarmCode

SCHEME_KEY = "linking_scheme"


def begin_scheme(s: Session, scheme: str) -> None:
    """Empty the indexes of hashes if they were made in another way, and note the present one."""
    known = s.get(Setting, SCHEME_KEY)
    if known is not None and known.value != scheme:
        for table in (Shingle, QuotationShingle, SentenceHash):
            s.execute(delete(table), execution_options={"synchronize_session": False})
    s.merge(Setting(key=SCHEME_KEY, value=scheme))
    s.flush()


def reports_of(s: Session, kind: str, *, only_needed: bool = False) -> list[tuple[int, int]]:
    """Return (report id, latest version id) of every report of a kind that is not hidden.

    kind: news, publication, or official: what Ofsted says on GOV.UK, which is read as news is.
    only_needed: only those marked as not yet linked.
    """
    asked = (
        select(Report.id, Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .where(
            is_official() if kind == "official" else and_(Report.kind == kind, not_(is_official())),
            Report.latest_version_id.is_not(None),
            Report.hidden_at.is_(None),
        )
        .order_by(Report.id)
    )
    if only_needed:
        asked = asked.where(Report.relink_needed.is_(True))
    return [(id_, version) for id_, version in s.execute(asked) if version is not None]


def is_official() -> ColumnElement[bool]:
    """Return the condition (reports joined with sources) to be Ofsted's own word on GOV.UK.

    A document of an inspection that is published there is that document.
    """
    document = exists().where(
        Publication.report_id == Report.id, Publication.inspection_id.is_not(None)
    )
    return and_(Source.kind == "govuk", Report.kind == "publication", not_(document))


def tells_of_others(s: Session, report_id: int) -> bool:
    """Say whether a publication is no document of an inspection, but Ofsted's word about some."""
    asked = (
        select(Report.id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.id == report_id, is_official())
    )
    return s.scalar(asked) is not None


def is_linked_at_all(s: Session, report_id: int) -> bool:
    """Say whether a report is one of those that are about inspections: news, or official."""
    asked = (
        select(Report.id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.id == report_id, or_(Report.kind == "news", is_official()))
    )
    return s.scalar(asked) is not None


def note_failure(s: Session, report_id: int, words: str, at: datetime) -> None:
    """Mark a report as not linked, and raise an alarm that says why."""
    report = s.get_one(Report, report_id)
    report.relink_needed = True
    raise_alarm(
        s,
        code=AlarmCode.LINKING_FAILED,
        detail=f"report {report_id}: {words}"[:1000],
        at=at,
        source_id=report.source_id,
        page_id=report.page_id,
    )


def note_linked(s: Session, report_id: int) -> None:
    """Take back the mark that a report is not linked."""
    s.get_one(Report, report_id).relink_needed = False
    s.flush()


def coverage_counts(s: Session) -> dict[str, int]:
    """Return how many coverages are linked and possible, and how many stories there are."""
    asked = select(Coverage.status, func.count()).group_by(Coverage.status)
    by_status = dict(s.execute(asked).all())
    return {
        "linked": by_status.get("linked", 0),
        "possible": by_status.get("possible", 0),
        "stories": s.scalar(select(func.count()).select_from(Story)) or 0,
    }
