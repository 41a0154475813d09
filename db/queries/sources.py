"""Questions about sources, and about authorities and their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Authority,
    AuthorityAlias,
    AuthoritySuccession,
    Page,
    PageState,
    Provider,
    Report,
    Source,
    Version,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceInfo:
    """A source as its registry entry last stood. retired_at: when it left the registry."""

    id: int
    key: str
    group: str
    kind: str
    name: str
    homepage: str | None
    hosts: tuple[str, ...]
    areas: tuple[str, ...]
    first_seen_at: datetime
    retired_at: datetime | None
    suspect_since: datetime | None
    suspect_reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceCounts:
    """How much of a source is held. newest: the latest date of publication among its reports."""

    key: str
    name: str
    group: str
    kind: str
    pages: Mapping[PageState, int]  # every state, also where it is 0
    reports: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityRow:
    """A local authority with its names. abolished_on None: current."""

    provider_id: int
    urn: str
    name: str
    la_code: str
    gss_code: str
    region: str
    type: str
    domain: str | None
    abolished_on: date | None
    aliases: tuple[str, ...]
    successors: tuple[str, ...]  # names


def sources(session: Session, *, include_retired: bool = False) -> list[SourceInfo]:
    """Return the sources by key."""
    asked = select(Source).order_by(Source.key)
    if not include_retired:
        asked = asked.where(Source.retired_at.is_(None))
    return [
        SourceInfo(
            id=row.id,
            key=row.key,
            group=row.group_key,
            kind=row.kind,
            name=row.name,
            homepage=row.homepage,
            hosts=tuple(row.hosts),
            areas=tuple(row.areas),
            first_seen_at=row.first_seen_at,
            retired_at=row.retired_at,
            suspect_since=row.suspect_since,
            suspect_reason=row.suspect_reason,
        )
        for row in session.scalars(asked)
    ]


def source_counts(session: Session) -> list[SourceCounts]:
    """Return, for every source by key, its pages by state and its reports."""
    states: dict[int, dict[PageState, int]] = {}
    by_state = select(Page.source_id, Page.state, func.count()).group_by(Page.source_id, Page.state)
    for source_id, state, number in session.execute(by_state):
        states.setdefault(source_id, dict.fromkeys(PageState, 0))[PageState(state)] = number
    spans = (
        select(
            Report.source_id,
            func.count(),
            func.min(Version.published_at),
            func.max(Version.published_at),
        )
        .join(Version, Version.id == Report.latest_version_id)
        .group_by(Report.source_id)
    )
    held = {row[0]: row for row in session.execute(spans)}
    counts = []
    for source in session.scalars(select(Source).order_by(Source.key)):
        span = held.get(source.id)
        counts.append(
            SourceCounts(
                key=source.key,
                name=source.name,
                group=source.group_key,
                kind=source.kind,
                pages=states.get(source.id, dict.fromkeys(PageState, 0)),
                reports=span[1] if span else 0,
                oldest=span[2] if span else None,
                newest=span[3] if span else None,
            )
        )
    return counts


def authorities(session: Session) -> list[AuthorityRow]:
    """Return every authority, the abolished ones too, by name."""
    aliases: dict[int, list[str]] = {}
    named = select(AuthorityAlias.provider_id, AuthorityAlias.alias).order_by(AuthorityAlias.id)
    for provider_id, alias in session.execute(named):
        aliases.setdefault(provider_id, []).append(alias)
    after: dict[int, list[str]] = {}
    followed = (
        select(AuthoritySuccession.predecessor_id, Provider.name)
        .join(Provider, Provider.id == AuthoritySuccession.successor_id)
        .order_by(Provider.name)
    )
    for provider_id, name in session.execute(followed):
        after.setdefault(provider_id, []).append(name)
    asked = (
        select(Authority, Provider)
        .join(Provider, Provider.id == Authority.provider_id)
        .order_by(Provider.name)
    )
    return [
        AuthorityRow(
            provider_id=provider.id,
            urn=provider.urn,
            name=provider.name,
            la_code=row.la_code,
            gss_code=row.gss_code,
            region=row.region,
            type=row.type,
            domain=row.domain,
            abolished_on=row.abolished_on,
            aliases=tuple(aliases.get(provider.id, ())),
            successors=tuple(after.get(provider.id, ())),
        )
        for row, provider in session.execute(asked)
    ]
