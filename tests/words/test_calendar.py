"""Months as British pages write them."""

import re

import pytest

from words.months import ANY_MONTH, CAPITAL_MONTH, MONTH, MONTH_NUMBERS, MONTHS


def test_every_spelling_of_a_month_is_read_whole_and_has_its_number() -> None:
    assert {MONTH_NUMBERS[name] for name in MONTHS} == set(range(1, 13))
    for spelling in MONTH_NUMBERS:
        assert re.fullmatch(MONTH, spelling), spelling
        assert re.match(MONTH, spelling + "ber 2024")[0] in MONTH_NUMBERS  # type: ignore[index]
        assert re.fullmatch(CAPITAL_MONTH, spelling.capitalize())
        assert re.match(ANY_MONTH, spelling)


@pytest.mark.parametrize("word", ["maybe", "juni", "sepember", "octo", "janu"])
def test_what_only_begins_like_a_month_is_none(word: str) -> None:
    assert not re.fullmatch(MONTH, word)
    assert not re.fullmatch(CAPITAL_MONTH, word.capitalize())


def test_a_month_as_a_name_has_a_capital() -> None:
    assert not re.search(CAPITAL_MONTH, "it may march on")
