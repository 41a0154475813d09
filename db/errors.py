"""What can go wrong with the database, by the exit code it leads to."""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from words.exit_codes import ExitCode

# What stands between "//" and the last "@" of a URL: user and password.
_CREDENTIALS = re.compile(r"//[^/]*@|//[^@]*@")

_SQLITE_OUTAGES = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_PROTOCOL",
)
# Class 08 connection, 57P shutdown and start-up, 53300 too many connections, 40 rolled back by a
# conflict, 25006 read-only (a standby), 55P03 and 57014 a lock or statement that timed out.
_POSTGRESQL_OUTAGES = ("08", "57P", "53300", "40001", "40P01", "25006", "55P03", "57014")


class DatabaseError(Exception):
    """The database cannot be used; the message is one line for a person, without a password."""

    exit_code = ExitCode.DATABASE


class BadDatabaseUrl(DatabaseError):
    """The URL cannot be understood: a mistake in the configuration."""

    exit_code = ExitCode.USAGE


class DatabaseUnreachable(DatabaseError):
    """The database does not answer, or did not come back in time."""


class SchemaMismatch(DatabaseError):
    """The tables are older or newer than this software; the message says what to do."""


class DiskFull(DatabaseError):
    """The database cannot grow."""

    exit_code = ExitCode.DISK


def hide_password(url: str) -> str:
    """Return the URL with its password as `***`; one that cannot be parsed loses its user too."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return _CREDENTIALS.sub("//***@", url, count=1)


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def is_disk_full(error: DBAPIError) -> bool:
    """Say whether the database refused because there is no room left."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_FULL"
    return _sqlstate(error) == "53100"


def is_outage(error: DBAPIError) -> bool:
    """Say whether waiting and trying again may help: no connection, a lock, a restart."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorname", "").startswith(_SQLITE_OUTAGES)
    if error.connection_invalidated:
        return True
    state = _sqlstate(error)
    if state is not None:
        return state.startswith(_POSTGRESQL_OUTAGES)
    # psycopg gives no state for a connection that could not be made or was cut.
    return type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}


def sqlite_fault(error: DBAPIError, file: str) -> str | None:
    """Return what is wrong with a SQLite file and what to do, None for any other error."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if name.startswith("SQLITE_NOTADB"):
        return f"{file} is no SQLite database: move it away, or let WINNOW_HOME name another folder"
    if name.startswith("SQLITE_CORRUPT"):
        return f"{file} is damaged: put a backup in its place (`backups` may hold one)"
    if name.startswith("SQLITE_READONLY"):
        return (
            f"{file} cannot be written: give this account the right to write it and its folder, "
            "or let WINNOW_HOME name another folder"
        )
    return None


def first_line(error: BaseException) -> str:
    """Return the first line of an error's own words."""
    words = str(getattr(error, "orig", None) or error).strip()
    return words.splitlines()[0] if words else type(error).__name__
