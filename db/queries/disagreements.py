"""Where Ofsted's documents, statistics and provider pages do not agree. Both sides are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Inspection,
    Judgement,
    Provider,
    Report,
    StatisticsFile,
    StatisticsGrade,
    StatisticsRow,
    Version,
)

STATISTICS, SITE = "statistics_disagree", "site_disagrees"
FEW_DAYS = timedelta(days=3)
"""The statistics and the site give the first or the second day of an inspection."""
LONG = timedelta(days=14)
"""How long before its last day an inspection may have begun, where only that one is given."""
OVERALL = "overall_effectiveness"
ELSEWHERE = ("childrens_home", "other")
"""Kinds that the statistics of social care call alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """One value that two sources give differently.

    code: statistics_disagree or site_disagrees. field: an area, or started_on. ours: what the
    document says; theirs: what the other says. where: the file and line, or the label on the page.
    """

    code: str
    inspection_id: int
    provider: str
    urn: str
    field: str
    ours: str
    theirs: str
    where: str

    @property
    def words(self) -> str:
        """One line for a person."""
        return (
            f"{self.provider} (URN {self.urn}), inspection {self.inspection_id}, {self.field}: "
            f"the document says {self.ours}, {self.where} {self.theirs}"
        )


def disagreements(
    session: Session,
    *,
    file_id: int | None = None,
    inspection_id: int | None = None,
    provider_ids: Iterable[int] | None = None,
) -> list[Disagreement]:
    """Return what statistics and documents say differently of the same inspection.

    An inspection and a line belong together when they are of one provider and their first days lie
    at most three days apart, or, failing that, when they were published on the same day.
    file_id, inspection_id, provider_ids: only of that file or inspection, or of those providers.
    """
    asked = _pairs(file_id, inspection_id)
    if provider_ids is not None:
        asked = asked.where(Inspection.provider_id.in_(list(provider_ids)))
    pairs = [row for row in session.execute(asked) if _belongs_together(row[0], row[2])]
    ours = grades_of(session, {inspection.id for inspection, *_ in pairs})
    theirs = _stated(session, [row.id for _, _, row, _ in pairs])
    found: list[Disagreement] = []
    for inspection, provider, row, file in pairs:
        about: dict[str, Any] = {
            "code": STATISTICS,
            "inspection_id": inspection.id,
            "provider": provider.name,
            "urn": provider.urn,
            "where": f"line {row.line} of {name_of(file)}",
        }
        graded = ours.get(inspection.id, {})
        found += [
            Disagreement(**about, field=area, ours=graded[area], theirs=grade)
            for area, grade in theirs.get(row.id, {}).items()
            if area in graded and graded[area] != grade
        ]
        if not are_near(inspection.started_on, row.inspected_on, row.ended_on):
            days: dict[str, Any] = {
                "ours": str(inspection.started_on),
                "theirs": str(row.inspected_on or row.ended_on),
            }
            found.append(Disagreement(**about, field="started_on", **days))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What the latest file of statistics says of an inspection. overall None: no grade there."""

    as_at: date | None
    title: str | None
    overall: str | None


def stated_of(session: Session, provider_ids: Iterable[int]) -> dict[int, Stated]:
    """Return what the statistics say of the inspections of some providers, by inspection.

    Of two files the one that describes the later day counts, then the one stored last.
    """
    pairs: dict[int, tuple[StatisticsRow, StatisticsFile]] = {}
    asked = _pairs(None, None).where(Inspection.provider_id.in_(list(provider_ids)))
    for inspection, _, row, file in session.execute(asked):
        if not _belongs_together(inspection, row):
            continue
        known = pairs.get(inspection.id)
        if known is None or _age(file) >= _age(known[1]):
            pairs[inspection.id] = (row, file)
    grades = _stated(session, [row.id for row, _ in pairs.values()])
    return {
        inspection_id: Stated(
            as_at=file.as_at, title=file.title, overall=grades.get(row.id, {}).get(OVERALL)
        )
        for inspection_id, (row, file) in pairs.items()
    }


def name_of(file: StatisticsFile) -> str:
    """Return how a table is called in a line for a person."""
    sheet = f", sheet {file.sheet!r}" if file.sheet else ""
    return f"{file.title or file.dataset!r}{sheet}"


def _age(file: StatisticsFile) -> tuple[date, int]:
    return file.as_at or date.min, file.id


def _pairs(file_id: int | None, inspection_id: int | None) -> Select[*tuple[Any, ...]]:
    kinds = or_(
        Provider.kind == StatisticsRow.provider_kind,
        and_(Provider.kind.in_(ELSEWHERE), StatisticsRow.provider_kind.in_(ELSEWHERE)),
    )
    asked: Select[*tuple[Any, ...]] = (
        select(Inspection, Provider, StatisticsRow, StatisticsFile)
        .join(Provider, Provider.id == Inspection.provider_id)
        .join(StatisticsRow, and_(StatisticsRow.inspected_urn == Provider.urn, kinds))
        .join(StatisticsFile, StatisticsFile.id == StatisticsRow.file_id)
        .order_by(StatisticsRow.id, Inspection.id)
    )
    if file_id is not None:
        asked = asked.where(StatisticsRow.file_id == file_id)
    if inspection_id is not None:
        asked = asked.where(Inspection.id == inspection_id)
    return asked


def _belongs_together(inspection: Inspection, row: StatisticsRow) -> bool:
    if are_near(inspection.started_on, row.inspected_on, row.ended_on, unknown=False):
        return True
    return row.published_on is not None and row.published_on == inspection.published_on


def are_near(
    ours: date | None, first: date | None, last: date | None, *, unknown: bool = True
) -> bool:
    """Say whether our first day is theirs or lies within their days, give or take a few.

    first, last: theirs; some files give one of them alone. unknown: the answer without a day.
    """
    days = [day for day in (first, last) if day is not None]
    if ours is None or not days:
        return unknown
    return min(days) - (FEW_DAYS if first else LONG) <= ours <= max(days) + FEW_DAYS


def grades_of(session: Session, inspection_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the grades by inspection and area; of two documents the later stored one counts.

    What was taken down does not count. No index leads from a version to the report whose latest it
    is: so the way goes over the version, by two primary keys.
    """
    found: dict[int, dict[str, str]] = {}
    for some in _chunks(inspection_ids):
        asked = (
            select(Judgement.inspection_id, Judgement.area, Judgement.grade)
            .join(Version, Version.id == Judgement.version_id)
            .join(
                Report,
                and_(Report.id == Version.report_id, Report.latest_version_id == Version.id),
            )
            .where(
                Judgement.inspection_id.in_(some),
                Judgement.grade.is_not(None),
                Report.hidden_at.is_(None),
            )
            .order_by(Report.id, Judgement.id)
        )
        for inspection_id, area, grade in session.execute(asked):
            found.setdefault(inspection_id or 0, {})[area] = str(grade)
    return found


def _stated(session: Session, row_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for some in _chunks(row_ids):
        asked = select(StatisticsGrade).where(
            StatisticsGrade.row_id.in_(some), StatisticsGrade.grade.is_not(None)
        )
        for one in session.scalars(asked):
            found.setdefault(one.row_id, {})[one.area] = str(one.grade)
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in lots that fit into one query."""
    every = sorted(set(ids))
    for start in range(0, len(every), 5_000):
        yield every[start : start + 5_000]
