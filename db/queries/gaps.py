"""What is missing and why: each source on each night, read, silent, failed or not run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Outcome, Run, RunSource, Source
from words.london import LONDON
from words.runs import VISITING

__all__ = ["SourceNight", "source_nights"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceNight:
    """One source in one night. state: read, silent (read, nothing on topic), failed, cut_short.

    stored: new reports or versions; off_topic: stories on other things.
    """

    source: str
    name: str
    night: date
    run_id: int
    state: str
    reason: str | None
    stored: int
    unchanged: int
    off_topic: int


def source_nights(
    session: Session,
    *,
    source: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[SourceNight]:
    """Return every visit of news sources, by source and night; of two runs in one night both."""
    counts: dict[tuple[int, int], dict[str, int]] = {}
    by_state = select(Outcome.run_id, Outcome.source_id, Outcome.state, func.count()).group_by(
        Outcome.run_id, Outcome.source_id, Outcome.state
    )
    asked = (
        select(RunSource, Run, Source)
        .join(Run, Run.id == RunSource.run_id)
        .join(Source, Source.id == RunSource.source_id)
        .where(Run.command.in_(VISITING), Source.kind == "news")
        .order_by(Source.key, Run.id)
    )
    if source is not None:
        asked = asked.where(Source.key == source)
        by_state = by_state.join(Source, Source.id == Outcome.source_id).where(Source.key == source)
    for run_id, source_id, state, number in session.execute(by_state):
        counts.setdefault((run_id, source_id), {})[state] = number
    found = []
    for row, run, origin in session.execute(asked):
        night = _night(run.started_at)
        if (since and night < since) or (until and night > until):
            continue
        of = counts.get((row.run_id, row.source_id), {})
        found.append(
            SourceNight(
                source=origin.key,
                name=origin.name,
                night=night,
                run_id=run.id,
                state=_state(row.status, of),
                reason=row.reason,
                stored=of.get("stored", 0),
                unchanged=of.get("unchanged", 0),
                off_topic=of.get("off_topic", 0),
            )
        )
    return found


def _night(started_at: datetime) -> date:
    return started_at.astimezone(LONDON).date()


def _state(status: str, counts: dict[str, int]) -> str:
    if status in ("failed", "running"):
        return "failed" if status == "failed" else "cut_short"
    if status == "skipped":
        return "cut_short"
    return "read" if counts.get("stored", 0) or counts.get("unchanged", 0) else "silent"
