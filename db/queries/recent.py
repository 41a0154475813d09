"""What is new in the record: published, linked, and withdrawn or edited since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from db.models import Coverage, Inspection, Page, Provider, Report, Source, Version


@dataclass(frozen=True, kw_only=True, slots=True)
class RecentInspection:
    """An inspection that was published of late, and how many news reports are linked to it."""

    provider: str
    provider_kind: str
    provider_urn: str
    framework: str
    event_type: str
    started_on: date | None
    ended_on: date | None
    published_on: date | None
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RecentStory:
    """A news report as a list shows it. providers: whose inspections it is linked to."""

    title: str | None
    outlet: str
    url: str
    published_at: datetime | None
    published_precision: str | None
    providers: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None
    versions: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Recent:
    """Some rows of a list, and how many there are in all."""

    total: int
    rows: tuple[RecentInspection | RecentStory, ...]


def recent_inspections(session: Session, since: date, *, limit: int) -> Recent:
    """Return inspections published on a day or later, the latest first."""
    links = func.count(case((Coverage.status == "linked", 1)))
    asked = (
        select(Inspection, Provider, links)
        .join(Inspection.provider)
        .outerjoin(Coverage, Coverage.inspection_id == Inspection.id)
        .where(Inspection.published_on >= since)
        .group_by(Inspection.id, Provider.id)
        .order_by(Inspection.published_on.desc(), Inspection.id.desc())
    )
    total = session.scalar(select(func.count()).where(Inspection.published_on >= since)) or 0
    rows = tuple(
        RecentInspection(
            provider=provider.name,
            provider_kind=provider.kind,
            provider_urn=provider.urn,
            framework=inspection.framework,
            event_type=inspection.event_type,
            started_on=inspection.started_on,
            ended_on=inspection.ended_on,
            published_on=inspection.published_on,
            stories=stories,
        )
        for inspection, provider, stories in session.execute(asked.limit(limit))
    )
    return Recent(total=total, rows=rows)


def recent_linked(session: Session, since: datetime, *, limit: int) -> Recent:
    """Return news reports linked since a moment, the latest told first."""
    linked = (
        select(Coverage.report_id)
        .where(Coverage.status == "linked", Coverage.created_at >= since)
        .distinct()
    )
    asked = _stories().where(Report.id.in_(linked), Report.kind == "news")
    return _some(session, asked.order_by(*_NEWEST), limit)


def recent_changes(session: Session, since: datetime, *, limit: int) -> Recent:
    """Return reports that left their source or were edited since a moment, the latest first."""
    at = func.coalesce(Report.withdrawn_at_source_at, Version.stored_at)
    changed = (Report.withdrawn_at_source_at >= since) | (
        (Version.number > 1) & (Version.origin == "crawl") & (Version.stored_at >= since)
    )
    return _some(session, _stories().where(changed).order_by(at.desc(), Report.id.desc()), limit)


_NEWEST = (Version.published_at.desc().nulls_last(), Report.id.desc())


def _stories() -> Select[Report, Version, Page, Source]:
    return (
        select(Report, Version, Page, Source)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.hidden_at.is_(None))
    )


def _some(session: Session, asked: Select[Report, Version, Page, Source], limit: int) -> Recent:
    counted = select(func.count()).select_from(asked.order_by(None).subquery())
    rows = session.execute(asked.limit(limit)).all()
    about = _providers(session, [report.id for report, *_ in rows])
    return Recent(
        total=session.scalar(counted) or 0,
        rows=tuple(
            RecentStory(
                title=version.title,
                outlet=source.name,
                url=page.public_url,
                published_at=version.published_at,
                published_precision=version.published_precision,
                providers=tuple(about.get(report.id, ())),
                withdrawn_at=report.withdrawn_at_source_at,
                versions=version.number,
            )
            for report, version, page, source in rows
        ),
    )


def _providers(session: Session, report_ids: list[int]) -> dict[int, list[str]]:
    asked = (
        select(Coverage.report_id, Provider.name)
        .join(Inspection, Inspection.id == Coverage.inspection_id)
        .join(Provider, Provider.id == Inspection.provider_id)
        .where(Coverage.report_id.in_(report_ids), Coverage.status == "linked")
        .distinct()
    )
    found: dict[int, list[str]] = {}
    for report_id, name in session.execute(asked):
        found.setdefault(report_id, []).append(name)
    return found
