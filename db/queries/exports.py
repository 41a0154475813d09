"""What leaves the house: clean reports, row by row, with what publications say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select
from sqlalchemy.orm import Session

from db.days import end_of, start_of
from db.models import Inspection, Page, Provider, Publication, Report, Source, Version
from db.queries.decisions import is_withdrawn, not_withdrawn
from db.queries.publications import inspectors_of, judgements_of
from db.rows import InspectorRow, JudgementRow
from words.doubts import shown_form

BATCH = 200  # reports in memory at once


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportedReport:
    """One clean report. The fields of a publication are None, or empty, for news.

    proven: False marks facts that no real document of their kind has confirmed; such rows come
    only when they are asked for. None for news.
    """

    id: int
    kind: str
    source: str
    source_name: str
    source_group: str
    url: str
    title: str | None
    standfirst: str | None
    byline: str | None
    published_at: datetime | None
    published_precision: str | None
    modified_at: datetime | None
    section: str | None
    text: str
    word_count: int
    language: str | None
    access: str
    versions: int
    first_stored_at: datetime
    stored_at: datetime
    text_sha256: str
    opt_outs: tuple[str, ...]
    doubts: tuple[str, ...]
    provider: str | None
    provider_kind: str | None
    provider_urn: str | None
    framework: str | None
    event_type: str | None
    inspected_from: date | None
    inspected_to: date | None
    published_on: date | None
    proven: bool | None
    judgements: tuple[JudgementRow, ...]
    inspectors: tuple[InspectorRow, ...]


class ExportFilter(TypedDict, total=False):
    """Which reports: kind (news, publication), keys of source and group, days in London (both
    included; reports without a date are left out then, unless undated asks for them too).
    unproven: also publications whose facts are unproven. What is left out, or None, does not
    narrow.
    """

    kind: str | None
    source: str | None
    group: str | None
    since: date | None
    until: date | None
    undated: bool
    unproven: bool


def _clean(wanted: ExportFilter) -> Select[Any]:
    """Return the ids that the view `clean_report` shows, narrowed by the filter."""
    trusted = or_(Source.suspect_since.is_(None), Version.stored_at < Source.suspect_since)
    asked: Select[Any] = (
        select(Report.id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .where(
            Report.hidden_at.is_(None),
            Report.suspect_reason.is_(None),
            not_withdrawn(),
            trusted,
        )
    )
    return asked.where(*_narrowed(wanted))


def _narrowed(wanted: ExportFilter) -> Iterator[ColumnElement[bool]]:
    """Yield one condition for each thing that the filter names."""
    if not wanted.get("unproven"):
        proven = exists().where(Publication.report_id == Report.id, Publication.proven)
        yield or_(Report.kind == "news", proven)
    if (kind := wanted.get("kind")) is not None:
        yield Report.kind == kind
    if (source := wanted.get("source")) is not None:
        yield Source.key == source
    if (group := wanted.get("group")) is not None:
        yield Source.group_key == group
    has_none = Version.published_at.is_(None) if wanted.get("undated") else false()
    if (since := wanted.get("since")) is not None:
        yield or_(Version.published_at >= start_of(since), has_none)
    if (until := wanted.get("until")) is not None:
        yield or_(Version.published_at < end_of(until), has_none)


def count_exports(session: Session, **wanted: Unpack[ExportFilter]) -> int:
    """Return how many rows export_reports will yield; an export states both numbers."""
    asked = select(func.count()).select_from(_clean(wanted).subquery())
    return int(session.scalar(asked) or 0)


def count_undated_exports(session: Session, **wanted: Unpack[ExportFilter]) -> int:
    """Return how many reports without a date the filter would have: what its days leave out."""
    narrowed: ExportFilter = {**wanted, "since": None, "until": None}
    asked = _clean(narrowed).where(Version.published_at.is_(None)).subquery()
    return int(session.scalar(select(func.count()).select_from(asked)) or 0)


def export_reports(session: Session, **wanted: Unpack[ExportFilter]) -> Iterator[ExportedReport]:
    """Yield clean reports in the order of their ids, a batch in memory at a time.

    The session must see one state of the database throughout: use db.engine.read_session.
    """
    last = 0
    while True:
        batch = _clean(wanted).where(Report.id > last).order_by(Report.id).limit(BATCH)
        ids = list(session.scalars(batch))
        if not ids:
            return
        yield from _exported(session, ids)
        last = ids[-1]
        session.expunge_all()


def _exported(session: Session, ids: list[int]) -> Iterator[ExportedReport]:
    asked = (
        select(Report, Version, Page.public_url, Source, Publication, Provider, Inspection)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .outerjoin(Publication, Publication.report_id == Report.id)
        .outerjoin(Provider, Provider.id == Publication.provider_id)
        .outerjoin(Inspection, Inspection.id == Publication.inspection_id)
        .where(Report.id.in_(ids))
        .order_by(Report.id)
    )
    rows = session.execute(asked).all()
    version_ids = [row[1].id for row in rows]
    judgements = judgements_of(session, version_ids)
    inspectors = inspectors_of(session, version_ids)
    for report, version, url, source, publication, provider, inspection in rows:
        yield ExportedReport(
            id=report.id,
            kind=report.kind,
            source=source.key,
            source_name=source.name,
            source_group=source.group_key,
            url=url,
            title=version.title,
            standfirst=version.standfirst,
            byline=version.byline,
            published_at=version.published_at,
            published_precision=version.published_precision,
            modified_at=version.modified_at,
            section=version.section,
            text=version.text,
            word_count=version.word_count,
            language=version.language,
            access=version.access,
            versions=version.number,
            first_stored_at=report.first_stored_at,
            stored_at=version.stored_at,
            text_sha256=version.text_sha256,
            opt_outs=tuple(version.opt_outs),
            doubts=tuple(map(shown_form, version.doubts)),
            judgements=tuple(judgements.get(version.id, ())),
            inspectors=tuple(inspectors.get(version.id, ())),
            **_printed(publication, provider, inspection),
        )


def _printed(
    publication: Publication | None, provider: Provider | None, inspection: Inspection | None
) -> dict[str, Any]:
    """Return the fields that only a publication has."""
    published = None
    if publication is not None:
        published = publication.site_published_on or publication.published_printed_on
    return {
        "provider": provider.name if provider else None,
        "provider_kind": provider.kind if provider else None,
        "provider_urn": provider.urn if provider else None,
        "framework": publication.framework if publication else None,
        "event_type": publication.event_type if publication else None,
        "inspected_from": inspection.started_on if inspection else None,
        "inspected_to": inspection.ended_on if inspection else None,
        "published_on": published,
        "proven": publication.proven if publication else None,
    }


def withheld_reports(session: Session) -> dict[str, int]:
    """Return how many reports of the whole record no plain export has, by the reason.

    A report with several reasons counts under the first: taken down, withdrawn at its source,
    suspect, unproven.
    """
    proven = exists().where(Publication.report_id == Report.id, Publication.proven)
    reason = case(
        (Report.hidden_at.is_not(None), "taken down"),
        (is_withdrawn(), "withdrawn at its source"),
        (or_(Report.kind == "news", proven), "suspect"),
        else_="unproven",
    )
    clean = _clean(ExportFilter()).subquery()
    asked = (
        select(reason, func.count())
        .where(Report.latest_version_id.is_not(None), Report.id.not_in(select(clean.c.id)))
        .group_by(reason)
    )
    return {name: number for name, number in session.execute(asked)}
