"""Runs migrations in one transaction, safely on both databases.

SQLite alters a table by copying it and dropping the old one. With foreign keys on, that drop
deletes the rows of every child table without an error; so they are off for the whole migration
(which only works outside a transaction) and checked before it is committed.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeEngine

from db.engine import is_sqlite, lock_schema, make_engine
from db.home import database_url, find_home
from db.models import Base
from db.types import JsonValue, UtcDateTime

SEARCH_TABLES = "search_"  # the full-text index differs by database and is no model


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the full-text tables out of comparisons."""
    return kind != "table" or not (name or "").startswith(SEARCH_TABLES)


def render_item(kind: str, value: object, _context: object) -> str | Literal[False]:
    """Write our column types as plain SQL types: a landed migration must not import our code."""
    if kind != "type" or not isinstance(value, TypeEngine):
        return False
    if isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if value is JsonValue:
        return 'sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")'
    return False


def broken_references(connection: Connection) -> list[Any]:
    """Return rows that point at nothing (SQLite only; PostgreSQL checks by itself)."""
    return list(connection.execute(text("PRAGMA foreign_key_check")))


def migrate(connection: Connection) -> None:
    """Run what was asked for on this connection, which has not begun a transaction."""
    sqlite = is_sqlite(connection)
    if sqlite:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=sqlite,
            transactional_ddl=True,
            compare_type=True,
            include_name=include_name,
            render_item=render_item,
            autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
        )
        with context.begin_transaction():
            lock_schema(connection)
            context.run_migrations()
            if sqlite and (broken := broken_references(connection)):
                raise RuntimeError(f"the migration left rows that point at nothing: {broken[:5]}")
    finally:
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Use the connection that db.schema hands over, or open the configured database."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    with make_engine(database_url(find_home())).connect() as connection:
        migrate(connection)


run()
