"""Files of management information: every trap of theirs, on tables invented here."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ofsted.govuk import Attachment, ContentItem, as_at_date
from pipelines.statistics import StatisticsTable, StatisticsTables, TableError, read_statistics
from pipelines.statistics.choose import latest_of_each, tables_to_load
from pipelines.statistics.columns import meaning
from pipelines.statistics.values import as_at_of, day_of, grade_of
from tests.statistics.workbooks import HEADINGS, TITLE
from words.doubts import Doubt, StatisticsDoubt, codes, stored_form

DATA = Path(os.environ.get("WINNOW_DATA", "../shared/data")) / "ofsted" / "mi"
HOME = [
    "Provider page",
    "SC100001",
    "Children's home",
    "Fernlea House",
    "Tarnbeck",
    "Full inspection",
    "06/10/2025",
    "21/11/2025",
    "Requires improvement",
    "Good",
]


def table(*lines: list[str], before: tuple[list[str], ...] = ()) -> bytes:
    """Return a CSV file with the headings above."""
    target = io.StringIO()
    csv.writer(target).writerows([*before, HEADINGS, *lines])
    return target.getvalue().encode("utf-8")


def read(data: bytes, title: str = TITLE) -> StatisticsTable:
    """Read a file that can be read."""
    found = read_statistics(data, (title,))
    assert isinstance(found, StatisticsTables), found
    (only,) = found.tables
    return only


def test_a_line_is_read_by_its_headings() -> None:
    found = read(table(HOME))
    assert (found.dataset, found.as_at, found.lines) == ("social_care", date(2026, 8, 31), 1)
    (row,) = found.rows
    assert (row.urn, row.provider_kind, row.name) == ("SC100001", "childrens_home", "Fernlea House")
    assert (row.inspected_on, row.published_on) == (date(2025, 10, 6), date(2025, 11, 21))
    assert [(g.area, g.grade, g.as_printed) for g in row.grades] == [
        ("overall_effectiveness", "requires_improvement", "Requires improvement"),
        ("quality_of_care", "good", "Good"),
    ]
    assert dict(row.other) == {"Web link": "Provider page"}
    assert found.doubts == ()


def test_a_preamble_groups_above_the_headings_and_empty_columns_behind_them_are_no_rows() -> None:
    groups = ["Provider information", "", "", "", "", "Latest inspection", "", "", "", ""]
    before = (["Published by the inspectorate as at 1 May 2026"], [], groups)
    wide = [[*line, "", "", ""] for line in (HOME,)]
    found = read(table(*wide, before=before), title="")
    assert found.preamble == ("Published by the inspectorate as at 1 May 2026",)
    assert found.as_at == date(2026, 5, 1)
    assert found.columns[1].group == "Provider information"
    assert found.columns[-1].group == "Latest inspection"
    assert len(found.columns) == 10
    assert found.rows[0].line == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_they_come_in_gives_the_same_name(encoding: str) -> None:
    home = [*HOME[:3], "St Cuthbert’s – Café", *HOME[4:]]
    data = table(home).decode().encode(encoding)
    found = read(data)
    assert found.encoding == encoding
    assert found.rows[0].name == "St Cuthbert’s – Café"


def test_what_is_redacted_or_says_nothing_is_none_with_its_reason() -> None:
    grades = ["Not judged", "9", "NULL", "", "REDACTED", "Not applicable", "Good "]
    homes = [[*HOME[:3], "REDACTED", *HOME[4:8], grade, ""] for grade in grades]
    found = read(table(*homes))
    assert {row.name for row in found.rows} == {None}
    stated = [[(g.grade, g.null_reason) for g in row.grades] for row in found.rows]
    assert stated == [
        [(None, "not_judged")],
        [(None, "not_judged")],
        [],
        [],
        [(None, "redacted")],
        [(None, "not_applicable")],
        [("good", None)],
    ]
    assert found.doubts == ()


def test_a_heading_a_grade_and_a_day_never_seen_are_named_and_kept() -> None:
    heads = [*HEADINGS, "Flavour"]
    home = [*HOME[:6], "31/02/2025", HOME[7], "Splendid", "Good", "Mint"]
    target = io.StringIO()
    csv.writer(target).writerows([heads, home])
    found = read(target.getvalue().encode())
    assert stored_form(found.doubts) == (
        "unknown_column: Flavour",
        "unreadable_date: line 2, inspected_on: '31/02/2025'",
        "unknown_grade: line 2, Overall effectiveness: 'Splendid'",
    )
    (row,) = found.rows
    assert dict(row.other)["Flavour"] == "Mint"
    assert row.inspected_on is None
    assert (row.grades[0].grade, row.grades[0].null_reason) == (None, "unreadable")
    assert row.grades[0].as_printed == "Splendid"


def test_many_cases_of_one_doubt_are_counted() -> None:
    homes = [[*HOME[:8], f"Splendid {n}", "Good"] for n in range(9)]
    assert read(table(*homes)).doubts[-1] == Doubt(StatisticsDoubt.UNKNOWN_GRADE, "and 4 more")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_table"),
        (b"\n\n", "not_a_table"),
        (b"a,b\n1,2\n", "no_header"),
        (table(), "not_a_table"),
        (table([*HOME, "no heading stands above me"]), "cells_without_heading"),
        (table(HOME).replace(b"Web link", b"Provider URN"), "two_columns"),
        (b"PK\x03\x04\x00\x00", "not_a_table"),
        (b'URN,"' + b"x" * 1_100_000, "not_a_table"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_by_name(data: bytes, code: str) -> None:
    found = read_statistics(data, (TITLE,))
    assert isinstance(found, TableError)
    assert found.code == code
    assert found.words


def test_a_line_of_a_school_speaks_of_several_inspections() -> None:
    heads = (
        "URN,LAESTAB,School name,Ofsted phase,Local authority,Inspection number of latest graded "
        "inspection,Inspection type,Inspection start date,Overall effectiveness,Quality of "
        "education,Sixth form provision (where applicable),Previous inspection start date,"
        "Previous graded inspection overall effectiveness,Date of latest ungraded inspection"
    )
    line = "100001,8309999,Fernlea School,Primary,Derbyshire,10000001,S5,4 March 2023,2,1,9"
    found = read(f"{heads}\r\n{line},2017-05-09,4,NULL\r\n".encode("cp1252"))
    assert found.dataset == "schools"
    latest, previous = found.rows
    assert (latest.slot, latest.inspected_on) == ("latest", date(2023, 3, 4))
    assert [(g.area, g.grade, g.null_reason) for g in latest.grades] == [
        ("overall_effectiveness", "good", None),
        ("quality_of_education", "outstanding", None),
        ("sixth_form", None, "not_judged"),
    ]
    assert (previous.slot, previous.inspected_on) == ("previous", date(2017, 5, 9))
    assert [(g.area, g.grade) for g in previous.grades] == [("overall_effectiveness", "inadequate")]
    assert (previous.urn, previous.other) == ("100001", ())


def test_report_cards_of_nurseries_stand_beside_their_older_grades() -> None:
    heads = (
        "Web link,Provider URN,Provider name,Local authority,"
        "EYR REIF: Most recent: Inspection date,"
        "EYR REIF: Most recent: Safeguarding standards met?,EYR REIF: Most recent: Inclusion,"
        "EYR OEIF/CIF: Most recent: Overall effectiveness"
    )
    found = read(
        f"{heads}\n-,EY100001,REDACTED,Hull,12/01/2026,Yes,Strong standard,Good\n".encode()
    )
    card, older = found.rows
    assert (found.dataset, card.provider_kind) == ("childcare", "early_years")
    assert {g.area: g.grade for g in card.grades} == {
        "safeguarding": "met",
        "inclusion": "strong_standard",
    }
    assert (older.slot, older.grades[0].grade) == ("oeif", "good")


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Latest inspections as at 31 August 2026", date(2026, 8, 31)),
        ("Latest inspections 30 Apr 2026", date(2026, 4, 30)),
        ("at 31 Dec 2020", date(2020, 12, 31)),
        ("Outcomes_as_at_30_Sept_2026.csv", date(2026, 9, 30)),
        ("providers_as_at_2018-03-31", date(2018, 3, 31)),
        ("Inspections in year 2017-18", None),
        ("", None),
    ],
)
def test_the_day_a_file_describes_is_read_in_all_its_forms(title: str, day: date | None) -> None:
    assert as_at_of((title,)) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("06/10/2017", date(2017, 10, 6)),
        ("2017-10-06", date(2017, 10, 6)),
        ("2017-10-06 00:00:00", date(2017, 10, 6)),
        ("6 October 2017", date(2017, 10, 6)),
        ("43014", date(2017, 10, 6)),
        ("31/02/2017", None),
        ("2017-13-06", None),
        ("10000", None),
        ("soon", None),
    ],
)
def test_days_stand_in_several_forms(cell: str, day: date | None) -> None:
    assert day_of(cell) == day


def attachment(title: str, url: str, kind: str = "text/csv") -> Attachment:
    return Attachment(
        url=url, title=title, content_type=kind, filename=url, as_at=as_at_date(title)
    )


def test_of_each_series_the_latest_table_is_loaded_and_csv_goes_before_a_spreadsheet() -> None:
    sheet = "application/vnd.oasis.opendocument.spreadsheet"
    item = ContentItem(
        state="live",
        base_path="/x",
        title="Monthly management information: outcomes",
        document_type="statistical_data_set",
        attachments=(
            attachment("Latest inspections as at 31 August 2026", "aug.csv"),
            attachment("Latest inspections as at 30 Sept 2026", "sept.ods", sheet),
            attachment("Latest inspections as at 30 September 2026 (CSV)", "sept.csv"),
            attachment("All inspections: year to date 31 Aug 2026", "all.csv"),
            attachment("Notes", "notes.pdf", "application/pdf"),
        ),
    )
    assert [one.url for one in tables_to_load(item)] == ["sept.csv", "all.csv"]
    assert latest_of_each([]) == ()


def test_each_period_of_history_is_a_table_of_its_own_and_the_data_under_statistics_is_read() -> (
    None
):
    titles = (
        "State-funded schools - 1 September 2015 to 31 August 2019",
        "State-funded schools - 1 September 2019 to 31 August 2024",
        "State-funded schools - year to date, 1 September 2025 to 31 March 2026",
        "State-funded schools - year to date, 1 September 2025 to 30 April 2026",
    )
    item = ContentItem(
        state="live",
        base_path="/x",
        title="Management information",
        document_type="statistical_data_set",
        attachments=tuple(attachment(title, f"{n}.csv") for n, title in enumerate(titles)),
    )
    chosen = tables_to_load(item)
    assert [one.url for one in chosen] == ["0.csv", "1.csv", "3.csv"]
    assert [one.as_at for one in chosen] == [
        date(2019, 8, 31),
        date(2024, 8, 31),
        date(2026, 4, 30),
    ]
    yearly = ContentItem(
        state="live",
        base_path="/y",
        title="Children's social care in England 2026",
        document_type="official_statistics",
        attachments=(
            attachment("Children's social care in England 2026: underlying data", "u.ods"),
            attachment("Pre-release access list", "p.csv"),
        ),
    )
    assert [one.url for one in tables_to_load(yearly)] == ["u.ods"]


def test_tables_about_something_else_are_left_alone() -> None:
    item = ContentItem(
        state="live",
        base_path="/x",
        title="Spending over 25,000 pounds",
        document_type="transparency",
        attachments=(attachment("Spending in May", "may.csv"),),
    )
    assert tables_to_load(item) == ()


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    assert isinstance(read_statistics(data), StatisticsTables | TableError)


@given(st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=10), min_size=1, max_size=4))
def test_whatever_stands_under_the_headings_is_a_row_or_a_doubt(lines: list[list[str]]) -> None:
    found = read_statistics(table(*lines), (TITLE,))
    if isinstance(found, StatisticsTables):
        (only,) = found.tables
        assert only.lines + codes(only.doubts).count(StatisticsDoubt.NO_URN) <= len(lines)
        assert all(row.urn for row in only.rows)


def test_a_grade_is_a_word_of_a_scale_or_none() -> None:
    for cell in ("good", "GOOD", " Good "):
        assert grade_of("a", "A", cell).grade == "good"
    assert grade_of("a", "A", "5").null_reason == "unreadable"


real = pytest.mark.skipif(not DATA.is_dir(), reason=f"the measuring data is not at {DATA}")


@real
@pytest.mark.parametrize(
    ("name", "lines", "as_at"),
    [
        ("csc_inspections_in_year_2017-18.csv", 3_488, None),
        ("csc_providers_as_at_2018-03-31.csv", 2_797, date(2018, 3, 31)),
    ],
)
def test_real_files_are_read_whole_and_without_a_doubt(
    name: str, lines: int, as_at: date | None
) -> None:
    path = DATA / name
    found = read(path.read_bytes(), title=path.stem)
    assert (found.lines, len(found.rows), found.as_at) == (lines, lines, as_at)
    assert {*codes(found.doubts)} <= {StatisticsDoubt.NO_AS_AT}
    assert all(row.inspected_on and row.published_on for row in found.rows)
    grades = Counter(g.null_reason for row in found.rows for g in row.grades if g.grade is None)
    assert set(grades) <= {"not_judged"}


@real
def test_every_real_heading_of_schools_is_known() -> None:
    columns = json.loads((DATA / "state_funded_schools_columns_2023-24.json").read_text())
    assert [name for name in columns["columns"] if meaning(name)[0] is None] == []
