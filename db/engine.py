"""Opening the database: SQLite in WAL mode with real transactions, or PostgreSQL by URL."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from db.errors import (
    BadDatabaseUrl,
    DatabaseError,
    DatabaseUnreachable,
    DiskFull,
    SchemaMismatch,
    first_line,
    hide_password,
    is_disk_full,
    is_outage,
    sqlite_fault,
)

__all__ = [
    "BadDatabaseUrl",
    "DatabaseError",
    "DatabaseUnreachable",
    "DiskFull",
    "SchemaMismatch",
    "hide_password",
    "is_sqlite",
    "lock_schema",
    "make_engine",
    "make_reading_engine",
    "named_errors",
    "read_session",
    "sqlite_file",
    "write_session",
]

BUSY_SECONDS = 30  # how long SQLite waits for another writer before it says "locked"
CACHE_KIB = 65_536  # SQLite's own 2 MiB make a look-up among 100,000 stories half as slow again
LOG_PAGES = (
    4_000  # of the write-ahead log before it is copied back: at 1,000 a store costs a tenth more
)
CONNECT_SECONDS = 10  # how long PostgreSQL may take to answer

READ_ONLY = "winnow_read_only"
SCHEMA_LOCK = 7_741_203_118  # any fixed number


def parse_url(url: str) -> URL:
    """Return the parsed URL, or raise BadDatabaseUrl without repeating a password."""
    shown = hide_password(url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise BadDatabaseUrl(
            f"database URL cannot be understood: {shown!r} "
            "(wanted: sqlite:////folder/file.db or postgresql://user@host/name)"
        ) from error
    if parsed.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise BadDatabaseUrl(f"database URL names neither sqlite nor postgresql: {shown!r}")
    if parsed.database in {None, "", ":memory:"}:
        raise BadDatabaseUrl(f"database URL names no file: {shown!r}")
    return parsed


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for PostgreSQL; raises BadDatabaseUrl."""
    parsed = parse_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def is_sqlite(bind: Engine | Connection) -> bool:
    """Say whether this is SQLite (else it is PostgreSQL)."""
    return bind.dialect.name == "sqlite"


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set what SQLite forgets per connection. The driver must not begin transactions itself."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once unless the session said that it only reads.

    A plain BEGIN that reads first and writes later fails with "database is locked" whatever the
    timeout, so writing is the default.
    """
    only_reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if only_reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def is_writable(file: Path) -> bool:
    """Say whether this account may write a database file and what SQLite puts beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def make_reading_engine(url: str) -> Engine:
    """Return an engine that never writes; a SQLite file may then be one that cannot be written.

    Raises BadDatabaseUrl.
    """
    file = sqlite_file(url)
    if file is None or is_writable(file):
        return make_engine(url)
    engine = create_engine(
        parse_url(url),
        creator=lambda: _connect_unwritable(file),
        execution_options={READ_ONLY: True},
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_unwritable(file: Path) -> sqlite3.Connection:
    """Open a file that cannot be written.

    Where a log lies beside it, another account is writing or was killed: SQLite reads both then.
    Else it is told that nothing changes, because it could not put its lock file there.
    """
    log = file.with_name(f"{file.name}-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    address = f"file:{quote(str(file.absolute()))}?{how}"
    return sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _as_json(value: object) -> str:
    """Write JSON without spaces, and letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def make_engine(url: str) -> Engine:
    """Return an engine for the URL. Nothing is opened yet; raises BadDatabaseUrl."""
    parsed = parse_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    connect: dict[str, Any] = (
        {"timeout": BUSY_SECONDS} if sqlite else {"connect_timeout": CONNECT_SECONDS}
    )
    try:
        engine = create_engine(
            parsed, pool_pre_ping=not sqlite, connect_args=connect, json_serializer=_as_json
        )
    except (ArgumentError, NoSuchModuleError, ImportError, TypeError, ValueError) as error:
        words = "PostgreSQL needs the extra `postgres`" if "psycopg" in str(error) else error
        raise BadDatabaseUrl(f"{hide_password(url)}: {words}") from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def lock_schema(connection: Connection) -> None:
    """Let one process at a time change the schema or its reference facts, until the commit.

    SQLite needs no lock of its own for it: a writer has the file to itself.
    """
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SCHEMA_LOCK})


@contextmanager
def named_errors(engine: Engine) -> Iterator[None]:
    """Name what a person can mend: an outage, a full disk, a bad file; pass the rest on.

    Raises DatabaseUnreachable, DiskFull, DatabaseError.
    """
    try:
        yield
    except DBAPIError as error:
        shown = engine.url.render_as_string(hide_password=True)
        if is_disk_full(error):
            raise DiskFull(f"no room left for the database {shown}") from error
        fault = sqlite_fault(error, engine.url.database or "") if is_sqlite(engine) else None
        if is_outage(error):
            raise DatabaseUnreachable(fault or f"{shown}: {first_line(error)}") from error
        if fault is not None:
            raise DatabaseError(fault) from error
        raise


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one state of the database and cannot write.

    Raises DatabaseUnreachable; a write fails in the database itself.
    """
    reading = engine.execution_options(**{READ_ONLY: True})
    if not is_sqlite(engine):
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with named_errors(engine), Session(reading, expire_on_commit=False) as session:
        yield session


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """Give a session of one transaction: committed at the end, rolled back by an exception.

    SQLite takes its write lock at the first statement. Raises DatabaseUnreachable, DiskFull.
    """
    with (
        named_errors(engine),
        Session(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session
