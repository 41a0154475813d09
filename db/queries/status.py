"""How the whole record stands, for a person or a monitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import (
    Page,
    PageState,
    Quarantine,
    RemovedBlock,
    Report,
    Run,
    Source,
    StatisticsFile,
    Version,
)
from db.queries.attention import standing_alarms
from db.queries.decisions import withdrawn_reports
from db.queries.ledger import RunRow, run_row
from db.search_index import out_of_step


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """How the whole record stands. unindexed: reports that search cannot find (should be 0)."""

    sources: int
    suspect_sources: int
    reports: Mapping[str, int]  # kind → number
    versions: int
    removed_blocks: int
    pages: Mapping[PageState, int]
    quarantined: int  # rows not resolved
    alarms: int  # not accepted
    withdrawn: int  # reports that left their source and wait for a person's word
    statistics_tables: int
    statistics_lines: int
    statistics_as_at: date | None  # the latest day that a table of statistics describes
    unlinked: int  # reports whose linking failed
    unindexed: int
    last_run: RunRow | None
    last_good_run: RunRow | None  # the last that ended with 0


def status(session: Session) -> Status:
    """Return how the whole record stands."""
    last = session.scalars(select(Run).order_by(Run.id.desc()).limit(1)).first()
    good = select(Run).where(Run.exit_code == 0).order_by(Run.id.desc()).limit(1)
    last_good = session.scalars(good).first()
    states = session.execute(select(Page.state, func.count()).group_by(Page.state))
    lines = select(func.sum(StatisticsFile.line_count))
    kinds = session.execute(select(Report.kind, func.count()).group_by(Report.kind))
    return Status(
        sources=_count(session, Source.id, Source.retired_at.is_(None)),
        suspect_sources=_count(session, Source.id, Source.suspect_since.is_not(None)),
        reports={kind: number for kind, number in kinds},
        versions=_count(session, Version.id),
        removed_blocks=_count(session, RemovedBlock.id),
        pages=dict.fromkeys(PageState, 0) | {PageState(state): n for state, n in states},
        quarantined=_count(session, Quarantine.id, Quarantine.resolved_at.is_(None)),
        alarms=standing_alarms(session),
        withdrawn=len(withdrawn_reports(session)),
        statistics_tables=_count(session, StatisticsFile.id),
        statistics_lines=session.scalar(lines) or 0,
        statistics_as_at=session.scalar(select(func.max(StatisticsFile.as_at))),
        unlinked=_count(session, Report.id, Report.relink_needed.is_(True)),
        unindexed=out_of_step(session)[0],
        last_run=run_row(last) if last else None,
        last_good_run=run_row(last_good) if last_good else None,
    )


def _count(
    session: Session, column: InstrumentedAttribute[int], *conditions: ColumnElement[bool]
) -> int:
    return int(session.scalar(select(func.count(column)).where(*conditions)) or 0)
