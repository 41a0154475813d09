"""Inspections with everything that is held about each: some providers' at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Authority, Inspection, Inspector, Provider
from db.queries.disagreements import Disagreement, contradictions, stated_of
from db.queries.grade_changes import compare
from db.queries.inspection_rows import (
    LEADS,
    OVERALL,
    InspectionFilter,
    InspectionRow,
    RecordChange,
)
from db.queries.printed import Printed, printed
from db.queries.site_disagreements import site_disagreements
from db.queries.statistics_pairs import Pair, pairs_of
from db.queries.successions import Succession, operators_of, successions
from words.frameworks import family

BATCH = 200  # providers in memory at once
T = TypeVar("T")
Event: TypeAlias = Any  # (Inspection, Provider, Authority or None): a row of a query


def includes_withdrawn(wanted: InspectionFilter) -> bool:
    """Say whether withdrawn documents count: where they are asked for, or what changed is."""
    return bool(wanted.get("withdrawn")) or wanted.get("changes_since") is not None


def rows_of(
    session: Session, events: list[Event], wanted: InspectionFilter
) -> Iterator[InspectionRow]:
    """Yield the row of each event, some providers' at a time."""
    by_provider: dict[int, list[Event]] = {}
    for event in events:
        by_provider.setdefault(event[1].id, []).append(event)
    for some in _batches(list(by_provider), BATCH):
        told = successions(session, some)
        operators = operators_of(session, some)
        held = printed(
            session,
            some,
            unproven=wanted.get("unproven", False),
            withdrawn=includes_withdrawn(wanted),
        )
        graded = _graded(session, some, held)
        leads = _lead_counts(session, held.values())
        pairs = pairs_of(session, provider_ids=some)
        stated = stated_of(session, pairs)
        contradicted = _contradicted(session, some, pairs)
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
    session: Session, provider_ids: Sequence[int], pairs: Sequence[Pair]
) -> dict[int, tuple[Disagreement, ...]]:
    """Return what statistics and the site say otherwise than the documents, by inspection."""
    found: dict[int, tuple[Disagreement, ...]] = {}
    for one in (
        *contradictions(session, pairs),
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
