"""What a person decides, kept with who and when. Nothing that runs by itself writes here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db.models import Decision, Report


def record_decision(
    s: Session,
    *,
    about: str,
    report_id: int,
    verdict: str,
    by: str,
    at: datetime,
    inspection_id: int | None = None,
    note: str | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> int:
    """Add a decision and return its id; of several about the same thing the latest stands.

    about: link, withdrawal. verdict: see db.models.Decision. evidence: what the person was shown.
    """
    row = Decision(
        about=about,
        report_id=report_id,
        inspection_id=inspection_id,
        verdict=verdict,
        decided_at=at,
        decided_by=by,
        note=note,
        evidence=dict(evidence) if evidence is not None else None,
    )
    s.add(row)
    s.flush()
    return row.id


def review_withdrawn(
    s: Session, report_id: int, *, keep: bool, by: str, at: datetime, note: str | None = None
) -> bool:
    """Say whether a report that its source took away stays in exports and search.

    Returns False, and writes nothing, for a report that stands at its source. A report that came
    back and is taken away again asks anew.
    """
    report = s.get(Report, report_id)
    if report is None or report.withdrawn_at_source_at is None:
        return False
    report.withdrawal_kept_at = max(at, report.withdrawn_at_source_at) if keep else None
    verdict = "kept" if keep else "hidden"
    record_decision(
        s, about="withdrawal", report_id=report_id, verdict=verdict, by=by, at=at, note=note
    )
    return True
