"""What is known of a page before anything about it is written: one question, asked once a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import Session

from db.models import Capture, Outcome, Page, Quarantine, Report, Version
from db.rows import StoredVersion
from db.write.core import ask, table_of

__all__ = ["KnownPage", "known_page"]

_PAGE, _OUTCOME, _CAPTURE = table_of(Page), table_of(Outcome), table_of(Capture)
_REPORT, _VERSION, _ASIDE = table_of(Report), table_of(Version), table_of(Quarantine)

KNOWN = (
    select(
        _PAGE.c.url,
        _PAGE.c.source_id,
        _PAGE.c.state,
        _PAGE.c.attempts,
        _PAGE.c.last_state,
        _PAGE.c.sightings,
        _PAGE.c.state_since,
        _PAGE.c.fetched_at,
        _PAGE.c.etag,
        _PAGE.c.last_modified,
        _PAGE.c.payload_sha256,
        exists()
        .where(_ASIDE.c.page_id == _PAGE.c.id, _ASIDE.c.resolved_at.is_(None))
        .label("is_set_aside"),
        _OUTCOME.c.state.label("outcome"),
        _OUTCOME.c.reason.label("outcome_reason"),
        _OUTCOME.c.version_id.label("outcome_version_id"),
        _CAPTURE.c.fetched_at.label("captured_at"),
        _CAPTURE.c.headers.label("capture_headers"),
        _CAPTURE.c.payload_sha256.label("capture_sha256"),
        _REPORT.c.id.label("report_id"),
        _REPORT.c.withdrawn_at_source_at.label("withdrawn_at"),
        _REPORT.c.hidden_at,
        _VERSION.c.id.label("version_id"),
        _VERSION.c.number.label("version_number"),
        _VERSION.c.text_sha256,
    )
    .select_from(_PAGE)
    .outerjoin(
        _OUTCOME, and_(_OUTCOME.c.run_id == bindparam("run_id"), _OUTCOME.c.page_id == _PAGE.c.id)
    )
    .outerjoin(_CAPTURE, _CAPTURE.c.id == bindparam("capture_id"))
    .outerjoin(_REPORT, _REPORT.c.page_id == _PAGE.c.id)
    .outerjoin(_VERSION, _VERSION.c.id == _REPORT.c.latest_version_id)
    .where(_PAGE.c.id == bindparam("page_id"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPage:
    """A page, a capture of it, its outcome in a run, and its report with the latest version.

    etag to payload_sha256: the page's validators. captured_at and the next two: of the capture,
    None without one. outcome…: None where the run has none yet. is_set_aside: it has an open row
    in the quarantine. report_id to text_sha256: None where nothing is stored.
    """

    run_id: int
    page_id: int
    capture_id: int | None
    url: str
    source_id: int
    state: str
    attempts: int
    last_state: str | None
    sightings: int
    state_since: datetime | None
    fetched_at: datetime | None
    etag: str | None
    last_modified: str | None
    payload_sha256: str | None
    is_set_aside: bool
    outcome: str | None
    outcome_reason: str | None
    outcome_version_id: int | None
    captured_at: datetime | None
    capture_headers: Mapping[str, str] | None
    capture_sha256: str | None
    report_id: int | None
    withdrawn_at: datetime | None
    hidden_at: datetime | None
    version_id: int | None
    version_number: int | None
    text_sha256: str | None

    @property
    def stored(self) -> StoredVersion | None:
        """The latest version, None where nothing is stored."""
        if self.report_id is None or self.version_id is None or self.version_number is None:
            return None
        return StoredVersion(
            report_id=self.report_id,
            version_id=self.version_id,
            number=self.version_number,
            changed=False,
        )


def known_page(s: Session, run_id: int, page_id: int, capture_id: int | None = None) -> KnownPage:
    """Return what is known of a page. Raises LookupError for one that is not there."""
    row = ask(s, KNOWN, run_id=run_id, page_id=page_id, capture_id=capture_id)
    if row is None:
        raise LookupError(f"no page {page_id}")
    return KnownPage(run_id=run_id, page_id=page_id, capture_id=capture_id, **row._mapping)
