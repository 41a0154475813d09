"""The document about the database is true: its queries run, and it names every table."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from db.engine import read_session, write_session
from db.models import Base
from db.write import JudgementRow, PublicationRow, store_publication

DOCUMENT = Path(__file__).parents[2] / "docs" / "database.md"
WORDS = DOCUMENT.read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", WORDS, flags=re.DOTALL)


def test_the_document_has_queries():
    assert len(QUERIES) >= 10


@pytest.fixture
def held(engine, world):
    with write_session(engine) as s:
        world.report(s, world.source(s), run_id=world.run(s), access="partial")
        stored = world.report(s, world.source(s, "reports_site", kind="ofsted"), kind="publication")
        store_publication(
            s,
            stored.report_id,
            stored.version_id,
            PublicationRow(
                framework="ILACS",
                event_type="standard",
                provider_name="Derbyshire",
                started_on=date(2026, 1, 12),
                proven=True,
            ),
            [JudgementRow(area="overall_effectiveness", label="Overall", grade="good")],
        )


def test_every_query_of_the_document_runs(engine, held):
    answered = 0
    with read_session(engine) as s:
        for query in QUERIES:
            answered += bool(s.execute(text(query)).all())
    assert answered >= 7  # all but those about coverage and changed texts, of which there are none


def test_every_table_and_every_column_of_the_view_is_named(engine):
    for table in Base.metadata.tables:
        assert f"`{table}`" in WORDS, table
    for column in inspect(engine).get_columns("clean_report"):
        assert f"`{column['name']}`" in WORDS, column["name"]
