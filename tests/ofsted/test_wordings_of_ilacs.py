"""ILACS reports with titles, dates, leads and tables that differ from the common template."""

from datetime import date

import pytest

from pipelines.ofsted import Publication, read_pdf
from pipelines.ofsted.assemble import _against_the_file
from pipelines.ofsted.authorities import known_authorities
from pipelines.ofsted.model import Judgement
from pipelines.ofsted.printed_days import find_dates
from tests.ofsted import sample_pdfs as sample
from words.doubts import codes, stored_form
from words.frameworks import Framework
from words.null_reasons import NullReason

ROWS = [
    (sample.LEADERS, "Good"),
    (sample.HELP, sample.RI),
    (sample.IN_CARE, "Outstanding"),
    (sample.LEAVERS, "Inadequate"),
    (sample.OVERALL, "Good"),
]
GRADES = ["good", "requires_improvement", "outstanding", "inadequate", "good"]
DATES = "Inspection dates: 6 to 17 March 2023"
NOTE = "This report was amended on 3 May 2023 to correct paragraph 4."


def report(**other: object) -> Publication:
    return read_pdf(sample.ilacs(**{"rows": ROWS, "dates": DATES, **other}))  # type: ignore[arg-type]


def judged(publication: Publication, area: str) -> Judgement:
    return next(one for one in publication.judgements if one.area == area)


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (["Inspection of Marlshire children’s services"], "Marlshire"),
        (["Inspection of Marlshire's local authority children's services"], "Marlshire's"),
        (["Inspection of children’s services in Marlshire"], "Marlshire"),
        (
            ["Marlshire Council", "Inspection of children’s social care services"],
            "Marlshire Council",
        ),
        (
            ["Inspection of local authority children’s services", "Marlshire Council"],
            "Marlshire Council",
        ),
        (["INSPECTION OF MARLSHIRE LOCAL AUTHORITY CHILDREN’S SERVICES"], "MARLSHIRE"),
        (["Re-inspection of Marlshire local authority children’s services"], "Marlshire"),
        (["Report amended May 2023", "Inspection of Marlshire children’s services"], "Marlshire"),
    ],
)
def test_the_authority_is_read_out_of_any_title(title: list[str], printed: str) -> None:
    publication = report(title=title)
    assert publication.provider_as_printed == printed
    assert (publication.provider or "").casefold() == "marlshire"


def test_a_note_on_a_correction_is_no_part_of_the_title() -> None:
    title = "Inspection of Marlshire local authority children’s services"
    noted = sample.plain(
        NOTE,
        sample.text(title, sample.TITLE),
        sample.text(DATES, sample.LABEL),
        sample.table(ROWS),
        f"1. {sample.FILLER}",
        f"2. {sample.FILLER}",
    )
    publication = read_pdf(noted)
    assert publication.title == title
    assert publication.provider == "Marlshire"


def test_a_report_without_a_title_names_no_authority() -> None:
    publication = report(title=[])
    assert publication.provider is None
    assert "no_subject" in codes(publication.doubts)


@pytest.mark.parametrize(
    "dates",
    [
        "Inspection date: 6 March 2023 to 17 March 2023",
        "Inspection dates 6–17 March 2023",
        "Dates of inspection: 6 to 17 March 2023",
        "Date of inspection: Monday 6 March to Friday 17 March 2023",
        "Inspection dates: 6 to 17 March 2023 (on site)",
    ],
)
def test_the_days_are_read_after_any_label(dates: str) -> None:
    publication = report(dates=dates)
    assert (publication.started_on, publication.ended_on) == (date(2023, 3, 6), date(2023, 3, 17))
    assert [one.grade for one in publication.judgements] == GRADES
    assert publication.doubts == ()


@pytest.mark.parametrize(
    "dates",
    [
        "Inspection dates: week commencing 6 March 2023",
        "Inspection dates: 6 to 17 Marsh 2023",
        "Inspection dates: 27 February to 3 March 2023; revisit: 13 to 17 March 2023",
        "Inspection dates: 6 March 2023 with a further visit on 17 March 2023",
    ],
)
def test_days_that_are_not_plain_stay_unread_and_say_so(dates: str) -> None:
    publication = report(dates=dates)
    assert publication.inspected == ()
    fact = next(one for one in publication.facts if one.name == "inspected")
    assert fact.reason is NullReason.UNREADABLE
    assert len(publication.doubts) > 1


@pytest.mark.parametrize(
    "lead",
    [
        "Lead inspector: Ann Bell",
        "Lead HMI: Ann Bell",
        "Lead inspector – Ann Bell, HMI",
        "Led by: Ann Bell, His Majesty’s Inspector",
        "Lead inspector: Ann Bell, Senior His Majesty’s Inspector",
        "Lead inspector: Ann Bell, Regional Director, North West",
        "Lead inspector: Ann<br/>Bell, His<br/>Majesty’s Inspector",
        "Lead inspector: Ann Bell, HMI Deputy lead inspector: Bo Cole, HMI",
    ],
)
def test_the_lead_is_one_person_without_office(lead: str) -> None:
    publication = report(lead=lead)
    assert [(one.name, one.role) for one in publication.inspectors] == [("Ann Bell", "lead")]
    assert publication.doubts == ()


@pytest.mark.parametrize("printed", [str.upper, str.title, lambda grade: f"{grade}."])
def test_grades_are_read_in_any_capitals(printed) -> None:  # type: ignore[no-untyped-def]
    publication = report(rows=[(label, printed(grade)) for label, grade in ROWS])
    assert [one.grade for one in publication.judgements] == GRADES


@pytest.mark.parametrize("grade", ["", "Not applicable", "Expected standard"])
def test_a_label_without_a_known_grade_is_unreadable_and_raises_an_alarm(grade: str) -> None:
    publication = report(rows=[*ROWS[:3], (sample.LEAVERS, grade), ROWS[4]])
    leavers = judged(publication, "care_leavers")
    assert (leavers.grade, leavers.reason) == (None, NullReason.UNREADABLE)
    said = stored_form(publication.doubts)
    assert any(one.startswith("missing_judgement: care_leavers:") for one in said)


@pytest.mark.parametrize(
    "stranger",
    ["The experiences and progress of adopted children", "Overall effectiveness at the last visit"],
)
def test_a_stranger_beside_known_rows_is_named(stranger: str) -> None:
    publication = report(rows=[*ROWS, (stranger, "Inadequate")])
    assert f"unknown_label: {stranger}" in stored_form(publication.doubts)
    assert [one.grade for one in publication.judgements] == GRADES


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (sample.LEADERS.replace("and families", "and their families"), "impact_of_leaders"),
        (sample.HELP.replace("experiences", "experience"), "help_and_protection"),
    ],
)
def test_a_label_in_slightly_other_words_is_known(words: str, wanted: str) -> None:
    place = 0 if wanted == "impact_of_leaders" else 1
    rows = [*ROWS[:place], (words, ROWS[place][1]), *ROWS[place + 1 :]]
    publication = report(rows=rows)
    assert publication.framework is Framework.ILACS
    assert judged(publication, wanted).grade == GRADES[place]


def test_two_authorities_in_one_title_are_not_one_of_them() -> None:
    assert known_authorities().resolve("North and West Northamptonshire") is None


@pytest.mark.parametrize(
    ("ended", "saved", "doubted"),
    [
        ("17 March 2023", date(2023, 5, 2), False),
        ("17 March 2033", date(2023, 5, 2), True),
        ("17 March 2021", date(2023, 5, 2), True),
        ("17 March 2033", None, False),
    ],
)
def test_days_are_held_against_the_day_the_file_was_saved(
    ended: str, saved: date | None, doubted: bool
) -> None:
    assert bool(_against_the_file(find_dates(ended), saved)) is doubted
