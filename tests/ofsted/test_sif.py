"""Reports of the single inspection framework, 2013-18."""

from datetime import date

import pytest
from reportlab.platypus import PageBreak

from pipelines.ofsted import read_pdf
from tests.ofsted import sample_pdfs as sample
from words.doubts import codes, stored_form
from words.frameworks import Framework
from words.null_reasons import NullReason

ROWS = [
    ("1. Children who need help and protection", "Requires improvement"),
    ("2. Children looked after and achieving permanence", "Inadequate"),
    ("2.1 Adoption performance", "Good"),
    ("2.2 Experiences and progress of care leavers", "Outstanding"),
    ("3. Leadership, management and governance", "Inadequate"),
]
GRADES = {
    "overall_effectiveness": "inadequate",
    "help_and_protection": "requires_improvement",
    "looked_after_permanence": "inadequate",
    "adoption": "good",
    "care_leavers": "outstanding",
    "leadership": "inadequate",
    "lscb": "requires_improvement",
}


def test_a_report_with_a_review_of_the_board_is_read() -> None:
    publication = read_pdf(sample.sif(ROWS))
    assert publication.framework is Framework.SIF
    assert publication.event_type == "inspection + LSCB review"
    assert publication.provider_as_printed == "Marlshire County Council"
    assert publication.published_printed == date(2015, 10, 19)
    assert (publication.started_on, publication.ended_on) == (date(2015, 7, 6), date(2015, 7, 30))
    assert {one.area: one.grade for one in publication.judgements} == GRADES


def test_the_inspectors_stand_on_the_last_page() -> None:
    publication = read_pdf(sample.sif(ROWS))
    assert [(one.name, one.role) for one in publication.inspectors] == [
        ("Ann Bell", "lead"),
        ("Bo Cole", "deputy_lead"),
        ("Di Eve", "team"),
        ("Fay Gold", "team"),
        ("Hal Inn", "team"),
    ]
    assert publication.inspectors[0].evidence is not None
    assert publication.inspectors[0].evidence.page == 2


def test_a_misprinted_row_number_changes_nothing() -> None:
    rows = [*ROWS[:4], ("1. Leadership, management and governance", "Inadequate")]
    publication = read_pdf(sample.sif(rows))
    assert {one.area: one.grade for one in publication.judgements} == GRADES


def test_not_judged_is_a_value_of_its_own() -> None:
    rows = [*ROWS[:2], ("2.1 Adoption performance", "Not judged"), *ROWS[3:]]
    publication = read_pdf(sample.sif(rows))
    assert {j.area: j.grade for j in publication.judgements}["adoption"] == "not_judged"


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Children’s services in Marlshire are good", "good"),
        ("Children’s services in the City of Marl are outstanding", "outstanding"),
        (
            "Children’s services in Marlshire requires improvement to be good",
            "requires_improvement",
        ),
        ("Children's services in Marlshire require improvement", "requires_improvement"),
        ("The overall judgement is good.", "good"),
        (
            "The overall judgement is that children’s services require improvement",
            "requires_improvement",
        ),
        ("The overall judgement is that children’s services are inadequate.", "inadequate"),
    ],
)
def test_the_overall_judgement_is_a_sentence(sentence: str, grade: str) -> None:
    publication = read_pdf(sample.sif(ROWS, overall=sentence))
    overall = next(j for j in publication.judgements if j.area == "overall_effectiveness")
    assert overall.grade == grade
    assert overall.evidence is not None
    assert overall.evidence.words in sentence


def test_without_that_sentence_there_is_no_overall_grade() -> None:
    publication = read_pdf(sample.sif(ROWS, overall="Children’s services in Marlshire"))
    overall = next(j for j in publication.judgements if j.area == "overall_effectiveness")
    assert overall.grade is None
    assert overall.reason is NullReason.NOT_PRINTED
    assert "missing_judgement: overall_effectiveness" in stored_form(publication.doubts)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The Local Safeguarding Children Board (LSCB) is inadequate.", "inadequate"),
        ("The effectiveness of the LSCB requires improvement", "requires_improvement"),
        (
            "The judgement for the effectiveness of the Local Safeguarding Children Board (LSCB) is"
            " requires improvement.",
            "requires_improvement",
        ),
        ("An LSCB that is good coordinates the work of its partners.", None),
    ],
)
def test_the_board_is_judged_in_a_sentence_of_its_own(sentence: str, grade: str | None) -> None:
    publication = read_pdf(sample.sif(ROWS, board=sentence))
    assert next(j for j in publication.judgements if j.area == "lscb").grade == grade


def test_a_reinspection_judges_no_board_and_may_print_no_publication_date() -> None:
    publication = read_pdf(sample.sif(ROWS, kind="Re-inspection", board=None, published=None))
    assert publication.event_type == "re-inspection"
    assert publication.published_printed is None
    assert all(one.area != "lscb" for one in publication.judgements)
    assert not any(doubt.endswith("lscb") for doubt in publication.doubts)


def test_a_deputy_never_takes_the_leads_place() -> None:
    publication = read_pdf(sample.sif(ROWS, team=["Deputy lead inspector: Bo Cole HMI"]))
    assert [one.role for one in publication.inspectors] == ["deputy_lead"]
    assert "no_lead" in codes(publication.doubts)


def test_a_table_on_the_second_page_is_found() -> None:
    heading = (
        "Inspection of services for children in need of help and protection, children looked after"
        " and care leavers"
    )
    data = sample.plain(
        sample.text("Marlshire County Council", sample.TITLE),
        f"# {heading}",
        "# Inspection date: 6 July 2015 – 30 July 2015",
        sample.FILLER,
        PageBreak(),
        "# Children’s services in Marlshire are inadequate",
        sample.table(ROWS, head=False),
        sample.FILLER,
    )
    read = {one.area: one.grade for one in read_pdf(data).judgements}
    assert read == {area: grade for area, grade in GRADES.items() if area != "lscb"}
