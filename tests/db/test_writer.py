"""The writing thread: one transaction a piece, exceptions handed over, outages waited out."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select, text

import db.engine
from db.engine import DatabaseUnreachable, DiskFull, is_sqlite, make_engine, read_session
from db.models import Outcome, Page, PageState, Report, Setting, Source
from db.search_index import out_of_step
from db.writer import Writer

WAIT = 30  # seconds any future may take here


def put(key: str):
    def work(s):
        s.add(Setting(key=key, value="1"))
        s.flush()
        return key

    return work


def keys(engine) -> set[str]:
    with read_session(engine) as s:
        return set(s.scalars(select(Setting.key))) - {"salt", "search_words"}


@pytest.fixture
def writer(engine):
    with Writer(engine, outage_seconds=20) as made:
        yield made


def test_work_is_committed_before_its_future_resolves_and_in_order(engine, writer):
    futures = [writer.submit(put(f"k{n}")) for n in range(20)]
    assert [future.result(WAIT) for future in futures] == [f"k{n}" for n in range(20)]
    assert len(keys(engine)) == 20
    assert threading.current_thread().name != "winnow-writer"


def test_an_exception_rolls_back_reaches_its_future_and_the_thread_lives_on(engine, writer):
    def fail(s):
        put("lost")(s)
        raise ZeroDivisionError("as told")

    first, second = writer.submit(fail), writer.submit(put("kept"))
    with pytest.raises(ZeroDivisionError, match="as told"):
        first.result(WAIT)
    assert second.result(WAIT) == "kept"
    doubled = writer.submit(put("kept"))  # a constraint is not an outage: no waiting
    started = time.monotonic()
    with pytest.raises(Exception, match="settings"):
        doubled.result(WAIT)
    assert time.monotonic() - started < 5
    assert writer.submit(put("after")).result(WAIT) == "after"
    assert keys(engine) == {"kept", "after"}
    assert not writer.broken.is_set()


def test_work_that_was_cancelled_before_its_turn_is_not_done(engine, writer):
    hold = threading.Event()
    blocked = writer.submit(lambda s: hold.wait(WAIT))
    waiting = writer.submit(put("never"))
    assert waiting.cancel()
    hold.set()
    blocked.result(WAIT)
    assert writer.submit(put("last")).result(WAIT) == "last"
    with pytest.raises(CancelledError):
        waiting.result(WAIT)
    assert keys(engine) == {"last"}


def test_closing_finishes_what_was_submitted_and_takes_no_more(engine):
    writer = Writer(engine)
    futures = [writer.submit(put(f"k{n}")) for n in range(10)]
    writer.close()
    writer.close()
    assert all(future.done() for future in futures)
    assert len(keys(engine)) == 10
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(put("late"))


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_locked_file_is_waited_for_and_nothing_is_lost(fresh_url, monkeypatch):
    monkeypatch.setattr(db.engine, "BUSY_SECONDS", 0.05)
    engine = make_engine(fresh_url)
    with (
        closing(sqlite3.connect(engine.url.database, isolation_level=None)) as other,
        Writer(engine, outage_seconds=20) as writer,
    ):
        for night in range(2):
            other.execute("BEGIN IMMEDIATE")
            future = writer.submit(put(f"k{night}"))
            time.sleep(0.6)
            assert not future.done()
            other.execute("COMMIT")
            assert future.result(WAIT) == f"k{night}"
    assert keys(engine) == {"k0", "k1"}
    engine.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_an_outage_that_lasts_breaks_the_writer_and_fails_everything_after(fresh_url, monkeypatch):
    monkeypatch.setattr(db.engine, "BUSY_SECONDS", 0.05)
    engine = make_engine(fresh_url)
    writer = Writer(engine, outage_seconds=0.5)
    with closing(sqlite3.connect(engine.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        futures = [writer.submit(put(f"k{n}")) for n in range(3)]
        for future in futures:
            with pytest.raises(DatabaseUnreachable):
                future.result(WAIT)
        assert writer.broken.is_set()
        other.execute("ROLLBACK")
    with pytest.raises(DatabaseUnreachable):
        writer.submit(put("late")).result(WAIT)
    writer.close()
    assert keys(engine) == set()
    engine.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_closing_in_an_outage_does_not_wait_for_its_end(fresh_url, monkeypatch):
    monkeypatch.setattr(db.engine, "BUSY_SECONDS", 0.05)
    engine = make_engine(fresh_url)
    writer = Writer(engine, outage_seconds=300)
    with closing(sqlite3.connect(engine.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        future = writer.submit(put("k"))
        started = time.monotonic()
        writer.close(patience=0.5)
        assert time.monotonic() - started < 10
    with pytest.raises(DatabaseUnreachable):
        future.result(0)
    engine.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_named_and_not_waited_for(engine, writer):
    def too_much(s):
        pages = s.connection().exec_driver_sql("PRAGMA page_count").scalar()
        s.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
        s.add(Setting(key="big", value="x" * 1_000_000))

    with pytest.raises(DiskFull) as caught:
        writer.submit(too_much).result(WAIT)
    assert caught.value.exit_code == 5
    assert keys(engine) == set()


@pytest.mark.parametrize("fresh_url", ["postgresql"], indirect=True)
def test_connections_that_the_server_ends_cost_nothing(engine, fresh_url, writer):
    writer.submit(put("before")).result(WAIT)
    times = []

    def is_cut_the_first_time(s):
        put("during")(s)
        mine = s.scalar(select(func.pg_backend_pid()))
        times.append(mine)
        if len(times) == 1:
            with psycopg.connect(fresh_url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [mine])
        s.scalar(select(func.count()).select_from(Setting))
        return "during"

    assert writer.submit(is_cut_the_first_time).result(WAIT) == "during"
    assert len(times) == 2
    assert keys(engine) == {"before", "during"}


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("fresh_url", ["postgresql"], indirect=True)
def test_a_commit_whose_answer_was_lost_is_asked_for_and_never_done_twice(
    engine, writer, monkeypatch, kept
):
    real, done = engine.dialect.do_commit, []

    def lose_the_answer(connection):
        if done.count("cut") == 0:
            done.append("cut")
            if kept:
                real(connection)
            connection.driver_connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        real(connection)

    def work(s):
        done.append("work")
        return put("once")(s)

    writer.submit(put("warm")).result(WAIT)
    monkeypatch.setattr(engine.dialect, "do_commit", lose_the_answer)
    assert writer.submit(work).result(WAIT) == "once"
    assert done.count("work") == (1 if kept else 2)
    assert keys(engine) == {"warm", "once"}


@pytest.mark.parametrize("fresh_url", ["postgresql"], indirect=True)
def test_a_database_that_only_reads_for_a_while_is_an_outage(engine, fresh_url, writer):
    with psycopg.connect(fresh_url, autocommit=True) as other:
        name = other.info.dbname
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        future = writer.submit(put("k"))
        time.sleep(0.5)
        assert not future.done()
        other.execute("SET default_transaction_read_only = off")
        other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert future.result(WAIT) == "k"
    assert keys(engine) == {"k"}


CHILD = Path(__file__).with_name("writing_child.py")


def test_kill_9_in_the_middle_of_writing_tears_nothing(engine, fresh_url):
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, str(CHILD), fresh_url],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(CHILD.parents[2])},
        )
        assert child.stdout is not None
        for _line in range(7):
            assert child.stdout.readline()  # seven reports were reported as committed
        child.send_signal(signal.SIGKILL)
        child.stdout.close()
        child.wait(WAIT)
    with read_session(engine) as s:
        reports = s.scalar(select(func.count()).select_from(Report))
        outcomes = s.scalar(select(func.count()).select_from(Outcome))
        stored = s.scalar(
            select(func.count()).select_from(Page).where(Page.state == PageState.STORED)
        )
        texts = s.execute(
            text(
                "SELECT count(*) FROM versions JOIN removed_blocks r ON r.version_id = versions.id"
            )
        ).scalar()
        assert out_of_step(s) == (0, 0)
        assert reports >= 21
        assert reports == outcomes == stored == texts
        assert s.scalar(select(func.count()).select_from(Source)) == 1
    assert is_sqlite(engine) or engine.dialect.name == "postgresql"
