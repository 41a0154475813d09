"""What is on topic, and the near misses that are not. Every text is invented."""

from __future__ import annotations

import pytest

from pipelines.reading.model import PageKind, Reading
from pipelines.storing.topic import is_on_topic

ON = {
    "says ofsted": ("Pupils shine at Elmbrook", "The school was praised by Ofsted last week."),
    "says it in full": ("Nursery news", "The Office for Standards in Education has written."),
    "children's services in the title": ("Norbury children’s services get new boss", "She starts."),
    "two services": (
        "Council leader answers questions",
        "He spoke of care leavers.\n\nThe budget for special educational needs is overspent.",
    ),
    "SEND in the title": ("Parents wait two years for SEND support", "Families are tired."),
    "children's home": ("Plan for children's home in Wexcombe refused", "Neighbours objected."),
    "school inspection in the title": ("Inspectors return to Fenwick Primary School", "Soon."),
    "special measures": ("Academy taken out of special measures", "The head is proud."),
    "twice in the text": (
        "A difficult year for Harrow Lane",
        "The nursery was rated “inadequate” in May.\n\n"
        "An inspector visited the nursery again in June.",
    ),
    "report cards": ("How new report cards will grade schools", "Five grades replace one word."),
    "chief inspector": ("Chief inspector of schools to visit Ashby academies", "He comes in May."),
    "childminder in the title": ("Childminder loses appeal", "The tribunal heard the case."),
}
OFF = {
    "football": ("Town win at last", "The academy graduate scored. The pitch was inspected early."),
    "send is a verb": ("Send us your photographs", "Please send them by Friday, and send more."),
    "care home for adults": (
        "Elderly care home rated inadequate",
        "The CQC said the home requires improvement. Inspectors from the Care Quality Commission "
        "visited twice.",
    ),
    "police inspector": (
        "Man arrested near school",
        "Detective Inspector Ray Cole said pupils were safe. Chief Inspector Ann Lee thanked the "
        "college.",
    ),
    "planning inspector": (
        "Planning inspector backs school extension",
        "The planning inspector visited the primary school in March.",
    ),
    "hygiene": ("Zero stars", "The school canteen got a hygiene rating after a food inspection."),
    "Wales": ("Welsh school praised", "Estyn inspectors visited the school. Estyn was pleased."),
    "hospital": ("Hospital in special measures", "The trust requires improvement."),
    "exam results": ("Record results at sixth form", "Pupils of the college opened envelopes."),
    "plant nursery": ("Garden centre opens", "The nursery sells roses; plants are inspected."),
    "one passing word": (
        "Budget set",
        "Money for roads, parks and children's services was agreed.",
    ),
    "empty": ("", ""),
}


def reading(title: str, text: str) -> Reading:
    return Reading(kind=PageKind.ARTICLE, title=title or None, text=text)


@pytest.mark.parametrize("case", sorted(ON))
def test_a_story_about_what_ofsted_inspects_is_on_topic_and_says_by_which_words(case: str) -> None:
    title, text = ON[case]
    found = is_on_topic(reading(title, text))
    assert found.on_topic
    assert found.evidence
    for words in found.evidence:
        for part in words.split(" … "):
            assert part.lower() in f"{title}\n{text}".replace("’", "'").lower()


@pytest.mark.parametrize("case", sorted(OFF))
def test_a_near_miss_is_off_topic(case: str) -> None:
    assert not is_on_topic(reading(*OFF[case])).on_topic


def test_the_standfirst_counts() -> None:
    story = Reading(
        kind=PageKind.ARTICLE, title="Pride", standfirst="Ofsted calls it good", text="x"
    )
    assert is_on_topic(story).on_topic
