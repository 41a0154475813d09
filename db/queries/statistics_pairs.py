"""Which line of Ofsted's statistics tells of which inspection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from db.models import Inspection, Provider, StatisticsFile, StatisticsRow

FEW_DAYS = timedelta(days=3)
"""The statistics and the site give the first or the second day of an inspection."""
LONG = timedelta(days=14)
"""How long before its last day an inspection may have begun, where only that one is given."""
ELSEWHERE = ("childrens_home", "other")
"""Kinds that the statistics of social care call alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """An inspection, and a line of statistics that tells of it."""

    inspection: Inspection
    provider: Provider
    row: StatisticsRow
    file: StatisticsFile


def pairs_of(
    session: Session,
    *,
    file_id: int | None = None,
    inspection_ids: Iterable[int] | None = None,
    provider_ids: Iterable[int] | None = None,
) -> list[Pair]:
    """Return the inspections with the lines of statistics about them, in the order of the lines.

    An inspection and a line belong together when they are of one provider and their first days lie
    at most three days apart, or, failing that, when they were published on the same day.
    What is left out does not narrow.
    """
    asked = _asked_pairs()
    if file_id is not None:
        asked = asked.where(StatisticsRow.file_id == file_id)
    if provider_ids is not None:
        asked = asked.where(Inspection.provider_id.in_(list(provider_ids)))
    lots: Iterable[list[int] | None] = [None] if inspection_ids is None else chunks(inspection_ids)
    return [
        Pair(inspection=inspection, provider=provider, row=row, file=file)
        for some in lots
        for inspection, provider, row, file in session.execute(
            asked if some is None else asked.where(Inspection.id.in_(some))
        )
        if _belongs_together(inspection, row)
    ]


def _asked_pairs() -> Select[*tuple[Any, ...]]:
    kinds = or_(
        Provider.kind == StatisticsRow.provider_kind,
        and_(Provider.kind.in_(ELSEWHERE), StatisticsRow.provider_kind.in_(ELSEWHERE)),
    )
    return (
        select(Inspection, Provider, StatisticsRow, StatisticsFile)
        .join(Provider, Provider.id == Inspection.provider_id)
        .join(StatisticsRow, and_(StatisticsRow.inspected_urn == Provider.urn, kinds))
        .join(StatisticsFile, StatisticsFile.id == StatisticsRow.file_id)
        .order_by(StatisticsRow.id, Inspection.id)
    )


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


def name_of(file: StatisticsFile) -> str:
    """Return how a table is called in a line for a person."""
    sheet = f", sheet {file.sheet!r}" if file.sheet else ""
    return f"{file.title or file.dataset!r}{sheet}"


def age_of(file: StatisticsFile) -> tuple[date, int]:
    """Return what orders files: the day they describe, then which was stored last."""
    return file.as_at or date.min, file.id


def is_same_file(one: StatisticsFile, other: StatisticsFile) -> bool:
    """Say whether two tables are of one file and one day: sheets of a workbook are."""
    return (one.payload_sha256, one.as_at) == (other.payload_sha256, other.as_at)


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in order, in lots that fit into one query."""
    every = sorted(set(ids))
    for start in range(0, len(every), 5_000):
        yield every[start : start + 5_000]
