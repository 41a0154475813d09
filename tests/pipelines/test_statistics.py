"""Statistics in the database: loaded once, sheet by sheet, and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from db.engine import write_session
from db.models import Alarm, PageState, StatisticsFile, StatisticsGrade, StatisticsRow
from db.queries import standing_alarms
from db.write import accept_alarms
from db.write.providers import authority_urn
from pipelines.children.calls import ReadCall, ReadFailure
from pipelines.children.read import read_call
from pipelines.page.forms import role_of
from pipelines.statistics import StatisticsTables
from pipelines.storing.statistics import holds_statistics
from pipelines.storing.store import store_reading
from tests.pipelines.statistics_files import (
    HEADINGS,
    LAST,
    TITLE,
    WORLD,
    alarms,
    line,
    load,
    monthly,
    publish,
    read,
    statistics,
)
from tests.pipelines.world import NIGHT
from tests.statistics.workbooks import xlsx
from words.quarantine import QuarantineCode
from words.roles import Role


def test_a_file_is_loaded_with_its_grades_and_the_same_bytes_never_twice(engine: Engine) -> None:
    with write_session(engine) as s:
        load(s, statistics(line(), line("9")))
        assert LAST["state"] is PageState.STORED
        file = s.scalars(select(StatisticsFile)).one()
        assert (file.dataset, file.as_at, file.line_count) == ("social_care", date(2026, 8, 31), 2)
        assert file.title == TITLE
        grades = s.execute(
            select(StatisticsRow.line, StatisticsGrade.grade, StatisticsGrade.null_reason)
            .join(StatisticsGrade, StatisticsGrade.row_id == StatisticsRow.id)
            .where(StatisticsGrade.area == "overall_effectiveness")
            .order_by(StatisticsRow.line)
        ).all()
        assert [tuple(row) for row in grades] == [(2, "good", None), (3, None, "not_judged")]
        load(s, statistics(line(), line("9")))
        assert LAST["state"] is PageState.UNCHANGED
        assert s.scalar(select(func.count()).select_from(StatisticsFile)) == 1
        assert alarms(s) == []


def test_a_file_read_again_with_better_rules_takes_the_place_of_what_was_read(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        load(s, statistics(line()))
        load(s, statistics(line()), origin="reclean")
        assert s.scalar(select(func.count()).select_from(StatisticsFile)) == 1
        assert s.scalar(select(func.count()).select_from(StatisticsGrade)) == 2


def test_a_heading_and_a_grade_never_seen_raise_one_alarm_each(engine: Engine) -> None:
    with write_session(engine) as s:
        load(s, statistics(line("Splendid")).replace(b"Local authority", b"Council flavour"))
        assert alarms(s) == ["unknown_column", "unknown_grade"]
        details = s.scalars(select(Alarm.detail).order_by(Alarm.id)).all()
        assert details[0] == f"{TITLE}: Council flavour"
        assert "Splendid" in details[1]


def test_a_heading_that_was_accepted_is_known_in_the_next_months_file(engine: Engine) -> None:
    def month(name: str) -> None:
        payload = monthly("Good", len(name)).replace(b"Local authority", b"Council flavour")
        load(s, payload, title=f"Providers as at 30 {name} 2026")

    with write_session(engine) as s:
        month("June")
        accept_alarms(s, None, at=NIGHT)
        month("August")
        assert alarms(s) == ["unknown_column"] * 2
        assert standing_alarms(s) == 0


@pytest.mark.parametrize(
    ("payload", "name", "kind", "role"),
    [
        (b"URN,Name\n1,2\n", "a.csv", None, Role.STATISTICS),
        (b"URN,Name\n1,2\n", "https://a.test/x", "text/csv; charset=utf-8", Role.STATISTICS),
        (b"%PDF-1.7", "a.csv", "text/csv", Role.PUBLICATION),
        (b"<!doctype html><p>not found</p>", "a.csv", "text/html", Role.PUBLICATION),
        (b"PK\x03\x04", "a.xlsx", None, Role.STATISTICS),
    ],
)
def test_a_table_is_known_by_type_or_name_and_a_page_in_its_place_is_no_table(
    payload: bytes, name: str, kind: str | None, role: Role
) -> None:
    assert role_of("publication", payload, kind, name) is role


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"a,b\n1,2\n", "no_header"),
        (b"PK\x03\x04" + bytes(range(32)) * 20, "not_a_table"),
        (b"", QuarantineCode.EMPTY_FILE),
    ],
)
def test_a_table_that_is_not_read_says_why(payload: bytes, code: str) -> None:
    answer = read_call(ReadCall(role=Role.STATISTICS, payload=payload))
    assert isinstance(answer, ReadFailure)
    assert answer.code == code


def workbook(grade: str = "Good") -> bytes:
    """Return a workbook of two tables: homes, and authorities by name alone."""
    homes = [cell.split(",") for cell in (HEADINGS, line(grade))]
    heads = ["Local authority name", "Inspection date", "Overall effectiveness"]
    heads += ["Impact of leaders", "Experiences and progress of children in care"]
    authorities = [
        ["Bristol", date(2025, 1, 13), "Good", "Good", "Good"],
        ["Nowhere", date(2025, 1, 13), "Good", "Good", "Good"],
    ]
    return xlsx({"Homes": homes, "LA_level_at_31_Mar_2025": [heads, *authorities]})


def test_each_sheet_of_a_workbook_is_a_table_and_authorities_are_found_by_name(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        load(s, workbook("Inadequate"))
        files = s.scalars(select(StatisticsFile).order_by(StatisticsFile.id)).all()
        assert [(one.sheet, one.dataset, one.as_at) for one in files] == [
            ("Homes", "social_care", date(2026, 8, 31)),
            ("LA_level_at_31_Mar_2025", "authorities", date(2025, 3, 31)),
        ]
        rows = s.scalars(select(StatisticsRow).where(StatisticsRow.file_id == files[1].id)).all()
        assert [(one.local_authority, one.urn) for one in rows] == [
            ("Bristol", "80441"),
            ("Nowhere", ""),
        ]
        assert alarms(s) == ["statistics_disagree", "unknown_authority"]
        (alarm,) = s.scalars(select(Alarm).where(Alarm.code == "statistics_disagree"))
        assert f"line 2 of '{TITLE}', sheet 'Homes' inadequate" in alarm.detail
        load(s, workbook("Inadequate"))
        assert LAST["state"] is PageState.UNCHANGED
        assert s.scalar(select(func.count()).select_from(StatisticsFile)) == 2


def test_a_sheet_that_better_rules_refuse_goes_when_the_file_is_read_again(engine: Engine) -> None:
    with write_session(engine) as s:
        capture = load(s, workbook())
        whole = read(capture.payload)
        fewer = StatisticsTables(tables=whole.tables[1:])
        outcome = store_reading(s, replace(capture, origin="reclean"), fewer, at=NIGHT)
        assert outcome.state is PageState.STORED
        assert [one.sheet for one in s.scalars(select(StatisticsFile))] == [whole.tables[1].sheet]
        store_reading(s, replace(capture, origin="reclean"), whole, at=NIGHT)
        assert s.scalar(select(func.count()).select_from(StatisticsFile)) == 2


def test_a_sheet_with_a_very_long_name_is_the_same_one_when_it_is_read_again(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        (table,) = read(statistics(line())).tables
        tables = StatisticsTables(tables=(replace(table, sheet="Homes " * 60),))
        capture = WORLD.capture(
            s, url="https://assets.test/long.ods", kind="govuk", role="publication"
        )
        store_reading(s, capture, tables, at=NIGHT)
        assert holds_statistics(s, capture, tables)
        (first,) = s.scalars(select(StatisticsFile.id))
        again = store_reading(s, replace(capture, origin="reclean"), tables, at=NIGHT)
        assert again.state is PageState.UNCHANGED
        assert s.scalars(select(StatisticsFile.id)).all() == [first]


@pytest.mark.parametrize(
    "name",
    [
        "Bournemouth, Christchurch & Poole",
        "Bristol",
        "Durham",
        "Hammersmith & Fulham",
        "Herefordshire",
        "Kingston Upon Hull",
        "Richmond Upon Thames",
        "Southend on Sea",
        "St Helens",
        "Telford & Wrekin",
    ],
)
def test_authorities_are_known_by_the_names_that_statistics_use(engine: Engine, name: str) -> None:
    with write_session(engine) as s:
        assert authority_urn(s, name)
