"""The first sentences of visit letters in the wordings their writers use and might use."""

from datetime import date

import pytest

from pipelines.ofsted.document import Flow
from pipelines.ofsted.letters import theme, visit_inspectors, visit_sentence
from pipelines.ofsted.model import Paragraph
from words.doubts import codes

SUMMARY = (
    "This letter summarises the findings of the focused visit to Marlshire children’s services"
)
VISIT = f"{SUMMARY} on 21 and 22 September 2022."
TWO_DAYS = [(date(2022, 9, 21), date(2022, 9, 21)), (date(2022, 9, 22), date(2022, 9, 22))]
ONE_RUN = [(date(2022, 9, 21), date(2022, 9, 22))]
WRITTEN = date(2022, 10, 26)


def flow(*sentences: str) -> Flow:
    return Flow.of([Paragraph(text=" ".join(sentences), page=1)])


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (VISIT, TWO_DAYS),
        (f"{SUMMARY}, on 21 and 22 September 2022.", TWO_DAYS),
        (f"{SUMMARY} on the 21 and 22 September.", TWO_DAYS),
        (f"{SUMMARY} on the 21st and 22nd of September 2022.", TWO_DAYS),
        (f"{SUMMARY} which took place on 21 and 22 September 2022.", TWO_DAYS),
        (f"{SUMMARY} that took place between 21 and 22 September 2022.", ONE_RUN),
        (f"{SUMMARY} from Wednesday 21 to Thursday 22 September 2022.", ONE_RUN),
        (f"{SUMMARY} on 21–22 September 2022.", ONE_RUN),
        (VISIT.replace("the focused", "Ofsted’s second remote focused"), TWO_DAYS),
        (VISIT.replace("summarises the findings of", "sets out our findings from"), TWO_DAYS),
        (
            "This letter summarises the findings of a focused visit undertaken on 21 and 22"
            " September 2022 to Marlshire children’s services.",
            TWO_DAYS,
        ),
    ],
)
def test_the_visit_sentence_is_read(sentence: str, days: list[tuple[date, date]]) -> None:
    subject, dates = visit_sentence(flow(sentence), WRITTEN)
    assert subject.value == "Marlshire children’s services"
    assert [(one.started_on, one.ended_on) for one in dates.ranges] == days
    assert dates.doubts == ()


@pytest.mark.parametrize(
    "when",
    [
        "in the week commencing 19 September 2022",
        "during the week of 19 September 2022",
        "on 21 September 2022, with a further day on 4 October 2022",
        "on 2 1 and 22 September 2022",
    ],
)
def test_days_that_are_not_plainly_named_are_not_read(when: str) -> None:
    subject, dates = visit_sentence(flow(f"{SUMMARY} {when}."), WRITTEN)
    assert subject.value == "Marlshire children’s services"
    assert dates.ranges == ()
    assert dates.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "His Majesty’s Inspectors for this visit were Ann Bell and Bo Cole.",
        "HMIs for this visit were Ann Bell and Bo Cole.",
        "The inspectors were Ann Bell (lead inspector), HMI, and Bo Cole, HMI.",
        "The lead inspector was Ann Bell, HMI. The team inspector was Bo Cole, HMI.",
        "The lead inspector was Ann Bell and the team inspector was Bo Cole.",
        "The visit was led by Ann Bell, HMI, with Bo Cole, Ofsted Inspector (OI).",
        "The visit was carried out by two of His Majesty’s Inspectors, Ann Bell and Bo Cole.",
        "The inspectors were: • Ann Bell, HMI • Bo Cole, HMI Inspectors looked at plans.",
        "The inspectors were satisfied. The inspectors were Ann Bell HMI and Bo Cole HMI.",
    ],
)
def test_the_inspectors_are_read_in_order(sentence: str) -> None:
    inspectors, doubts = visit_inspectors(flow(VISIT, sentence))
    assert [(one.name, one.role) for one in inspectors] == [
        ("Ann Bell", "lead"),
        ("Bo Cole", "team"),
    ]
    assert doubts == ()


def test_nobody_leads_where_the_first_name_cannot_be_read() -> None:
    words = "The inspectors were Ann Bell For Marl Region, and Bo Cole, HMI."
    inspectors, doubts = visit_inspectors(flow(VISIT, words))
    assert [(one.name, one.role) for one in inspectors] == [("Bo Cole", "team")]
    assert "lead_unreadable" in codes(doubts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Inspectors looked at the local authority’s arrangements for care leavers.",
        "As part of this visit, inspectors evaluated the arrangements for care leavers.",
        "Inspectors specifically reviewed the arrangements for care leavers.",
        "This focused visit looked at the arrangements for care leavers.",
        "The visit focused on the arrangements for care leavers.",
    ],
)
def test_the_theme_is_the_sentence_that_says_what_was_looked_at(sentence: str) -> None:
    method = "Inspectors looked at a range of evidence, including records."
    letter = [Paragraph(text=words, page=1) for words in (VISIT, f"{method} {sentence}")]
    assert theme(letter).value == sentence
