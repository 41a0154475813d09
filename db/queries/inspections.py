"""Questions about inspections: lists, the latest of each provider, what changed, what went down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVar, Unpack
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.models import Authority, Inspection, Inspector, Judgement, Provider
from db.queries.disagreements import (
    Disagreement,
    disagreements,
    stated_of,
)
from db.queries.grade_changes import compare, family
from db.queries.inspection_rows import (
    LEADS,
    OVERALL,
    InspectionFilter,
    InspectionRow,
    RecordChange,
)
from db.queries.printed import Printed, printed, shown_inspections
from db.queries.site_disagreements import site_disagreements
from db.queries.successions import (
    Operator,
    Succession,
    find_providers,
    lineage,
    operators_of,
    successions,
)

LONDON = ZoneInfo("Europe/London")
BATCH = 200  # providers in memory at once
T = TypeVar("T")


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
    rows = {row.id: row for row in _rows(session, events, wanted) if _is_wanted(row, wanted)}
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


_Event = Any  # (Inspection, Provider, Authority or None): a row of the query below


def _includes_withdrawn(wanted: InspectionFilter) -> bool:
    return bool(wanted.get("withdrawn")) or wanted.get("changes_since") is not None


def _events(wanted: InspectionFilter) -> Select[*tuple[Any, ...]]:
    shown = shown_inspections(
        unproven=wanted.get("unproven", False), withdrawn=_includes_withdrawn(wanted)
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
        asked = asked.where(Inspection.published_on <= until)
    return asked


def _latest(events: Iterable[_Event], wanted: InspectionFilter) -> list[_Event]:
    """Keep the first of each provider where the latest is asked for."""
    if not wanted.get("latest"):
        return list(events)
    first: dict[int, _Event] = {}
    for event in events:
        first.setdefault(event[1].id, event)
    return list(first.values())


def _since(events: list[_Event], wanted: InspectionFilter) -> list[_Event]:
    since = wanted.get("since")
    if since is None:
        return events
    return [e for e in events if e[0].published_on is not None and e[0].published_on >= since]


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
    midnight = datetime.combine(since, time(), LONDON).astimezone(UTC)
    return any(change.at >= midnight for change in row.record)


def _rows(
    session: Session, events: list[_Event], wanted: InspectionFilter
) -> Iterator[InspectionRow]:
    """Yield the row of each event, some providers' at a time."""
    by_provider: dict[int, list[_Event]] = {}
    for event in events:
        by_provider.setdefault(event[1].id, []).append(event)
    for some in _batches(list(by_provider), BATCH):
        told = successions(session, some)
        operators = operators_of(session, some)
        held = printed(
            session,
            some,
            unproven=wanted.get("unproven", False),
            withdrawn=_includes_withdrawn(wanted),
        )
        graded = _graded(session, some, held)
        leads = _lead_counts(session, held.values())
        stated = stated_of(session, some)
        contradicted = _contradicted(session, some)
        for provider_id in some:
            for inspection, provider, authority in by_provider[provider_id]:
                what = held[inspection.id]
                before = _before(inspection, graded.get(provider_id, []))
                yield InspectionRow(
                    **_of_provider(provider, authority, told),
                    operators=operators.get(provider.id, ()),
                    **_of_event(inspection),
                    **_of_documents(what, leads),
                    stated=stated.get(inspection.id),
                    contradictions=contradicted.get(inspection.id, ()),
                    previous_id=before.id if before else None,
                    previous_started_on=before.started_on if before else None,
                    changes=compare(held[before.id].grades, what.grades) if before else (),
                )


def _contradicted(
    session: Session, provider_ids: Sequence[int]
) -> dict[int, tuple[Disagreement, ...]]:
    """Return what statistics and the site say otherwise than the documents, by inspection."""
    found: dict[int, tuple[Disagreement, ...]] = {}
    for one in (
        *disagreements(session, provider_ids=provider_ids),
        *site_disagreements(session, provider_ids=provider_ids),
    ):
        found[one.inspection_id] = (*found.get(one.inspection_id, ()), one)
    return found


def _of_provider(
    provider: Provider, authority: Authority | None, told: list[Succession]
) -> dict[str, Any]:
    before = [one for one in told if (one.kind, one.after_urn) == (provider.kind, provider.urn)]
    after = [one for one in told if (one.kind, one.before_urn) == (provider.kind, provider.urn)]
    return {
        "provider_id": provider.id,
        "provider": provider.name,
        "provider_kind": provider.kind,
        "provider_urn": provider.urn,
        "la_code": authority.la_code if authority else None,
        "gss_code": authority.gss_code if authority else None,
        "region_code": authority.region_code if authority else None,
        "region": authority.region if authority else None,
        "predecessors": tuple({one.before_urn: one.before for one in before}.items()),
        "successors": tuple({one.after_urn: one.after for one in after}.items()),
    }


def _of_event(inspection: Inspection) -> dict[str, Any]:
    return {
        "id": inspection.id,
        "framework": inspection.framework,
        "event_type": inspection.event_type,
        "started_on": inspection.started_on,
        "ended_on": inspection.ended_on,
        "date_ranges": tuple((first, last) for first, last in inspection.date_ranges),
        "published_on": inspection.published_on,
    }


def _of_documents(what: Printed, leads: dict[str, int]) -> dict[str, Any]:
    lead = next((person.name for person in what.inspectors if person.role in LEADS), None)
    return {
        "overall": what.grades.get(OVERALL),
        "judgements": what.judgements,
        "inspectors": what.inspectors,
        "facts": what.facts,
        "lead_count": leads.get(lead) if lead else None,
        "document": what.chosen,
        "publications": tuple(one.report_id for one in what.documents),
        "proven": any(one.proven for one in what.documents),
        "disagreements": what.disagreements,
        "record": tuple(sorted(_record(what), key=lambda change: change.at)),
    }


def _record(what: Printed) -> Iterator[RecordChange]:
    """Yield what happened to the documents about one inspection."""
    texts: set[str] = set()
    first = min(what.documents, key=lambda one: (one.first_stored_at, one.report_id))
    for one in what.documents:
        is_first = one is first
        yield RecordChange(
            at=one.first_stored_at,
            what="stored" if is_first else "published_again",
            report_id=one.report_id,
            same_text=None if is_first else one.text_sha256 in texts,
        )
        texts.add(one.text_sha256)
        if one.version > 1:
            yield RecordChange(at=one.stored_at, what="new_version", report_id=one.report_id)
        if one.withdrawn_at is not None:
            yield RecordChange(at=one.withdrawn_at, what="withdrawn", report_id=one.report_id)


def _graded(
    session: Session, provider_ids: Iterable[int], held: dict[int, Printed]
) -> dict[int, list[Inspection]]:
    """Return the inspections with a grade by provider, the earliest first."""
    asked = select(Inspection).where(
        Inspection.provider_id.in_(list(provider_ids)), Inspection.started_on.is_not(None)
    )
    found: dict[int, list[Inspection]] = {}
    for inspection in session.scalars(asked.order_by(Inspection.started_on, Inspection.id)):
        if inspection.id in held and any(held[inspection.id].grades.values()):
            found.setdefault(inspection.provider_id, []).append(inspection)
    return found


def _before(inspection: Inspection, graded: list[Inspection]) -> Inspection | None:
    """Return the graded inspection before this one that can be compared with it."""
    if inspection.started_on is None:
        return None
    earlier = [
        one
        for one in graded
        if one.started_on is not None
        and one.started_on < inspection.started_on
        and family(one.framework) == family(inspection.framework)
    ]
    return earlier[-1] if earlier else None


def _lead_counts(session: Session, held: Iterable[Printed]) -> dict[str, int]:
    """Return how many inspections each lead inspector of these led, of all that are held."""
    names = {person.name for one in held for person in one.inspectors if person.role in LEADS}
    found: dict[str, int] = {}
    for some in _batches(sorted(names), 500):
        asked = (
            select(Inspector.name, func.count(Inspector.inspection_id.distinct()))
            .where(Inspector.name.in_(some), Inspector.role.in_(LEADS))
            .group_by(Inspector.name)
        )
        found |= {name: count for name, count in session.execute(asked)}
    return found


def _batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
