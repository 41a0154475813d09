"""Statistics and the site held against documents: both values stay, and an alarm names them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select

from db.engine import write_session
from db.models import Alarm, Judgement, StatisticsGrade
from db.models.places import ProviderSuccession
from db.queries import as_columns, inspections
from db.queries.disagreements import disagreements
from db.queries.site_disagreements import framework_named, site_disagreements
from db.write import SeenGrade, note_site_grades
from pipelines.ofsted.model import DateRange, Publication, PublicationKind
from pipelines.ofsted.model import Judgement as Judged
from pipelines.storing.store import store_reading
from tests.pipelines.statistics_files import (
    TITLE,
    WORLD,
    alarms,
    line,
    load,
    monthly,
    publish,
    statistics,
)
from tests.pipelines.world import NIGHT
from words.frameworks import Framework


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
