"""A file of management information → its rows in the database, and what they do not agree with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db.queries.disagreements import Disagreement, new_disagreements
from db.rows import LENGTHS, SuccessionRow, row_of
from db.text import storable
from db.write import NewStatistics, StatisticsGradeRow, StatisticsLine, raise_alarm
from db.write import store_statistics as write_statistics
from db.write.providers import authority_urn
from db.write.statistics import drop_other_sheets, is_held, sheets_of
from db.write.successions import note_successions
from pipelines.capture import CaptureToRead
from pipelines.statistics.model import StatedInspection, StatisticsTable, StatisticsTables
from pipelines.storing.rows import READER_VERSION
from words.alarms import AlarmCode
from words.doubts import Doubt, DoubtCode, StatisticsDoubt, stored_form
from words.runs import Origin

__all__ = ["holds_statistics", "keep_statistics", "raise_disagreements"]

MOST_ALARMS = 50  # of one file that disagrees; the rest is counted in one more


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptStatistics:
    """Where the tables of a file went. changed=False: the same was read of these bytes before."""

    file_ids: tuple[int, ...]
    changed: bool


def keep_statistics(
    s: Session, capture: CaptureToRead, tables: StatisticsTables, *, at: datetime
) -> KeptStatistics:
    """Write a file's rows in the caller's transaction, with the alarms that follow from them."""
    dropped = 0
    if capture.origin == Origin.RECLEAN:
        sheets = [_sheet_key(table) for table in tables.tables]
        dropped = drop_other_sheets(s, hashlib.sha256(capture.payload).hexdigest(), sheets)
    kept = [_keep_table(s, capture, table, at=at) for table in tables.tables]
    changed = dropped > 0 or any(is_new for _, is_new in kept)
    series = ", ".join(sorted({table.dataset for table in tables.tables}))
    for doubt in tables.doubts if changed else ():
        _raise_doubt(s, capture, doubt, series=series, at=at)
    return KeptStatistics(file_ids=tuple(file_id for file_id, _ in kept), changed=changed)


def holds_statistics(s: Session, capture: CaptureToRead, tables: StatisticsTables) -> bool:
    """Say whether all of this, and no other sheet of the file, is held already."""
    sheets = {_sheet_key(table) for table in tables.tables}
    digest = hashlib.sha256(capture.payload).hexdigest()
    return sheets_of(s, digest) == sheets and all(
        is_held(s, _file(capture, table), _lines(s, table)) for table in tables.tables
    )


def _lines(s: Session, table: StatisticsTable) -> list[StatisticsLine]:
    urns = _urns_by_name(s, table)
    return [_line(row, urns) for row in table.rows]


def _keep_table(
    s: Session, capture: CaptureToRead, table: StatisticsTable, *, at: datetime
) -> tuple[int, bool]:
    """Write one table; return its id, and whether anything was written."""
    urns = _urns_by_name(s, table)
    file_id, changed = write_statistics(
        s,
        _file(capture, table),
        [_line(row, urns) for row in table.rows],
        at=at,
        anew=capture.origin == Origin.RECLEAN,
    )
    if changed:
        unknown = StatisticsDoubt.UNKNOWN_AUTHORITY
        nobody = [Doubt(unknown, name) for name, urn in urns.items() if urn is None]
        for doubt in (*table.doubts, *nobody):
            _raise_doubt(s, capture, doubt, series=table.dataset, at=at)
        note_successions(s, _successions(table), capture_id=capture.capture_id, at=at)
        raise_disagreements(s, new_disagreements(s, file_id), capture, at=at)
    return file_id, changed


def _urns_by_name(s: Session, table: StatisticsTable) -> dict[str, str | None]:
    """Return the URNs of the authorities that a table gives by name alone."""
    names = {row.local_authority for row in table.rows if not row.urn and row.local_authority}
    return {name: authority_urn(s, storable(name)) for name in sorted(names)}


def _successions(table: StatisticsTable) -> Iterator[SuccessionRow]:
    """Yield the other URNs that providers of a table had when they were inspected."""
    where = f"{table.title or table.dataset}" + (f", sheet {table.sheet}" if table.sheet else "")
    for row in table.rows:
        if row.urn_then is None or not row.urn:
            continue
        now = ", ".join(one for one in (row.urn, row.name) if one)
        then = ", ".join(one for one in (row.urn_then, row.name_then) if one)
        words = f"URN {now}; at the time of the {row.slot} inspection {then}"
        yield row_of(
            SuccessionRow,
            kind=row.provider_kind,
            predecessor_urn=row.urn_then,
            successor_urn=row.urn,
            predecessor_name=row.name_then,
            successor_name=row.name,
            changed_on=row.opened_on,
            origin="statistics",
            evidence_words=words,
            evidence_where=f"line {row.line} of {where}",
        )


def _sheet_key(table: StatisticsTable) -> str:
    """Return the name under which a sheet is kept; empty for a CSV file."""
    name: str = storable(table.sheet or "")
    return name[: LENGTHS[NewStatistics]["sheet"]]


def _file(capture: CaptureToRead, table: StatisticsTable) -> NewStatistics:
    columns = [
        {"name": one.name, "group": one.group, "field": one.field, "slot": one.slot}
        for one in table.columns
    ]
    return row_of(
        NewStatistics,
        page_id=capture.page_id,
        capture_id=capture.capture_id,
        payload_sha256=hashlib.sha256(capture.payload).hexdigest(),
        dataset=table.dataset,
        title=table.title,
        as_at=table.as_at,
        encoding=table.encoding,
        preamble=table.preamble,
        columns=columns,
        doubts=stored_form(table.doubts),
        line_count=table.lines,
        reader=table.reader,
        reader_version=READER_VERSION,
        sheet=_sheet_key(table),
    )


def _line(row: StatedInspection, urns: Mapping[str, str | None]) -> StatisticsLine:
    return row_of(
        StatisticsLine,
        line=row.line,
        slot=row.slot,
        urn=row.urn or urns.get(row.local_authority or "") or "",
        inspected_urn=row.urn_then,
        provider_kind=row.provider_kind,
        name=row.name,
        name_then=row.name_then,
        provider_type=row.provider_type,
        local_authority=row.local_authority,
        event_type=row.event_type,
        inspection_number=row.inspection_number,
        inspected_on=row.inspected_on,
        ended_on=row.ended_on,
        published_on=row.published_on,
        other=dict(row.other),
        grades=[
            row_of(
                StatisticsGradeRow,
                area=grade.area,
                label=grade.label,
                grade=grade.grade,
                grade_as_printed=grade.as_printed,
                null_reason=grade.null_reason,
            )
            for grade in row.grades
        ],
    )


def _raise_doubt(
    s: Session, capture: CaptureToRead, doubt: Doubt, *, series: str, at: datetime
) -> None:
    """Raise an alarm; what every month's file of a series has is the same alarm each month."""
    if doubt.code.alarms:
        name = capture.file_name or capture.listing.get("title") or capture.url
        cause = f"{series}: {doubt.words}" if series else None
        _raise(s, capture, doubt.code, f"{name}: {doubt.words}", cause=cause, at=at)


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
    code: AlarmCode | DoubtCode,
    words: str,
    *,
    at: datetime,
    about: Disagreement | None = None,
    cause: str | None = None,
) -> None:
    raise_alarm(
        s,
        code=code,
        detail=storable(words)[:1000],
        at=at,
        run_id=capture.run_id,
        source_id=capture.source_id,
        page_id=capture.page_id,
        cause=storable(cause)[:1000] if cause else None,
        values=storable({k: v for k, v in asdict(about).items() if v is not None}) if about else {},
    )
