"""What is asked about inspections: filters, the latest, what changed, what went down, history."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from db import queries
from db.engine import read_session, write_session
from db.models import Fact, Page, Report
from db.queries.grade_changes import Direction, compare, direction
from db.rows import SuccessionRow
from db.write import (
    FactRow,
    InspectorRow,
    JudgementRow,
    PublicationRow,
    mark_gone,
    store_publication,
)
from db.write.successions import note_successions

CUMBRIA, CUMBERLAND, WESTMORLAND = "Cumbria", "Cumberland", "Westmorland and Furness"


class Inspected:
    """Stores documents about inspections with as few words as a test needs."""

    def __init__(self, s, world) -> None:
        self.s, self.world = s, world
        self.source = world.source(s, "reports_site", kind="ofsted")

    def store(self, name, started_on, grades=None, *, text=None, framework="ILACS", **changes):
        text = text or f"{name} {started_on} {framework} {sorted((grades or {}).items())}"
        stored = self.world.report(self.s, self.source, kind="publication", text=text)
        row = PublicationRow(
            **{
                "framework": framework,
                "event_type": "standard",
                "provider_name": name,
                "started_on": started_on,
                "ended_on": started_on + timedelta(days=11),
                "proven": True,
                "file_id": str(50_000_000 + stored.report_id),
                "site_published_on": started_on + timedelta(days=50),
            }
            | changes
        )
        inspection = store_publication(
            self.s,
            stored.report_id,
            stored.version_id,
            row,
            [
                JudgementRow(
                    area=area,
                    label=area,
                    grade=grade,
                    null_reason=None if grade else "not_judged",
                    evidence_words=f"{area} {grade}",
                    evidence_page=1,
                )
                for area, grade in (grades or {}).items()
            ],
            [InspectorRow(name="Ann Example", role="lead")],
            [FactRow(name="inspected", value="x", evidence_words="1 to 12 May", evidence_page=1)],
        )
        return stored.report_id, inspection


@pytest.fixture
def inspected(engine, world):
    """A writer of inspections, inside one transaction."""
    with write_session(engine) as s:
        yield Inspected(s, world)


def overall(grade, **others):
    return {"overall_effectiveness": grade, **others}


def test_the_latest_is_taken_first_and_a_grade_narrows_it_then(inspected, engine):
    inspected.store("Derbyshire", date(2019, 5, 6), overall("outstanding"))
    _, now = inspected.store("Derbyshire", date(2024, 5, 6), overall("good"))
    _, hull = inspected.store("Hull", date(2023, 5, 1), overall("outstanding"))
    inspected.store("Hull", date(2024, 5, 6), framework="ILACS-FV", event_type="focused visit")
    s = inspected.s
    latest = queries.inspections(s, framework="ilacs", latest=True)
    assert [row.id for row in latest] == [now, hull]
    best = queries.inspections(s, framework="ILACS", latest=True, grade="outstanding")
    assert [row.id for row in best] == [hull]
    then = queries.inspections(s, framework="ILACS", latest=True, until=date(2020, 1, 1))
    assert [row.overall for row in then] == ["outstanding"]
    assert len(queries.inspections(s, grade="outstanding")) == 2
    assert queries.inspections(s, since=date(2024, 6, 26)) == []
    assert len(queries.inspections(s, since=date(2024, 6, 25), limit=1)) == 1


def test_without_a_day_of_publication_the_last_day_on_site_decides(inspected):
    s = inspected.s
    _, id_ = inspected.store("Hull", date(2023, 5, 1), overall("good"), site_published_on=None)
    assert [row.id for row in queries.inspections(s, since=date(2023, 5, 12))] == [id_]
    assert queries.inspections(s, since=date(2023, 5, 13)) == []
    assert [row.id for row in queries.inspections(s, until=date(2023, 5, 12))] == [id_]
    assert queries.inspections(s, until=date(2023, 5, 11)) == []


@pytest.mark.parametrize("words", ["80460", "derbyshire", "Derbyshire County Council", "830"])
def test_a_provider_is_named_by_urn_code_name_or_alias(inspected, words):
    _, wanted = inspected.store("Derbyshire", date(2024, 5, 6), overall("good"))
    inspected.store("Hull", date(2024, 5, 6), overall("good"))
    assert [row.id for row in queries.inspections(inspected.s, provider=words)] == [wanted]
    assert queries.inspections(inspected.s, provider="Nowhere") == []


def test_a_downgrade_is_found_in_any_area_and_over_the_change_of_framework(inspected):
    inspected.store("Hull", date(2016, 5, 2), overall("good", care_leavers="good"), framework="SIF")
    _, same = inspected.store("Hull", date(2020, 5, 4), overall("good", care_leavers="outstanding"))
    _, down = inspected.store("Hull", date(2026, 5, 4), overall(None, care_leavers="good"))
    rows = {row.id: row for row in queries.inspections(inspected.s)}
    assert [row.id for row in queries.inspections(inspected.s, downgrades=True)] == [down]
    assert rows[down].previous_id == same
    (change,) = rows[down].downgrades
    assert (change.area, change.before, change.after) == ("care_leavers", "outstanding", "good")
    assert {c.area: c.direction for c in rows[same].changes} == {
        "overall_effectiveness": Direction.SAME,
        "care_leavers": Direction.UP,
    }


def test_grades_of_two_scales_are_never_compared():
    assert direction("good", "adequate") is Direction.DOWN
    assert direction("adequate", "requires_improvement") is None
    assert direction("good", "expected_standard") is None
    assert direction("met", "not_met") is Direction.DOWN
    assert compare({"a": "good", "b": None}, {"a": None, "b": "good", "c": "good"}) == ()


def test_what_is_hidden_suspect_unproven_or_withdrawn_is_shown_to_nobody_who_did_not_ask(
    inspected, night
):
    s = inspected.s
    hidden, _ = inspected.store("Hull", date(2020, 5, 4), overall("good"))
    suspect, _ = inspected.store("Hull", date(2021, 5, 3), overall("good"))
    gone, withdrawn = inspected.store("Hull", date(2022, 5, 2), overall("good"))
    _, unproven = inspected.store("Hull", date(2023, 5, 1), overall("good"), proven=False)
    s.get_one(Report, hidden).hidden_at = night
    s.get_one(Report, suspect).suspect_reason = "alarm"
    mark_gone(s, s.get_one(Report, gone).page_id, night)
    s.flush()
    assert queries.inspections(s) == []
    assert [row.id for row in queries.inspections(s, unproven=True)] == [unproven]
    assert [row.id for row in queries.inspections(s, withdrawn=True)] == [withdrawn]
    (told,) = queries.history(s, "Hull").inspections
    assert told.document.withdrawn_at == night


def test_an_unproven_document_lends_nothing_to_a_proven_inspection(inspected):
    day = date(2024, 5, 6)
    kept, event = inspected.store("Hull", day, overall("good"))
    inspected.store("Hull", day, overall("inadequate"), proven=False, text="Another reading.")
    (row,) = queries.inspections(inspected.s)
    assert (row.id, row.overall, row.publications) == (event, "good", (kept,))
    assert row.disagreements == ()
    (both,) = queries.inspections(inspected.s, unproven=True)
    assert (both.overall, both.disagreements) == ("good", ("overall_effectiveness",))


def test_a_document_published_again_is_one_inspection_that_keeps_both(inspected, night):
    s, day = inspected.s, date(2024, 5, 6)
    old, event = inspected.store("Hull", day, overall("good"), text="The very same words.")
    again, same = inspected.store("Hull", day, overall("good"), text="The very same words.")
    third, _ = inspected.store("Hull", day, overall("inadequate"), text="Corrected words.")
    assert event == same
    mark_gone(s, s.get_one(Report, old).page_id, night + timedelta(days=3))
    (row,) = queries.inspections(s, changes_since=night.date())
    assert row.publications == (old, again, third)
    assert [(one.what, one.report_id, one.same_text) for one in row.record] == [
        ("stored", old, None),
        ("published_again", again, True),
        ("published_again", third, False),
        ("withdrawn", old, None),
    ]
    assert row.document.report_id == third
    assert row.disagreements == ("overall_effectiveness",)
    later = queries.inspections(s, changes_since=night.date() + timedelta(days=3))
    assert [one.id for one in later] == [event]
    assert queries.inspections(s, changes_since=night.date() + timedelta(days=4)) == []


def test_the_history_of_an_authority_goes_over_its_changes_and_leaves_siblings_out(inspected):
    _, before = inspected.store(CUMBRIA, date(2022, 9, 5), overall("requires_improvement"))
    _, after = inspected.store(CUMBERLAND, date(2024, 9, 9), overall("good"))
    inspected.store(WESTMORLAND, date(2024, 5, 6), overall("good"))
    told = queries.history(inspected.s, CUMBERLAND)
    assert [row.id for row in told.inspections] == [before, after]
    assert [(one.before, one.after) for one in told.successions] == [(CUMBRIA, CUMBERLAND)]
    assert told.inspections[1].predecessors == (("135513", CUMBRIA),)
    assert told.inspections[1].previous_id is None  # linked, never merged
    every = queries.history(inspected.s, CUMBRIA)
    assert len(every.inspections) == 3
    assert len(every.successions) == 2
    assert queries.history(inspected.s, "Nowhere").inspections == ()


def test_a_school_is_linked_over_its_urns_with_the_evidence_and_none_need_be_held(
    inspected, world, night
):
    s = inspected.s
    school = {"provider_kind": "school", "framework": "SCHOOL"}
    _, before = inspected.store(
        "Fernlea School", date(2019, 5, 7), overall("good"), provider_urn="100002", **school
    )
    _, after = inspected.store(
        "Fernlea Academy", date(2026, 1, 13), overall(None), provider_urn="140001", **school
    )
    capture = world.capture(s, world.page(s, inspected.source))
    told = {"kind": "school", "origin": "statistics", "evidence_where": "line 2 of a file"}
    links = [
        SuccessionRow(
            predecessor_urn="100001",
            predecessor_name="Fernlea Infants",
            successor_urn="100002",
            evidence_words="a",
            **told,
        ),
        SuccessionRow(
            predecessor_urn="100002",
            successor_urn="140001",
            changed_on=date(2024, 9, 1),
            evidence_words="b",
            **told,
        ),
        SuccessionRow(predecessor_urn="100002", successor_urn="150001", evidence_words="c", **told),
    ]
    note_successions(s, links, capture_id=capture, at=night)
    history = queries.history(s, "140001")
    assert [row.id for row in history.inspections] == [before, after]
    assert [(one.before, one.after, one.changed_on) for one in history.successions] == [
        ("Fernlea School", "Fernlea Academy", date(2024, 9, 1)),
        ("Fernlea Infants", "Fernlea School", None),
    ]
    assert history.successions[0].where == "line 2 of a file"
    assert history.successions[0].seen_at == night
    assert history.successions[1].before_id is None
    columns = queries.as_columns(history.inspections[1])
    assert (columns["predecessors"], columns["predecessor_urns"]) == (
        ["Fernlea School"],
        ["100002"],
    )
    assert queries.as_columns(history.inspections[0])["successor_urns"] == ["140001", "150001"]


def test_urns_that_name_each_other_in_a_circle_end(inspected, world, night):
    s = inspected.s
    inspected.store(
        "Fernlea School",
        date(2019, 5, 7),
        provider_kind="school",
        provider_urn="100002",
        framework="SCHOOL",
    )
    capture = world.capture(s, world.page(s, inspected.source))
    told = {"kind": "school", "origin": "site", "evidence_words": "a", "evidence_where": "a page"}
    links = [
        SuccessionRow(predecessor_urn="100001", successor_urn="100002", **told),
        SuccessionRow(predecessor_urn="100002", successor_urn="100001", **told),
    ]
    note_successions(s, links, capture_id=capture, at=night)
    assert len(queries.history(s, "100002").successions) == 2


def test_who_ran_an_authoritys_services_is_told_without_a_day_that_nobody_knows(inspected):
    inspected.store("Slough", date(2019, 5, 7), overall("good"))
    told = queries.history(inspected.s, "Slough")
    assert [one.name for one in told.operators] == [
        "Slough Children First",
        "Slough Children's Services Trust",
    ]
    assert {one.began_on for one in told.operators} == {None}
    columns = queries.as_columns(told.inspections[0])
    assert columns["operators_known"] == [one.name for one in told.operators]


PEERS = [
    "urn",
    "la_code",
    "region_code",
    "gss",
    "local_authority",
    "inspection_link",
    "overall_effectiveness_grade",
    "impact_of_leaders_grade",
    "help_and_protection_grade",
    "in_care_grade",
    "care_leavers_grade",
    "framework",
    "inspector_name",
    "inspection_start_date",
    "inspection_end_date",
    "publication_date",
    "local_link",
    "inspectors_inspections_count",
    "pdf_filename",
    "pdf_sha256",
    "parser_version",
]


def test_the_columns_are_a_superset_of_those_of_other_tools_and_a_gap_has_its_reason(inspected):
    inspected.store("Derbyshire", date(2019, 5, 6), overall("good"))
    inspected.store("Derbyshire", date(2024, 5, 6), overall(None, in_care="good"))
    row = queries.inspections(inspected.s, latest=True)[0]
    columns = queries.as_columns(row)
    assert [name for name in PEERS if name not in columns] == []
    assert "stat_neighbours" not in columns  # no list of them is held: docs/database.md
    assert tuple(columns) == queries.inspection_column_names()
    assert (columns["urn"], columns["la_code"], columns["gss"]) == ("80460", "830", "E10000007")
    assert columns["local_authority"] == "Derbyshire"
    assert columns["overall_effectiveness_grade"] is None
    assert columns["null_reasons"] == {"overall_effectiveness": "not_judged"}
    assert columns["inspectors_inspections_count"] == 2
    assert columns["inspection_end_date"] == date(2024, 5, 17)
    assert len(str(columns["pdf_sha256"])) == 64
    assert "in_care_words" not in columns
    told = queries.as_columns(row, evidence=True)
    assert tuple(told) == queries.inspection_column_names(evidence=True)
    assert (told["in_care_words"], told["in_care_page"]) == ("in_care good", 1)
    assert told["inspection_dates_words"] == ["1 to 12 May"]


def test_an_imported_file_has_its_name_and_no_link_where_nobody_gave_one(inspected, world, night):
    s = inspected.s
    report, _ = inspected.store("Hull", date(2024, 5, 6), overall("good"))
    page = s.get_one(Page, s.get_one(Report, report).page_id)
    columns = queries.as_columns(queries.inspections(s)[0])
    assert (columns["inspection_link"], columns["pdf_filename"]) == (
        page.url,
        page.url.rpartition("/")[2],
    )
    page.url, page.raw_url = f"urn:sha256:{'a' * 64}", "downloads/hull letter 2024.pdf"
    s.flush()
    columns = queries.as_columns(queries.inspections(s)[0])
    assert columns["inspection_link"] is None
    assert columns["pdf_filename"] == "hull letter 2024.pdf"


def test_a_fact_that_a_framework_never_prints_is_not_missing(inspected):
    told = {}
    for day, framework in ((date(2024, 5, 6), "ILACS"), (date(2023, 5, 1), "ILACS-FV")):
        report, _ = inspected.store("Hull", day, framework=framework)
        version = inspected.s.get_one(Report, report).latest_version_id
        for name in ("theme", "send_outcome"):
            inspected.s.add(Fact(version_id=version, name=name, null_reason="not_printed"))
        inspected.s.flush()
    for row in queries.inspections(inspected.s):
        told[row.framework] = queries.as_columns(row)["null_reasons"]
    assert told == {"ILACS": {}, "ILACS-FV": {"theme": "not_printed"}}


def test_the_words_of_a_filter_are_those_in_use(inspected):
    inspected.store("Hull", date(2024, 5, 6), overall("good", in_care=None))
    asked = ("provider_kind", "framework", "grade", "area")
    words = [queries.inspection_words(inspected.s, name) for name in asked]
    assert words == [("authority",), ("ILACS",), ("good",), ("in_care", "overall_effectiveness")]


def test_many_providers_are_read_some_at_a_time_and_none_is_lost(inspected, monkeypatch, engine):
    monkeypatch.setattr(sys.modules["db.queries.inspection_assembly"], "BATCH", 2)
    for name in ("Hull", "Derbyshire", "Barnet", "Barnsley", "Cumbria"):
        inspected.store(name, date(2024, 5, 6), overall("good"))
    inspected.s.commit()
    with read_session(engine) as s:
        assert len(queries.inspections(s)) == 5


def test_the_first_few_are_gathered_without_the_rest(inspected, monkeypatch):
    days = [date(2020 + year, 5, 4) for year in range(4)]
    for day in days:
        inspected.store("Hull", day, overall("good"))
    gathered = []
    rows_of = queries.inspections.__globals__["rows_of"]

    def counted(session, events, wanted):
        gathered.append(len(events))
        return rows_of(session, events, wanted)

    monkeypatch.setitem(queries.inspections.__globals__, "rows_of", counted)
    found = queries.inspections(inspected.s, limit=2)
    assert [row.started_on for row in found] == [days[3], days[2]]
    assert found[1].previous_started_on == days[1]
    assert len(queries.inspections(inspected.s, limit=2, grade="good")) == 2
    assert gathered == [2, 4]


def test_the_lines_of_statistics_are_looked_up_once_for_a_batch(inspected, engine):
    inspected.store("Hull", date(2020, 5, 4), overall("good"))
    asked = []

    def note(_c, _cursor, words, *_rest):
        asked.append(words)

    event.listen(engine, "before_cursor_execute", note)
    queries.inspections(inspected.s)
    event.remove(engine, "before_cursor_execute", note)
    assert sum("JOIN statistics_rows" in words for words in asked) == 1
