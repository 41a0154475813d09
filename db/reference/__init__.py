"""Facts that every database starts with: local authorities, their names, successors and trusts.

See README.md in this folder for the columns, the attribution and what was corrected.
"""

from __future__ import annotations

import csv
import secrets
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models import Authority, AuthorityAlias, AuthoritySuccession, Provider, Setting
from db.models.places import ServiceOperator


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV file of this folder."""
    text = files("db.reference").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _seed_authority(
    session: Session, row: Mapping[str, str], provider: Provider | None, aliases: set[str]
) -> None:
    """Add one authority, or bring its facts up to date; aliases are only added."""
    if provider is None:
        provider = Provider(kind="authority", urn=row["provider_urn"], registration={})
        session.add(provider)
    provider.name = row["name"]
    provider.status = "closed" if row["ended_on"] else provider.status
    authority = provider.authority or Authority(provider=provider)
    session.add(authority)
    authority.la_code = row["dfe_code"]
    authority.gss_code = row["ons_code"]
    authority.region_code = row["region_letters"]
    authority.region = row["region_name"]
    authority.region_gss_code = row["region_ons_code"]
    authority.type = row["kind_of_authority"]
    authority.domain = row["web_domain"] or None
    authority.abolished_on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    session.flush()
    for name in dict.fromkeys([row["name"], *row["also_known_as"].split("|")]):
        if name and name not in aliases:
            session.add(AuthorityAlias(provider_id=provider.id, alias=name))


def _seed_succession(
    session: Session, row: Mapping[str, str], providers: Mapping[str, Provider]
) -> None:
    try:
        predecessor = providers[row["predecessor_urn"]]
        successor = providers[row["successor_urn"]]
    except KeyError as error:
        raise ValueError(f"successions.csv: authorities.csv has no URN {error}") from error
    link = session.get(AuthoritySuccession, (predecessor.id, successor.id))
    link = link or AuthoritySuccession(predecessor_id=predecessor.id, successor_id=successor.id)
    link.changed_on = date.fromisoformat(row["changed_on"])
    session.add(link)


def _seed_operator(
    session: Session, row: Mapping[str, str], providers: Mapping[str, Provider]
) -> None:
    try:
        provider = providers[row["provider_urn"]]
    except KeyError as error:
        raise ValueError(f"operators.csv: authorities.csv has no URN {error}") from error
    asked = select(ServiceOperator).where(
        ServiceOperator.provider_id == provider.id, ServiceOperator.name == row["operator"]
    )
    operator = session.scalars(asked).one_or_none()
    operator = operator or ServiceOperator(provider_id=provider.id, name=row["operator"])
    operator.began_on = date.fromisoformat(row["began_on"]) if row["began_on"] else None
    operator.ended_on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    operator.evidence = row["evidence"]
    session.add(operator)


def _authorities(session: Session) -> dict[str, Provider]:
    """Return the authorities that are there, by URN."""
    asked = select(Provider).where(Provider.kind == "authority")
    found = session.scalars(asked.options(joinedload(Provider.authority)))
    return {provider.urn: provider for provider in found}


def seed(session: Session) -> None:
    """Write the reference facts and this database's salt; doing it again changes nothing."""
    providers = _authorities(session)
    aliases: dict[int, set[str]] = {}
    for provider_id, alias in session.execute(
        select(AuthorityAlias.provider_id, AuthorityAlias.alias)
    ):
        aliases.setdefault(provider_id, set()).add(alias)
    for row in rows_of("authorities.csv"):
        provider = providers.get(row["provider_urn"])
        known = aliases.get(provider.id, set()) if provider else set()
        _seed_authority(session, row, provider, known)
    providers = _authorities(session)
    for row in rows_of("successions.csv"):
        _seed_succession(session, row, providers)
    for row in rows_of("operators.csv"):
        _seed_operator(session, row, providers)
    if session.get(Setting, "salt") is None:
        session.add(Setting(key="salt", value=secrets.token_hex(32)))
    session.flush()
