"""Statistics in the database: loaded once, held against documents, never in place of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.engine import write_session
from db.models import Alarm, Judgement, PageState, StatisticsFile, StatisticsGrade, StatisticsRow
from db.models.places import ProviderSuccession
from db.queries import as_columns, inspections, standing_alarms
from db.queries.disagreements import disagreements
from db.queries.site_disagreements import framework_named, site_disagreements
from db.write import SeenGrade, accept_alarms, note_site_grades
from db.write.publications import authority_urn
from pipelines.calls import FailureCode, ReadCall, ReadFailure, Role
from pipelines.capture import CaptureToRead
from pipelines.ofsted.model import (
    DateRange,
    Framework,
    Publication,
    PublicationKind,
)
from pipelines.ofsted.model import Judgement as Judged
from pipelines.read import read_call
from pipelines.reading.model import PageContext
from pipelines.sniff import role_of
from pipelines.statistics import StatisticsTables
from pipelines.store import store_reading
from pipelines.store_statistics import holds_statistics
from tests.pipelines.world import NIGHT, World
from tests.statistics.workbooks import xlsx

HEADINGS = (
    "URN,Provision type,Name,Local authority,Inspection date,Publication date,"
    "Overall effectiveness,Leadership and management"
)
TITLE = "Providers as at 31 August 2026"
DAY = date(2026, 3, 3)


def statistics(*lines: str) -> bytes:
    return "\r\n".join([HEADINGS, *lines, ""]).encode("cp1252")


def line(grade: str = "Good", day: str = "03/03/2026", published: str = "20/04/2026") -> str:
    return f"SC100001,Children's home,Fernlea House,Hull,{day},{published},{grade},Good"


def read(payload: bytes, title: str = TITLE) -> StatisticsTables:
    call = ReadCall(
        role=Role.STATISTICS,
        payload=payload,
        url="https://assets.test/a.csv",
        context=PageContext(listing_title=title),
    )
    answer = read_call(call)
    assert isinstance(answer, StatisticsTables), answer
    return answer


def load(s: Session, payload: bytes, *, title: str = TITLE, **changes: object) -> CaptureToRead:
    """Store a file as a night does, and return its capture."""
    number = next(NUMBERS)
    capture = WORLD.capture(
        s,
        url=f"https://assets.test/media/{number}/a.csv",
        kind="govuk",
        role="publication",
        payload=payload,
        listing={"title": title},
        **changes,
    )
    outcome = store_reading(s, capture, read(payload, title), at=NIGHT)
    assert outcome.report_id is None
    LAST["state"] = outcome.state
    return capture


WORLD = World()
NUMBERS = WORLD.numbers
LAST: dict[str, PageState] = {}


def publish(s: Session, grade: str = "good", *, file_id: str = "50000001", **said: str) -> None:
    """Store the report of an inspection of the home above."""
    document = Publication(
        kind=PublicationKind.PUBLICATION,
        framework=Framework.CHILDRENS_HOME,
        event_type="full inspection",
        provider="Fernlea House",
        inspected=(DateRange(started_on=DAY, ended_on=DAY + timedelta(days=1)),),
        judgements=(Judged(area="overall_effectiveness", label="Overall", grade=grade),),
        text=f"Fernlea House is {grade} ({file_id}).",
        reader="childrens_home",
    )
    capture = WORLD.capture(
        s,
        url=f"https://files.test/v1/file/{file_id}",
        kind="ofsted",
        role="publication",
        listing={
            "provider_kind": "childrens_home",
            "provider_urn": "SC100001",
            "provider_name": "Fernlea House",
            "published_on": "2026-04-20",
            "file_id": file_id,
        }
        | said,
    )
    store_reading(s, capture, document, at=NIGHT)


def alarms(s: Session) -> list[str]:
    return list(s.scalars(select(Alarm.code).order_by(Alarm.id)))


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


def test_a_grade_that_document_and_statistics_give_differently_stays_twice_and_is_an_alarm(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        load(s, statistics(line("Inadequate")))
        (alarm,) = s.scalars(select(Alarm)).all()
        assert alarm.code == "statistics_disagree"
        assert "Fernlea House (URN SC100001)" in alarm.detail
        assert "overall_effectiveness: the document says good" in alarm.detail
        assert f"line 2 of '{TITLE}' inadequate" in alarm.detail
        assert alarm.values["field"] == "overall_effectiveness"
        assert s.scalars(select(Judgement.grade)).all() == ["good"]
        stated = s.scalars(select(StatisticsGrade.grade).order_by(StatisticsGrade.area)).all()
        assert sorted(str(one) for one in stated) == ["good", "inadequate"]


def test_an_inspection_shows_what_the_latest_statistics_say_of_it(engine: Engine) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        (row,) = inspections(s, unproven=True)
        assert as_columns(row)["statistics_agree"] is None
        load(s, statistics(line("Inadequate")))
        (row,) = inspections(s, unproven=True)
        columns = as_columns(row)
        assert columns["overall_effectiveness_grade"] == "good"
        assert columns["statistics_overall_grade"] == "inadequate"
        assert columns["statistics_as_at"] == date(2026, 8, 31)
        assert columns["statistics_agree"] is False
        load(s, statistics(line("Good")))
        (row,) = inspections(s, unproven=True)
        assert as_columns(row)["statistics_agree"] is True


def monthly(grade: str, month: int) -> bytes:
    """Return one of a series of files: each month another, most lines as the month before."""
    return statistics(line(grade), f"SC2,Children's home,Home {month},Hull,,,Good,Good")


def test_a_contradiction_that_every_months_file_repeats_is_told_once(engine: Engine) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        for month in ("June", "July", "August"):
            payload = monthly("Inadequate", len(month))
            load(s, payload, title=f"Providers as at 30 {month} 2026")
        assert alarms(s) == ["statistics_disagree"]
        (found,) = disagreements(s)
        assert found.where == "line 2 of 'Providers as at 30 August 2026'"
        (row,) = inspections(s, unproven=True)
        assert len(row.contradictions) == 1
        load(s, monthly("Outstanding", 9), title="Providers as at 30 September 2026")
        assert alarms(s) == ["statistics_disagree"] * 2


def test_a_value_that_a_later_file_corrects_is_disputed_no_more(engine: Engine) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        load(s, monthly("Inadequate", 7), title="Providers as at 31 July 2026")
        load(s, monthly("Good", 8), title="Providers as at 31 August 2026")
        assert disagreements(s) == []
        (row,) = inspections(s, unproven=True)
        assert not row.is_disputed
        load(s, monthly("Inadequate", 6), title="Providers as at 30 June 2026")  # found late
        assert disagreements(s) == []
        assert alarms(s) == ["statistics_disagree"]


def test_it_does_not_matter_which_of_the_two_came_first(engine: Engine) -> None:
    with write_session(engine) as s:
        load(s, statistics(line("Inadequate")))
        assert alarms(s) == []
        publish(s, "good")
        assert alarms(s) == ["statistics_disagree"]


@pytest.mark.parametrize(
    ("day", "published", "fields"),
    [
        ("04/03/2026", "20/04/2026", []),  # the second day of the inspection
        ("03/02/2026", "20/04/2026", ["started_on"]),  # published on one day: the same inspection
        ("03/02/2025", "20/04/2025", []),  # another inspection
        ("03/02/2025", "", []),
    ],
)
def test_days_differ_by_a_few_and_another_inspection_is_not_compared(
    engine: Engine, day: str, published: str, fields: list[str]
) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        load(s, statistics(line("Good", day, published)))
        assert [one.field for one in disagreements(s)] == fields
        assert alarms(s) == ["statistics_disagree"] * len(fields)


def test_the_same_number_of_another_kind_of_provider_is_somebody_else(engine: Engine) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        heads = "URN,School name,Local authority,Inspection start date,Overall effectiveness"
        load(s, f"{heads}\nSC100001,Fernlea School,Hull,03/03/2026,4\n".encode())
        assert disagreements(s) == []


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


def test_a_grade_printed_on_the_providers_page_is_held_against_the_document(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        publish(s, "good")
        capture = WORLD.capture(s, url="https://reports.test/provider/2/SC100001", kind="ofsted")
        home = s.scalars(select(Judgement)).one().inspection_id
        from db.models import Inspection

        provider = s.get_one(Inspection, home).provider_id
        seen = [SeenGrade(label="Full inspection", grade="Inadequate", file_id="50000001")]
        evening = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
        note_site_grades(s, provider, seen, capture_id=capture.capture_id, at=evening)
        (found,) = site_disagreements(s, provider_id=provider)
        assert (found.code, found.ours, found.theirs) == ("site_disagrees", "good", "inadequate")
        assert found.where.endswith("(Full inspection, 2026-07-01)")  # in London
        assert site_disagreements(s, provider_id=provider + 1) == []
        same = [SeenGrade(label="Full inspection", grade="Good", file_id="50000001")]
        note_site_grades(s, provider, same, capture_id=capture.capture_id, at=NIGHT)
        assert len(site_disagreements(s, provider_id=provider)) == 1


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
        (b"", FailureCode.EMPTY),
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


SCHOOLS = (
    "URN,School name,Ofsted phase,School open date,Local authority,Inspection start date,"
    "URN at time of latest graded inspection,School name at time of latest graded inspection,"
    "Overall effectiveness\n"
    "140001,Fernlea Academy,Primary,01/09/2024,Hull,07/05/2019,100001,Fernlea School,4\n"
)


def test_a_school_inspected_under_another_urn_is_linked_and_held_against_that_inspection(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        document = Publication(
            kind=PublicationKind.PUBLICATION,
            framework=Framework.SCHOOL_EIF,
            event_type="graded inspection",
            provider="Fernlea School",
            inspected=(DateRange(started_on=date(2019, 5, 7), ended_on=date(2019, 5, 8)),),
            judgements=(Judged(area="overall_effectiveness", label="Overall", grade="good"),),
            text="Fernlea School is good.",
            reader="school",
        )
        listing = {"provider_kind": "school", "provider_urn": "100001", "file_id": "50000009"}
        capture = WORLD.capture(
            s, url="https://files.test/9", kind="ofsted", role="publication", listing=listing
        )
        store_reading(s, capture, document, at=NIGHT)
        load(s, SCHOOLS.encode())
        assert alarms(s) == ["statistics_disagree"]
        (row,) = inspections(s, unproven=True, provider="100001")
        assert (row.overall, row.is_disputed) == ("good", True)
        (said,) = as_columns(row)["statistics_disagree"]  # type: ignore[misc, attr-defined]
        assert said["other"] == "inadequate"
        assert row.successors == (("140001", "Fernlea Academy"),)
        assert [one.id for one in inspections(s, unproven=True, disputed=True)] == [row.id]
        (link,) = s.scalars(select(ProviderSuccession))
        assert (link.predecessor_urn, link.changed_on) == ("100001", date(2024, 9, 1))
        assert link.evidence_words == (
            "URN 140001, Fernlea Academy; at the time of the latest inspection 100001, "
            "Fernlea School"
        )
        assert link.evidence_where == f"line 2 of {TITLE}"


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Children’s services focused visit", ("ILACS-FV",)),
        ("Area SEND full inspection", ("AREASEND", "AREASEND-2016")),
        ("Single inspection of LA children's services (as pdf)", ("SIF",)),
        ("Full inspection", ()),
        ("Children's services inspection", ()),
        (None, ()),
    ],
)
def test_a_label_of_the_site_names_a_framework_or_may_be_any(
    label: str | None, names: tuple[str, ...]
) -> None:
    assert framework_named(label) == names


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"inspected_on": "2026-03-04", "label": "Full inspection"}, []),
        ({"inspected_on": "2026-02-04", "label": "Full inspection"}, ["started_on"]),
        ({"label": "Children's services focused visit"}, ["framework"]),
    ],
)
def test_a_day_or_a_label_of_the_timeline_that_the_document_contradicts_is_flagged(
    engine: Engine, said: dict[str, str], fields: list[str]
) -> None:
    with write_session(engine) as s:
        publish(s, "good", **said)
        assert [one.field for one in site_disagreements(s)] == fields
        assert alarms(s) == ["site_disagrees"] * len(fields)
        (row,) = inspections(s, unproven=True)
        assert row.is_disputed is bool(fields)
        assert [one["field"] for one in as_columns(row)["site_disagrees"]] == fields  # type: ignore[attr-defined]
