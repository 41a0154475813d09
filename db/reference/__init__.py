"""Facts that every database starts with: local authorities, their names, who took over from whom.

See README.md in this folder for the columns, the attribution and what was corrected.
"""

from __future__ import annotations

import csv
import secrets
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Authority, AuthorityAlias, AuthoritySuccession, Provider, Setting


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV file of this folder."""
    text = files("db.reference").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _find_provider(session: Session, urn: str) -> Provider | None:
    asked = select(Provider).where(Provider.kind == "authority", Provider.urn == urn)
    return session.scalars(asked).one_or_none()


def _seed_authority(session: Session, row: Mapping[str, str]) -> None:
    """Add one authority, or bring its facts up to date; aliases are only added."""
    provider = _find_provider(session, row["provider_urn"])
    if provider is None:
        provider = Provider(kind="authority", urn=row["provider_urn"], registration={})
        session.add(provider)
    provider.name = row["name"]
    provider.status = "closed" if row["ended_on"] else provider.status
    session.flush()
    authority = session.get(Authority, provider.id) or Authority(provider_id=provider.id)
    authority.la_code = row["dfe_code"]
    authority.gss_code = row["ons_code"]
    authority.region_code = row["region_letters"]
    authority.region = row["region_name"]
    authority.region_gss_code = row["region_ons_code"]
    authority.type = row["kind_of_authority"]
    authority.domain = row["web_domain"] or None
    authority.abolished_on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    session.add(authority)
    _seed_aliases(session, provider.id, [row["name"], *row["also_known_as"].split("|")])


def _seed_aliases(session: Session, provider_id: int, names: list[str]) -> None:
    asked = select(AuthorityAlias.alias).where(AuthorityAlias.provider_id == provider_id)
    known = set(session.scalars(asked))
    for name in names:
        if name and name not in known:
            session.add(AuthorityAlias(provider_id=provider_id, alias=name))


def _seed_succession(session: Session, row: Mapping[str, str]) -> None:
    predecessor = _find_provider(session, row["predecessor_urn"])
    successor = _find_provider(session, row["successor_urn"])
    if predecessor is None or successor is None:
        raise ValueError(f"successions.csv names a URN that authorities.csv lacks: {dict(row)}")
    link = session.get(AuthoritySuccession, (predecessor.id, successor.id))
    link = link or AuthoritySuccession(predecessor_id=predecessor.id, successor_id=successor.id)
    link.changed_on = date.fromisoformat(row["changed_on"])
    session.add(link)


def seed(session: Session) -> None:
    """Write the reference facts and this database's salt; doing it again changes nothing."""
    for row in rows_of("authorities.csv"):
        _seed_authority(session, row)
    for row in rows_of("successions.csv"):
        _seed_succession(session, row)
    if session.get(Setting, "salt") is None:
        session.add(Setting(key="salt", value=secrets.token_hex(32)))
    session.flush()
