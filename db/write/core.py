"""Running statements that were composed once, when their module was loaded.

Composing a statement and wrapping rows in objects takes several times as long as the database
needs for it, so nothing is loaded to be written: tables and parameter lists, no mapped objects.
A caller may still hold objects of its own; what it changed is written first, and what it had
loaded is read anew after a write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Row, Table
from sqlalchemy.orm import Session

from db.models import Base

__all__ = ["Values", "ask", "ask_all", "columns_of", "insert_one", "table_of", "values_of", "write"]

Values = Mapping[str, Any]


def table_of(model: type[Base]) -> Table:
    """Return the table of a mapped class."""
    return cast(Table, model.__table__)


def ask(s: Session, statement: Executable, **values: Any) -> Row[Any] | None:
    """Return the first row of an answer, None if there is none."""
    return _run(s, statement, values).first()


def ask_all(s: Session, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
    """Return all rows of an answer."""
    return _run(s, statement, values).all()


def write(s: Session, statement: Executable, rows: Values | Sequence[Values]) -> int:
    """Run a statement for one row of values or for each of several; return the rows it changed.

    No rows: nothing is done. Of several the driver may not say how many were changed.
    """
    if not rows:
        return 0
    changed = _run(s, statement, rows).rowcount
    _forget(s)
    return changed


def insert_one(s: Session, statement: Executable, values: Values) -> int:
    """Insert a row and return the id that the database gave it."""
    key = _run(s, statement, values).inserted_primary_key
    _forget(s)
    return int(key[0]) if key else 0


def _run(s: Session, statement: Executable, rows: Values | Sequence[Values]) -> CursorResult[Any]:
    s.flush()
    return s.connection().execute(statement, rows)


def _forget(s: Session) -> None:
    if len(s.identity_map):
        s.expire_all()


def columns_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the columns that a row value has: its fields."""
    return tuple(kind.__dataclass_fields__)


def values_of(row: Any) -> dict[str, Any]:
    """Return a row value as parameters, by column."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}
