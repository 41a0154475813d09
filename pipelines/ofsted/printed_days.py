"""The date forms Ofsted prints, as ranges of days.

Written for (LA documents 2009-2026): "11 to 22 May 2026" · "27 April to 1 May 2026" · "8 July 2019
to 12 July 2019 and 7 August 2019 to 8 August 2019" · "19 November–30 November 2018" · "12/09/2016
to 06/10/2016" · "27 and 28 February 2018" (two single days) · "13 October and 15 October 2020" ·
"Between 18 and 22 March 2019" (a range) · "30 and 31 January" (no year) · "28 July 2016".

A run of dates is believed only if nothing beside it could be a part of it: a stray digit, a second
run that is joined in words not known here, or "week commencing" give no range and a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.ofsted.model import DateRange, Evidence
from words.doubts import Doubt, PublicationDoubt
from words.months import MONTH, MONTH_NUMBERS

FIRST_YEAR, LAST_YEAR = 1993, 2100  # Ofsted first inspected in 1993
LONGEST_VISIT = 120  # days; a longer range is printed wrongly or read wrongly

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DAY = rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
_POINT = re.compile(
    rf"{_WEEKDAY}(?P<nday>\d{{1,2}})[/.](?P<nmonth>\d{{1,2}})[/.](?P<nyear>\d{{4}}|\d{{2}})\b"
    rf"|{_DAY}(?:\s*(?:of )?(?P<month>{MONTH})(?![a-z])\.?)?(?:,?\s*(?P<year>\d{{4}}))?\b",
    re.IGNORECASE,
)
# "27 February to 8 March 2024 (remote) and 11 to 15 March 2024" · "… and again on 2 February"
_JOIN = re.compile(
    r"(?:\s*\([^()\d]{1,40}\))?"
    r"\s*(?:(?P<range>to|until|through|[-‐‑–—−]+)"
    r"|(?P<list>[,;]? ?and(?: then| again)?(?: on| from| between)?|&|,|;))\s*(?:the )?",
    re.IGNORECASE,
)
# "1 8 and 19 September": a digit beside a run may be a part of its first day
_DIGIT_BEFORE = re.compile(r"\d\s*(?:to|and|&|,|[-–—−]+)?\s*(?:the )?$", re.IGNORECASE)
# "18 and 19 September 20 23": the year itself is broken
_BROKEN_YEAR = re.compile(r"\s*(?:1\s*9|2\s*0)\s*\d\s*\d\b|\s*20\d?\b")
# "week commencing 21 September" · "w/c 21 September" · "the week of 21 September"
_WEEK = re.compile(r"\b(?:w/[cb]|week (?:commencing|beginning|of|ending))\b[:\s]*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Point:
    day: int
    month: int | None
    year: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDates:
    """Ranges read from words, the words themselves, and what was doubtful about them."""

    ranges: tuple[DateRange, ...] = ()
    words: str | None = None
    doubts: tuple[Doubt, ...] = ()


def find_dates(
    text: str,
    *,
    before: date | None = None,
    between: bool = False,
    evidence: Evidence | None = None,
) -> ReadDates:
    """Read the first run of dates in a text.

    before: the day of the letter, from which a missing year is worked out. between: "and" divides
    first and last day. Nothing readable gives no ranges; a run with an impossible or endless range
    gives none either, with a doubt that names the words.
    """
    points, joins, start, end = _scan(text)
    if not points:
        return ReadDates()
    words = text[start:end]
    if spoilt := _spoilt(text, start, end, points):
        return ReadDates(words=words, doubts=(Doubt(spoilt, words),))
    try:
        days = _fill(points, before)
        pairs = _pairs(days, joins, between)
    except ValueError:
        return ReadDates(words=words, doubts=(Doubt(PublicationDoubt.IMPOSSIBLE_DATE, words),))
    pairs, doubts = _mended(pairs, words)
    ranges = tuple(
        DateRange(started_on=start, ended_on=end, evidence=evidence) for start, end in pairs
    )
    return ReadDates(ranges=ranges, words=words, doubts=doubts)


def single_date(text: str) -> date | None:
    """The first full date of a text; None where there is none or it has no year."""
    for match in _POINT.finditer(text):
        point = _point(match)
        if point.month and point.year:
            try:
                return _day(point)
            except ValueError:
                return None
    return None


def only_date(text: str) -> date | None:
    """The date of a text that is a full date and nothing else."""
    return single_date(text) if _POINT.fullmatch(text.strip(" .,")) else None


def _spoilt(text: str, start: int, end: int, points: Sequence[_Point]) -> PublicationDoubt | None:
    """Why what stands beside a run forbids to believe it; None where nothing does."""
    before, after = text[max(0, start - 30) : start], text[end : end + 12]
    if _WEEK.search(before):
        return PublicationDoubt.WEEK_COMMENCING
    broken = points[-1].year is None and _BROKEN_YEAR.match(after)
    is_broken = broken or _DIGIT_BEFORE.search(before)
    return PublicationDoubt.BROKEN_DATE if is_broken else None


def other_dates(text: str, found: ReadDates) -> bool:
    """Whether a text names a day with its month outside the run that was found in it.

    A day of the run that is printed once more is no other.
    """
    if not found.words:
        return False
    start = text.find(found.words)
    rest = (text[:start], text[start + len(found.words) :])
    points = [_point(match) for part in rest for match in _POINT.finditer(part)]
    known = {(day.day, day.month) for one in found.ranges for day in (one.started_on, one.ended_on)}
    return any(point.month and (point.day, point.month) not in known for point in points)


def _scan(text: str) -> tuple[list[_Point], list[str], int, int]:
    """(points, joins between them, start, end) of the first run that names a month at all."""
    for first in _POINT.finditer(text):
        points, joins, end = [_point(first)], [], first.end()
        while join := _JOIN.match(text, end):
            following = _POINT.match(text, join.end())
            if not following:
                break
            points.append(_point(following))
            joins.append("range" if join["range"] else "list")
            end = following.end()
        if any(point.month for point in points):
            return points, joins, first.start(), end
    return [], [], 0, 0


def _point(match: re.Match[str]) -> _Point:
    if match["nday"]:
        year = int(match["nyear"])
        return _Point(int(match["nday"]), int(match["nmonth"]), year if year > 99 else 2000 + year)
    month = MONTH_NUMBERS[match["month"].lower()] if match["month"] else None
    return _Point(int(match["day"]), month, int(match["year"]) if match["year"] else None)


def _fill(points: Sequence[_Point], before: date | None) -> list[date]:
    """Give every point the month and year that the next one prints."""
    filled: list[_Point] = []
    month = year = None
    for point in reversed(points):
        later = filled[-1] if filled else None
        month, year = point.month or month, point.year or year
        one = _Point(point.day, month, year)
        if later and not point.year and one.month and later.month and one.month > later.month:
            one = replace(one, year=year - 1 if year else None)  # "28 December to 5 January 2022"
        filled.append(one)
    filled.reverse()
    return _with_years(filled, before)


def _with_years(points: Sequence[_Point], before: date | None) -> list[date]:
    if all(point.year for point in points):
        return [_day(point) for point in points]
    known = next((point.year for point in points if point.year), None)
    if known is None and before is not None:
        last = _day(replace(points[-1], year=before.year))
        known = before.year if last <= before else before.year - 1
        return _over_new_year(points, known)
    if known is None:
        raise ValueError("no year")
    return [_day(point if point.year else replace(point, year=known)) for point in points]


def _over_new_year(points: Sequence[_Point], last_year: int) -> list[date]:
    """Days without any year that end in this one: "28 December to 5 January" (of a letter)."""
    days: list[date] = []
    year = last_year
    for point in reversed(points):
        day = _day(replace(point, year=year))
        if days and day > days[-1]:
            year -= 1
            day = _day(replace(point, year=year))
        days.append(day)
    return days[::-1]


def _day(point: _Point) -> date:
    if not point.month or not point.year or not FIRST_YEAR <= point.year <= LAST_YEAR:
        raise ValueError("incomplete date")
    return date(point.year, point.month, point.day)


def _pairs(days: list[date], joins: list[str], between: bool) -> list[tuple[date, date]]:
    if between and joins[:1] == ["list"]:
        joins = ["range", *joins[1:]]
    pairs = [(days[0], days[0])]
    for join, day in zip(joins, days[1:], strict=True):
        if join == "range" and pairs[-1][0] == pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], day)
        else:
            pairs.append((day, day))
    return pairs


def _mended(
    pairs: list[tuple[date, date]], words: str
) -> tuple[list[tuple[date, date]], tuple[Doubt, ...]]:
    """Refuse ranges that run backwards or for months, and with one of them the whole run.

    "24 October 2022 to 25 October 2023" (letter of 28 November 2023): where the start's year alone
    is out, the end's year is taken and the doubt says so.
    """
    kept, doubts = [], []
    for start, end in pairs:
        if timedelta(0) <= end - start <= timedelta(days=LONGEST_VISIT):
            kept.append((start, end))
            continue
        mended = _with_year(start, end.year)
        if mended and timedelta(0) <= end - mended <= timedelta(days=31):
            kept.append((mended, end))
            doubts.append(Doubt(PublicationDoubt.YEAR_MISPRINTED, words))
        else:
            return [], (Doubt(PublicationDoubt.IMPOSSIBLE_RANGE, words),)
    return kept, tuple(doubts)


def _with_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
