from datetime import date

import pytest

from pipelines.linking.dates import StatedPeriod, overlaps, read_periods

TOLD = date(2022, 11, 2)


def read(words: str, told_on: date | None = TOLD) -> list[StatedPeriod]:
    return read_periods(f"Inspectors visited {words}.", told_on)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on September 21 and 22", date(2022, 9, 21), date(2022, 9, 22)),
        ("on 21 and 22 September", date(2022, 9, 21), date(2022, 9, 22)),
        ("between 9 and 13 March 2020", date(2020, 3, 9), date(2020, 3, 13)),
        ("from 11 June to 5 July 2018", date(2018, 6, 11), date(2018, 7, 5)),
        ("29th April to 3rd May", date(2022, 4, 29), date(2022, 5, 3)),
        ("from November 28 to December 9", date(2021, 11, 28), date(2021, 12, 9)),
        ("from December 28 to January 9, 2020", date(2019, 12, 28), date(2020, 1, 9)),
        ("on 14-18 March", date(2022, 3, 14), date(2022, 3, 18)),
    ],
)
def test_days_are_read_as_journalists_write_them(words: str, first: date, last: date) -> None:
    assert [(p.first, p.last, p.exact) for p in read(words)] == [(first, last, True)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("last October", date(2022, 10, 1), date(2022, 10, 31)),
        ("in December", date(2021, 12, 1), date(2021, 12, 31)),
        ("in November last year", date(2021, 11, 1), date(2021, 11, 30)),
        ("in October and November 2016", date(2016, 10, 1), date(2016, 11, 30)),
        ("last month", date(2022, 10, 1), date(2022, 10, 31)),
        ("in November", date(2022, 11, 1), date(2022, 11, 30)),
    ],
)
def test_months_are_resolved_against_the_story(words: str, first: date, last: date) -> None:
    assert (first, last) in [(p.first, p.last) for p in read(words)]
    assert not any(p.exact for p in read(words))


def test_a_date_in_a_sentence_on_something_else_is_not_read() -> None:
    assert read_periods("The fair opens on 21 May 2022.", TOLD) == []


def test_without_a_date_of_the_story_the_year_stays_open() -> None:
    (period,) = read("on September 21 and 22", None)
    assert period.open_year
    assert overlaps(period, [(date(2022, 9, 21), date(2022, 9, 22))])
    assert overlaps(period, [(date(2015, 9, 22), date(2015, 9, 30))])
    assert not overlaps(period, [(date(2022, 10, 1), date(2022, 10, 2))])


@pytest.mark.parametrize("words", ["on 31 February", "£21 May", "in may be 30 per cent"])
def test_what_is_no_date_is_not_read(words: str) -> None:
    assert read(words) == []
