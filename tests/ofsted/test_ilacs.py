"""ILACS reports in their three tables, and what must not be guessed from them."""

from datetime import date

import pytest

from pipelines.ofsted import read_pdf
from tests.ofsted import sample_pdfs as sample
from words.doubts import codes, stored_form
from words.frameworks import Framework
from words.null_reasons import NullReason

FOUR = [
    (sample.LEADERS, "Inadequate"),
    (sample.HELP, "Good"),
    (sample.CARE_BOTH, sample.RI),
    (sample.OVERALL, "Inadequate"),
]
FIVE = [
    (sample.LEADERS, "Outstanding"),
    (sample.HELP, sample.RI),
    (sample.IN_CARE, "Good"),
    (sample.LEAVERS, "Inadequate"),
    (sample.OVERALL, sample.RI),
]
REFORMED = [
    (sample.LEADERS_2026, "Outstanding"),
    (sample.HELP, "Good"),
    (sample.IN_CARE, sample.RI),
    (sample.LEAVERS, "Good"),
]


def grades(data: bytes) -> dict[str, str | None]:
    return {one.area: one.grade for one in read_pdf(data).judgements}


def test_a_table_of_four_rows_is_read_by_its_labels() -> None:
    publication = read_pdf(sample.ilacs(FOUR))
    assert publication.framework is Framework.ILACS
    assert {one.area: one.grade for one in publication.judgements} == {
        "impact_of_leaders": "inadequate",
        "help_and_protection": "good",
        "in_care_and_care_leavers": "requires_improvement",
        "overall_effectiveness": "inadequate",
    }
    assert all(one.agreed for one in publication.judgements)
    assert publication.doubts == ()


def test_rows_in_another_order_keep_their_grades() -> None:
    assert grades(sample.ilacs(FOUR[::-1])) == grades(sample.ilacs(FOUR))


def test_care_leavers_are_a_row_of_their_own_from_2023() -> None:
    data = sample.ilacs(FIVE, dates="Inspection dates: 11 to 15 September 2023")
    assert grades(data) == {
        "impact_of_leaders": "outstanding",
        "help_and_protection": "requires_improvement",
        "in_care": "good",
        "care_leavers": "inadequate",
        "overall_effectiveness": "requires_improvement",
    }


def test_the_misprint_children_care_leavers_is_still_that_row() -> None:
    rows = [*FIVE[:3], (sample.LEAVERS_MISPRINT, "Good"), FIVE[4]]
    data = sample.ilacs(rows, dates="Inspection dates: 12 to 23 January 2026")
    assert grades(data)["care_leavers"] == "good"
    assert grades(data)["in_care"] == "good"


def test_no_overall_grade_is_made_up_after_the_reform() -> None:
    publication = read_pdf(sample.ilacs(REFORMED, dates="Inspection dates: 11 to 22 May 2026"))
    overall = next(j for j in publication.judgements if j.area == "overall_effectiveness")
    assert overall.grade is None
    assert overall.reason is NullReason.NOT_REPORTED_POST_REFORM
    assert publication.doubts == ()


def test_the_reform_follows_the_inspection_and_not_the_publication() -> None:
    data = sample.ilacs(REFORMED, dates="Inspection dates: 16 to 27 March 2026")
    publication = read_pdf(data)
    overall = next(j for j in publication.judgements if j.area == "overall_effectiveness")
    assert overall.reason is NullReason.NOT_PRINTED
    assert "missing_judgement: overall_effectiveness" in stored_form(publication.doubts)


@pytest.mark.parametrize("widths", [(150, 70), (230, 130), (330, 110), (120, 200)])
def test_labels_and_grades_may_wrap_over_many_lines(widths: tuple[int, int]) -> None:
    data = sample.ilacs(FIVE, dates="Inspection dates: 11 to 15 September 2023", widths=widths)
    publication = read_pdf(data)
    assert [one.grade for one in publication.judgements] == [
        "outstanding",
        "requires_improvement",
        "good",
        "inadequate",
        "requires_improvement",
    ]


def test_a_row_never_seen_before_raises_a_doubt_with_its_words() -> None:
    rows = [*FOUR[:3], ("The experiences of children on the moon", "Good"), FOUR[3]]
    publication = read_pdf(sample.ilacs(rows))
    assert "unknown_label: The experiences of children on the moon" in stored_form(
        publication.doubts
    )


def test_a_missing_row_is_missing_and_not_taken_from_its_neighbour() -> None:
    publication = read_pdf(sample.ilacs([FOUR[0], FOUR[2], FOUR[3]]))
    help_row = next(j for j in publication.judgements if j.area == "help_and_protection")
    assert help_row.grade is None
    assert "missing_judgement: help_and_protection" in stored_form(publication.doubts)


def test_a_row_printed_twice_with_two_grades_is_believed_in_neither() -> None:
    publication = read_pdf(sample.ilacs([*FOUR, (sample.HELP, "Outstanding")]))
    help_row = next(j for j in publication.judgements if j.area == "help_and_protection")
    assert help_row.grade is None
    assert help_row.reason is NullReason.AMBIGUOUS
    assert any(one.startswith("tables_disagree: help") for one in stored_form(publication.doubts))


def test_grades_of_an_earlier_inspection_in_the_text_are_left_alone() -> None:
    told = sample.text("In 2018 overall effectiveness good was the judgement, as was much else.")
    assert grades(sample.ilacs(FOUR, body=[told]))["overall_effectiveness"] == "inadequate"


def test_a_section_heading_that_contradicts_the_table_is_a_doubt() -> None:
    heading = sample.text(f"{sample.HELP}: outstanding", sample.HEADING)
    publication = read_pdf(sample.ilacs(FOUR, body=[heading]))
    assert "heading_disagrees" in codes(publication.doubts)


def test_every_grade_carries_its_words_and_page() -> None:
    for judgement in read_pdf(sample.ilacs(FOUR)).judgements:
        assert judgement.evidence is not None
        assert judgement.evidence.page == 1
        assert judgement.grade_as_printed in judgement.evidence.words


def test_two_parts_of_an_inspection_are_both_kept() -> None:
    publication = read_pdf(
        sample.ilacs(
            FOUR,
            title=("Marlshire County Council", "Inspection of children’s social care services"),
            dates="Inspection dates: 8 July 2019 to 12 July 2019 and 7 August 2019 to"
            " 8 August 2019",
            lead="Lead inspector: Ann Bell<br/>Her Majesty’s Inspector",
        )
    )
    assert [(r.started_on, r.ended_on) for r in publication.inspected] == [
        (date(2019, 7, 8), date(2019, 7, 12)),
        (date(2019, 8, 7), date(2019, 8, 8)),
    ]
    assert publication.started_on == date(2019, 7, 8)
    assert publication.ended_on == date(2019, 8, 8)
    assert publication.event_type == "short"
    assert publication.provider_as_printed == "Marlshire County Council"
    assert publication.provider == "Marlshire"


def test_two_weeks_apart_are_a_standard_inspection() -> None:
    dates = "Inspection dates: 4 to 8 November 2019 and 18 to 22 November 2019"
    assert read_pdf(sample.ilacs(FOUR, dates=dates)).event_type == "standard"


def test_two_weeks_are_a_standard_inspection_and_that_is_marked_as_worked_out() -> None:
    publication = read_pdf(sample.ilacs(FOUR))
    assert publication.event_type == "standard"
    assert any(fact.name == "event_type_derived" for fact in publication.facts)


def test_a_report_without_a_lead_inspector_names_none() -> None:
    publication = read_pdf(sample.ilacs(FOUR, lead=None))
    assert publication.inspectors == ()
    fact = next(fact for fact in publication.facts if fact.name == "lead_inspector")
    assert fact.reason is NullReason.NOT_PRINTED


def test_two_lead_inspectors_are_both_named_and_doubted() -> None:
    lead = "Lead inspectors: Ann Bell and Bo Cole, His Majesty’s Inspectors"
    publication = read_pdf(sample.ilacs(FOUR, lead=lead))
    assert [one.name for one in publication.inspectors] == ["Ann Bell", "Bo Cole"]
    assert "two_leads: Ann Bell; Bo Cole" in stored_form(publication.doubts)


def test_a_childrens_trust_may_be_the_subject() -> None:
    title = ("Inspection of Marlshire Children and Families Trust",)
    publication = read_pdf(sample.ilacs(FOUR, title=title))
    assert publication.provider_as_printed == "Marlshire Children and Families Trust"
    assert publication.provider == "Marlshire Children and Families Trust"  # in no table


def test_improvements_and_numbered_paragraphs_have_their_place() -> None:
    publication = read_pdf(sample.ilacs(FOUR))
    assert publication.improvements == (
        "The timeliness of plans for the youngest children.",
        "Records.",
    )
    numbered = [one for one in publication.paragraphs if one.number]
    assert [(one.number, one.page, one.heading) for one in numbered] == [
        ("1", 2, "Findings"),
        ("2", 2, "Findings"),
    ]


def test_dates_of_the_running_foot_are_held_against_the_front() -> None:
    more = [sample.PageBreak(), sample.text(sample.FILLER)] * 4
    foot = "Inspection of Marlshire local authority children’s services 7 to 17 December 2021"
    publication = read_pdf(sample.ilacs(FOUR, body=more, foot=foot))
    assert "running_head_disagrees" in codes(publication.doubts)
    assert foot not in publication.text
