"""How a command opens the record: the home, the database, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@contextmanager
def reading() -> Iterator[Session]:
    """Give a read-only session on an existing record.

    Raises NotFound when nothing was ever stored here, DatabaseError when it cannot be opened.
    """
    from db.engine import make_reading_engine, read_session
    from db.home import database_url, find_home
    from db.schema import check, current_revision

    url = database_url(find_home())
    refuse_missing_file(url)
    engine = make_reading_engine(url)
    try:
        if current_revision(engine) is None:
            raise NotFound(empty_record(url))
        check(engine)
        with read_session(engine) as session:
            yield session
    finally:
        engine.dispose()


def refuse_missing_file(url: str) -> None:
    """Raise NotFound rather than let SQLite create a file by being asked."""
    from db.engine import sqlite_file

    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise NotFound(empty_record(url))


def empty_record(url: str) -> str:
    """Return the line for a person who asks before anything was stored."""
    from db.engine import hide_password

    return (
        f"nothing is stored yet in {hide_password(url)}; start with `winnow demo`, "
        "`winnow import PATH` or `winnow nightly` (WINNOW_HOME names the place)"
    )


@contextmanager
def writing() -> Iterator[Session]:
    """Give a session in one transaction on an existing record; commits at the end."""
    from db.engine import make_engine, write_session
    from db.home import database_url, find_home
    from db.schema import check

    url = database_url(find_home())
    refuse_missing_file(url)
    engine = make_engine(url)
    try:
        check(engine)
        with write_session(engine) as session:
            yield session
    finally:
        engine.dispose()
