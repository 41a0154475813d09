"""Letters on focused and monitoring visits, of both periods."""

from datetime import date

from pipelines.ofsted import read_pdf
from tests.ofsted import sample_pdfs as sample
from words.doubts import codes, stored_form
from words.frameworks import Framework
from words.null_reasons import NullReason

VISIT = (
    "This letter summarises the findings of the focused visit to Marlshire local authority"
    " children’s services on 21 and 22 September 2022."
)
BY_2022 = "His Majesty’s Inspectors for this visit were Ann Bell and Bo Cole."
THEME_2022 = "Inspectors looked at the local authority’s arrangements for children in need."


def test_a_letter_of_2022_is_read() -> None:
    publication = read_pdf(sample.letter(VISIT, BY_2022, theme=THEME_2022))
    assert publication.framework is Framework.ILACS_FOCUSED_VISIT
    assert publication.published_printed == date(2022, 10, 26)
    assert publication.provider_as_printed == "Marlshire local authority children’s services"
    assert publication.provider == "Marlshire"
    assert publication.started_on == date(2022, 9, 21)
    assert publication.ended_on == date(2022, 9, 22)
    assert [(one.name, one.role) for one in publication.inspectors] == [
        ("Ann Bell", "lead"),
        ("Bo Cole", "team"),
    ]
    assert publication.theme == THEME_2022
    assert publication.improvements == ("The quality of plans.", "How soon children are seen.")
    assert publication.priority_actions == ()
    assert publication.judgements == ()
    assert publication.doubts == ()


def test_a_letter_of_2018_is_read() -> None:
    publication = read_pdf(
        sample.letter(
            "This letter summarises the findings of a focused visit to Marlshire County Council"
            " children’s services on 27 and 28 February 2018.",
            "The inspectors were Ann Bell, HMI, and Bo Cole, HMI.",
            theme="Inspectors evaluated the local authority’s arrangements for care leavers.",
            date="22 March 2018",
            title="Focused visit to Marlshire County Council children’s services",
        )
    )
    assert [one.name for one in publication.inspectors] == ["Ann Bell", "Bo Cole"]
    assert publication.theme is not None
    assert publication.theme.endswith("for care leavers.")
    assert publication.provider == "Marlshire"


def test_a_letter_without_a_theme_says_so() -> None:
    method = (
        "Inspectors looked at a range of evidence, including case discussions. The lead inspector"
        " and the director agreed how to work within local guidelines."
    )
    publication = read_pdf(sample.letter(VISIT, BY_2022, theme=method))
    assert publication.theme is None
    fact = next(fact for fact in publication.facts if fact.name == "theme")
    assert fact.reason is NullReason.NOT_PRINTED


def test_a_theme_that_ends_with_a_colon_takes_its_list() -> None:
    theme = "Inspectors looked at arrangements for children in care, with a particular focus on:"
    publication = read_pdf(
        sample.letter(VISIT, BY_2022, theme=theme, items=["matching", "children’s homes."])
    )
    assert publication.theme == f"{theme} • matching • children’s homes."


def test_days_without_a_year_take_the_year_of_the_letter() -> None:
    sentence = VISIT.replace(" 2022.", ".")
    publication = read_pdf(sample.letter(sentence, BY_2022))
    assert publication.started_on == date(2022, 9, 21)


def test_days_without_a_year_in_an_undated_letter_stay_unknown() -> None:
    publication = read_pdf(sample.letter(VISIT.replace(" 2022.", "."), BY_2022, date=None))
    assert publication.inspected == ()
    assert publication.published_printed is None
    assert "no_dates" in codes(publication.doubts)


def test_between_two_days_is_a_range() -> None:
    sentence = VISIT.replace("on 21 and 22", "between 20 September and 22")
    publication = read_pdf(sample.letter(sentence, BY_2022))
    assert [(one.started_on.day, one.ended_on.day) for one in publication.inspected] == [(20, 22)]


def test_a_visit_after_its_letter_is_doubted() -> None:
    publication = read_pdf(sample.letter(VISIT, BY_2022, date="26 October 2021"))
    assert stored_form(publication.doubts) == ("dates_far_from_letter: 2022-09-22",)


def test_a_letter_signed_by_another_is_doubted() -> None:
    publication = read_pdf(sample.letter(VISIT, BY_2022, signed="Hal Inn"))
    assert stored_form(publication.doubts) == ("signed_by_another: Hal Inn",)
    assert publication.inspectors[0].name == "Ann Bell"


def test_days_may_stand_before_the_authority() -> None:
    sentence = (
        "This letter summarises the findings of a focused visit on 23 and 24 February 2022 to"
        " Marlshire Metropolitan Borough Council children’s services (the council) that have"
        " delegated their functions to a trust."
    )
    publication = read_pdf(sample.letter(sentence, BY_2022))
    assert publication.provider == "Marlshire"
    assert publication.started_on == date(2022, 2, 23)


def test_areas_for_priority_action_are_kept_apart() -> None:
    actions = ["Strategy meetings are held too late."]
    publication = read_pdf(sample.letter(VISIT, BY_2022, priority=actions))
    assert publication.priority_actions == ("Strategy meetings are held too late.",)
    assert "Strategy meetings are held too late." not in publication.improvements


def test_ofsteds_letterhead_is_no_part_of_the_text() -> None:
    publication = read_pdf(sample.letter(VISIT, BY_2022))
    assert "Piccadilly" not in publication.text
    assert "enquiries@" not in publication.text
    assert "Marl Hall" in publication.text


def test_a_monitoring_visit_is_read_but_not_yet_proven() -> None:
    sentence = VISIT.replace("focused", "monitoring") + (
        " This was the third monitoring visit since the local authority was judged inadequate."
    )
    publication = read_pdf(
        sample.letter(sentence, BY_2022, title="Monitoring visit to Marlshire children’s services")
    )
    assert publication.framework is Framework.ILACS_MONITORING_VISIT
    assert publication.proven is False
    facts = {fact.name: fact.value for fact in publication.facts}
    assert facts["monitoring_visit_number"] == "third"


def test_the_letters_date_may_come_last_in_the_reading_order() -> None:
    lines = [
        (70, 640, "Dear Ms Dow"),
        (70, 600, "Focused visit to Marlshire children’s services"),
        (70, 560, "This letter summarises the findings of the focused visit to Marlshire"),
        (70, 545, "children’s services on 1 and 2 October 2024. His Majesty’s Inspectors for"),
        (70, 530, "this visit were Ann Bell and Bo Cole."),
        (70, 760, "31 October 2024"),
    ]
    publication = read_pdf(sample.drawn([lines]))
    assert publication.published_printed == date(2024, 10, 31)
    assert publication.started_on == date(2024, 10, 1)


def test_a_letter_without_any_date_has_none() -> None:
    publication = read_pdf(sample.letter(VISIT, BY_2022, date=None))
    assert publication.published_printed is None
    assert publication.started_on == date(2022, 9, 21)


def test_the_end_of_a_sentence_is_not_the_date_of_the_letter() -> None:
    page = [
        (70.0, 700.0, "Dear Ms Dow"),
        (70.0, 680.0, "This letter summarises the findings of the focused visit to Marlshire"),
        (70.0, 665.0, "children’s services on"),
        (70.0, 650.0, "21 September 2022."),
        (70.0, 635.0, "The inspectors were Ann Bell, HMI, and Bo Cole, HMI."),
    ]
    publication = read_pdf(sample.drawn([page]))
    assert publication.published_printed is None
    dated = read_pdf(sample.drawn([[*page, (70.0, 740.0, "26 October 2022")]]))
    assert dated.published_printed == date(2022, 10, 26)
    assert dated.started_on == date(2022, 9, 21)
