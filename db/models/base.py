"""What every table shares: names of constraints, and the check of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase

from db.states import PageRole, PageState

__all__ = ["NAMES", "Base", "PageRole", "PageState", "one_of"]

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


def one_of(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    """Return a CHECK that a text column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)
