"""Who took over from whom: authorities are linked over their changes, never merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Authority, AuthorityAlias, AuthoritySuccession, Provider


@dataclass(frozen=True, kw_only=True, slots=True)
class Succession:
    """One authority taking over from another on a day."""

    before_id: int
    before: str
    after_id: int
    after: str
    changed_on: date


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


def successions(session: Session) -> list[Succession]:
    """Return every change from one authority to another, the earliest first."""
    before, after = aliased(Provider), aliased(Provider)
    asked = (
        select(AuthoritySuccession, before.name, after.name)
        .join(before, before.id == AuthoritySuccession.predecessor_id)
        .join(after, after.id == AuthoritySuccession.successor_id)
        .order_by(AuthoritySuccession.changed_on, before.name, after.name)
    )
    return [
        Succession(
            before_id=row.predecessor_id,
            before=old,
            after_id=row.successor_id,
            after=new,
            changed_on=row.changed_on,
        )
        for row, old, new in session.execute(asked)
    ]


def lineage(session: Session, provider_ids: Iterable[int]) -> tuple[list[int], list[Succession]]:
    """Return providers with all they came from and all that came of them, and the changes.

    Those that came of a predecessor beside them (siblings) are not among them.
    """
    every = successions(session)
    ids = list(provider_ids)
    before = _closure(ids, {(one.after_id, one.before_id) for one in every})
    after = _closure(ids, {(one.before_id, one.after_id) for one in every})
    members = before | after | set(ids)
    told = [one for one in every if {one.before_id, one.after_id} <= members]
    return sorted(members), told


def _closure(ids: Iterable[int], steps: set[tuple[int, int]]) -> set[int]:
    """Return what can be reached from ids by steps."""
    found, waiting = set[int](), list(ids)
    while waiting:
        here = waiting.pop()
        new = {there for start, there in steps if start == here} - found
        found |= new
        waiting += new
    return found
