"""From the words a document prints to the authority it means."""

import pytest

from pipelines.ofsted.authorities import Authorities, plain_name

TABLE = Authorities.of(
    [
        {"name": "Marl", "provider_urn": "1", "also_known_as": "Marl City Council|Marlton"},
        {"name": "Marlshire", "provider_urn": "2", "also_known_as": ""},
        {"name": "Ash, Birch and Cedar", "provider_urn": "3", "also_known_as": "ABC|Marlton"},
        {"name": "Dean-on-Sea", "provider_urn": "4", "also_known_as": ""},
        {"name": "East Fell of Yarrow", "provider_urn": "5", "also_known_as": ""},
        {"name": "Oldshire", "provider_urn": "6", "also_known_as": "", "ended_on": "2021-04-01"},
    ]
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Marlshire", "Marlshire"),
        ("Marlshire County Council", "Marlshire"),
        ("the Royal Borough of Dean-on-Sea local authority children’s services", "Dean-on-Sea"),
        ("Dean on Sea city council", "Dean-on-Sea"),
        ("Marl City", "Marl"),
        ("City of Marl", "Marl"),
        ("Ash, Birch & Cedar (ABC) children’s services", "Ash, Birch and Cedar"),
        ("Marlshire Children and Families Trust", "Marlshire"),
        ("Marlshire Children First", "Marlshire"),
        ("East Fell local authority children’s services", "East Fell of Yarrow"),
        ("Council of the Marlshire", "Marlshire"),
        ("Marlton", None),  # two authorities share it
        ("Nowhere District Council", None),
        ("Ash", None),  # one place of a list
        ("Oldshire County Council", "Oldshire"),
        ("Oldshire Children’s Trust", None),  # outlived its county
        ("", None),
    ],
)
def test_printed_names_are_resolved_or_left_open(printed: str, name: str | None) -> None:
    assert TABLE.resolve(printed) == name


def test_the_county_is_not_its_town() -> None:
    assert TABLE.named_in("services in Marlshire and nowhere else") == ("Marlshire",)
    assert TABLE.named_in("from Marl to Marlshire") == ("Marl", "Marlshire")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("London Borough of Oakmere", "Oakmere"),
        ("Oakmere Metropolitan Borough Council", "Oakmere"),
        ("the Royal Borough of Oak-upon-Mere local authority children’s services", "Oak-upon-Mere"),
        ("City of Oak Council", "Oak"),
        ("Council", "Council"),
    ],
)
def test_without_a_table_the_plain_words_are_kept(printed: str, plain: str) -> None:
    assert plain_name(printed) == plain
