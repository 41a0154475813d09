import pytest
from press import gazetteer

from pipelines.linking.mentions import name_all, outlet_authorities

NAMES = gazetteer()


def named(
    text: str, title: str | None = None, areas: tuple[str, ...] = ()
) -> list[tuple[int, str, str]]:
    naming = name_all(NAMES, title=title, standfirst=None, text=text, areas=areas)
    return [(m.provider_id, m.words, m.method) for m in naming.everywhere()]


def test_a_county_is_not_the_town_whose_name_it_begins_with() -> None:
    assert named("Families in Thorleyshire wait.") == [(1, "Thorleyshire", "alias")]
    assert named("Families in Thorley wait.") == [(2, "Thorley", "alias")]


def test_the_longer_name_wins() -> None:
    assert named("At North Thorleyshire Council.") == [(3, "North Thorleyshire Council", "alias")]


def test_a_span_points_at_the_words() -> None:
    text = "The leader of Kestrelham council said so."
    mention = name_all(NAMES, title=None, standfirst=None, text=text).text[0]
    assert text[mention.start : mention.end] == "Kestrelham"


@pytest.mark.parametrize(
    "text",
    [
        "the Thorley Telegraph reports",
        "Kestrelham United lost again",
        "asked Thorleyshire Police for it",
        "flew to New Kestrelham",
        "in thorley dialect",
        "A-Thorley-bound train",
        "Reading is hard for many pupils.",
    ],
)
def test_other_bodies_and_plain_words_are_not_the_authority(text: str) -> None:
    assert named(text) == []


def test_a_name_that_is_a_word_counts_in_a_sentence_or_as_a_council() -> None:
    assert named("Schools in Reading closed.") == [(5, "Reading", "alias")]
    assert named("Reading Borough Council met.")[0][0] == 5


def test_an_ampersand_is_an_and() -> None:
    assert named("In Barking & Dagenham they met.")[0][0] == 4


def test_a_misspelt_council_is_recognised_only_where_nobody_is_named() -> None:
    assert named("Kestrellham Council met.") == [(6, "Kestrellham", "misspelt")]
    assert named("Kestrellham Council met in Thorley.") == [(2, "Thorley", "alias")]


def test_the_council_is_that_of_an_outlet_with_one_area() -> None:
    assert named("The council met.", areas=("Kestrelham",)) == [
        (6, "The council", "council_of_area")
    ]
    assert named("The council met.", areas=("Kestrelham", "Thorley")) == []


def test_a_common_school_needs_its_area() -> None:
    text = "St Mary's Primary School was inspected."
    assert named(text) == []
    assert (21, "St Mary's Primary School", "shared_name") in named(
        text + " It is in Thorleyshire."
    )
    assert named("Gorse Lane Academy was inspected.") == [(23, "Gorse Lane Academy", "alias")]


def test_a_trust_stands_for_its_authority() -> None:
    from pipelines.linking.gazetteer import Name, build

    names = build([Name(provider_id=9, kind="authority", name="Slough", authority_id=9)])
    found = name_all(names, title=None, standfirst=None, text="Slough Children First was praised.")
    assert [m.provider_id for m in found.text] == [9]


def test_an_outlets_area_may_be_a_place_whose_name_is_a_word() -> None:
    assert outlet_authorities(NAMES, ["Reading", "Thorleyshire"]) == {1, 5}
