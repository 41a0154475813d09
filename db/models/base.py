"""What every table shares: names of constraints, and the states a page can be in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; its naming convention lets batch migrations find every constraint."""

    metadata = MetaData(naming_convention=NAMES)


class PageState(StrEnum):
    """Where a page stands. Everything but PENDING is an outcome of a run."""

    PENDING = "pending"
    STORED = "stored"
    UNCHANGED = "unchanged"
    OFF_TOPIC = "off_topic"
    NOT_ARTICLE = "not_article"
    REFUSED = "refused"  # robots.txt, the address guard or a takedown; `reason` says which
    FAILED = "failed"  # will be tried again
    QUARANTINED = "quarantined"
    GONE = "gone"


class PageRole(StrEnum):
    """What kind of thing a page is expected to be."""

    ARTICLE = "article"  # a news story
    PUBLICATION = "publication"  # a document of Ofsted's (a PDF)
    PROVIDER = "provider"  # a provider's page on the reports site: its list of publications
    CONTENT = "content"  # a GOV.UK content item


def one_of(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    """Return a CHECK that a text column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)
