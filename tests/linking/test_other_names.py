"""A place's name inside another name is not the authority; beside a council's words it is."""

from __future__ import annotations

import pytest

from pipelines.linking.gazetteer import Name, build, is_common
from pipelines.linking.mentions import name_all

PLACES = (
    "Bath and North East Somerset",
    "Bolton",
    "Brighton and Hove",
    "Bury",
    "Derby",
    "Durham",
    "Kent",
    "Kingston upon Thames",
    "Leeds",
    "Lincolnshire",
    "Reading",
    "Richmond upon Thames",
    "Sandwell",
    "Surrey",
    "Sutton",
    "Westminster",
    "Windsor and Maidenhead",
)
NAMES = build(
    [
        *(
            Name(provider_id=n, kind="authority", name=name, authority_id=n)
            for n, name in enumerate(PLACES)
        ),
        Name(provider_id=90, kind="school", name="Hartsmere Fold Academy", authority_id=1),
        Name(provider_id=91, kind="school", name="The Grange School", authority_id=1),
    ]
)


ALIASED = (
    ("Kingston upon Hull", "Hull", "Hull City Council", "City of Kingston upon Hull"),
    ("Kingston upon Thames", "Royal Borough of Kingston upon Thames"),
    ("Newcastle upon Tyne", "Newcastle", "Newcastle City Council"),
    ("Stockton-on-Tees", "Stockton-on-Tees Borough Council"),
    ("Staffordshire", "Staffordshire County Council"),
)
SHORT_NAMES = build(
    Name(provider_id=n, kind="authority", name=name, authority_id=n)
    for n, names in enumerate(ALIASED)
    for name in names
)


def named(text: str, title: str | None = None) -> list[str]:
    found = name_all(NAMES, title=title, standfirst=None, text=text)
    return [PLACES[m.provider_id] for m in found.everywhere() if m.provider_id < len(PLACES)]


@pytest.mark.parametrize(
    "text",
    [
        "He studied at the University of Bath for a year.",
        "Durham University researchers and Durham Cricket took part.",
        "The star played for Derby County and then for Reading FC.",
        "It was Derby day, and the Derby was won by a grey.",
        "Headteacher Sarah Kent thanked pupils.",
        "Superman, alias Clark Kent, visited the school.",
        "Cllr John Bolton said the report was fair.",
        "Mr Bury, the headteacher, and Mrs Sutton, his deputy, were pleased.",
        "Professor Eileen Durham wrote the review.",
        "He was laid to rest at Bury St Edmunds.",
        "Families in Sutton Coldfield wait for news.",
        "Leeds Beckett University and Leeds Trinity trained the staff.",
        "Sandwell and West Birmingham Hospitals NHS Trust said so.",
        "MPs in Westminster will debate the Bill.",
        "A Westminster source said the minister was pleased.",
        "East Surrey College and Surrey Heath Borough Council agreed.",
        "Reading levels have risen, Ofsted said.",
        "Kent Police and the BBC Radio Kent team were there.",
    ],
)
def test_a_place_in_another_name_is_not_the_authority(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kent County Council accepted the findings.", "Kent"),
        ("Last week Kent Conservatives asked for a plan.", "Kent"),
        ("In May Kent was told of its progress.", "Kent"),
        ("Labour-run Leeds was visited by inspectors.", "Leeds"),
        ("Westminster City Council was rated outstanding.", "Westminster"),
        ("Families in Westminster said so.", "Westminster"),
        ("Derby’s children’s services were visited.", "Derby"),
        ("Sandwell Safeguarding Children Partnership met.", "Sandwell"),
        ("Brighton council has replied.", "Brighton and Hove"),
        ("RBWM was praised.", "Windsor and Maidenhead"),
    ],
)
def test_the_same_names_are_the_authority_where_nothing_speaks_against_it(
    text: str, place: str
) -> None:
    assert named(text) == [place]


def test_capitals_of_a_headline_tell_nothing() -> None:
    assert named("No more.", title="Ofsted Praises Kent For Progress In Care") == ["Kent"]
    assert named("No more.", title="Bolton Wanderers Open New Stand For Fans") == []


def bodies(text: str, *areas: str) -> list[tuple[str, str]]:
    found = name_all(SHORT_NAMES, title=None, standfirst=None, text=text, areas=areas)
    return [(one.words, ALIASED[one.provider_id][0]) for one in found.everywhere()]


@pytest.mark.parametrize(
    ("words", "authority"),
    [
        ("Newcastle City Council", "Newcastle upon Tyne"),
        ("Newcastle Council", "Newcastle upon Tyne"),
        ("Stockton Borough Council", "Stockton-on-Tees"),
        ("Stockton Council", "Stockton-on-Tees"),
        ("Kingston Borough Council", "Kingston upon Thames"),
        ("Kingston City Council", "Kingston upon Hull"),
    ],
)
def test_a_short_name_has_the_kind_of_council_that_the_authority_has(
    words: str, authority: str
) -> None:
    assert bodies(f"{words} welcomed the report.") == [(words, authority)]


@pytest.mark.parametrize(
    "words", ["Newcastle Borough Council", "Newcastle under Lyme", "Newcastle-under-Lyme"]
)
def test_newcastle_under_lyme_is_not_newcastle_upon_tyne(words: str) -> None:
    assert bodies(f"Families thanked {words} for the new park.") == []


def test_a_short_name_of_two_authorities_is_nobodys_until_one_is_vouched_for() -> None:
    text = "Kingston Council welcomed the report."
    assert bodies(text) == []
    told = name_all(SHORT_NAMES, title=None, standfirst=None, text=text)
    assert told.undecided == ("Kingston Council",)
    assert bodies(text, "Kingston upon Thames") == [("Kingston Council", "Kingston upon Thames")]
    assert bodies(f"{text} Families in Hull were pleased.") == [
        ("Kingston Council", "Kingston upon Hull"),
        ("Hull", "Kingston upon Hull"),
    ]
    assert bodies(text, "Kingston upon Thames", "Kingston upon Hull") == []


def test_a_trust_of_several_authorities_is_that_of_the_one_named_besides() -> None:
    assert len(named("Achieving for Children was praised.")) == 3
    assert named("RBWM and Achieving for Children were praised.") == ["Windsor and Maidenhead"] * 2


def test_the_council_is_that_of_the_only_school_named() -> None:
    found = name_all(
        NAMES,
        title=None,
        standfirst=None,
        text="Hartsmere Fold Academy asked the council for help.",
    )
    assert [(m.provider_id, m.method) for m in found.text] == [
        (90, "alias"),
        (1, "council_of_area"),
    ]


@pytest.mark.parametrize("name", ["The Grange School", "Oakwood Academy", "St Anne’s", "Park View"])
def test_names_that_schools_bear_everywhere_are_common(name: str) -> None:
    assert is_common(name)
    assert not is_common("Hartsmere Fold Academy")
