"""A person's word about a link: kept with who and when, and never overwritten by linking anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

import db.linking as store
from db.write import record_decision
from pipelines.storing.linking.news import coverage_of_one, relink_report


def confirm_link(
    s: Session, report_id: int, inspection_id: int, *, by: str, at: datetime, note: str | None
) -> None:
    """Say that a report is about an inspection, whatever the evidence.

    A link that was never found is added with the score that its evidence has. Raises LookupError
    if there is no such report or inspection, or no document on the inspection to weigh.
    """
    latest = latest_of(s, report_id)
    if store.coverage_id(s, report_id, inspection_id) is None:
        row = coverage_of_one(s, latest, inspection_id)
        store.add_coverage(s, report_id, row, at=at)
    evidence = store.evidence_of(s, report_id, inspection_id)
    store.confirm_coverage(s, report_id, inspection_id, at=at)
    record_decision(
        s,
        about="link",
        report_id=report_id,
        inspection_id=inspection_id,
        verdict="confirmed",
        by=by,
        at=at,
        note=note,
        evidence=evidence,
    )


def reject_link(
    s: Session, report_id: int, inspection_id: int, *, by: str, at: datetime, note: str | None
) -> None:
    """Say that a report is not about an inspection; it is weighed against the others anew.

    Raises LookupError if there is no such report.
    """
    decide_anew(s, "rejected", report_id, inspection_id, by=by, at=at, note=note)


def undo_decision(
    s: Session, report_id: int, inspection_id: int, *, by: str, at: datetime, note: str | None
) -> None:
    """Let the evidence speak again. Raises LookupError if there is no such report."""
    decide_anew(s, "undone", report_id, inspection_id, by=by, at=at, note=note)


def decide_anew(
    s: Session,
    verdict: str,
    report_id: int,
    inspection_id: int,
    *,
    by: str,
    at: datetime,
    note: str | None,
) -> None:
    """Record a verdict that takes a confirmation back, and link the report anew."""
    version_id = latest_of(s, report_id)[1]
    record_decision(
        s,
        about="link",
        report_id=report_id,
        inspection_id=inspection_id,
        verdict=verdict,
        by=by,
        at=at,
        note=note,
        evidence=store.evidence_of(s, report_id, inspection_id),
    )
    store.confirm_coverage(s, report_id, inspection_id, at=None)
    relink_report(s, report_id, version_id, at)


def latest_of(s: Session, report_id: int) -> tuple[int, int]:
    """Lock what is linked, news or Ofsted on GOV.UK; return (report id, latest version id).

    Raises LookupError for anything else.
    """
    store.lock_report(s, report_id)
    version_id = store.version_of(s, report_id)
    if version_id is None:
        raise LookupError(f"no report {report_id}")
    if not store.is_linked_at_all(s, report_id):
        raise LookupError(f"report {report_id} is a document of Ofsted's, no news")
    return report_id, version_id
