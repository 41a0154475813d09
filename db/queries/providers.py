"""One provider whole: its names and codes, what it was before, its inspections and the press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Authority, AuthorityAlias, Coverage, Inspection, Mention, Provider
from db.queries.inspection_rows import InspectionRow
from db.queries.inspections import history
from db.queries.standing import is_graded
from db.queries.successions import Operator, Succession

__all__ = ["ProviderDetail", "ProviderHead", "provider", "provider_heads"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderHead:
    """A provider in one line."""

    id: int
    kind: str
    urn: str
    name: str
    region: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderDetail:
    """A provider. standing: its latest graded inspection, None where none is held.

    stories: linked news reports by inspection; mentions: news reports that name it anywhere.
    """

    head: ProviderHead
    category: str | None
    la_code: str | None
    gss_code: str | None
    abolished_on: date | None
    aliases: tuple[str, ...]
    successions: tuple[Succession, ...]
    operators: tuple[Operator, ...]
    inspections: tuple[InspectionRow, ...]  # its own and its predecessors', the latest first
    standing: InspectionRow | None
    stories: dict[int, int]
    mentions: int


def provider(session: Session, kind: str, urn: str) -> ProviderDetail | None:
    """Return a provider by its key; None if none is held."""
    asked = (
        select(Provider, Authority)
        .outerjoin(Authority, Authority.provider_id == Provider.id)
        .where(Provider.kind == kind, Provider.urn == urn)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        return None
    row, authority = found
    past = history(session, urn, unproven=True)
    rows = tuple(reversed(past.inspections))
    own = [one for one in rows if one.provider_urn == urn]
    return ProviderDetail(
        head=ProviderHead(
            id=row.id,
            kind=row.kind,
            urn=row.urn,
            name=row.name,
            region=authority.region if authority else None,
        ),
        category=row.category,
        la_code=authority.la_code if authority else None,
        gss_code=authority.gss_code if authority else None,
        abolished_on=authority.abolished_on if authority else None,
        aliases=tuple(
            session.scalars(
                select(AuthorityAlias.alias)
                .where(AuthorityAlias.provider_id == row.id)
                .order_by(AuthorityAlias.alias)
            )
        ),
        successions=past.successions,
        operators=past.operators,
        inspections=rows,
        standing=next((one for one in (own or rows) if is_graded(one)), None),
        stories=_stories(session, [one.id for one in rows]),
        mentions=session.scalar(
            select(func.count(Mention.report_id.distinct())).where(Mention.provider_id == row.id)
        )
        or 0,
    )


def provider_heads(session: Session, ids: list[int]) -> list[ProviderHead]:
    """Return providers in one line each, by name."""
    asked = (
        select(Provider, Authority.region)
        .outerjoin(Authority, Authority.provider_id == Provider.id)
        .where(Provider.id.in_(ids))
        .order_by(Provider.name)
    )
    return [
        ProviderHead(id=row.id, kind=row.kind, urn=row.urn, name=row.name, region=region)
        for row, region in session.execute(asked)
    ]


def _stories(session: Session, inspection_ids: list[int]) -> dict[int, int]:
    asked = (
        select(Coverage.inspection_id, func.count())
        .join(Inspection, Inspection.id == Coverage.inspection_id)
        .where(Coverage.inspection_id.in_(inspection_ids), Coverage.status == "linked")
        .group_by(Coverage.inspection_id)
    )
    return {inspection: count for inspection, count in session.execute(asked)}
