"""Writing who is named, what is quoted, and which inspection a news report is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from db.engine import is_sqlite
from db.linking.rows import CoverageRow, MentionRow
from db.linking.shingles import insert_new
from db.models import Coverage, CoverageQuotation, Decision, Mention, QuotationShingle, Report
from db.write.core import table_of, write

QUIET = {"synchronize_session": False}
_REPORTS = table_of(Report)
LINKED = update(_REPORTS).where(_REPORTS.c.id == bindparam("of_report"))
NO_MENTIONS = delete(Mention).where(Mention.report_id == bindparam("report"))
MENTIONS = insert(Mention)
NEW_COVERAGE = insert(Coverage).returning(Coverage.id)
NEW_QUOTATIONS = insert(CoverageQuotation)
NO_QUOTATIONS = delete(QuotationShingle).where(QuotationShingle.report_id == bindparam("report"))
DECIDED = (
    select(Decision.inspection_id, Decision.verdict, Decision.decided_at, Decision.evidence)
    .where(
        Decision.report_id == bindparam("report"),
        Decision.about == "link",
        Decision.inspection_id.is_not(None),
    )
    .order_by(Decision.id)
)
KNOWN = select(Coverage.inspection_id, Coverage.id, Coverage.confirmed_at).where(
    Coverage.report_id == bindparam("report")
)


def write_mentions(
    s: Session, report_id: int, rows: Sequence[MentionRow], *, is_new: bool = False
) -> None:
    """Set the mentions of a news report to these. is_new: it has none yet."""
    connection = s.connection()
    if not is_new:
        connection.execute(NO_MENTIONS, {"report": report_id})
    if rows:
        connection.execute(MENTIONS, [{"report_id": report_id, **asdict(row)} for row in rows])


def replace_quotation_shingles(
    s: Session, report_id: int, hashes: Collection[int], *, is_new: bool = False
) -> None:
    """Set the runs of five words that a news report quotes to these. is_new: it has none yet."""
    if not is_new:
        s.connection().execute(NO_QUOTATIONS, {"report": report_id})
    insert_new(s, QuotationShingle, report_id, set(hashes))


def write_coverage(
    s: Session,
    report_id: int,
    rows: Sequence[CoverageRow],
    *,
    reason: str | None,
    at: datetime,
    is_new: bool = False,
) -> None:
    """Set what a news report is about to these; what a person confirmed stays as it is.

    The report is locked before it is weighed (lock_report): a person may decide meanwhile.
    reason: why nothing is linked, None where something is. is_new: nothing was linked to it or
    decided about it before.
    """
    if is_new:
        for row in rows:
            _write(s, report_id, row, None, at)
        if reason is not None:
            write(s, LINKED, {"of_report": report_id, "link_reason": reason})
        return
    found = s.connection().execute(KNOWN, {"report": report_id})
    known = {inspection: (id_, confirmed) for inspection, id_, confirmed in found}
    confirmed = _confirmed(s, report_id, known, at)
    wanted = {row.inspection_id for row in rows} | confirmed
    gone = [id_ for inspection, (id_, _) in known.items() if inspection not in wanted]
    _delete(s, gone)
    for row in rows:
        if row.inspection_id not in confirmed:
            _write(s, report_id, row, known.get(row.inspection_id, (None, None))[0], at)
    if confirmed:
        reason = None
    write(s, LINKED, {"of_report": report_id, "link_reason": reason, "relink_needed": False})


def lock_report(s: Session, report_id: int) -> None:
    """Let nobody else link or decide on a report until the commit.

    What was decided before is seen then. SQLite needs no lock: it has one writer at a time.
    """
    if not is_sqlite(s.connection()):
        mine = select(Report.id).where(Report.id == report_id)
        s.execute(mine.with_for_update(key_share=True))


def _confirmed(
    s: Session, report_id: int, known: Mapping[int, tuple[int, datetime | None]], at: datetime
) -> set[int]:
    """Return the inspections that, as a person said, a report is about.

    A link that went missing is put back as the person saw it.
    """
    latest = _decided(s, report_id)
    found = {n for n, (_, when) in known.items() if when is not None and n not in latest}
    for inspection, (verdict, when, evidence) in latest.items():
        if verdict != "confirmed":
            continue
        if inspection not in known:
            if evidence is None:
                continue
            add_coverage(s, report_id, CoverageRow(inspection_id=inspection, **evidence), at=at)
        if known.get(inspection, (0, None))[1] is None:
            confirm_coverage(s, report_id, inspection, at=when)
        found.add(inspection)
    return found


def coverage_id(s: Session, report_id: int, inspection_id: int) -> int | None:
    """Return the id of a link, linked or possible; None where there is none."""
    asked = select(Coverage.id).where(
        Coverage.report_id == report_id, Coverage.inspection_id == inspection_id
    )
    return s.scalar(asked)


def add_coverage(s: Session, report_id: int, row: CoverageRow, *, at: datetime) -> None:
    """Add a link beside those there are."""
    _write(s, report_id, row, None, at)


def confirm_coverage(
    s: Session, report_id: int, inspection_id: int, *, at: datetime | None
) -> None:
    """Note on a link that a person confirmed it, at None that nobody did. Does nothing without."""
    row = s.scalars(
        select(Coverage)
        .where(Coverage.report_id == report_id, Coverage.inspection_id == inspection_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is not None:
        row.confirmed_at = at
        if at is not None:
            row.status = "linked"
            s.get_one(Report, report_id).link_reason = None
        s.flush()


def evidence_of(s: Session, report_id: int, inspection_id: int) -> dict[str, Any] | None:
    """Return what a link rests on, to be kept with a decision; None where there is no link."""
    asked = select(Coverage.status, Coverage.role, Coverage.score, Coverage.parts).where(
        Coverage.report_id == report_id, Coverage.inspection_id == inspection_id
    )
    found = s.execute(asked).one_or_none()
    return dict(found._mapping) if found else None


def rejected_inspections(s: Session, report_id: int) -> frozenset[int]:
    """Return the inspections that, as a person said, a report is not about."""
    latest = _decided(s, report_id)
    return frozenset(n for n, (verdict, *_) in latest.items() if verdict == "rejected")


def _decided(s: Session, report_id: int) -> dict[int, tuple[str, datetime, dict[str, Any] | None]]:
    """Return what was said last of each link: verdict, when, and what the person was shown."""
    found = s.connection().execute(DECIDED, {"report": report_id})
    return {n: (verdict, when, evidence) for n, verdict, when, evidence in found}


def _delete(s: Session, ids: Sequence[int]) -> None:
    if ids:
        for table, column in (
            (CoverageQuotation, CoverageQuotation.coverage_id),
            (Coverage, Coverage.id),
        ):
            s.execute(delete(table).where(column.in_(ids)), execution_options=QUIET)


def _write(s: Session, report_id: int, row: CoverageRow, known: int | None, at: datetime) -> None:
    """Write one coverage in place of the known one; the day it was first found stays."""
    values = {
        "status": row.status,
        "role": row.role,
        "score": row.score,
        "parts": dict(row.parts),
    }
    connection = s.connection()
    if known is None:
        keys = {"report_id": report_id, "inspection_id": row.inspection_id, "created_at": at}
        coverage_id = connection.execute(NEW_COVERAGE, {**values, **keys}).scalar_one()
    else:
        coverage_id = known
        s.execute(
            update(Coverage).where(Coverage.id == known).values(**values), execution_options=QUIET
        )
        s.execute(
            delete(CoverageQuotation).where(CoverageQuotation.coverage_id == known),
            execution_options=QUIET,
        )
    if row.quotations:
        connection.execute(
            NEW_QUOTATIONS,
            [{"coverage_id": coverage_id, **asdict(match)} for match in row.quotations],
        )
