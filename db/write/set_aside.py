"""What was set aside: that it was, and what a person did about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.models import Capture, Page, PageState, Quarantine, Source
from db.text import refuse_unstorable

DISMISSED = "dismissed"
_MAY_BE_FETCHED = (PageState.QUARANTINED, PageState.STORED, PageState.UNCHANGED)
"""A stored page has an open row when the archive could not be read again."""


def quarantine(
    s: Session,
    *,
    stage: str,
    code: str,
    detail: str,
    at: datetime,
    page_id: int | None = None,
    capture_id: int | None = None,
    run_id: int | None = None,
    source_id: int | None = None,
    file_path: str | None = None,
) -> int:
    """Set something aside with its reason; the same fault of the same thing is one row, counted.

    One that a person dismissed stays dismissed while it is the same bytes with the same words.
    stage: fetch, archive, read, store or import. detail: one line for a person.
    """
    refuse_unstorable("quarantine", [code, detail, file_path or ""])
    row = None
    if page_id is not None or file_path is not None:
        asked = select(Quarantine).where(
            Quarantine.code == code,
            or_(Quarantine.resolved_at.is_(None), _is_dismissed(s, detail, capture_id)),
            Quarantine.page_id.is_not_distinct_from(page_id),
            Quarantine.file_path.is_not_distinct_from(file_path),
        )
        row = s.scalars(asked.order_by(Quarantine.resolved_at.is_(None).desc())).first()
    if row is None:
        row = Quarantine(page_id=page_id, file_path=file_path, code=code, created_at=at)
        row.attempts = 1
        s.add(row)
    elif run_id is None or run_id != row.run_id:
        row.attempts += 1
    row.stage, row.detail, row.run_id, row.source_id = stage, detail, run_id, source_id
    row.capture_id = capture_id if capture_id is not None else row.capture_id
    s.flush()
    return row.id


def _is_dismissed(s: Session, detail: str, capture_id: int | None) -> ColumnElement[bool]:
    """Return the condition that a row was dismissed, for these words and these bytes."""
    capture = s.get(Capture, capture_id) if capture_id is not None else None
    if capture is None:
        same_bytes = Quarantine.capture_id.is_(None)
    else:
        alike = select(Capture.id).where(Capture.payload_sha256 == capture.payload_sha256)
        same_bytes = Quarantine.capture_id.in_(alike)
    return (Quarantine.resolution == DISMISSED) & (Quarantine.detail == detail) & same_bytes


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


def dismiss_quarantined(
    s: Session, ids: Collection[int] | None, *, at: datetime, by: str, note: str
) -> list[int]:
    """Say that what was set aside needs nothing more (None = all that is unresolved); return ids.

    Pages stay quarantined and their bytes in the archive; only the rows are resolved.
    """
    asked = select(Quarantine).where(Quarantine.resolved_at.is_(None)).order_by(Quarantine.id)
    rows = s.scalars(asked if ids is None else asked.where(Quarantine.id.in_(ids))).all()
    for row in rows:
        row.resolved_at, row.resolution, row.resolved_by, row.note = at, DISMISSED, by, note
    s.flush()
    return [row.id for row in rows]


def restore_dismissed(s: Session, ids: Collection[int] | None) -> list[int]:
    """Take back that rows were dismissed (None = all): they wait for a person; return ids."""
    asked = select(Quarantine).where(Quarantine.resolution == DISMISSED).order_by(Quarantine.id)
    rows = s.scalars(asked if ids is None else asked.where(Quarantine.id.in_(ids))).all()
    for row in rows:
        row.resolved_at = row.resolution = row.resolved_by = row.note = None
    s.flush()
    return [row.id for row in rows]
