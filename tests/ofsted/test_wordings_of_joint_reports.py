"""Single inspections, joint letters and area SEND reports in other words than the common ones."""

from datetime import date

import pytest
from reportlab.platypus import Flowable

from pipelines.ofsted import Publication, read_pdf
from tests.ofsted import sample_pdfs as sample
from words.doubts import codes
from words.null_reasons import NullReason

ROWS = [
    ("1. Children who need help and protection", "Requires improvement"),
    ("2. Children looked after and achieving permanence", "Good"),
    ("2.1 Adoption performance", "Outstanding"),
    ("2.2 Experiences and progress of care leavers", "Inadequate"),
    ("3. Leadership, management and governance", "Requires improvement"),
]


def overall(sentence: str) -> str | None:
    judgements = read_pdf(sample.sif(ROWS, overall=sentence)).judgements
    return next(one.grade for one in judgements if one.area == "overall_effectiveness")


@pytest.mark.parametrize(
    "sentence",
    [
        "Children’s services in Marlshire are good",
        "Children's services in the Royal Borough of Marlshire and Dene are judged to be good",
        "Children’s services in Marlshire remain good",
        "The overall judgement of children’s services is good",
        "The overall effectiveness is good",
    ],
)
def test_the_overall_sentence_is_read(sentence: str) -> None:
    assert overall(sentence) == "good"


@pytest.mark.parametrize(
    "sentence",
    [
        "Children’s services in Marlshire have improved since they were inadequate",
        "Children’s services in Marlshire have made good progress",
        "Children’s services in Marlshire are no longer inadequate",
        "Children’s services in Marlshire had outstanding leaders",
    ],
)
def test_a_grade_word_in_another_sentence_is_no_judgement(sentence: str) -> None:
    assert overall(sentence) is None


def test_a_plain_list_of_inspectors_is_the_team() -> None:
    team = (
        "Lead Inspector: Ann Bell, Her Majesty’s Inspector",
        "Inspectors: Bo Cole HMI; Di Eve HMI",
    )
    publication = read_pdf(sample.sif(ROWS, team=team))
    assert [(one.name, one.role) for one in publication.inspectors] == [
        ("Ann Bell", "lead"),
        ("Bo Cole", "team"),
        ("Di Eve", "team"),
    ]


def test_a_heading_with_another_grade_than_the_table_is_a_doubt() -> None:
    board = "The graded judgement for adoption performance is that it requires improvement"
    publication = read_pdf(sample.sif(ROWS, board=board))
    assert "heading_disagrees" in codes(publication.doubts)


def letter(title: str, body: str) -> Publication:
    return read_pdf(
        sample.plain("16 May 2018", "Ann Bell<br/>Bo Cole", "Dear partners", f"# {title}", body)
    )


JOINT = "Joint targeted area inspection of the multi-agency response to neglect in Marlshire"
UNDERTOOK = "Ofsted and others undertook a joint inspection of the multi-agency response to neglect"


@pytest.mark.parametrize(
    ("opening", "days"),
    [
        ("Between 9 and 13 July 2017,", (date(2017, 7, 9), date(2017, 7, 13))),
        ("Between Sunday 9 July and Thursday 13 July 2017,", (date(2017, 7, 9), date(2017, 7, 13))),
        ("From 9 to 13 July 2017,", (date(2017, 7, 9), date(2017, 7, 13))),
        ("Between 28 December 2017 and 3 January 2018,", (date(2017, 12, 28), date(2018, 1, 3))),
        ("In the week commencing 9 July 2017,", (None, None)),
    ],
)
def test_the_days_of_a_joint_letter(opening: str, days: tuple[date | None, date | None]) -> None:
    publication = letter(JOINT, f"{opening} {UNDERTOOK} in Marlshire.")
    assert (publication.started_on, publication.ended_on) == days
    assert publication.theme == "neglect"
    assert publication.provider == "Marlshire"


def test_services_in_the_title_are_no_authority() -> None:
    publication = letter(
        "Joint targeted area inspection (JTAI) of services for vulnerable children in Marlshire",
        "This letter summarises the findings. The inspection was conducted from Monday 13 to Friday"
        " 17 November 2017, by inspectors from Ofsted.",
    )
    assert publication.provider == "Marlshire"
    assert publication.ended_on == date(2017, 11, 17)


POSITIVE = "The arrangements typically lead to positive experiences and outcomes for children."
FIRST_TEAM = "Ann Bell, HMI, Lead inspector", "Bo Cole, CQC Lead inspector"


def send(
    *,
    title: str = "Area SEND inspection of Marlshire Local Area Partnership",
    dates: str = "Inspection dates: 18 to 22 November 2024",
    previous: str = "Dates of previous inspection: 3 to 7 October 2016",
    outcome: str = POSITIVE,
    team: str | Flowable | None = None,
) -> Publication:
    both = sample.table([FIRST_TEAM], head=False, widths=(240, 240))
    heads = [f"# {words}" for words in (title, dates, previous, "Inspection outcome")]
    return read_pdf(
        sample.plain(
            *heads,
            outcome,
            "# Information about the local area partnership",
            sample.FILLER,
            "# Inspection team",
            team or both,
        )
    )


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Date of previous inspection: 27 June to 1 July 2016", "27 June to 1 July 2016"),
        (
            "Date(s) of the previous inspection: 3 May 2016; revisit 5 May 2019",
            "3 May 2016; revisit 5 May 2019",
        ),
        ("Dates of last inspection: Not previously inspected", "Not previously inspected"),
        ("Date of previous SEND inspection: 3 May 2016", "3 May 2016"),
    ],
)
def test_the_previous_inspection_is_read_and_not_mixed_with_this_one(
    printed: str, value: str
) -> None:
    publication = send(previous=printed)
    assert publication.previous_inspection_printed == value
    assert publication.started_on == date(2024, 11, 18)


def test_a_previous_inspection_in_unknown_words_is_unreadable() -> None:
    publication = send(previous="Previous inspection: spring of 2016")
    fact = next(one for one in publication.facts if one.name == "previous_inspection_printed")
    assert (fact.value, fact.reason) == (None, NullReason.UNREADABLE)


@pytest.mark.parametrize(
    "title",
    [
        "Area SEND inspection of the Marlshire local area partnership",
        "Area SEND full inspection of Marlshire",
        "Area SEND inspection of Marlshire Area Partnership",
    ],
)
def test_the_partnership_is_that_of_an_authority(title: str) -> None:
    assert send(title=title).provider == "Marlshire"


@pytest.mark.parametrize(
    "outcome",
    [
        "There are widespread and/or systemic failings leading to significant concerns.",
        "There are systemic and/or widespread failings leading to significant concerns.",
    ],
)
def test_failings_are_known_in_either_order(outcome: str) -> None:
    assert send(outcome=outcome).send_outcome == "widespread/systemic failings"


def test_names_with_particles_and_written_out_bodies_are_whole() -> None:
    row = (
        "Ann de la Bell, Ofsted HMI, lead inspector",
        "Dr Bo Cole, Care Quality Commission, Lead",
    )
    publication = send(team=sample.table([row], head=False, widths=(240, 240)))
    assert [(one.name, one.role) for one in publication.inspectors] == [
        ("Ann de la Bell", "lead"),
        ("Bo Cole", "cqc_lead"),
    ]


def test_roles_before_the_names_are_not_shifted_to_the_neighbour() -> None:
    publication = send(team="Ofsted Lead inspector: Ann Bell HMI CQC Lead inspector: Bo Cole")
    assert not any(one.role in ("lead", "cqc_lead") for one in publication.inspectors)
    assert "no_lead" in codes(publication.doubts)
