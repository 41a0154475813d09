"""The other kinds of document: joint letters, area SEND, older reviews, single providers."""

from datetime import date

import pytest

from pipelines.ofsted import read_pdf
from pipelines.ofsted.classify import readers
from pipelines.ofsted.model import Publication
from tests.ofsted import sample_pdfs as sample
from words.doubts import stored_form
from words.frameworks import Framework
from words.null_reasons import NullReason

PARTNERS = "Ann Bell, Director of Children’s Services<br/>Bo Cole, Chief Constable"


def facts(publication: Publication) -> dict[str, str | None]:
    return {fact.name: fact.value for fact in publication.facts}


def grades(publication: Publication) -> dict[str, str | None]:
    return {one.area: one.grade for one in publication.judgements}


def send_report(outcome: str, previous: str = "3 to 7 October 2016") -> bytes:
    team = sample.table(
        [
            ("Ann Bell, HMI, Lead inspector", "Bo Cole, CQC Lead inspector"),
            ("Di Eve, Ofsted HMI", "Fay Gold, CQC inspector"),
        ],
        head=False,
        widths=(240, 240),
    )
    return sample.plain(
        "# Local area partnership report",
        "# Area SEND inspection of Marlshire Local Area Partnership",
        "# Inspection dates: 18 to 22 November 2024",
        f"# Date of previous inspection: {previous}",
        "# Inspection outcome",
        outcome,
        "# Information about the local area partnership",
        sample.FILLER,
        "# Inspection team",
        team,
    )


def test_every_framework_has_a_reader_and_says_whether_it_is_proven() -> None:
    assert set(readers()) == set(Framework)
    assert {name for name, reader in readers().items() if reader.PROVEN} == {
        Framework.ILACS,
        Framework.ILACS_FOCUSED_VISIT,
        Framework.SIF,
        Framework.LAC_2013,
        Framework.JAR,
        Framework.JTAI,
        Framework.AREA_SEND,
    }


def test_a_joint_letter_of_2017_is_read() -> None:
    publication = read_pdf(
        sample.plain(
            "1 December 2017",
            PARTNERS,
            "Dear local partnership",
            "# Joint targeted area inspection of the multi-agency response to abuse and neglect in"
            " Marlshire",
            "Between 16 and 20 October 2017, Ofsted, the Care Quality Commission (CQC) and others"
            " undertook a joint inspection of the multi-agency response to abuse and neglect in"
            " Marlshire. This inspection included a ‘deep dive’ focus on the response to children"
            " living with domestic abuse.",
        )
    )
    assert publication.framework is Framework.JTAI
    assert publication.provider == "Marlshire"
    assert publication.published_printed == date(2017, 12, 1)
    assert [(o.started_on, o.ended_on) for o in publication.inspected] == [
        (date(2017, 10, 16), date(2017, 10, 20))
    ]
    assert publication.theme == "abuse and neglect"
    assert facts(publication)["deep_dive"] == "the response to children living with domestic abuse"
    assert publication.judgements == ()


def test_a_joint_letter_of_2024_is_read() -> None:
    publication = read_pdf(
        sample.plain(
            "16 May 2024",
            PARTNERS,
            "Dear Marlshire Safeguarding Partnership",
            "# Joint targeted area inspection of Marlshire",
            "This letter summarises the findings of the joint targeted area inspection (JTAI) of"
            " the multi-agency response to serious youth violence in Marlshire.",
            "This inspection took place from 27 June 2023 to 1 July 2023. It was carried out by"
            " inspectors from Ofsted and others.",
        )
    )
    assert publication.theme == "serious youth violence"
    assert (publication.started_on, publication.ended_on) == (date(2023, 6, 27), date(2023, 7, 1))


def test_a_joint_letter_whose_title_names_no_area_names_no_provider() -> None:
    publication = read_pdf(
        sample.plain(
            "9 May 2018",
            PARTNERS,
            "Dear local partnership",
            "# Joint targeted area inspection of the multi-agency response to harm in the family",
            "Between 12 and 16 February 2018, Ofsted and others undertook a joint inspection of the"
            " multi-agency response to harm in the family.",
        )
    )
    assert publication.provider_as_printed is None
    assert stored_form(publication.doubts) == ("no_subject",)
    assert publication.theme == "harm in the family"


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The partnership’s arrangements typically lead to positive experiences and outcomes for"
         " children.", "typically positive"),
        ("The partnership’s arrangements lead to inconsistent experiences and outcomes for"
         " children.", "inconsistent"),
        ("There are widespread and/or systemic failings leading to significant concerns.",
         "widespread/systemic failings"),
        ("The partnership is a joy.", None),
    ],
)  # fmt: skip
def test_the_outcome_of_area_send_is_one_of_three_sentences(
    sentence: str, outcome: str | None
) -> None:
    publication = read_pdf(send_report(sentence))
    assert publication.framework is Framework.AREA_SEND
    assert publication.send_outcome == outcome


def test_two_outcomes_are_none() -> None:
    both = (
        "Arrangements typically lead to positive experiences and outcomes, yet there are widespread"
        " and/or systemic failings."
    )
    publication = read_pdf(send_report(both))
    assert publication.send_outcome is None
    assert "send_outcome: 2 sentences" in stored_form(publication.doubts)


def test_both_leads_of_an_area_send_inspection_are_named() -> None:
    publication = read_pdf(send_report("They lead to inconsistent experiences and outcomes."))
    assert {(one.name, one.role, one.body) for one in publication.inspectors} == {
        ("Ann Bell", "lead", "Ofsted"),
        ("Bo Cole", "cqc_lead", "CQC"),
        ("Di Eve", "team", "Ofsted"),
        ("Fay Gold", "team", "CQC"),
    }


@pytest.mark.parametrize(
    "previous",
    ["3 to 7 October 2016", "Not previously inspected", "On 19 March 2018, with a revisit in 2020"],
)
def test_the_previous_inspection_is_kept_as_printed(previous: str) -> None:
    publication = read_pdf(
        send_report("They lead to inconsistent experiences and outcomes.", previous)
    )
    assert publication.previous_inspection_printed == previous
    assert publication.started_on == date(2024, 11, 18)


def test_an_area_send_letter_says_whether_a_statement_of_action_is_required() -> None:
    publication = read_pdf(
        sample.plain(
            "4 May 2018",
            "Dear Ms Bell",
            "# Joint local area SEND inspection in Marlshire",
            "Between 5 and 9 March 2018, Ofsted and the Care Quality Commission (CQC) conducted a"
            " joint inspection of the local area of Marlshire.",
            "Her Majesty’s Chief Inspector has determined that a Written Statement of Action is"
            " required because of significant areas of weakness.",
            "Yours sincerely",
            "Di Eve",
        )
    )
    assert publication.framework is Framework.AREA_SEND_2016
    assert facts(publication)["written_statement_of_action"] == "required"
    assert publication.provider == "Marlshire"
    assert publication.inspectors[0].name == "Di Eve"


def test_a_report_on_looked_after_children_closes_with_its_table() -> None:
    table = sample.table(
        [
            ("Overall effectiveness", "Inadequate Grade 4"),
            ("Capacity to improve", "Adequate Grade 3"),
            ("Outcomes for looked after children and young people", "Good Grade 2"),
            ("Quality of provision", "Inadequate Grade 3"),
            ("Leadership and management", "Outstanding"),
        ],
        head=False,
        widths=(230, 150),
    )
    publication = read_pdf(
        sample.plain(
            "# Inspection of looked after children services",
            "# Marlshire County Council",
            "Inspection dates: 8 – 12 July 2013",
            "Reporting inspector Ann Bell HMI",
            "Age group: All",
            "Published: 16 August 2013",
            sample.PageBreak(),
            sample.FILLER,
            sample.PageBreak(),
            "# Record of main findings",
            table,
        )
    )
    assert publication.framework is Framework.LAC_2013
    assert [(one.name, one.role) for one in publication.inspectors] == [("Ann Bell", "reporting")]
    read = grades(publication)
    assert read.pop("quality_of_provision") != "adequate"  # word and number contradict each other
    assert read == {
        "overall_effectiveness": "inadequate",
        "capacity_to_improve": "adequate",
        "outcomes": "good",
        "leadership": "outstanding",
    }


def test_a_progress_inspection_of_2009_has_no_dates_to_give() -> None:
    publication = read_pdf(
        sample.plain(
            "# Inspection of progress made in the provision of safeguarding services in the London"
            " Borough of Marl",
            "Care Quality Commission",
            "Age group: All",
            "Published: 3 July 2009",
            "Since the review of 1 December 2008 the council has changed.",
        )
    )
    assert publication.framework is Framework.JAR
    assert publication.event_type == "progress inspection"
    assert publication.provider == "Marl"
    assert publication.inspected == ()
    assert publication.published_printed == date(2009, 7, 3)


def test_a_review_of_a_board_alone_is_its_own_kind() -> None:
    publication = read_pdf(
        sample.plain(
            "# Marlshire",
            "# Review of the effectiveness of the Local Safeguarding Children Board",
            "Inspection date: 6 July 2015 – 30 July 2015",
            "# The Local Safeguarding Children Board is good",
            sample.FILLER,
        )
    )
    assert publication.framework is Framework.LSCB
    assert grades(publication) == {"lscb": "good"}


def school(rows: list[sample.Row], dates: str, *extra: str) -> bytes:
    return sample.plain(
        "# Inspection of Larch Hill School",
        f"Inspection dates: {dates}",
        sample.table(rows, head=False),
        *extra,
        "# Information about this inspection",
        "Ann Bell, lead inspector His Majesty’s Inspector",
        "# School details",
        "Unique reference number 123456",
        "Local authority Marlshire",
        "Inspection number 10199999",
    )


EIF_ROWS = [
    ("The quality of education", "Good"),
    ("Behaviour and attitudes", "Outstanding"),
    ("Personal development", "Good"),
    ("Leadership and management", "Requires improvement"),
]


def test_a_school_report_of_2021_is_read() -> None:
    rows = [("Overall effectiveness", "Good"), *EIF_ROWS, ("Sixth-form provision", "Good")]
    publication = read_pdf(school(rows, "5 and 6 October 2021"))
    assert publication.framework is Framework.SCHOOL_EIF
    assert publication.proven is False
    assert publication.urn == "123456"
    assert publication.provider == "Larch Hill School"
    assert publication.inspectors[0].name == "Ann Bell"
    assert grades(publication)["overall_effectiveness"] == "good"
    assert grades(publication)["sixth_form"] == "good"
    assert facts(publication)["local_authority"] == "Marlshire"


def test_a_school_that_bears_a_countys_name_is_not_the_county() -> None:
    data = sample.plain(
        "# Inspection of Norfolk House City School",
        "# School details",
        "Unique reference number 123456",
    )
    assert read_pdf(data).provider == "Norfolk House City School"


def test_a_school_report_of_2025_has_no_overall_grade() -> None:
    publication = read_pdf(school(EIF_ROWS, "4 and 5 March 2025"))
    overall = next(j for j in publication.judgements if j.area == "overall_effectiveness")
    assert overall.grade is None
    assert overall.reason is NullReason.NOT_REPORTED_POST_REFORM


def test_a_report_card_is_read_on_its_own_scale() -> None:
    rows = [
        ("Safeguarding standards", "Met"),
        ("Inclusion", "Strong standard"),
        ("Curriculum and teaching", "Expected standard"),
        ("Achievement", "Needs attention"),
        ("Attendance and behaviour", "Exceptional"),
        ("Personal development and wellbeing", "Expected standard"),
        ("Leadership and governance", "Urgent improvement"),
    ]
    publication = read_pdf(school(rows, "2 and 3 December 2025"))
    assert publication.framework is Framework.SCHOOL_REPORT_CARD
    assert publication.event_type == "report card: school"
    assert grades(publication) == {
        "inclusion": "strong_standard",
        "leadership": "urgent_improvement",
        "safeguarding": "met",
        "curriculum_and_teaching": "expected_standard",
        "achievement": "needs_attention",
        "attendance_and_behaviour": "exceptional",
        "personal_development_wellbeing": "expected_standard",
    }


@pytest.mark.parametrize(
    ("heading", "framework", "rows"),
    [
        ("Setting details", Framework.EARLY_YEARS, [("Overall effectiveness", "Good")]),
        (
            "Provider details",
            Framework.FE_SKILLS,
            [("Overall effectiveness", "Good"), ("Adult learning programmes", "Outstanding")],
        ),
        (
            "Children’s home details",
            Framework.CHILDRENS_HOME,
            [
                ("Overall experiences and progress of children and young people", "Good"),
                ("How well children and young people are helped and protected", "Inadequate"),
                ("The effectiveness of leaders and managers", "Requires improvement to be good"),
            ],
        ),
    ],
)
def test_other_providers_are_told_by_their_details(
    heading: str, framework: Framework, rows: list[sample.Row]
) -> None:
    publication = read_pdf(
        sample.plain(
            "# Inspection of Larch House",
            "Inspection dates: 4 and 5 March 2025",
            sample.table(rows, head=False),
            f"# {heading}",
            "Unique reference number EY123456",
        )
    )
    assert publication.framework is framework
    assert publication.proven is False
    assert publication.urn == "EY123456"
    printed = [one for one in publication.judgements if one.grade]
    assert len(printed) == len(rows)


def test_a_document_of_no_known_kind_keeps_its_text() -> None:
    publication = read_pdf(sample.plain("# Guidance on moats", sample.FILLER))
    assert publication.framework is None
    assert sample.FILLER in publication.text
    assert publication.facts[0].reason is NullReason.NO_READER
    assert stored_form(publication.doubts) == ("framework: unknown: Guidance on moats",)
