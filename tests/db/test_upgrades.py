"""Bringing a database to this version: copies first, refusals, several at once, what is seeded."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from db import schema
from db.engine import SchemaMismatch, make_engine, read_session, write_session
from db.errors import DatabaseError, DatabaseUnreachable
from db.models import (
    AuthorityAlias,
    AuthoritySuccession,
)
from db.queries import authorities
from tests.db.populated import populate, row_hashes, without_settings


def test_a_database_of_a_newer_winnow_is_refused(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaMismatch, match="newer Winnow"):
        schema.check(engine)
    with pytest.raises(SchemaMismatch, match="newer Winnow"):
        schema.upgrade(engine.url.render_as_string(hide_password=False))


def test_an_older_or_empty_database_is_named_with_what_to_do(engine, tmp_path):
    schema.check(engine)
    schema.migrate(engine, "0001", down=True)
    with pytest.raises(SchemaMismatch, match="winnow db upgrade"):
        schema.check(engine)
    empty = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(SchemaMismatch, match="no tables yet"):
        schema.check(empty)
    empty.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_populated_file_is_copied_before_an_upgrade_and_the_copy_is_whole(
    engine, fresh_url, world, night, tmp_path
):
    populate(engine, world, night)
    before = row_hashes(engine)
    assert schema.upgrade(fresh_url) is None  # nothing to do, nothing to copy
    schema.migrate(engine, "0001", down=True)
    copy = schema.upgrade(fresh_url, backup_to=tmp_path / "backups")
    assert copy is not None
    assert list((tmp_path / "backups").iterdir()) == [copy]
    held = make_engine(f"sqlite:///{copy}")
    assert schema.current_revision(held) == "0001"
    assert without_settings(row_hashes(held)) == without_settings(before)
    held.dispose()


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_backup_sees_what_is_still_in_the_log_and_never_replaces_a_good_one_by_a_bad(
    engine, world, night, tmp_path
):
    target = tmp_path / "copy.db"
    file = Path(engine.url.database or "")
    with write_session(engine) as s:
        world.report(s, world.source(s))
    schema.back_up(file, target)
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM versions").fetchone() == (1,)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database, but long enough to look like a file" * 99)
    good = target.read_bytes()
    with pytest.raises(DatabaseError, match=r"broken\.db"):
        schema.back_up(broken, target)
    assert target.read_bytes() == good
    assert not list(tmp_path.glob(".copy.db.part*"))


def test_seeding_twice_changes_nothing_and_the_authorities_are_those_of_the_reference(engine):
    before = row_hashes(engine)
    schema.upgrade(engine.url.render_as_string(hide_password=False))
    assert row_hashes(engine) == before
    with read_session(engine) as s:
        rows = authorities(s)
        doubled = s.execute(
            select(AuthorityAlias.alias).group_by(AuthorityAlias.alias).having(func.count() > 1)
        ).all()
        links = s.scalar(select(func.count()).select_from(AuthoritySuccession))
    by_name = {row.name: row for row in rows}
    gone = {row.name: row.abolished_on for row in rows if row.abolished_on}
    assert (len(rows), len(rows) - len(gone)) == (156, 153)
    assert gone == {
        "Cumbria": date(2023, 4, 1),
        "Northamptonshire": date(2021, 4, 1),
        "Poole": date(2019, 4, 1),
    }
    assert by_name["Cumbria"].successors == ("Cumberland", "Westmorland and Furness")
    assert "Hull" in by_name["Kingston upon Hull"].aliases
    assert not {"Bournemouth", "Poole", "Christchurch"} & set(
        by_name["Bournemouth, Christchurch and Poole"].aliases
    )
    assert (doubled, links) == ([], 5)


def test_three_processes_that_upgrade_at_once_leave_one_sound_schema(engine):
    schema.migrate(engine, "base", down=True)
    url = engine.url.render_as_string(hide_password=False)
    statement = f"from db.schema import upgrade; upgrade({url!r})"
    children = [
        subprocess.Popen([sys.executable, "-c", statement], cwd=schema.PROJECT) for _ in range(3)
    ]
    assert [child.wait(120) for child in children] == [0, 0, 0]
    schema.check(engine)
    with read_session(engine) as s:
        assert len(authorities(s)) == 156


def test_an_unreachable_database_is_one_clear_error(tmp_path):
    for url in (
        f"sqlite:///{tmp_path}/no/such/folder/x.db",
        "postgresql://reader:hush@127.0.0.1:1/none",
    ):
        with pytest.raises(DatabaseUnreachable) as caught:
            schema.upgrade(url)
        assert "hush" not in str(caught.value)
        assert "\n" not in str(caught.value)
