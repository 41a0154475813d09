"""Every form in which Ofsted prints the days of an inspection."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ofsted.printed_days import find_dates, single_date
from words.doubts import stored_form


def pairs(text: str, **known: object) -> list[tuple[str, str]]:
    found = find_dates(text, **known)  # type: ignore[arg-type]
    return [(one.started_on.isoformat(), one.ended_on.isoformat()) for one in found.ranges]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("11 to 22 May 2026", [("2026-05-11", "2026-05-22")]),
        ("27 April to 1 May 2026", [("2026-04-27", "2026-05-01")]),
        ("11 June 2018 to 22 June 2018", [("2018-06-11", "2018-06-22")]),
        ("19 November–30 November 2018", [("2018-11-19", "2018-11-30")]),
        ("14 January 2014- 5 February 2014", [("2014-01-14", "2014-02-05")]),
        ("8 – 12 July 2013", [("2013-07-08", "2013-07-12")]),
        ("12/09/2016 to 06/10/2016", [("2016-09-12", "2016-10-06")]),
        ("1/06/2015 – 25/06/2015", [("2015-06-01", "2015-06-25")]),
        ("28 July 2016", [("2016-07-28", "2016-07-28")]),
        ("1st to 3rd March 2024", [("2024-03-01", "2024-03-03")]),
        ("Monday 4 March to Friday 8 March 2024", [("2024-03-04", "2024-03-08")]),
        ("12 December 2022 to 6 January 2023", [("2022-12-12", "2023-01-06")]),
        ("28 December to 5 January 2022", [("2021-12-28", "2022-01-05")]),
        ("27 and 28 February 2018", [("2018-02-27", "2018-02-27"), ("2018-02-28", "2018-02-28")]),
        (
            "13 October and 15 October 2020",
            [("2020-10-13", "2020-10-13"), ("2020-10-15", "2020-10-15")],
        ),
        (
            "8 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019",
            [("2019-07-08", "2019-07-12"), ("2019-08-07", "2019-08-08")],
        ),
        (
            "5 to 9 December 2022 and 14 to 15 February 2023",
            [("2022-12-05", "2022-12-09"), ("2023-02-14", "2023-02-15")],
        ),
        ("3 Sept 2019 to 5 Sep 2019", [("2019-09-03", "2019-09-05")]),
        ("3‑5 September2019", [("2019-09-03", "2019-09-05")]),
        ("the 3 to the 5 September 2019", [("2019-09-03", "2019-09-05")]),
        ("3 September to the 5 September 2019", [("2019-09-03", "2019-09-05")]),
        (
            "3 to 5 September 2019 (off site) and 9 to 13 September 2019 (on site)",
            [("2019-09-03", "2019-09-05"), ("2019-09-09", "2019-09-13")],
        ),
        (
            "3 September and again on 9 September 2019",
            [("2019-09-03", "2019-09-03"), ("2019-09-09", "2019-09-09")],
        ),
        (
            "3–5 and 9–13 September 2019",
            [("2019-09-03", "2019-09-05"), ("2019-09-09", "2019-09-13")],
        ),
    ],
)
def test_printed_dates_are_read(printed: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(printed) == wanted


def test_between_makes_a_range_of_two_days() -> None:
    assert pairs("18 and 22 March 2019", between=True) == [("2019-03-18", "2019-03-22")]


def test_between_holds_for_the_first_two_days_alone() -> None:
    wanted = [("2019-03-18", "2019-03-22"), ("2019-04-02", "2019-04-02")]
    assert pairs("18 and 22 March 2019, and 2 April 2019", between=True) == wanted


@pytest.mark.parametrize(
    "printed",
    [
        "week commencing 18 March 2019",
        "w/c 18 March 2019",
        "the week of 18 March 2019",
        "1 8 and 19 March 2019",
        "18 and 1 9 March 2019",
        "18 and 19 March 20 19",
        "18 to 22 March 2019 and 5 to 2 April 2019",
    ],
)
def test_a_run_of_dates_that_is_broken_or_open_is_not_believed(printed: str) -> None:
    found = find_dates(printed, before=date(2020, 1, 1))
    assert found.ranges == ()
    assert found.words
    assert found.doubts


def test_a_visit_over_new_year_ends_in_the_year_of_its_letter() -> None:
    wanted = [("2018-12-28", "2019-01-05")]
    assert pairs("28 December to 5 January", before=date(2019, 1, 17)) == wanted


def test_a_missing_year_is_that_of_the_letter() -> None:
    wanted = [("2018-01-30", "2018-01-30"), ("2018-01-31", "2018-01-31")]
    assert pairs("30 and 31 January", before=date(2018, 2, 22)) == wanted


def test_a_visit_in_december_before_a_letter_in_january_was_last_year() -> None:
    assert pairs("12 to 13 December", before=date(2019, 1, 17)) == [("2018-12-12", "2018-12-13")]


def test_a_missing_year_without_a_letter_date_is_not_guessed() -> None:
    found = find_dates("30 and 31 January")
    assert found.ranges == ()
    assert stored_form(found.doubts) == ("impossible_date: 30 and 31 January",)


def test_a_misprinted_year_is_mended_and_said() -> None:
    found = find_dates("24 October 2022 to 25 October 2023")
    assert [one.started_on for one in found.ranges] == [date(2023, 10, 24)]
    assert stored_form(found.doubts) == ("year_misprinted: 24 October 2022 to 25 October 2023",)


@pytest.mark.parametrize(
    "printed", ["31 February 2020", "22 May to 11 May 2026", "1 March to 1 December 2020"]
)
def test_impossible_days_give_no_range_and_a_doubt(printed: str) -> None:
    found = find_dates(printed)
    assert found.ranges == ()
    assert found.doubts


def test_words_without_a_month_are_no_dates() -> None:
    assert find_dates("page 3 of 12, 40 children and 7 homes").ranges == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Report published: 01 September 2014", date(2014, 9, 1)),
        ("30 Apr 2026", date(2026, 4, 30)),
        ("25/11/2016", date(2016, 11, 25)),
        ("May 2026", None),
        ("31 June 2020", None),
    ],
)
def test_a_single_date_is_read_or_refused(text: str, wanted: date | None) -> None:
    assert single_date(text) == wanted


@given(st.text(alphabet="0123456789 /–-toandJuneMay,.", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for one in find_dates(text, before=date(2020, 1, 1)).ranges:
        assert one.started_on <= one.ended_on
