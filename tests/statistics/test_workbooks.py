"""Management information in workbooks: read as the CSV files are, sheet by sheet, or refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.children.calls import ReadCall
from pipelines.children.pool import Workers
from pipelines.statistics import StatisticsTables, TableError, read_statistics, sheets
from pipelines.statistics.columns import meaning
from pipelines.statistics.sheets import words_of
from tests.statistics.workbooks import HEADINGS, TITLE, ods, packed, xlsx
from words.doubts import stored_form
from words.quarantine import QuarantineCode
from words.roles import Role

HOME: list[Any] = [
    "Provider page",
    2700001,
    "Children's home",
    "Fernlea House",
    "Tarnbeck",
    "Full inspection",
    date(2025, 10, 6),
    date(2025, 11, 21),
    "Requires improvement",
    2,
]
Make = Callable[..., bytes]
both = pytest.mark.parametrize("make", [xlsx, ods], ids=["xlsx", "ods"])


def read(data: bytes, title: str = TITLE) -> StatisticsTables:
    """Read a workbook that can be read."""
    found = read_statistics(data, (title,))
    assert isinstance(found, StatisticsTables), found
    return found


@both
def test_a_sheet_reads_like_the_csv_file_with_days_as_days_and_whole_numbers(make: Make) -> None:
    (table,) = read(make({"Providers": [HEADINGS, HOME]})).tables
    assert (table.dataset, table.as_at, table.lines) == ("social_care", date(2026, 8, 31), 1)
    assert (table.sheet, table.encoding, table.doubts) == ("Providers", "workbook", ())
    (row,) = table.rows
    assert (row.urn, row.name, row.line) == ("2700001", "Fernlea House", 2)
    assert (row.inspected_on, row.published_on) == (date(2025, 10, 6), date(2025, 11, 21))
    assert [(g.area, g.grade, g.as_printed) for g in row.grades] == [
        ("overall_effectiveness", "requires_improvement", "Requires improvement"),
        ("quality_of_care", "good", "2"),
    ]


@both
def test_words_before_and_after_a_table_and_groups_above_it_are_no_rows(make: Make) -> None:
    groups = ["Provider information", *[""] * 4, "Latest inspection", *[""] * 4]
    rows = [
        ["Providers as at 1 May 2026"],
        ["This worksheet contains one table."],
        [],
        groups,
        [*HEADINGS, "", ""],
        [*HOME, "", ""],
        [],
        ["Source: the inspectorate"],
    ]
    (table,) = read(make({"D1": rows}), title="").tables
    assert table.preamble == (
        "Providers as at 1 May 2026",
        "This worksheet contains one table.",
        "Source: the inspectorate",
    )
    assert (table.as_at, table.lines, table.doubts) == (date(2026, 5, 1), 1, ())
    assert [table.columns[n].group for n in (1, -1)] == [
        "Provider information",
        "Latest inspection",
    ]
    assert table.rows[0].line == 6


def test_cells_merged_downwards_hold_for_all_their_rows_and_sideways_for_a_group() -> None:
    top = ["Web link", "URN", "Provision type", "Name", "Local authority"]
    rows: list[list[Any]] = [
        [*top, "Latest inspection", "", "", "", ""],
        ["", "", "", "", "", *HEADINGS[5:]],
        HOME,
        ["", "", "", "", "", "Interim", date(2025, 3, 1), date(2025, 4, 1), "Good", 2],
    ]
    down = [f"{column}1:{column}2" for column in "ABCDE"]
    twice = [f"{column}3:{column}4" for column in "ABCDE"]
    data = xlsx({"D1": rows}, merged={"D1": [*down, *twice, "F1:J1"]})
    (table,) = read(data).tables
    assert [(row.urn, row.event_type) for row in table.rows] == [
        ("2700001", "Full inspection"),
        ("2700001", "Interim"),
    ]
    assert {one.group for one in table.columns if one.name == "Event type"} == {"Latest inspection"}
    assert {one.group for one in table.columns if one.name == "URN"} == {None}


def test_a_heading_that_reaches_over_both_lines_is_found_without_the_marks_of_a_merge() -> None:
    rows = [
        ["Web link", "URN", "Provision type", "Name", "Local authority", ("Latest inspection", 5)],
        ["", "", "", "", "", *HEADINGS[5:]],
        HOME,
    ]
    (table,) = read(ods({"D1": rows})).tables
    assert (table.rows[0].urn, table.rows[0].name) == ("2700001", "Fernlea House")
    assert table.rows[0].grades[0].grade == "requires_improvement"


@both
def test_every_sheet_with_known_headings_is_a_table_and_an_unknown_one_is_named(make: Make) -> None:
    other = [["Region", "Homes", "Places"], ["North", 12, 48], ["South", 14, 60]]
    found = read(
        make(
            {
                "Cover": [["Management information"], ["Published 1 May 2026"]],
                "D1_In_year": [HEADINGS, HOME],
                "D2_as_at_31_Mar_2025": [HEADINGS, [*HOME[:8], "Good", 1]],
                "T1": other,
            }
        )
    )
    assert [(one.sheet, one.as_at) for one in found.tables] == [
        ("D1_In_year", date(2026, 8, 31)),
        ("D2_as_at_31_Mar_2025", date(2025, 3, 31)),
    ]
    (doubt,) = found.doubts
    assert str(doubt).startswith("unknown_sheet: T1: ")
    assert "Region, Homes, Places" in doubt.words


@both
def test_a_hidden_table_is_named_and_not_loaded(make: Make) -> None:
    data = make({"Now": [HEADINGS, HOME], "Draft": [HEADINGS, HOME]}, hidden=["Draft"])
    found = read(data)
    assert [one.sheet for one in found.tables] == ["Now"]
    assert stored_form(found.doubts) == ("hidden_sheet: Draft: 1 lines with a provider",)


@both
def test_a_sheet_whose_cells_do_not_fit_its_headings_is_named_and_the_others_are_loaded(
    make: Make,
) -> None:
    bad = [[*HEADINGS, "URN"], [*HOME, 2700002]]
    found = read(make({"Good": [HEADINGS, HOME], "Bad": bad}))
    assert [one.sheet for one in found.tables] == ["Good"]
    assert stored_form(found.doubts) == ("unreadable_sheet: Bad: two_columns: urn: URN, URN",)
    alone = read_statistics(make({"Bad": bad}))
    assert isinstance(alone, TableError)
    assert alone.code == "two_columns"


def test_authorities_are_known_by_name_where_the_sheet_has_no_urn() -> None:
    heads = [
        "Web link",
        "Local authority name",
        "Ofsted region",
        "Inspection date",
        "Publication date",
        "Overall effectiveness",
        "The impact of leaders on social work practice with children and families",
        "The experiences and progress of children who need help and protection",
        "The experiences and progress of children in care",
        "The experiences and progress of care leavers",
    ]
    line = ["Link", "Tarnbeck", "North", date(2025, 1, 13), date(2025, 3, 3), "Good"]
    line += ["Outstanding", "Good", "Requires improvement to be good", "Inadequate"]
    (table,) = read(xlsx({"LA_level_at_31_Mar_2025": [["T"], [], [], heads, line]})).tables
    assert (table.dataset, table.as_at) == ("authorities", date(2025, 3, 31))
    (row,) = table.rows
    assert (row.urn, row.provider_kind, row.local_authority) == ("", "authority", "Tarnbeck")
    assert {g.area: g.grade for g in row.grades} == {
        "overall_effectiveness": "good",
        "impact_of_leaders": "outstanding",
        "help_and_protection": "good",
        "in_care": "requires_improvement",
        "care_leavers": "inadequate",
    }


def test_the_urn_a_school_had_when_it_was_inspected_is_read_with_its_name() -> None:
    heads = [
        "URN",
        "School name",
        "Ofsted phase",
        "School open date",
        "Inspection start date",
        "URN at time of latest full inspection",
        "School name at time of latest full inspection",
        "Inclusion",
        "Inclusion - date of grade",
        "Inspection start date of latest OEIF graded inspection",
        "URN at time of latest OEIF graded inspection",
        "Latest OEIF overall effectiveness",
    ]
    line = [140001, "Fernlea Academy", "Primary", date(2024, 9, 1), date(2026, 1, 13)]
    line += [140001, "Fernlea Academy", "Expected standard", date(2026, 1, 13)]
    line += [date(2019, 5, 7), 100001, 3]
    (table,) = read(xlsx({"D2": [heads, line]})).tables
    assert table.doubts == ()
    latest, older = table.rows
    assert (latest.slot, latest.urn_then, latest.opened_on) == ("latest", None, date(2024, 9, 1))
    assert (older.slot, older.urn_then, older.inspected_on) == ("oeif", "100001", date(2019, 5, 7))
    assert older.grades[0].grade == "requires_improvement"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (80418.0, "80418"),
        (0.25, "0.25"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (dt.datetime(2026, 3, 3, tzinfo=None), "2026-03-03"),  # noqa: DTZ001 - sheets have no zone
        (dt.datetime(2026, 3, 3, 9, 30), "2026-03-03 09:30:00"),  # noqa: DTZ001
        (dt.date(2026, 3, 3), "2026-03-03"),
        (dt.time(9, 30), "09:30:00"),
        ("004", "004"),
    ],
)
def test_a_cell_is_written_as_a_csv_file_has_it(value: Any, words: str) -> None:
    assert words_of(value) == words


@pytest.mark.parametrize(
    ("heading", "field", "slot"),
    [
        ("Inspection number of latest full inspection", "inspection_number", "latest"),
        ("Publication date of latest OEIF graded inspection", "published_on", "oeif"),
        ("Event type grouping of latest OEIF graded inspection", "describes", "oeif"),
        ("Latest OEIF  safeguarding is effective?", "describes", "oeif"),
        ("School name at time of the ungraded inspection", "name_then", "ungraded"),
        ("URN at time of previous graded inspection", "urn_then", "previous"),
        ("Post-16 provision - date of grade", "describes", "latest"),
        ("Web Link (opens in new window)", "describes", "latest"),
        ("EYR OEIF: Most recent: Full inspection date", "inspected_on", "oeif"),
        (
            "EYR OEIF NCOR: Most recent: Overall effectiveness",
            "grade:overall_effectiveness",
            "ncor",
        ),
        ("Most recent full: Inspection date", "inspected_on", "latest"),
        ("First day of inspection", "inspected_on", "latest"),
        ("Flavour of latest graded inspection", None, "latest"),
        ("Latest OEIF flavour", None, "latest"),
    ],
)
def test_headings_of_other_years_are_understood(heading: str, field: str | None, slot: str) -> None:
    assert meaning(heading) == (field, slot)


def bomb(names: int = 1, size: int = 64 * 1024 * 1024) -> bytes:
    """Return a ZIP of some hundred kilobytes that unpacks to very much."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(names):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * size)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04" + bytes(range(32)) * 20, "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_table"),
        (packed({"content.xml": "<office:document-content"}), "not_a_table"),
        (packed({}), "not_a_table"),
        (xlsx({"Empty": []}), "not_a_table"),
        (xlsx({"T1": [["Region", "Homes", "Places"], ["North", 1, 2]]}), "no_header"),
        (xlsx({"D1": [HEADINGS, HOME]})[:-40], "not_a_table"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    found = read_statistics(data)
    assert isinstance(found, TableError)
    assert (found.code, bool(found.words)) == (code, True)


def test_a_bomb_is_known_by_its_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1024 * 1024)
    found = read_statistics(bomb(2, 900_000))
    assert isinstance(found, TableError)
    assert (found.code, "unpack to 1800000" in found.words) == ("too_large", True)
    monkeypatch.setattr(sheets, "MOST_PARTS", 1)
    found = read_statistics(bomb(2, 10))
    assert isinstance(found, TableError)
    assert found.code == "too_large"


def test_a_sheet_of_nothing_that_reaches_too_far_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 1_000)
    found = read_statistics(xlsx({"D1": [["x"], *[[]] * 1_500, ["", "y"]]}))
    assert isinstance(found, TableError)
    assert (found.code, "row 1502, column 2" in found.words) == ("too_large", True)


def repeating(rows: int, columns: int) -> bytes:
    """Return an ODS whose one cell is said to stand in very many places."""
    table = (
        f'<table:table table:name="D1"><table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        "<text:p>URN</text:p></table:table-cell></table:table-row></table:table>"
    )
    with zipfile.ZipFile(io.BytesIO(ods({"D1": []}))) as archive:
        content = archive.read("content.xml").decode()
    start, end = content.index("<table:table "), content.index("</office:spreadsheet>")
    return packed({"content.xml": content[:start] + table + content[end:]})


def test_bombs_end_in_a_named_failure_and_the_child_after_them_reads_on() -> None:
    far = xlsx({"D1": [["x"]]})
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[name] = parts[name].replace(b"</sheetData>", cell)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    bombs = [repeating(1_000, 16_000), target.getvalue(), bomb(10)]
    workers = Workers(count=1, seconds_per_pdf=20, memory_mb=300)
    try:
        calls = [ReadCall(role=Role.STATISTICS, payload=data) for data in bombs]
        answers = [workers.read(call).result() for call in calls]
        named = {QuarantineCode.MEMORY, QuarantineCode.CRASHED, QuarantineCode.TIMEOUT, "too_large"}
        assert [getattr(one, "code", None) in named for one in answers] == [True] * 3, answers
        well = ReadCall(role=Role.STATISTICS, payload=xlsx({"D1": [HEADINGS, HOME]}))
        assert isinstance(workers.read(well).result(), StatisticsTables)
    finally:
        workers.close()


@given(st.binary(max_size=200), st.integers(0, 4_000))
def test_a_damaged_workbook_never_makes_the_reader_raise(junk: bytes, where: int) -> None:
    data = WHOLE[:where] + junk + WHOLE[where + len(junk) :]
    assert isinstance(read_statistics(data), StatisticsTables | TableError)


WHOLE = ods({"D1": [HEADINGS, HOME]})
