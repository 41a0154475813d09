"""What questions cost: no table is read whole, and no list of ids grows with the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session

from db.engine import is_sqlite, write_session
from db.models import Report
from db.models.places import ProviderSuccession
from db.queries import withdrawn_reports
from db.queries.disagreements import grades_of
from db.rows import SuccessionRow
from db.write import JudgementRow, PublicationRow, mark_gone, store_publication
from db.write.successions import note_successions


@contextmanager
def asked(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that reach the database, with their parameters."""
    found: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, words: str, values: Any, _x: Any, _many: bool) -> None:
        found.append((words, values))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def plan(s: Session, words: str, values: Any) -> str:
    """Return how the database would answer; PostgreSQL as if the tables were large."""
    connection = s.connection()
    if is_sqlite(connection):
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
        return "\n".join(row[-1] for row in rows)
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {words}", values))


@pytest.fixture
def graded(engine: Engine, world: Any) -> Iterator[tuple[Session, int, int]]:
    """A document with one grade: the session, its report and its inspection."""
    with write_session(engine) as s:
        source = world.source(s, "reports_site", kind="ofsted")
        stored = world.report(s, source, kind="publication")
        row = PublicationRow(
            framework="ILACS",
            event_type="standard",
            provider_name="Hull",
            started_on=date(2024, 5, 6),
        )
        grade = JudgementRow(area="care_leavers", label="Care leavers", grade="good")
        number = store_publication(s, stored.report_id, stored.version_id, row, [grade])
        yield s, stored.report_id, number or 0


def test_the_grades_of_an_inspection_are_found_without_reading_every_report(
    graded: tuple[Session, int, int], engine: Engine
) -> None:
    s, _, inspection = graded
    with asked(engine) as statements:
        assert grades_of(s, [inspection]) == {inspection: {"care_leavers": "good"}}
    (statement,) = statements
    found = plan(s, *statement)
    assert "reports" in found
    assert "SCAN reports" not in found
    assert "Seq Scan on reports" not in found


def test_what_was_taken_down_is_held_against_nobody(
    graded: tuple[Session, int, int], night: Any
) -> None:
    s, report, inspection = graded
    s.get_one(Report, report).hidden_at = night
    s.flush()
    assert grades_of(s, [inspection]) == {}


def test_the_withdrawn_reports_are_listed_however_many_there_are(
    engine: Engine, world: Any, night: Any
) -> None:
    with write_session(engine) as s:
        source = world.source(s)
        sizes = []
        for _ in range(2):
            report = world.report(s, source).report_id
            page = s.scalars(select(Report.page_id).where(Report.id == report)).one()
            mark_gone(s, page, night)
            with asked(engine) as statements:
                found = withdrawn_reports(s)
            sizes.append([len(values) for _, values in statements])
    assert len(found) == 2
    assert sizes[0] == sizes[1]


def test_a_page_that_names_a_predecessor_does_not_load_everybodys(
    engine: Engine, world: Any, night: Any
) -> None:
    def row(urn: int) -> SuccessionRow:
        return SuccessionRow(
            kind="school",
            predecessor_urn=str(urn),
            successor_urn=str(urn + 1),
            origin="site",
            evidence_words="opened",
            evidence_where="https://reports.test/",
        )

    with write_session(engine) as s:
        capture = world.capture(s, world.page(s, world.source(s)))
        rows = [row(urn) for urn in range(100, 120, 2)]
        assert note_successions(s, rows, capture_id=capture, at=night) == 10
        s.expunge_all()
        again = [row(104), replace(row(104), origin="statistics")]
        loaded: list[ProviderSuccession] = []

        def note(one: ProviderSuccession, _context: Any) -> None:
            loaded.append(one)

        event.listen(ProviderSuccession, "load", note)
        assert note_successions(s, again, capture_id=capture, at=night) == 1
        event.remove(ProviderSuccession, "load", note)
        assert [one.predecessor_urn for one in loaded] == ["104"]
