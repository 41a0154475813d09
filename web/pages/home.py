"""The first page: one box, and what is new of Ofsted, of the press, and of what went away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from db.queries import last_night, run_table, status
from db.queries.recent import recent_changes, recent_inspections, recent_linked
from web.page import Asked, Page

NEW = timedelta(days=7)
ROWS = 6


def home(session: Session, asked: Asked) -> Page:
    """Return the first page. The week is counted from the last night that the record knows."""
    night = last_night(session)
    now = night.ended_at if night and night.ended_at else datetime.now(UTC)
    since = now - NEW
    table = run_table(session, night.run_id) if night else None
    return Page(
        template="home.html",
        title="Home",
        address="/",
        values={
            "night": night,
            "failed": [row for row in table.rows if row.status == "failed"] if table else [],
            "sources": len(table.rows) if table else 0,
            "started_at": table.run.started_at if table else None,
            "published": recent_inspections(session, since.date(), limit=ROWS),
            "linked": recent_linked(session, since, limit=ROWS),
            "changed": recent_changes(session, since, limit=ROWS),
            "record": status(session),
        },
        extra={"section": "/"},
    )
