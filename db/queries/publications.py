"""Questions about one document of Ofsted's: each value with the words it was read from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Fact, Inspection, Inspector, Judgement, Provider, Publication, Report
from db.rows import FactRow, InspectorRow, JudgementRow
from db.values import value_of


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationDetail:
    """What a publication says. proven: its reader was measured on real documents of this kind."""

    provider: str | None
    provider_kind: str | None
    provider_urn: str | None
    inspection_id: int | None
    framework: str | None
    event_type: str | None
    started_on: date | None
    ended_on: date | None
    date_ranges: tuple[tuple[str, str], ...]  # ISO days
    published_printed_on: date | None
    site_published_on: date | None
    site_label: str | None
    page_count: int | None
    proven: bool
    judgements: tuple[JudgementRow, ...]
    inspectors: tuple[InspectorRow, ...]
    facts: tuple[FactRow, ...]


def publication(session: Session, report_id: int) -> PublicationDetail | None:
    """Return what a publication's latest version says; None for a news report."""
    asked = (
        select(Publication, Provider, Inspection, Report.latest_version_id)
        .join(Report, Report.id == Publication.report_id)
        .outerjoin(Provider, Provider.id == Publication.provider_id)
        .outerjoin(Inspection, Inspection.id == Publication.inspection_id)
        .where(Publication.report_id == report_id)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        return None
    row, provider, inspection, latest = found
    version_id = latest or 0  # no version has this number: then nothing is said
    return PublicationDetail(
        provider=provider.name if provider else None,
        provider_kind=provider.kind if provider else None,
        provider_urn=provider.urn if provider else None,
        inspection_id=row.inspection_id,
        framework=row.framework,
        event_type=row.event_type,
        started_on=inspection.started_on if inspection else None,
        ended_on=inspection.ended_on if inspection else None,
        date_ranges=tuple((a, b) for a, b in inspection.date_ranges) if inspection else (),
        published_printed_on=row.published_printed_on,
        site_published_on=row.site_published_on,
        site_label=row.site_label,
        page_count=row.page_count,
        proven=row.proven,
        judgements=tuple(judgements_of(session, [version_id]).get(version_id, ())),
        inspectors=tuple(inspectors_of(session, [version_id]).get(version_id, ())),
        facts=tuple(facts_of(session, [version_id]).get(version_id, ())),
    )


def judgements_of(session: Session, version_ids: list[int]) -> dict[int, list[JudgementRow]]:
    """Return the judgements of several versions, by version, as printed in order."""
    asked = select(Judgement).where(Judgement.version_id.in_(version_ids)).order_by(Judgement.id)
    return _by_version(JudgementRow, session.scalars(asked))


def inspectors_of(session: Session, version_ids: list[int]) -> dict[int, list[InspectorRow]]:
    """Return the inspectors of several versions, by version, as printed in order."""
    asked = select(Inspector).where(Inspector.version_id.in_(version_ids)).order_by(Inspector.id)
    return _by_version(InspectorRow, session.scalars(asked))


def facts_of(
    session: Session, version_ids: list[int], names: Collection[str] | None = None
) -> dict[int, list[FactRow]]:
    """Return the other fields of several versions, by version, as read in order.

    names: only these fields; None = all.
    """
    asked = select(Fact).where(Fact.version_id.in_(version_ids)).order_by(Fact.id)
    if names is not None:
        asked = asked.where(Fact.name.in_(names))
    return _by_version(FactRow, session.scalars(asked))


Printed = TypeVar("Printed", JudgementRow, InspectorRow, FactRow)


def _by_version(
    kind: type[Printed], rows: Iterable[Judgement | Inspector | Fact]
) -> dict[int, list[Printed]]:
    found: dict[int, list[Printed]] = {}
    for row in rows:
        found.setdefault(row.version_id, []).append(value_of(kind, row))
    return found
