"""The accounting identity: found = outcomes + pending, counted from two sides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from db.models import Outcome, Page, PageState, Run


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveCounts:
    """found: pages a run had to deal with; pending: those of them without an outcome in it."""

    found: int
    pending: int


def live_counts(s: Session, run_id: int, source_id: int | None = None) -> dict[int, LiveCounts]:
    """Count, by source, the pages of the latest run from the pages' own states.

    Outcomes are not asked for `found`: a page whose state changed without an outcome row, or an
    outcome of a page that was never queued, shows as a sum that does not add up.
    """
    run = s.get_one(Run, run_id)
    waits = Page.state == PageState.PENDING
    dealt_with = and_(Page.state_at >= run.started_at, Page.queued_at.is_not(None))
    has_outcome = exists().where(Outcome.run_id == run_id, Outcome.page_id == Page.id)
    left = case((and_(waits, ~has_outcome), 1), else_=0)
    asked = (
        select(Page.source_id, func.count(), func.sum(left))
        .where(or_(waits, dealt_with))
        .group_by(Page.source_id)
    )
    if source_id is not None:
        asked = asked.where(Page.source_id == source_id)
    return {
        source: LiveCounts(found=found, pending=int(pending))
        for source, found, pending in s.execute(asked)
    }
