"""Migrations go up, down and up again on populated databases, and no row is lost."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, func, select, text

from db import schema
from db.engine import SchemaMismatch, is_sqlite, make_engine, read_session, write_session
from db.errors import DatabaseError, DatabaseUnreachable
from db.models import (
    AuthorityAlias,
    AuthoritySuccession,
    Base,
    Coverage,
    CoverageQuotation,
    Decision,
    Inspection,
    Provider,
    SentenceHash,
    Takedown,
    Tombstone,
    Version,
)
from db.queries import authorities
from db.search import search
from db.search_index import out_of_step
from db.write import (
    FactRow,
    InspectorRow,
    JudgementRow,
    NewStatistics,
    ParagraphRow,
    PublicationRow,
    SeenGrade,
    StatisticsGradeRow,
    StatisticsLine,
    end_run_source,
    note_site_blocks,
    note_site_grades,
    quarantine,
    raise_alarm,
    store_publication,
    store_statistics,
)
from db.write.successions import SuccessionRow, note_successions

MIGRATIONS = schema.PROJECT / "migrations"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]
SINCE = {
    "0003": ("statistics_files", "statistics_rows", "statistics_grades", "site_grades"),
    "0004": ("decisions",),
    "0005": ("provider_successions", "service_operators"),
}
"""Tables that a revision brought, and going below it takes away with their rows."""
NEWER = tuple(name for names in SINCE.values() for name in names)
NEWER_COLUMNS = {
    "reports": {"withdrawal_kept_at"},
    "alarms": {"cause", "amount", "accepted_by", "note"},
    "quarantine": {"resolved_by", "note"},
}
"""Columns that a revision brought to an older table."""


def populate(engine: Engine, world, night) -> None:
    """Put at least one row into every table that a night fills."""
    with write_session(engine) as s:
        source = world.source(s)
        run = world.run(s)
        for number in range(20):
            text_ = f"Inspectors praised council number {number}. Children’s café “quote”."
            news = world.report(s, source, run_id=run, days=number, text=text_)
        letter = world.report(s, source, kind="publication", run_id=run)
        row = PublicationRow(
            framework="ILACS",
            event_type="standard",
            provider_name="Derbyshire",
            started_on=date(2026, 1, 12),
            proven=True,
        )
        inspection = store_publication(
            s,
            letter.report_id,
            letter.version_id,
            row,
            [JudgementRow(area="overall_effectiveness", label="Overall", grade="good")],
            [InspectorRow(name="Ann Example", role="lead")],
            [FactRow(name="theme", value="care")],
            [ParagraphRow(text="Children are safe.", page=1)],
        )
        assert inspection is not None
        coverage = Coverage(
            report_id=news.report_id,
            inspection_id=inspection,
            status="linked",
            role="subject",
            score=0.9,
            parts={"alias": 1},
            created_at=night,
        )
        s.add_all([coverage, SentenceHash(hash=7, report_id=news.report_id)])
        takedown = Takedown(scope="url", value="u", mode="hide", reason="asked", created_at=night)
        s.add(takedown)
        s.flush()
        s.add(Tombstone(url_hash="0" * 64, takedown_id=takedown.id, erased_at=night))
        s.add(
            CoverageQuotation(
                coverage_id=coverage.id,
                version_id=letter.version_id,
                quoted="safe",
                printed="Children are safe",
                similarity=0.9,
            )
        )
        s.add(
            Decision(
                about="link",
                report_id=news.report_id,
                inspection_id=inspection,
                verdict="confirmed",
                decided_at=night,
                decided_by="ann",
            )
        )
        note_site_blocks(s, source, ["a" * 64], at=night)
        seen_on = world.capture(s, world.page(s, source))
        grade = SeenGrade(label="Full inspection", grade="Good", file_id="50252240")
        provider = s.get_one(Inspection, inspection).provider_id
        assert note_site_grades(s, provider, [grade], capture_id=seen_on, at=night) == 1
        store_statistics(s, *one_file(seen_on, world.page(s, source)), at=night)
        link = SuccessionRow(
            kind="school",
            predecessor_urn="100001",
            successor_urn="140001",
            origin="statistics",
            evidence_words="URN at time of latest graded inspection 100001",
            evidence_where="line 3 of a file",
        )
        assert note_successions(s, [link, link], capture_id=seen_on, at=night) == 1
        assert note_successions(s, [link], capture_id=seen_on, at=night) == 0
        quarantine(s, stage="read", code="timeout", detail="slow", at=night, run_id=run)
        raise_alarm(s, code="zero_yield", detail="none", at=night, run_id=run)
        end_run_source(s, run, source, status="ok")


def one_file(capture_id: int, page_id: int) -> tuple[NewStatistics, list[StatisticsLine]]:
    """Return a file of statistics with one line."""
    new = NewStatistics(
        page_id=page_id,
        capture_id=capture_id,
        payload_sha256="b" * 64,
        dataset="social_care",
        title="Providers as at 31 August 2026",
        as_at=date(2026, 8, 31),
        encoding="utf-8",
        preamble=["Providers"],
        columns=[{"name": "URN", "group": None, "field": "urn", "slot": "latest"}],
        doubts=[],
        line_count=1,
        reader="statistics",
        reader_version="1",
    )
    grade = StatisticsGradeRow(
        area="overall_effectiveness",
        label="Overall effectiveness",
        grade="good",
        grade_as_printed="Good",
        null_reason=None,
    )
    line = StatisticsLine(
        line=3,
        slot="latest",
        urn="SC100001",
        provider_kind="childrens_home",
        other={"Sector": "Private"},
        grades=[grade],
    )
    return new, [line]


def row_hashes(engine: Engine) -> dict[str, tuple[int, str]]:
    """Return, for every table of the models, its number of rows and a digest of them all."""
    found = {}
    reflected = MetaData()
    reflected.reflect(engine, only=lambda name, _: name in Base.metadata.tables)
    with read_session(engine) as s:
        for name, table in reflected.tables.items():
            columns = [c for c in table.c if c.name not in NEWER_COLUMNS.get(name, ())]
            rows = sorted(repr(tuple(row)) for row in s.execute(select(*columns)))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            found[name] = (len(rows), digest)
    return found


def test_the_models_and_the_migrations_say_the_same(engine):
    with engine.connect() as connection:
        command.check(schema.alembic_config(connection=connection))


def test_a_difference_between_models_and_migrations_would_be_noticed(engine):
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_reports_source_id"))
    with engine.connect() as connection, pytest.raises(Exception, match="ix_reports_source_id"):
        command.check(schema.alembic_config(connection=connection))


def test_down_and_up_again_loses_no_row_and_search_works_after_it(engine, world, night):
    populate(engine, world, night)
    before = row_hashes(engine)
    filled = {name for name, (rows, _) in before.items() if rows}
    assert len(filled) >= 24, sorted(set(before) - filled)
    kept = {name: rows for name, rows in before.items() if name not in NEWER}
    for revision in reversed(REVISIONS[:-1]):
        schema.migrate(engine, revision, down=True)
        assert without_settings(row_hashes(engine)) == without_settings(before)
    url = engine.url.render_as_string(hide_password=False)
    schema.upgrade(url)
    after = row_hashes(engine)
    assert {name: rows for name, rows in after.items() if name in kept} == kept
    seeded = {"service_operators"}
    assert {after[name][0] for name in NEWER if name not in seeded} == {0}
    assert after["service_operators"] == before["service_operators"]
    with read_session(engine) as s:
        assert search(s, "inspectors").total == 21
        assert out_of_step(s) == (0, 0)
        assert s.execute(text("SELECT count(*) FROM clean_report")).scalar() == 21
    with engine.connect() as connection:
        command.check(schema.alembic_config(connection=connection))


def without_settings(hashes: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Settings note how the words were indexed, which going down forgets; newer tables go."""
    gone = ("settings", *NEWER)
    return {name: value for name, value in hashes.items() if name not in gone}


def test_everything_can_be_taken_down_and_built_again(engine):
    schema.migrate(engine, "base", down=True)
    assert schema.current_revision(engine) is None
    schema.upgrade(engine.url.render_as_string(hide_password=False))
    schema.check(engine)


ALTER_PARENTS = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "HEAD"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP VIEW clean_report")
    for table in ("reports", "versions", "providers"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("note", sa.String(), nullable=True))
            batch.alter_column("id", existing_type=sa.Integer(), nullable=False)
            batch.create_check_constraint("note", "note IS NULL OR note <> ''")


def downgrade() -> None:
    for table in ("reports", "versions", "providers"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.drop_constraint(op.f(f"ck_{table}_note"), type_="check")
            batch.drop_column("note")
"""
FAILING = """
from alembic import op

revision = "9001"
down_revision = "HEAD"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE half_done (id integer)")
    op.execute("DELETE FROM removed_blocks")
    op.execute("SELECT * FROM no_such_table")


def downgrade() -> None:
    op.execute("DROP TABLE half_done")
"""
ALTER_PARENTS = ALTER_PARENTS.replace("HEAD", HEAD)
FAILING = FAILING.replace("HEAD", HEAD)
ORPHANING = FAILING.replace("DELETE FROM removed_blocks", "DELETE FROM versions WHERE id = 1")
ORPHANING = ORPHANING.replace('    op.execute("SELECT * FROM no_such_table")\n', "")


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations to which a test may add one."""
    folder = tmp_path / "project"
    shutil.copytree(MIGRATIONS, folder / "migrations")
    shutil.copyfile(schema.PROJECT / "pyproject.toml", folder / "pyproject.toml")
    monkeypatch.setattr(schema, "PROJECT", folder)
    return folder / "migrations" / "versions" / "9001_extra.py"


def test_altering_a_parent_table_keeps_the_rows_of_its_children(engine, world, night, extra):
    populate(engine, world, night)
    before = row_hashes(engine)
    extra.write_text(ALTER_PARENTS)
    schema.migrate(engine, "9001")
    changed = {"reports", "versions", "providers"}
    during = row_hashes(engine)
    assert {n: v[0] for n, v in during.items()} == {n: v[0] for n, v in before.items()}
    assert {n: v for n, v in during.items() if n not in changed} == {
        n: v for n, v in before.items() if n not in changed
    }
    schema.migrate(engine, HEAD, down=True)
    assert row_hashes(engine) == before
    with write_session(engine) as s:
        s.execute(text("DELETE FROM removed_blocks"))
        assert search(s, "inspectors").total == 21


@pytest.mark.parametrize("script", [FAILING, ORPHANING])
@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_a_migration_that_fails_or_orphans_rows_leaves_everything_as_it_was(
    engine, world, night, extra, script
):
    populate(engine, world, night)
    before = row_hashes(engine)
    extra.write_text(script)
    with pytest.raises(Exception, match=r"no_such_table|point at nothing"):
        schema.migrate(engine, "9001")
    assert row_hashes(engine) == before
    assert schema.current_revision(engine) == HEAD
    with engine.connect() as connection:
        keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert keys == 1


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


def test_up_from_nothing_is_what_every_test_database_is_copied_from(engine, night):
    with read_session(engine) as s:
        assert s.scalar(select(func.count()).select_from(Version)) == 0
        assert s.scalar(select(func.count()).select_from(Provider)) == 156
    assert schema.current_revision(engine) == REVISIONS[-1] == schema.newest_revision()
    assert is_sqlite(engine) or engine.dialect.name == "postgresql"
    assert night + timedelta(0) == night


def test_going_down_keeps_one_sheet_of_each_file_and_its_rows(engine, world, night):
    populate(engine, world, night)
    with write_session(engine) as s:
        page = world.page(s, world.source(s))
        new, lines = one_file(world.capture(s, page), page)
        _, is_new = store_statistics(s, replace(new, sheet="D2"), lines, at=night)
        assert is_new
    schema.migrate(engine, "0004", down=True)
    with engine.connect() as connection:
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
            for table in SINCE["0003"][:3]
        ]
    assert counts == [1, 1, 1]
    schema.upgrade(engine.url.render_as_string(hide_password=False))
    with read_session(engine) as s:
        assert s.execute(text("SELECT inspected_urn FROM statistics_rows")).scalar() == "SC100001"
