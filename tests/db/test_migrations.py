"""Migrations go up, down and up again on populated databases, and no row is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, func, select, text, update

from db import schema
from db.engine import is_sqlite, read_session, write_session
from db.models import (
    Provider,
    Version,
)
from db.packing import markdown_of
from db.search import search
from db.search_index import out_of_step
from db.write import (
    note_site_blocks,
    prune_site_blocks,
    repeated_blocks,
    store_statistics,
)
from tests.db.populated import (
    HEAD,
    MIGRATIONS,
    NEWER,
    REVISIONS,
    SINCE,
    one_file,
    populate,
    row_hashes,
    without_settings,
)


def test_the_models_and_the_migrations_say_the_same(engine):
    with engine.connect() as connection:
        command.check(schema.alembic_config(connection=connection))


def test_a_difference_between_models_and_migrations_would_be_noticed(engine):
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_reports_source_id"))
    with engine.connect() as connection, pytest.raises(Exception, match="ix_reports_source_id"):
        command.check(schema.alembic_config(connection=connection))


def test_the_names_of_the_migrations_say_their_order():
    scripts = ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()
    assert schema.known_revisions() == [script.revision for script in scripts][::-1]


def test_a_command_that_only_asks_does_not_import_alembic():
    code = "import sys, db.schema, db.search; sys.exit('alembic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=schema.PROJECT)


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


OLD_BLOCKS = [
    {"kind": "paragraph", "text": "Inspectors praised the council.", "spans": [[10, 42, None]]},
    {"kind": "list_item", "text": "Care: good", "spans": [[42, 53, None]]},
    {"kind": "paragraph", "text": "It’s mended.", "spans": [[60, 70, "mojibake"], [70, 72, None]]},
    {"kind": "paragraph", "text": "It is not in the text.", "spans": []},
    {"kind": "heading", "text": "Letter", "page": 2, "spans": [[80, 86, None]]},
    {"kind": "paragraph", "text": "Without spans."},
]
OLD_TEXT = "Inspectors praised the council.\n\n• Care: good\n\nIt’s mended.\n\nLetter"
OLD_CANDIDATES = [
    {"field": "title", "value": "A", "source": "h1", "chosen": True, "why": "it agrees"},
    {"field": "title", "value": "A", "source": "meta", "chosen": False, "why": None},
]


@pytest.mark.parametrize("markdown", ["", "as the blocks", "another"])
def test_what_versions_held_beside_their_text_comes_back_by_going_down(
    engine, world, night, markdown
):
    with write_session(engine) as s:
        stored = world.report(s, world.source(s))
    schema.migrate(engine, "0007", down=True)
    if markdown == "as the blocks":
        markdown = markdown_of(OLD_BLOCKS)
    table = MetaData()
    table.reflect(engine, only=["versions"])
    versions = table.tables["versions"]
    old = {
        "text": OLD_TEXT,
        "blocks": OLD_BLOCKS,
        "candidates": OLD_CANDIDATES,
        "markdown": markdown,
    }
    with engine.begin() as connection:
        connection.execute(update(versions).values(**old))
    before = row_hashes(engine)["versions"]
    schema.migrate(engine, HEAD)
    assert row_hashes(engine)["versions"] != before
    with read_session(engine) as s:
        version = s.get_one(Version, stored.version_id)
        assert {name: getattr(version, name) for name in old} == old
        assert len(version.packed_blocks) == len(OLD_BLOCKS) + 1
        assert sum(isinstance(one, dict) for one in version.packed_blocks) == 3
    schema.migrate(engine, "0007", down=True)
    assert row_hashes(engine)["versions"] == before


def test_an_upgrade_gives_back_the_room_that_it_freed(engine, world, night):
    if not is_sqlite(engine):
        pytest.skip("PostgreSQL sees to that by itself")
    with write_session(engine) as s:
        source = world.source(s)
        for _ in range(20):
            world.report(s, source, text="Inspectors praised the council. " * 500)
    schema.migrate(engine, "0007", down=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE versions SET markdown = text || text"))
        connection.execute(text("UPDATE versions SET markdown = ''"))
        empty = connection.execute(text("PRAGMA freelist_count")).scalar_one()
    assert empty > 100
    schema.upgrade(engine.url.render_as_string(hide_password=False))
    with engine.begin() as connection:
        assert connection.execute(text("PRAGMA freelist_count")).scalar_one() == 0


@pytest.mark.parametrize("first", ["7f", "ff"])  # the numbers are signed
def test_blocks_of_a_site_are_known_again_after_an_upgrade(engine, world, night, first):
    with write_session(engine) as s:
        source = world.source(s)
    schema.migrate(engine, "0010", down=True)
    digest = first + "1" * 62
    tables = MetaData()
    tables.reflect(engine, only=["site_blocks"])
    block = {"source_id": source, "block_sha256": bytes.fromhex(digest), "pages_seen": 12}
    with engine.begin() as connection:
        connection.execute(tables.tables["site_blocks"].insert().values(**block, seen_at=night))
    schema.migrate(engine, HEAD)
    with write_session(engine) as s:
        assert repeated_blocks(s, source) == {digest[:16]: "seen on 12 of 12 pages of this source"}
        assert prune_site_blocks(s, before=night) == 0
        note_site_blocks(s, source, [digest[:16]], at=night)
        kept = s.execute(text("SELECT pages_seen, seen_on FROM site_blocks")).one()
    assert (kept.pages_seen, str(kept.seen_on)) == (13, night.date().isoformat())


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
