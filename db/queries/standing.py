"""Who stands where now: the latest graded inspection of each provider, area by area.

A later visit without grades does not hide a grade, and neither does the change of framework. Where
a provider took over from another and was not graded since, the grades of before are shown, and by
whose name. Since April 2026 inspections of children's services give no overall grade: areas count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Authority, Provider
from db.queries.inspection_rows import OVERALL, InspectionFilter, InspectionRow
from db.queries.inspections import inspections
from db.queries.successions import successions
from words.frameworks import Framework
from words.grades import worst

__all__ = ["ANY_AREA", "Standing", "StandingFilter", "StandingSums", "standing"]

ANY_AREA = "any"
GRADED = frozenset(str(one) for one in Framework if one.graded)
AUTHORITY = "authority"
_NOT_OWN = frozenset({"previous_overall", "lscb"})
"""Areas that a document grades besides the provider's own work: last time's, and the board's."""


@dataclass(frozen=True, slots=True)
class _Current:
    """An authority that exists, and the URNs of those it took over from."""

    urn: str
    name: str
    region: str | None
    before: set[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingFilter:
    """Whose standing. area: overall_effectiveness, another area's key, or `any` of them.

    grade: only those with this grade (of the area). as_at: as the record stood on a day, by days
    of publication. kind: of providers. unproven: also what unproven readers read.
    """

    kind: str = AUTHORITY
    area: str = OVERALL
    grade: str | None = None
    as_at: date | None = None
    unproven: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one provider stands. inspection: the latest graded one. inspected_as: the name of the
    predecessor whose it was, None for its own. grades: of the provider's own work, in the order of
    the document. worst: the worst of them, with the areas that have it.
    """

    provider: str
    provider_kind: str
    provider_urn: str
    region: str | None
    inspection: InspectionRow
    inspected_as: str | None
    grades: dict[str, str | None]
    worst: str | None
    worst_areas: tuple[str, ...]

    @property
    def overall(self) -> str | None:
        """The overall grade; None where the document gives none."""
        return self.grades.get(OVERALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingSums:
    """Rows, and what they are a part of. providers: all there are of the kind, None where nobody
    knows. held: those with a graded inspection. without_overall: of them, those whose latest gives
    no overall grade; without_overall_inadequate: of these, with some area inadequate.
    """

    rows: tuple[Standing, ...]
    providers: int | None
    held: int
    inadequate: int
    without_overall: int
    without_overall_inadequate: int


def standing(session: Session, wanted: StandingFilter) -> StandingSums:
    """Return where providers stand, by name, and the sums of all of them."""
    current = _authorities(session, wanted.as_at) if wanted.kind == AUTHORITY else None
    every = _latest_graded(session, wanted, current)
    silent = [row for row in every if row.overall is None]
    return StandingSums(
        rows=tuple(row for row in every if _is_wanted(row, wanted)),
        providers=len(current) if current is not None else None,
        held=len(every),
        inadequate=sum(row.overall == "inadequate" for row in every),
        without_overall=len(silent),
        without_overall_inadequate=sum("inadequate" in row.grades.values() for row in silent),
    )


def _latest_graded(
    session: Session, wanted: StandingFilter, current: Sequence[_Current] | None
) -> list[Standing]:
    asked = InspectionFilter(
        provider_kind=wanted.kind, until=wanted.as_at, unproven=wanted.unproven
    )
    by_urn: dict[str, InspectionRow] = {}
    for row in inspections(session, **asked):  # the latest first
        if is_graded(row):
            by_urn.setdefault(row.provider_urn, row)
    if current is None:
        rows = [_standing(row, row.provider, row.region, None) for row in by_urn.values()]
        return sorted(rows, key=lambda one: one.provider)
    return list(_with_predecessors(current, by_urn))


def _authorities(session: Session, as_at: date | None) -> list[_Current]:
    """Return the authorities that exist, or existed on a day, with all they took over from."""
    asked = (
        select(Provider.id, Provider.urn, Provider.name, Authority.region, Authority.abolished_on)
        .outerjoin(Authority, Authority.provider_id == Provider.id)
        .where(Provider.kind == AUTHORITY)
        .order_by(Provider.name)
    )
    rows = [
        row
        for row in session.execute(asked)
        if row.abolished_on is None or (as_at is not None and row.abolished_on > as_at)
    ]
    before: dict[str, set[str]] = {}
    for one in successions(session, [row.id for row in rows]):
        before.setdefault(one.after_urn, set()).add(one.before_urn)
    return [_Current(row.urn, row.name, row.region, before.get(row.urn, set())) for row in rows]


def is_graded(row: InspectionRow) -> bool:
    """Say whether an inspection grades the provider's own work."""
    own = any(grade for area, grade in row.grades.items() if area not in _NOT_OWN)
    return row.framework in GRADED and own


def _with_predecessors(
    current: Iterable[_Current], by_urn: dict[str, InspectionRow]
) -> Iterator[Standing]:
    for one in current:
        if (row := by_urn.get(one.urn)) is not None:
            yield _standing(row, one.name, one.region, None)
        elif earlier := [by_urn[urn] for urn in one.before if urn in by_urn]:
            row = max(earlier, key=_day)
            yield _standing(row, one.name, one.region, row.provider, urn=one.urn)


def _day(row: InspectionRow) -> date:
    return row.started_on or row.published_on or date.min


def _standing(
    row: InspectionRow, name: str, region: str | None, before: str | None, urn: str | None = None
) -> Standing:
    grades = {area: grade for area, grade in row.grades.items() if area not in _NOT_OWN}
    lowest = worst(grades.values())
    return Standing(
        provider=name,
        provider_kind=row.provider_kind,
        provider_urn=urn or row.provider_urn,
        region=region,
        inspection=row,
        inspected_as=before,
        grades=grades,
        worst=lowest,
        worst_areas=tuple(area for area, grade in grades.items() if grade == lowest),
    )


def _is_wanted(row: Standing, wanted: StandingFilter) -> bool:
    if wanted.grade is None:
        return wanted.area in (OVERALL, ANY_AREA) or wanted.area in row.grades
    if wanted.area == ANY_AREA:
        return wanted.grade in row.grades.values()
    return row.grades.get(wanted.area) == wanted.grade
