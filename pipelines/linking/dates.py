"""Days and months of a visit as journalists write them, resolved against the story's own date.

"September 21 and 22", "11 June to 5 July 2018", "between 9 and 13 March 2020", "in March", "last
October", "November last year", "last month". Without a year the latest such day before the story is
meant; a story without a date leaves the year open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from words.months import CAPITAL_MONTH, MONTH_NUMBERS, SHORT_MONTHS

# With a capital: "may" and "march" are words too.
MONTH = rf"{CAPITAL_MONTH}\b\.?"
DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
JOIN = r"(?:\s*(?:,|-|–|—|to|and|until|through)\s*(?:and\s+)?)"
YEAR = r"(?:,?\s+(?P<year>20[0-3]\d)\b)"
NOT_IN_NUMBER = r"(?<![\w£$.,:])"

# "29 April to 3 May 2024", "October 30 to November 3"
DAYS_IN_TWO_MONTHS = re.compile(
    rf"{NOT_IN_NUMBER}(?:(?P<d1>{DAY})\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+20[0-3]\d)?{JOIN}"
    rf"(?P<d2>{DAY})\s+(?:of\s+)?(?P<m2>{MONTH})|"
    rf"(?P<m3>{MONTH})\s+(?P<d3>{DAY}){JOIN}(?P<m4>{MONTH})\s+(?P<d4>{DAY})){YEAR}?",
)
# "21 and 22 September 2022", "9-13 March", "19 March 2019", "21, 22 and 23 May"
DAYS_THEN_MONTH = re.compile(
    rf"{NOT_IN_NUMBER}(?P<days>{DAY}(?:{JOIN}{DAY})*)\s+(?:of\s+)?(?P<month>{MONTH}){YEAR}?"
)
# "September 21 and 22", "March 9 to 13, 2020"; not "March 2020", whose number is no day
MONTH_THEN_DAYS = re.compile(
    rf"\b(?P<month>{MONTH})\s+(?:the\s+)?(?P<days>{DAY}(?!\d)(?:{JOIN}{DAY}(?!\d))*)"
    rf"(?![\d:]|\s*(?:%|per\b|children|years)){YEAR}?",
)
# "in March and April", "last October", "December 2021", "November last year", "February this year"
MONTH_ALONE = re.compile(
    r"\b(?i:in|during|last|this|of|since|early|late|mid|and|from|between|on|its|their)[\s-]+"
    rf"(?P<month>{MONTH})(?:\s*(?:and|to|or|-|–)\s*(?P<second>{MONTH}))?"
    rf"(?:{YEAR}|\s+(?P<which>last|this)\s+year)?(?!\s+\d)",
)
MONTH_WITH_YEAR = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<year>20[0-3]\d)\b")
LAST_MONTH = re.compile(r"\b(?:last|earlier this|this)\s+month\b(?!['’])", re.I)
# What makes a sentence speak of a visit: "inspectors visited on", "carried out in", "an inspection"
OF_A_VISIT = re.compile(
    r"\b(?:inspect\w*|visit\w*|ofsted|carried out|took place|on site|on-site|watchdog)\b", re.I
)
# "In an earlier report, of 2019, inspectors had said", "when it was rated inadequate in 2016"
YEAR_ALONE = re.compile(r"(?<![\d£$.,])(20[0-3]\d)(?![\d%]|,\d)")
ON_A_REPORT = re.compile(rf"{OF_A_VISIT.pattern}|\b(?:reports?|letter|rated|rating|judged)\b", re.I)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*")
MONTH_HINTS = (*(name.capitalize() for name in SHORT_MONTHS), "onth", "ONTH")
"""Letters without which a sentence states no month."""
DIGIT = re.compile(r"\d")
AHEAD = timedelta(days=3)
"""How far after the story a yearless day may lie before it is taken for the year before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedPeriod:
    """Days or a month that a story states, both ends included.

    exact: True = days, False = a month. open_year: the story has no date and states no year, so
    the year of both ends means nothing.
    """

    first: date
    last: date
    exact: bool
    open_year: bool
    words: str


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return MONTH_NUMBERS[word.lower()[:3]]


def day_numbers(words: str) -> list[int]:
    """Return the numbers in "21 and 22" or "9th-13th"."""
    return [int(number) for number in re.findall(r"\d+", words)]


def on_day(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(
    ends: tuple[tuple[int, int], tuple[int, int]], year: int | None, told_on: date | None
) -> tuple[date, date, bool] | None:
    """Return (first, last, open_year) for ((month, day), (month, day)); None for no real day."""
    (month, day), (end_month, end_day) = ends
    last_year = year or (told_on.year if told_on else 2000)
    last = on_day(last_year, end_month, end_day)
    if last and not year and told_on and last > told_on + AHEAD:
        last = on_day(last_year - 1, end_month, end_day)
    if not last:
        return None
    first = on_day(last.year, month, day)
    if first and first > last:
        first = on_day(last.year - 1, month, day)
    if not first or (last - first).days > 200:
        return None
    return first, last, year is None and told_on is None


def stated(
    ends: tuple[tuple[int, int], tuple[int, int]],
    found: re.Match[str],
    year: int | None,
    told_on: date | None,
    *,
    exact: bool,
) -> Iterator[StatedPeriod]:
    """Yield the period if its days exist."""
    if resolved := resolve(ends, year, told_on):
        first, last, open_year = resolved
        yield StatedPeriod(
            first=first, last=last, exact=exact, open_year=open_year, words=found.group().strip()
        )


def year_of(found: re.Match[str]) -> int | None:
    """Return the printed year, None where there is none."""
    return int(found["year"]) if found["year"] else None


def read_days(sentence: str, told_on: date | None) -> Iterator[StatedPeriod]:
    """Yield the days a sentence states."""
    taken: list[tuple[int, int]] = []
    for pattern in (DAYS_IN_TWO_MONTHS, DAYS_THEN_MONTH, MONTH_THEN_DAYS):
        for found in pattern.finditer(sentence):
            if any(found.start() < last and found.end() > first for first, last in taken):
                continue
            taken.append(found.span())
            yield from stated(day_ends(found), found, year_of(found), told_on, exact=True)


def day_ends(found: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return ((month, day), (month, day)) of a match of one of the patterns with days."""
    parts = found.groupdict()
    if "days" in parts:
        days = day_numbers(parts["days"])
        month = month_number(parts["month"])
        return (month, min(days)), (month, max(days))
    months = [month_number(parts[key]) for key in ("m1", "m2", "m3", "m4") if parts[key]]
    days = [day_numbers(parts[key])[0] for key in ("d1", "d2", "d3", "d4") if parts[key]]
    return (months[0], days[0]), (months[1], days[1])


def month_end(month: int) -> int:
    """Return a last day that the month has every year."""
    return {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)


def read_months(sentence: str, told_on: date | None) -> Iterator[StatedPeriod]:
    """Yield the months a sentence states without days."""
    for found in MONTH_ALONE.finditer(sentence):
        year = year_of(found)
        if found["which"] and told_on:
            year = told_on.year - (found["which"].lower() == "last")
        first = month_number(found["month"])
        last = month_number(found["second"] or found["month"])
        ends = ((first, 1), (last, month_end(last)))
        yield from stated(ends, found, year, started_by(told_on, first), exact=False)
    for found in MONTH_WITH_YEAR.finditer(sentence):
        month = month_number(found["month"])
        ends = ((month, 1), (month, month_end(month)))
        yield from stated(ends, found, int(found["year"]), told_on, exact=False)


def started_by(told_on: date | None, month: int) -> date | None:
    """Return the day by which "in March" is judged: a month is meant as soon as it has begun."""
    if told_on and told_on.month == month:
        return told_on.replace(day=28) + timedelta(days=3)
    return told_on


def read_last_month(sentence: str, told_on: date | None) -> Iterator[StatedPeriod]:
    """Yield "last month" and "earlier this month" as the month they mean."""
    for found in LAST_MONTH.finditer(sentence):
        if told_on:
            last = told_on.replace(day=1) - timedelta(days=1)
            if "this" in found.group().lower():
                last = told_on
            yield StatedPeriod(
                first=last.replace(day=1),
                last=last,
                exact=False,
                open_year=False,
                words=found.group(),
            )


def read_periods(text: str, told_on: date | None) -> list[StatedPeriod]:
    """Return the days and months that the story's sentences about a visit state.

    told_on: the day of the story; None if unknown.
    """
    found: list[StatedPeriod] = []
    for match in SENTENCE.finditer(text):
        sentence = match.group()
        if any(hint in sentence for hint in MONTH_HINTS) and OF_A_VISIT.search(sentence):
            days = list(read_days(sentence, told_on)) if DIGIT.search(sentence) else []
            months = [*read_months(sentence, told_on), *read_last_month(sentence, told_on)]
            found += days
            found += [m for m in months if not any(m.words in day.words for day in days)]
    return found


def read_years(text: str) -> frozenset[int]:
    """Return the years that sentences on an inspection or a report state: "its report of 2019"."""
    return frozenset(
        int(year)
        for sentence in (found.group() for found in SENTENCE.finditer(text))
        if "20" in sentence and YEAR_ALONE.search(sentence) and ON_A_REPORT.search(sentence)
        for year in YEAR_ALONE.findall(sentence)
    )


def overlaps(period: StatedPeriod, ranges: Iterable[tuple[date, date]], slack: int = 0) -> bool:
    """Say whether the period touches one of the ranges, by so many days of slack."""
    margin = timedelta(days=slack)
    return any(
        first - margin <= last_said and first_said <= last + margin
        for first, last in ranges
        for first_said, last_said in in_years(period, first.year, last.year)
    )


def in_years(period: StatedPeriod, *years: int) -> Iterator[tuple[date, date]]:
    """Yield the ends of a period; of one with an open year, its ends in each of the years."""
    if not period.open_year:
        yield period.first, period.last
        return
    for year in sorted(set(years)):
        first, last = (
            on_day(year, period.first.month, period.first.day),
            on_day(year, period.last.month, period.last.day),
        )
        if first and last:
            yield first, last
