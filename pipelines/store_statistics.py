"""A file of management information → its rows in the database, and what they do not agree with."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db.queries.disagreements import Disagreement, disagreements
from db.write import NewStatistics, StatisticsGradeRow, StatisticsLine, raise_alarm
from db.write import store_statistics as write_statistics
from pipelines.capture import CaptureToRead
from pipelines.rows import READER_VERSION, storable
from pipelines.statistics.model import StatisticsRow, StatisticsTable

__all__ = ["keep_statistics", "raise_disagreements"]

ALARMING = frozenset({"unknown_column", "unknown_grade", "unreadable_date", "no_urn"})
MOST_ALARMS = 50  # of one file that disagrees; the rest is counted in one more


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptStatistics:
    """Where a file went. changed=False: the same bytes are held already."""

    file_id: int
    changed: bool


def keep_statistics(
    s: Session, capture: CaptureToRead, table: StatisticsTable, *, at: datetime
) -> KeptStatistics:
    """Write a file's rows in the caller's transaction, with the alarms that follow from them."""
    file_id, changed = write_statistics(
        s,
        _file(capture, table),
        [_line(row) for row in table.rows],
        at=at,
        anew=capture.origin == "reclean",
    )
    if changed:
        for doubt in table.doubts:
            _raise_doubt(s, capture, doubt, at=at)
        raise_disagreements(s, disagreements(s, file_id=file_id), capture, at=at)
    return KeptStatistics(file_id=file_id, changed=changed)


def _file(capture: CaptureToRead, table: StatisticsTable) -> NewStatistics:
    columns = [
        {"name": one.name, "group": one.group, "field": one.field, "slot": one.slot}
        for one in table.columns
    ]
    return NewStatistics(
        page_id=capture.page_id,
        capture_id=capture.capture_id,
        payload_sha256=hashlib.sha256(capture.payload).hexdigest(),
        dataset=table.dataset,
        title=storable(table.title),
        as_at=table.as_at,
        encoding=table.encoding,
        preamble=storable(table.preamble),
        columns=storable(columns),
        doubts=storable(table.doubts),
        line_count=table.lines,
        reader=table.reader,
        reader_version=READER_VERSION,
    )


def _line(row: StatisticsRow) -> StatisticsLine:
    return StatisticsLine(
        line=row.line,
        slot=row.slot,
        urn=storable(row.urn)[:20],
        provider_kind=row.provider_kind,
        name=storable(row.name),
        provider_type=storable(row.provider_type),
        local_authority=storable(row.local_authority),
        event_type=storable(row.event_type),
        inspection_number=storable(row.inspection_number)[:40] if row.inspection_number else None,
        inspected_on=row.inspected_on,
        ended_on=row.ended_on,
        published_on=row.published_on,
        other=storable(dict(row.other)),
        grades=[
            StatisticsGradeRow(
                area=grade.area,
                label=storable(grade.label),
                grade=grade.grade,
                grade_as_printed=storable(grade.as_printed),
                null_reason=grade.null_reason,
            )
            for grade in row.grades
        ],
    )


def _raise_doubt(s: Session, capture: CaptureToRead, doubt: str, *, at: datetime) -> None:
    code, _, words = doubt.partition(": ")
    if code in ALARMING:
        name = capture.file_name or capture.listing.get("title") or capture.url
        _raise(s, capture, code, f"{name}: {words}", at=at)


def raise_disagreements(
    s: Session, found: list[Disagreement], capture: CaptureToRead, *, at: datetime
) -> None:
    """Raise an alarm for each: both values stand as they are, for a person to look at."""
    for one in found[:MOST_ALARMS]:
        _raise(s, capture, one.code, one.words, at=at, about=one)
    if len(found) > MOST_ALARMS:
        words = f"and {len(found) - MOST_ALARMS} more that do not agree"
        _raise(s, capture, found[0].code, words, at=at)


def _raise(
    s: Session,
    capture: CaptureToRead,
    code: str,
    words: str,
    *,
    at: datetime,
    about: Disagreement | None = None,
) -> None:
    raise_alarm(
        s,
        code=code,
        detail=storable(words)[:1000],
        at=at,
        run_id=capture.run_id,
        source_id=capture.source_id,
        page_id=capture.page_id,
        values=storable({k: v for k, v in asdict(about).items() if v is not None}) if about else {},
    )
