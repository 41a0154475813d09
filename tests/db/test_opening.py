"""Opening a database: the URL is understood or named, and every connection is set up right."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from db.engine import (
    BadDatabaseUrl,
    DatabaseError,
    DatabaseUnreachable,
    hide_password,
    is_sqlite,
    make_engine,
    make_reading_engine,
    named_errors,
    read_session,
    write_session,
)
from db.models import Run, Setting, Source
from db.schema import check, current_revision, upgrade


@pytest.mark.parametrize(
    "url",
    [
        "not a url with hush in it",
        "postgresql://reader:hush@host:port/name",
        "postgresql://reader:hu/sh@host:5432:1/name",
        "mysql://reader:hush@host/name",
        "postgresql+psycopg2://reader:hush@host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "",
    ],
)
def test_a_malformed_url_is_one_line_without_the_password_and_exit_code_2(url):
    with pytest.raises(BadDatabaseUrl) as caught:
        make_engine(url)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    if "@" in url:
        assert "hush" not in str(caught.value)


def test_a_password_is_hidden_in_every_form_of_url():
    assert hide_password("postgresql://u:hush@h/n") == "postgresql://u:***@h/n"
    assert "hush" not in hide_password("postgresql://u:hush@h:x/n")
    assert "hush" not in hide_password("nonsense://u:p@hush@h:x/n")
    assert hide_password("sqlite:////tmp/x.db") == "sqlite:////tmp/x.db"


def test_a_file_that_is_no_database_is_named_without_a_link(tmp_path):
    file = tmp_path / "winnow.db"
    file.write_bytes(b"a shopping list, not a database\n" * 99)
    engine = make_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseError) as caught:
        current_revision(engine)
    engine.dispose()
    assert str(caught.value).startswith(f"{file} is no SQLite database: ")
    assert caught.value.exit_code == 4


def test_a_database_that_cannot_be_written_answers_and_nothing_is_put_beside_it(
    tmp_path, monkeypatch
):
    file = tmp_path / "a home #1" / "winnow.db"
    file.parent.mkdir()
    url = f"sqlite:///{file}"
    upgrade(url)
    assert [one.name for one in file.parent.iterdir()] == ["winnow.db"]
    monkeypatch.setattr("db.engine.is_writable", lambda _: False)
    engine = make_reading_engine(url)
    check(engine)
    with read_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Setting)) is not None
        assert [one.name for one in file.parent.iterdir()] == ["winnow.db"]
    refused = pytest.raises(DatabaseUnreachable, match=r"winnow\.db cannot be written: ")
    with refused, named_errors(engine), engine.connect() as connection:
        connection.execute(text("DELETE FROM settings"))
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_means_psycopg_3_however_it_is_spelt(scheme):
    engine = make_engine(f"{scheme}://u:p@127.0.0.1/n")
    assert engine.url.drivername == "postgresql+psycopg"
    engine.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_sqlite_is_opened_with_wal_foreign_keys_and_full_synchronous(engine):
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 30_000,
    }


def test_a_reading_session_cannot_write_and_a_writing_one_after_it_can(engine):
    with read_session(engine) as s:
        assert s.scalar(select(func.count()).select_from(Run)) == 0
        with pytest.raises(DBAPIError):
            s.execute(text("INSERT INTO settings (key, value) VALUES ('a', 'b')"))
    with write_session(engine) as s:
        s.add(Setting(key="a", value="b"))
    with read_session(engine) as s:
        assert s.get_one(Setting, "a").value == "b"


def test_a_reading_session_sees_one_state_while_others_write(engine, world):
    with read_session(engine) as reader:
        assert reader.scalar(select(func.count()).select_from(Source)) == 0
        with write_session(engine) as s:
            world.source(s)
        assert reader.scalar(select(func.count()).select_from(Source)) == 0
    with read_session(engine) as reader:
        assert reader.scalar(select(func.count()).select_from(Source)) == 1


def test_an_exception_rolls_the_whole_session_back(engine, world):
    with pytest.raises(ZeroDivisionError), write_session(engine) as s:
        print(world.source(s) / 0)
    with read_session(engine) as s:
        assert s.scalar(select(func.count()).select_from(Source)) == 0


def test_no_write_is_lost_when_four_threads_read_and_then_write(engine):
    each = 20
    if is_sqlite(engine):
        statement = "UPDATE settings SET value = :value WHERE key = 'count'"
    else:
        statement = "UPDATE settings SET value = value WHERE key = 'count'"  # takes the row first
    with write_session(engine) as s:
        s.add(Setting(key="count", value="0"))
    failures = []

    def add_one(s: Session) -> None:
        if not is_sqlite(engine):
            s.execute(text(statement))
        value = int(s.scalar(select(Setting.value).where(Setting.key == "count")))
        change = text("UPDATE settings SET value = :value WHERE key = 'count'")
        s.execute(change, {"value": str(value + 1)})

    def work() -> None:
        try:
            for _ in range(each):
                with write_session(engine) as s:
                    add_one(s)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    with read_session(engine) as s:
        assert s.get_one(Setting, "count").value == str(4 * each)


def test_a_time_without_a_zone_is_refused_and_others_come_back_in_utc(engine):
    summer = datetime(2026, 7, 1, 9, 30, 0, 123, tzinfo=timezone(timedelta(hours=1)))
    with write_session(engine) as s:
        s.add(Run(command="demo", software="0.1", started_at=summer))
    with read_session(engine) as s:
        held = s.scalars(select(Run)).one().started_at
    assert held == summer
    assert held.tzinfo is UTC
    with pytest.raises(StatementError, match="without a zone"), write_session(engine) as s:
        s.add(Run(command="demo", software="0.1", started_at=datetime(2026, 7, 1)))  # noqa: DTZ001


def test_a_row_that_points_at_nothing_is_refused(engine):
    with pytest.raises(DBAPIError), write_session(engine) as s:
        s.execute(text("INSERT INTO authority_aliases (provider_id, alias) VALUES (99999, 'x')"))


def test_an_unknown_state_is_refused_by_the_database_itself(engine, world):
    with write_session(engine) as s:
        world.page(s, world.source(s))
    with pytest.raises(DBAPIError, match="ck_pages_state"), write_session(engine) as s:
        s.execute(text("UPDATE pages SET state = 'lost'"))


def test_a_database_that_cannot_be_reached_is_named(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/missing/x.db")
    with pytest.raises(DatabaseUnreachable, match="missing") as caught, read_session(engine) as s:
        s.execute(text("SELECT 1"))
    assert caught.value.exit_code == 4
    engine.dispose()
