"""The provider that a document names: found, or added where it has a kind and a URN."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from db.models import AuthorityAlias, Provider
from db.rows import PublicationRow
from db.write.core import ask, ask_all, insert_one, table_of, write

_PROVIDERS, _ALIASES = table_of(Provider), table_of(AuthorityAlias)

BY_KEY = select(
    _PROVIDERS.c.id, _PROVIDERS.c.category, _PROVIDERS.c.first_seen_at, _PROVIDERS.c.seen_at
).where(_PROVIDERS.c.kind == bindparam("kind"), _PROVIDERS.c.urn == bindparam("urn"))
BY_URN = select(_PROVIDERS.c.id).where(_PROVIDERS.c.urn == bindparam("urn")).limit(2)
BY_NAME = (
    select(_ALIASES.c.provider_id)
    .where(func.lower(_ALIASES.c.alias) == bindparam("name"))
    .distinct()
    .limit(2)
)
URN_OF = select(_PROVIDERS.c.urn).where(_PROVIDERS.c.id == bindparam("provider"))
INSERT_PROVIDER = insert(_PROVIDERS)
UPDATE_PROVIDER = update(_PROVIDERS).where(_PROVIDERS.c.id == bindparam("of_provider"))


def find_provider(s: Session, row: PublicationRow, *, at: datetime) -> int | None:
    """Return the provider a document names, adding one that has a kind and a URN.

    A name alone decides only if one authority, and no other, is called that.
    """
    if row.provider_kind and row.provider_urn:
        return _keyed_provider(s, row, row.provider_kind, row.provider_urn, at=at)
    if row.provider_urn:
        found = ask_all(s, BY_URN, urn=row.provider_urn)
        return int(found[0].id) if len(found) == 1 else None
    if row.provider_name and row.provider_kind in (None, "authority"):
        return authority_named(s, row.provider_name)
    return None


def _keyed_provider(s: Session, row: PublicationRow, kind: str, urn: str, *, at: datetime) -> int:
    known = ask(s, BY_KEY, kind=kind, urn=urn)
    if known is None:
        new: dict[str, Any] = {
            "kind": kind,
            "urn": urn,
            "name": row.provider_name or f"URN {urn}",
            "category": row.provider_category,
            "registration": {},
            "first_seen_at": at,
            "seen_at": at,
        }
        return insert_one(s, INSERT_PROVIDER, new)
    seen = {
        "of_provider": known.id,
        "first_seen_at": known.first_seen_at or at,
        "seen_at": max(known.seen_at or at, at),
        "category": row.provider_category or known.category,
    }
    write(s, UPDATE_PROVIDER, seen)
    return int(known.id)


def authority_named(s: Session, name: str) -> int | None:
    """Return the one authority with this name or alias, whatever its case; None if two have it."""
    found = ask_all(s, BY_NAME, name=" ".join(name.split()).lower())
    return int(found[0].provider_id) if len(found) == 1 else None


def authority_urn(s: Session, name: str) -> str | None:
    """Return the URN of the one authority with this name or alias, None as for its id."""
    found = authority_named(s, name)
    row = ask(s, URN_OF, provider=found) if found is not None else None
    return str(row.urn) if row is not None and row.urn is not None else None
