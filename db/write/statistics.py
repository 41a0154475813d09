"""Storing files of management information, and the grades that provider pages print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from db.models import SiteGrade, StatisticsFile, StatisticsGrade, StatisticsRow
from db.rows import NewStatistics, SeenGrade, StatisticsGradeRow, StatisticsLine
from db.text import refuse_unstorable

AT_ONCE = 1_000  # rows of one insert


def store_statistics(
    s: Session,
    new: NewStatistics,
    lines: Sequence[StatisticsLine],
    *,
    at: datetime,
    anew: bool = False,
) -> tuple[int, bool]:
    """Store one table; return its id, and whether anything was written.

    Bytes that are held are not loaded twice. anew: what was read of them before is replaced, where
    it says something else now.
    """
    asked = select(StatisticsFile).where(
        StatisticsFile.payload_sha256 == new.payload_sha256, StatisticsFile.sheet == new.sheet
    )
    known = s.scalars(asked).one_or_none()
    if known is not None and (not anew or is_held(s, new, lines)):
        return known.id, False
    refuse_unstorable("statistics", [asdict(new), *(asdict(line) for line in lines)])
    if known is not None:
        s.delete(known)
        s.flush()
    values = {name: getattr(new, name) for name in new.__dataclass_fields__}
    lists = ("preamble", "doubts")
    values |= {name: list(values[name]) for name in lists}
    values["columns"] = [dict(column) for column in new.columns]
    file = StatisticsFile(**values, stored_at=at)
    s.add(file)
    s.flush()
    for start in range(0, len(lines), AT_ONCE):
        _store_lines(s, file.id, lines[start : start + AT_ONCE])
    return file.id, True


READ = ("dataset", "title", "as_at", "encoding", "preamble", "columns", "doubts", "line_count")
"""What a table is read as; the rest of its row says where it lay and when."""


def is_held(s: Session, new: NewStatistics, lines: Sequence[StatisticsLine]) -> bool:
    """Say whether a table is held and says the same, line by line and grade by grade."""
    asked = select(StatisticsFile).where(
        StatisticsFile.payload_sha256 == new.payload_sha256, StatisticsFile.sheet == new.sheet
    )
    known = s.scalars(asked).one_or_none()
    if known is None or any(_plain(getattr(known, n)) != _plain(getattr(new, n)) for n in READ):
        return False
    grades: dict[int, set[StatisticsGradeRow]] = {}
    of_file = select(StatisticsGrade).join(
        StatisticsRow, StatisticsRow.id == StatisticsGrade.row_id
    )
    for grade in s.scalars(of_file.where(StatisticsRow.file_id == known.id)):
        names = StatisticsGradeRow.__dataclass_fields__
        told = StatisticsGradeRow(**{name: getattr(grade, name) for name in names})
        grades.setdefault(grade.row_id, set()).add(told)
    rows = s.scalars(
        select(StatisticsRow).where(StatisticsRow.file_id == known.id).order_by(StatisticsRow.id)
    ).all()
    return len(rows) == len(lines) and all(
        _says(row, grades.get(row.id, set()), line) for row, line in zip(rows, lines, strict=True)
    )


def _says(row: StatisticsRow, grades: set[StatisticsGradeRow], line: StatisticsLine) -> bool:
    names = [n for n in StatisticsLine.__dataclass_fields__ if n not in ("grades", "inspected_urn")]
    return (
        all(_plain(getattr(row, name)) == _plain(getattr(line, name)) for name in names)
        and row.inspected_urn == (line.inspected_urn or line.urn)
        and grades == set(line.grades)
    )


def _plain(value: Any) -> Any:
    """Return a value as JSON gives it back: lists for tuples, mappings as dicts."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def sheets_of(s: Session, payload_sha256: str) -> set[str]:
    """Return the sheets that are held of a file."""
    asked = select(StatisticsFile.sheet).where(StatisticsFile.payload_sha256 == payload_sha256)
    return set(s.scalars(asked))


def drop_other_sheets(s: Session, payload_sha256: str, keep: Iterable[str]) -> int:
    """Drop the sheets of a file that better rules no longer take for tables; return how many."""
    other = delete(StatisticsFile).where(
        StatisticsFile.payload_sha256 == payload_sha256, StatisticsFile.sheet.not_in(list(keep))
    )
    return int(s.execute(other).rowcount)  # type: ignore[attr-defined]


def _store_lines(s: Session, file_id: int, lines: Sequence[StatisticsLine]) -> None:
    columns = [name for name in StatisticsLine.__dataclass_fields__ if name not in ("grades",)]
    rows = [
        {name: getattr(line, name) for name in columns}
        | {
            "file_id": file_id,
            "inspected_urn": line.inspected_urn or line.urn,
            "other": dict(line.other),
        }
        for line in lines
    ]
    asked = insert(StatisticsRow).returning(StatisticsRow.id, sort_by_parameter_order=True)
    ids = s.scalars(asked, rows).all()
    grades = [
        asdict(grade) | {"row_id": row_id}
        for row_id, line in zip(ids, lines, strict=True)
        for grade in line.grades
    ]
    if grades:
        s.execute(insert(StatisticsGrade), grades)


def note_site_grades(
    s: Session, provider_id: int, grades: Iterable[SeenGrade], *, capture_id: int, at: datetime
) -> int:
    """Note that a provider's page printed these grades; return how many are seen for the first
    time. What was seen before and is no longer printed stays, with the last day it was seen.
    """
    asked = select(SiteGrade).where(SiteGrade.provider_id == provider_id)
    known = {(one.label, one.grade_as_printed, one.file_id): one for one in s.scalars(asked)}
    new = 0
    for seen in dict.fromkeys(grades):
        refuse_unstorable("site_grade", asdict(seen))
        kept = known.get((seen.label, seen.grade[:100], seen.file_id))
        if kept is None:
            kept = SiteGrade(
                provider_id=provider_id,
                label=seen.label,
                grade_as_printed=seen.grade[:100],
                file_id=seen.file_id,
                first_seen_at=at,
                first_capture_id=capture_id,
            )
            s.add(kept)
            new += 1
        kept.last_seen_at, kept.last_capture_id = at, capture_id
    s.flush()
    return new
