"""Who was somebody else before: providers are linked over their changes, never merged.

Authorities that took over from others are reference facts. Of schools that became academies the
statistics, or the site, name the URN of before; the school of before need not be held here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Authority, AuthorityAlias, AuthoritySuccession, Provider
from db.models.places import ProviderSuccession, ServiceOperator

Key = tuple[str, str]  # kind and URN of a provider
REFERENCE = "reference"


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """One provider having been another before.

    before_id, after_id: None where that provider is not held. changed_on: None where no day is
    known. origin: reference, statistics or site. words, where, seen_at: the evidence, of what is
    no reference fact.
    """

    kind: str
    before_id: int | None
    before: str
    before_urn: str
    after_id: int | None
    after: str
    after_urn: str
    changed_on: date | None
    origin: str = REFERENCE
    words: str | None = None
    where: str | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Operator:
    """Who runs, or ran, an authority's services for it; days that are None are not known."""

    provider_id: int
    name: str
    began_on: date | None
    ended_on: date | None
    evidence: str


def find_providers(session: Session, words: str) -> list[int]:
    """Return the providers that these words name: a URN, a code of an authority, a name, an alias.

    Upper and lower case do not matter. An authority's name goes before another provider's.
    """
    plain = " ".join(words.split()).lower()
    coded = (
        select(Provider.id)
        .outerjoin(Authority, Authority.provider_id == Provider.id)
        .where(
            or_(
                func.lower(Provider.urn) == plain,
                Authority.la_code == plain,
                func.lower(Authority.gss_code) == plain,
            )
        )
    )
    aliases = select(AuthorityAlias.provider_id).where(func.lower(AuthorityAlias.alias) == plain)
    named = select(Provider.id).where(func.lower(Provider.name) == plain)
    authorities = named.where(Provider.kind == "authority")
    found: Iterable[int] = ()
    for asked in (coded, authorities.union(aliases), named):
        if found := session.scalars(asked).all():
            break
    return sorted(set(found))


def successions(session: Session, provider_ids: Iterable[int]) -> list[Succession]:
    """Return the changes that these providers came from or ended in, the earliest first."""
    keys = _keys(session, provider_ids)
    found = {*_steps(session, keys, back=True), *_steps(session, keys, back=False)}
    return _in_order(found)


def lineage(session: Session, provider_ids: Iterable[int]) -> tuple[list[int], list[Succession]]:
    """Return providers with all they came from and all that came of them, and the changes.

    Those that came of a predecessor beside them (siblings) are not among them.
    """
    ids = list(provider_ids)
    keys = _keys(session, ids)
    found = {*_walk(session, keys, back=True), *_walk(session, keys, back=False)}
    ends = {end for one in found for end in (one.before_id, one.after_id) if end is not None}
    return sorted(ends | set(ids)), _in_order(found)


def operators_of(session: Session, provider_ids: Iterable[int]) -> dict[int, tuple[Operator, ...]]:
    """Return the trusts and companies known to have run these authorities' services."""
    asked = select(ServiceOperator).where(ServiceOperator.provider_id.in_(list(provider_ids)))
    found: dict[int, tuple[Operator, ...]] = {}
    for one in sorted(session.scalars(asked), key=lambda one: one.name):
        operator = Operator(
            provider_id=one.provider_id,
            name=one.name,
            began_on=one.began_on,
            ended_on=one.ended_on,
            evidence=one.evidence,
        )
        found[one.provider_id] = (*found.get(one.provider_id, ()), operator)
    return found


def _in_order(found: Iterable[Succession]) -> list[Succession]:
    return sorted(
        found, key=lambda one: (one.changed_on or date.max, one.before, one.after, one.origin)
    )


def _keys(session: Session, provider_ids: Iterable[int]) -> set[Key]:
    asked = select(Provider.kind, Provider.urn).where(Provider.id.in_(list(provider_ids)))
    return {(kind, urn) for kind, urn in session.execute(asked)}


def _walk(session: Session, keys: set[Key], *, back: bool) -> set[Succession]:
    """Return every change on the way back, or on the way on, from these providers."""
    found: set[Succession] = set()
    seen, here = set(keys), keys
    while here:
        steps = set(_steps(session, here, back=back))
        found |= steps
        there = {(one.kind, one.before_urn if back else one.after_urn) for one in steps}
        here = there - seen
        seen |= here
    return found


def _steps(session: Session, keys: Iterable[Key], *, back: bool) -> list[Succession]:
    """Return the changes one step back, or on, from these providers."""
    by_kind: dict[str, list[str]] = {}
    for kind, urn in keys:
        by_kind.setdefault(kind, []).append(urn)
    found = _of_authorities(session, by_kind.get("authority", []), back=back)
    here = ProviderSuccession.successor_urn if back else ProviderSuccession.predecessor_urn
    for kind, urns in by_kind.items():
        for start in range(0, len(urns), 500):
            asked = select(ProviderSuccession).where(
                ProviderSuccession.kind == kind, here.in_(urns[start : start + 500])
            )
            rows = session.scalars(asked).all()
            held = _held(session, kind, rows)
            found += [_of_provider(row, held) for row in rows]
    return found


def _of_authorities(session: Session, urns: list[str], *, back: bool) -> list[Succession]:
    before, after = aliased(Provider), aliased(Provider)
    asked: Any = (
        select(AuthoritySuccession, before, after)
        .join(before, before.id == AuthoritySuccession.predecessor_id)
        .join(after, after.id == AuthoritySuccession.successor_id)
        .where((after if back else before).urn.in_(urns))
    )
    return [
        Succession(
            kind="authority",
            before_id=old.id,
            before=old.name,
            before_urn=old.urn,
            after_id=new.id,
            after=new.name,
            after_urn=new.urn,
            changed_on=row.changed_on,
        )
        for row, old, new in (session.execute(asked) if urns else ())
    ]


def _held(
    session: Session, kind: str, rows: Iterable[ProviderSuccession]
) -> dict[str, tuple[int, str]]:
    """Return id and name of those providers that are held, by URN."""
    urns = {urn for row in rows for urn in (row.predecessor_urn, row.successor_urn)}
    asked = select(Provider.urn, Provider.id, Provider.name).where(
        Provider.kind == kind, Provider.urn.in_(urns)
    )
    return {urn: (number, name) for urn, number, name in session.execute(asked)}


def _of_provider(row: ProviderSuccession, held: Mapping[str, tuple[int, str]]) -> Succession:
    before_id, before = held.get(row.predecessor_urn, (None, ""))
    after_id, after = held.get(row.successor_urn, (None, ""))
    return Succession(
        kind=row.kind,
        before_id=before_id,
        before=row.predecessor_name or before or f"URN {row.predecessor_urn}",
        before_urn=row.predecessor_urn,
        after_id=after_id,
        after=after or row.successor_name or f"URN {row.successor_urn}",
        after_urn=row.successor_urn,
        changed_on=row.changed_on,
        origin=row.origin,
        words=row.evidence_words,
        where=row.evidence_where,
        seen_at=row.first_seen_at,
    )
