"""Questions about inspections: lists, the latest of each provider, what changed, what went down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.days import start_of
from db.models import Authority, Inspection, Judgement, Provider
from db.queries.inspection_assembly import Event, includes_withdrawn, rows_of
from db.queries.inspection_rows import OVERALL, InspectionFilter, InspectionRow
from db.queries.printed import shown_inspections
from db.queries.successions import Operator, Succession, find_providers, lineage, operators_of

BY_CONTENT = ("grade", "downgrades", "disputed", "changes_since")
"""Parts of a filter that are answered by the whole row alone, so by gathering all there is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Inspections of a provider, its predecessors and successors; the earliest first.

    operators: who ran an authority's services. conversions: what the site's timelines say of
    schools that became academies, as (provider, label, published on).
    """

    inspections: tuple[InspectionRow, ...]
    successions: tuple[Succession, ...]
    operators: tuple[Operator, ...] = ()
    conversions: tuple[tuple[str, str, str | None], ...] = ()


def inspections(
    session: Session, *, limit: int | None = None, **wanted: Unpack[InspectionFilter]
) -> list[InspectionRow]:
    """Return inspections, the latest first; the latest by its first day, else its publication."""
    provider = wanted.get("provider")
    if provider is not None:
        wanted["provider_ids"] = find_providers(session, provider)
    events = _since(_latest(session.execute(_events(wanted)).all(), wanted), wanted)
    if not any(wanted.get(name) for name in BY_CONTENT):
        events = events[:limit]
    rows = {row.id: row for row in rows_of(session, events, wanted) if _is_wanted(row, wanted)}
    ordered = [rows[event.id] for event, _, _ in events if event.id in rows]
    return ordered[:limit]


def history(session: Session, provider: str, *, unproven: bool = False) -> History:
    """Return all that is held of a provider, its predecessors and successors too.

    Withdrawn documents are among them, and say so. Nothing for a name that nobody bears.
    """
    members, changes = lineage(session, find_providers(session, provider))
    found = inspections(session, provider_ids=members, unproven=unproven, withdrawn=True)
    operators = operators_of(session, members).values()
    return History(
        inspections=tuple(reversed(found)),
        successions=tuple(changes),
        operators=tuple(one for some in operators for one in some),
        conversions=tuple(_conversions(session, members)),
    )


def _conversions(session: Session, ids: Iterable[int]) -> Iterator[tuple[str, str, str | None]]:
    """Yield the conversions to an academy that timelines of the site tell of."""
    asked = select(Provider).where(Provider.id.in_(list(ids))).order_by(Provider.id)
    for provider in session.scalars(asked):
        for event in provider.registration.get("events", ()):
            if "academy conversion" in event["label"].casefold():
                yield provider.name, event["label"], event["published_on"] or event["inspected_on"]


def inspection_words(session: Session, name: str) -> tuple[str, ...]:
    """Return the words in use for one part of a filter: provider_kind, framework, grade, area."""
    asked = {
        "provider_kind": select(Provider.kind).where(
            Provider.id.in_(select(Inspection.provider_id))
        ),
        "framework": select(Inspection.framework),
        "grade": select(Judgement.grade).where(Judgement.grade.is_not(None)),
        "area": select(Judgement.area),
    }[name]
    return tuple(sorted(str(word) for word in session.scalars(asked.distinct())))


def _events(wanted: InspectionFilter) -> Select[*tuple[Any, ...]]:
    shown = shown_inspections(
        unproven=wanted.get("unproven", False), withdrawn=includes_withdrawn(wanted)
    )
    asked: Select[*tuple[Any, ...]] = (
        select(Inspection, Provider, Authority)
        .join(Provider, Provider.id == Inspection.provider_id)
        .outerjoin(Authority, Authority.provider_id == Provider.id)
        .where(Inspection.id.in_(shown))
        .order_by(
            func.coalesce(Inspection.started_on, Inspection.published_on).desc().nulls_last(),
            Inspection.id.desc(),
        )
    )
    if (ids := wanted.get("provider_ids")) is not None:
        asked = asked.where(Provider.id.in_(list(ids)))
    if (urn := wanted.get("provider_urn")) is not None:
        asked = asked.where(Provider.urn == urn)
    if (kind := wanted.get("provider_kind")) is not None:
        asked = asked.where(Provider.kind == kind)
    if (framework := wanted.get("framework")) is not None:
        asked = asked.where(func.upper(Inspection.framework) == framework.upper())
    if (until := wanted.get("until")) is not None:
        day = func.coalesce(Inspection.published_on, Inspection.ended_on, Inspection.started_on)
        asked = asked.where(day <= until)
    return asked


def _latest(events: Iterable[Event], wanted: InspectionFilter) -> list[Event]:
    """Keep the first of each provider where the latest is asked for."""
    if not wanted.get("latest"):
        return list(events)
    first: dict[int, Event] = {}
    for event in events:
        first.setdefault(event[1].id, event)
    return list(first.values())


def _since(events: list[Event], wanted: InspectionFilter) -> list[Event]:
    since = wanted.get("since")
    if since is None:
        return events
    days = ((event, _day(event[0])) for event in events)
    return [event for event, day in days if day is not None and day >= since]


def _day(inspection: Inspection) -> date | None:
    """Return the day an inspection counts for: of publication, else its last day on site."""
    return inspection.published_on or inspection.ended_on or inspection.started_on


def _is_wanted(row: InspectionRow, wanted: InspectionFilter) -> bool:
    grade = wanted.get("grade")
    if grade is not None and row.grades.get(wanted.get("area") or OVERALL) != grade:
        return False
    if wanted.get("downgrades") and not row.downgrades:
        return False
    if wanted.get("disputed") and not row.is_disputed:
        return False
    since = wanted.get("changes_since")
    if since is None:
        return True
    return any(change.at >= start_of(since) for change in row.record)
