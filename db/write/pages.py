"""The frontier: queueing, and what became of each page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Capture,
    Outcome,
    Page,
    PageState,
    Quarantine,
    Report,
    Source,
)
from db.write.rows import CaptureRow, NewPage, PendingPage, Queued, SourceRow
from db.write.takedowns import is_taken_down, page_is_taken_down
from db.write.text import refuse_unstorable

TAKEDOWN = "takedown"
_WAS_READ = (
    PageState.STORED,
    PageState.UNCHANGED,
    PageState.OFF_TOPIC,
    PageState.NOT_ARTICLE,
)
"""After these the same bytes need not be read again, so the validators of the response count."""


def upsert_source(s: Session, row: SourceRow, *, at: datetime | None = None) -> int:
    """Write a source as its registry entry stands; its key stays, and so does its first sight.

    at: None = now.
    """
    at = at or datetime.now(UTC)
    refuse_unstorable("source", asdict(row))
    source = s.scalars(select(Source).where(Source.key == row.key)).one_or_none()
    if source is None:
        source = Source(key=row.key, first_seen_at=at)
        s.add(source)
    source.group_key, source.kind, source.name = row.group_key, row.kind, row.name
    source.homepage, source.entry_sha256 = row.homepage, row.entry_sha256
    source.hosts, source.areas = list(row.hosts), list(row.areas)
    source.updated_at, source.retired_at = at, None
    s.flush()
    return source.id


def queue_page(s: Session, page: NewPage, *, at: datetime, revisit: bool = False) -> Queued:
    """Make a discovered URL pending, or note that it was listed again.

    revisit: a page that has been dealt with becomes pending again, unless it must wait
    (`not_before`). A URL that was taken down ends refused and is never pending.
    """
    refuse_unstorable("page", asdict(page))
    known = s.scalars(select(Page).where(Page.url == page.url)).one_or_none()
    if is_taken_down(s, page.url, page.source_id):
        _refuse(s, known or _insert_page(s, page, at=at), at=at)
        return Queued.TAKEN_DOWN
    if known is None:
        _insert_page(s, page, at=at).queued_at = at
        s.flush()
        return Queued.NEW
    known.listed_at = at
    known.listing = dict(page.listing) or known.listing
    waits = known.not_before is not None and known.not_before > at
    if not revisit or waits or known.state == PageState.PENDING:
        s.flush()
        return Queued.KNOWN
    known.state, known.reason = PageState.PENDING, None
    known.state_at = known.queued_at = at
    s.flush()
    return Queued.REQUEUED


def _insert_page(s: Session, page: NewPage, *, at: datetime) -> Page:
    row = Page(
        url=page.url,
        raw_url=page.raw_url,
        source_id=page.source_id,
        role=page.role,
        state=PageState.PENDING,
        discovered_via=page.via,
        discovered_on=page.discovered_on,
        listing=dict(page.listing),
        first_seen_at=at,
        listed_at=at,
        state_at=at,
    )
    s.add(row)
    return row


def _refuse(s: Session, page: Page, *, at: datetime) -> None:
    if (page.state, page.reason) != (PageState.REFUSED, TAKEDOWN):
        page.state, page.reason, page.state_at = PageState.REFUSED, TAKEDOWN, at
    page.listed_at = at
    page.queued_at = None  # it is no longer something a run has to deal with
    s.flush()


def queue_revisits(
    s: Session,
    source_id: int,
    *,
    first_seen_after: datetime,
    at: datetime,
    max_attempts: int,
    role: str | None = None,
) -> int:
    """Make young stored pages and failed pages of a source pending again; return how many.

    first_seen_after: older stored pages rest. A failed page comes back until max_attempts
    failures in a row, and not before its `not_before`.
    """
    young = and_(
        Page.state.in_([PageState.STORED, PageState.UNCHANGED]),
        Page.first_seen_at > first_seen_after,
    )
    failed = and_(Page.state == PageState.FAILED, Page.attempts < max_attempts)
    may = or_(Page.not_before.is_(None), Page.not_before <= at)
    change = (
        update(Page)
        .where(Page.source_id == source_id, or_(young, failed), may, ~page_is_taken_down())
        .values(state=PageState.PENDING, reason=None, state_at=at, queued_at=at)
        .execution_options(synchronize_session=False)
    )
    if role is not None:
        change = change.where(Page.role == role)
    s.expire_all()
    return int(s.execute(change).rowcount)  # type: ignore[attr-defined]


def pending_pages(
    s: Session, source_id: int, *, limit: int, after_id: int = 0
) -> list[PendingPage]:
    """Return pages of a source that wait, in the order of their ids.

    One that was taken down while it waited is left out: it must not be requested.
    """
    asked: Select[Any] = (
        select(
            Page.id,
            Page.url,
            Page.role,
            Page.etag,
            Page.last_modified,
            Page.listing,
            Page.source_id,
            Page.attempts,
        )
        .where(
            Page.source_id == source_id,
            Page.state == PageState.PENDING,
            Page.id > after_id,
            ~page_is_taken_down(),
        )
        .order_by(Page.id)
        .limit(limit)
    )
    return [PendingPage(**row._mapping) for row in s.execute(asked)]


def find_page(s: Session, url: str) -> int | None:
    """Return the id of the page with this canonical URL."""
    return s.scalars(select(Page.id).where(Page.url == url)).one_or_none()


def record_capture(s: Session, row: CaptureRow) -> int:
    """Write where a response lies in the archive; the same record again gives the same id."""
    place = (Capture.warc_file == row.warc_file, Capture.warc_offset == row.warc_offset)
    known = s.scalars(select(Capture.id).where(*place)).one_or_none()
    if known is not None:
        return known
    refuse_unstorable("capture", asdict(row))
    values = asdict(row) | {"headers": dict(row.headers)}
    return int(s.execute(insert(Capture).returning(Capture.id), values).scalar_one())


def record_outcome(
    s: Session,
    run_id: int,
    page_id: int,
    state: PageState,
    *,
    reason: str | None,
    capture_id: int | None = None,
    version_id: int | None = None,
    at: datetime,
    not_before: datetime | None = None,
) -> None:
    """Set what became of a page, on the page and in the run's row of it.

    A later outcome of the same run takes the place of the earlier. A failure counts once a run;
    any other outcome ends the count, and ends open quarantine rows unless it is one itself.
    Raises ValueError for `pending`, LookupError for a page that is not there.
    """
    if state == PageState.PENDING:
        raise ValueError("pending is not an outcome")
    page = s.get(Page, page_id)
    if page is None:
        raise LookupError(f"no page {page_id}")
    earlier = s.get(Outcome, (run_id, page_id))
    failed_already = earlier is not None and earlier.state == PageState.FAILED
    outcome = earlier or Outcome(run_id=run_id, page_id=page_id, source_id=page.source_id)
    outcome.state, outcome.reason, outcome.at = PageState(state), reason, at
    outcome.capture_id, outcome.version_id = capture_id, version_id
    s.add(outcome)
    page.state, page.reason, page.state_at = PageState(state), reason, at
    page.not_before = not_before
    if state != PageState.FAILED:
        page.attempts = 0
    elif not failed_already:
        page.attempts += 1
    _note_validators(s, page, capture_id)
    if state not in (PageState.FAILED, PageState.QUARANTINED):
        _resolve_quarantine(s, page_id, at=at)
    s.flush()


def record_reread(
    s: Session,
    run_id: int,
    page_id: int,
    state: PageState,
    *,
    reason: str | None,
    capture_id: int | None = None,
    version_id: int | None = None,
    at: datetime,
) -> None:
    """Note in the run what reading a stored page again from the archive came to.

    The page's own state stays: it says what the web last answered. Raises LookupError for a page
    that is not there.
    """
    page = s.get(Page, page_id)
    if page is None:
        raise LookupError(f"no page {page_id}")
    row = s.get(Outcome, (run_id, page_id)) or Outcome(
        run_id=run_id, page_id=page_id, source_id=page.source_id
    )
    row.state, row.reason, row.at = PageState(state), reason, at
    row.capture_id, row.version_id = capture_id, version_id
    s.add(row)
    if PageState.QUARANTINED not in (state, page.state):
        _resolve_quarantine(s, page_id, at=at)
    s.flush()


def _note_validators(s: Session, page: Page, capture_id: int | None) -> None:
    """Remember what "unchanged" would be measured against, but only if the bytes were dealt with.

    A page whose reading failed must be fetched in full again: 304 would lose it.
    """
    capture = s.get(Capture, capture_id) if capture_id is not None else None
    if capture is not None:
        page.fetched_at = capture.fetched_at
    if page.state not in _WAS_READ:
        page.etag = page.last_modified = page.payload_sha256 = None
    elif capture is not None:
        page.etag = capture.headers.get("etag")
        page.last_modified = capture.headers.get("last-modified")
        page.payload_sha256 = capture.payload_sha256


def _resolve_quarantine(s: Session, page_id: int, *, at: datetime) -> None:
    s.execute(
        update(Quarantine)
        .where(Quarantine.page_id == page_id, Quarantine.resolved_at.is_(None))
        .values(resolved_at=at, resolution="retried")
    )


def mark_gone(s: Session, page_id: int, at: datetime) -> None:
    """Note that the source withdrew a stored report: its text stays, out of clean exports."""
    s.execute(
        update(Report)
        .where(Report.page_id == page_id, Report.withdrawn_at_source_at.is_(None))
        .values(withdrawn_at_source_at=at)
    )
