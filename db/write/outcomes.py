"""What became of a page: on the page itself, in the run's row of it, in the quarantine."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from db.life import has_left, rest_nights
from db.models import Outcome, Page, PageState, Publication, Quarantine, Report
from db.write.core import Values, table_of, write
from db.write.known import KnownPage, known_page
from words.reasons import Reason

__all__ = ["look_again", "mark_gone", "note_reread", "record_outcome", "settle"]

_PAGES, _OUTCOMES = table_of(Page), table_of(Outcome)
_ASIDE, _REPORTS = table_of(Quarantine), table_of(Report)
_DOCUMENTS = table_of(Publication)

INSERT_OUTCOME = insert(_OUTCOMES)
UPDATE_OUTCOME = update(_OUTCOMES).where(
    _OUTCOMES.c.run_id == bindparam("of_run"), _OUTCOMES.c.page_id == bindparam("of_page")
)
SETTLE_PAGE = update(_PAGES).where(_PAGES.c.id == bindparam("of_page"))
RESOLVE = (
    update(_ASIDE)
    .where(_ASIDE.c.page_id == bindparam("of_page"), _ASIDE.c.resolved_at.is_(None))
    .values(resolution="retried")
)
WITHDRAW = update(_REPORTS).where(
    _REPORTS.c.page_id == bindparam("of_page"), _REPORTS.c.withdrawn_at_source_at.is_(None)
)
WITHDRAW_DOCUMENT = update(_DOCUMENTS).where(
    _DOCUMENTS.c.report_id.in_(
        select(_REPORTS.c.id).where(_REPORTS.c.page_id == bindparam("of_page"))
    ),
    _DOCUMENTS.c.withdrawn_seen_at.is_(None),
)
_DOUBTFUL = (
    PageState.GONE,
    PageState.OFF_TOPIC,
    PageState.NOT_ARTICLE,
    PageState.REFUSED,
    PageState.QUARANTINED,
)
"""What a night on which a source was ill may have made of a page that is well."""
_WAS_READ = (
    PageState.STORED,
    PageState.UNCHANGED,
    PageState.OFF_TOPIC,
    PageState.NOT_ARTICLE,
)
"""After these the same bytes need not be read again, so the validators of the response count."""


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
    """Look a page up and settle it. Raises as settle does; LookupError where it is not there."""
    known = known_page(s, run_id, page_id, capture_id)
    settle(s, known, state, reason=reason, version_id=version_id, at=at, not_before=not_before)


def settle(
    s: Session,
    known: KnownPage,
    state: PageState,
    *,
    reason: str | None,
    version_id: int | None = None,
    at: datetime,
    not_before: datetime | None = None,
) -> None:
    """Set what became of a page, on the page and in the run's row of it.

    A later outcome of the same run takes the place of the earlier, but a page that was stored in
    this run stays so when it is seen again unchanged. A failure counts once a run; any other
    outcome ends the count, and ends open quarantine rows unless it is one itself.
    Raises ValueError for `pending`.
    """
    if state == PageState.PENDING:
        raise ValueError("pending is not an outcome")
    if state == PageState.UNCHANGED and known.outcome == PageState.STORED:
        state, reason = PageState.STORED, known.outcome_reason
        version_id = known.outcome_version_id
    _write_outcome(s, known, state, reason, version_id, at)
    failed_before = known.attempts - (known.outcome == PageState.FAILED)
    sightings, since = _sightings(known, state, at)
    page = {
        "of_page": known.page_id,
        "state": state,
        "reason": reason,
        "state_at": at,
        "not_before": not_before,
        "attempts": failed_before + 1 if state == PageState.FAILED else 0,
        "fetched_at": known.captured_at or known.fetched_at,
        "last_state": state,
        "sightings": sightings,
        "state_since": since,
        "rest_nights": rest_nights(state, reason, sightings),
    }
    write(s, SETTLE_PAGE, {**page, **_validators(known, state)})
    if known.is_set_aside and state not in (PageState.FAILED, PageState.QUARANTINED):
        write(s, RESOLVE, {"of_page": known.page_id, "resolved_at": at})
    if known.report_id is not None and has_left(state, sightings, since, at):
        mark_gone(s, known.page_id, at)


def _sightings(known: KnownPage, state: PageState, at: datetime) -> tuple[int, datetime]:
    """Return how often in a row a page was seen in a state, and since when. Once a run counts."""
    if known.last_state != state or known.state_since is None:
        return 1, at
    return known.sightings + (known.outcome != state), known.state_since


def note_reread(
    s: Session,
    known: KnownPage,
    state: PageState,
    *,
    reason: str | None,
    version_id: int | None = None,
    at: datetime,
) -> None:
    """Note in the run what reading a stored page again from the archive came to.

    The page's own state stays: it says what the web last answered.
    """
    _write_outcome(s, known, state, reason, version_id, at)
    if known.is_set_aside and PageState.QUARANTINED not in (state, known.state):
        write(s, RESOLVE, {"of_page": known.page_id, "resolved_at": at})


def _write_outcome(
    s: Session,
    known: KnownPage,
    state: PageState,
    reason: str | None,
    version_id: int | None,
    at: datetime,
) -> None:
    row = {
        "source_id": known.source_id,
        "state": state,
        "reason": reason,
        "capture_id": known.capture_id,
        "version_id": version_id,
        "at": at,
    }
    if known.outcome is None:
        write(s, INSERT_OUTCOME, {"run_id": known.run_id, "page_id": known.page_id, **row})
    else:
        write(s, UPDATE_OUTCOME, {"of_run": known.run_id, "of_page": known.page_id, **row})


def look_again(s: Session, run_id: int, source_id: int) -> int:
    """Have the pages of a source that was ill in a run requested on the next night.

    What it said of them is not believed. Returns how many there are.
    """
    ended = select(_OUTCOMES.c.page_id).where(
        _OUTCOMES.c.run_id == run_id,
        _OUTCOMES.c.source_id == source_id,
        _OUTCOMES.c.state.in_(_DOUBTFUL),
    )
    again = (
        update(_PAGES)
        .where(
            _PAGES.c.id.in_(ended),
            _PAGES.c.state.in_(_DOUBTFUL),
            func.coalesce(_PAGES.c.reason, "") != Reason.TAKEDOWN,
        )
        .values(rest_nights=1)
    )
    return int(s.execute(again).rowcount)  # type: ignore[attr-defined]


def _validators(known: KnownPage, state: PageState) -> Values:
    """Return what "unchanged" would be measured against, but only if the bytes were dealt with.

    A page whose reading failed must be fetched in full again: 304 would lose it.
    """
    if state not in _WAS_READ:
        return {"etag": None, "last_modified": None, "payload_sha256": None}
    if known.capture_headers is None:
        etag, modified, digest = known.etag, known.last_modified, known.payload_sha256
    else:
        headers = known.capture_headers
        etag, modified = headers.get("etag"), headers.get("last-modified")
        digest = known.capture_sha256
    return {"etag": etag, "last_modified": modified, "payload_sha256": digest}


def mark_gone(s: Session, page_id: int, at: datetime) -> None:
    """Note that the source withdrew a stored report: its text stays, out of clean exports."""
    write(s, WITHDRAW, {"of_page": page_id, "withdrawn_at_source_at": at})
    write(s, WITHDRAW_DOCUMENT, {"of_page": page_id, "withdrawn_seen_at": at})
