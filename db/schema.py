"""The schema's version: upgrade, check, and the backup that is made before a change.

Alembic is imported when a database is changed: every command compares revisions, and the names of
the migrations' files say as much.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from db.engine import (
    SchemaMismatch,
    is_sqlite,
    lock_schema,
    make_engine,
    named_errors,
    sqlite_file,
    write_session,
)
from db.errors import DatabaseError, hide_password
from db.home import Home, database_url
from db.reference import seed
from db.search_index import rebuild_if_needed

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
MUCH_EMPTY = 0.2  # of a file's pages
POPULATED = ("reports", "pages", "runs")  # a row in any of these is worth a backup


def alembic_config(**attributes: object) -> Config:
    """Return Alembic's configuration, which is in pyproject.toml; attributes go to env.py."""
    from alembic.config import Config

    config = Config(toml_file=PROJECT / "pyproject.toml")
    config.attributes.update(attributes)
    return config


def known_revisions() -> list[str]:
    """Return the revisions that this software knows, in order: 0001_the_tables.py is 0001."""
    files = (PROJECT / "migrations" / "versions").glob("[0-9]*_*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def newest_revision() -> str:
    """Return the revision this software works with."""
    known = known_revisions()
    if not known:
        raise SchemaMismatch("this installation has no migrations; reinstall it")
    return known[-1]


def current_revision(engine: Engine) -> str | None:
    """Return the revision of the database, None for an empty one; raises DatabaseUnreachable."""
    with named_errors(engine), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found


def check(engine: Engine) -> None:
    """Raise SchemaMismatch unless the tables are those of this software."""
    shown = engine.url.render_as_string(hide_password=True)
    found, wanted = current_revision(engine), newest_revision()
    if found == wanted:
        return
    if found is None:
        raise SchemaMismatch(f"{shown} has no tables yet: run `winnow db upgrade`")
    if found not in known_revisions():
        raise SchemaMismatch(_too_new(shown, found, wanted))
    raise SchemaMismatch(f"{shown} is at {found}, wanted {wanted}: run `winnow db upgrade`")


def _too_new(shown: str, found: str, wanted: str) -> str:
    return f"{shown} was written by a newer Winnow ({found}; this one knows {wanted}): update it"


def upgrade(engine_url: str, *, backup_to: Path | None = None) -> Path | None:
    """Bring the database to the newest revision, seed it, and see to the full-text index.

    A populated SQLite file is copied first, into the folder backup_to (None = `backups` beside
    the file). Returns that copy, None if none was needed. Raises BadDatabaseUrl,
    DatabaseUnreachable, or SchemaMismatch for a database that a newer Winnow wrote.
    """
    engine = make_engine(engine_url)
    try:
        found, wanted = current_revision(engine), newest_revision()
        if found is not None and found not in known_revisions():
            raise SchemaMismatch(_too_new(hide_password(engine_url), found, wanted))
        copy = None
        if found != wanted:
            copy = _back_up_first(engine, engine_url, found, backup_to)
            migrate(engine, wanted)
            give_room_back(engine)
        with write_session(engine) as session:
            lock_schema(session.connection())
            seed(session)
            rebuild_if_needed(session)
        return copy
    finally:
        engine.dispose()


def ready_engine(home: Home) -> Engine:
    """Return an engine over a database with today's tables; a new one gets them at once.

    Raises DatabaseError: unreachable, a bad URL, or tables of another version.
    """
    url = database_url(home)
    engine = make_engine(url)
    if current_revision(engine) is None:
        upgrade(url, backup_to=home.backups)
    check(engine)
    return engine


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    """Run the migrations up (or down) to a revision in one transaction."""
    from alembic import command

    with named_errors(engine), engine.connect() as connection:
        config = alembic_config(connection=connection)
        (command.downgrade if down else command.upgrade)(config, revision)


def give_room_back(engine: Engine) -> None:
    """Make a SQLite file as small as what is in it, where a migration left much of it empty.

    It needs room for a second copy while it runs: where that is missing the file stays as it is.
    """
    if not is_sqlite(engine):
        return
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        empty = cursor.execute("PRAGMA freelist_count").fetchone()[0]
        if empty < MUCH_EMPTY * pages:
            return
        try:
            cursor.execute("VACUUM")
        except sqlite3.OperationalError as error:
            log.warning("%d of %d pages of the database stay empty: %s", empty, pages, error)


def _back_up_first(engine: Engine, url: str, found: str | None, folder: Path | None) -> Path | None:
    file = sqlite_file(url)
    if file is None or found is None or not _is_populated(engine):
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = (folder or file.parent / "backups") / f"{file.stem}-before-upgrade-{stamp}.db"
    back_up(file, target)
    log.info("the database was copied to %s before the upgrade", target)
    return target


def _is_populated(engine: Engine) -> bool:
    tables = set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        return any(
            connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first()  # noqa: S608
            for table in POPULATED
            if table in tables
        )


def back_up(file: Path, target: Path) -> None:
    """Copy a SQLite database, also one in use, so that only a whole copy gets the final name.

    Raises DatabaseError when the copy is not sound; an earlier file of that name stays then.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise DatabaseError(f"the copy of {file} is not sound: {found}")
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(f"{file} could not be copied to {target}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Make a file or folder entry survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
