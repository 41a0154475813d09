"""Names and texts as linking reads them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.linking.rows import NameRow, NewsRow, TextRow
from db.models import AuthorityAlias, Provider, Report, Source, Version

STAMP = select(
    select(func.max(Provider.id)).scalar_subquery(),
    select(func.max(AuthorityAlias.id)).scalar_subquery(),
)
AREAS = select(Source.__table__.c.areas).where(Source.__table__.c.id == bindparam("source"))
NEWS = (
    select(Version.title, Version.standfirst, Version.text, Version.published_at, Source.areas)
    .join(Report, Report.id == Version.report_id)
    .join(Source, Source.id == Report.source_id)
    .where(Version.id == bindparam("version"), Report.id == bindparam("report"))
)
TEXTS = (
    select(
        Report.id,
        Version.number,
        Version.title,
        Version.text,
        Version.published_at,
        Report.first_stored_at,
    )
    .join(Version, Version.id == Report.latest_version_id)
    .where(Report.id.in_(bindparam("reports", expanding=True)), Report.hidden_at.is_(None))
)


def areas_of(s: Session, source_id: int) -> tuple[str, ...]:
    """Return the places that a source writes about."""
    return tuple(s.connection().execute(AREAS, {"source": source_id}).scalar_one() or ())


def names_stamp(s: Session) -> tuple[int, int]:
    """Return what grows when a provider or a name is added; cheap."""
    providers, aliases = s.connection().execute(STAMP).one()
    return providers or 0, aliases or 0


def names(s: Session) -> list[NameRow]:
    """Return every name of every provider, the plain name before its aliases."""
    providers = s.execute(
        select(Provider.id, Provider.kind, Provider.name, Provider.authority_id).order_by(
            Provider.id
        )
    ).all()
    rows = [
        NameRow(
            provider_id=id_,
            kind=kind,
            name=name,
            authority_id=id_ if kind == "authority" else authority_id,
        )
        for id_, kind, name, authority_id in providers
    ]
    known = {row.provider_id: row for row in rows}
    aliases = s.execute(
        select(AuthorityAlias.provider_id, AuthorityAlias.alias).order_by(AuthorityAlias.id)
    )
    for provider_id, alias in aliases:
        owner = known[provider_id]
        rows.append(
            NameRow(
                provider_id=provider_id,
                kind=owner.kind,
                name=alias,
                authority_id=owner.authority_id,
            )
        )
    return rows


def version_of(s: Session, report_id: int) -> int | None:
    """Return the id of a report's latest version."""
    return s.scalar(select(Report.latest_version_id).where(Report.id == report_id))


def other_versions(s: Session, report_id: int, version_id: int) -> list[int]:
    """Return the ids of a report's other versions."""
    asked = select(Version.id).where(Version.report_id == report_id, Version.id != version_id)
    return list(s.scalars(asked))


def news(s: Session, report_id: int, version_id: int) -> NewsRow:
    """Return a news report as linking reads it. Raises LookupError if there is no such version."""
    asked = {"version": version_id, "report": report_id}
    found = s.connection().execute(NEWS, asked).one_or_none()
    if found is None:
        raise LookupError(f"report {report_id} has no version {version_id}")
    title, standfirst, text, told_at, areas = found
    return NewsRow(
        report_id=report_id,
        version_id=version_id,
        title=title,
        standfirst=standfirst,
        text=text,
        told_at=told_at,
        areas=tuple(areas or ()),
    )


def texts(s: Session, report_ids: Collection[int]) -> dict[int, TextRow]:
    """Return the latest texts of news reports by report id; hidden reports are left out."""
    found = s.connection().execute(TEXTS, {"reports": list(report_ids)})
    return {
        id_: TextRow(
            report_id=id_, version=number, title=title, text=text, told_at=published or stored
        )
        for id_, number, title, text, published, stored in found
    }
