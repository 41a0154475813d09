"""What a person does with what was set aside: having a page fetched again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Page, PageState, Quarantine, Source

_MAY_BE_FETCHED = (PageState.QUARANTINED, PageState.STORED, PageState.UNCHANGED)
"""A stored page has an open row when the archive could not be read again."""


def retry_quarantined(s: Session, ids: Collection[int] | None, *, at: datetime) -> list[int]:
    """Make quarantined pages pending, so that the next run fetches them; resolve their rows.

    ids: rows of the quarantine; None = all that are unresolved. Returns the ids of the rows that
    were resolved; imported files have no page that could be fetched and are left as they are.
    """
    asked = (
        select(Quarantine, Page)
        .join(Page, Page.id == Quarantine.page_id)
        .join(Source, Source.id == Page.source_id)
        .where(Quarantine.resolved_at.is_(None), Source.kind != "import")
        .order_by(Quarantine.id)
    )
    if ids is not None:
        asked = asked.where(Quarantine.id.in_(ids))
    done = []
    for row, page in s.execute(asked).all():
        if page.state in _MAY_BE_FETCHED:
            page.state, page.reason = PageState.PENDING, None
            page.state_at = page.queued_at = at
            page.etag = page.last_modified = None
        row.resolved_at, row.resolution = at, "retried"
        done.append(row.id)
    s.flush()
    return done
