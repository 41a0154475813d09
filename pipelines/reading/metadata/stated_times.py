"""Dates as British pages write them → aware UTC moments, with how exactly they were stated.

Day before month; a time without a zone is Europe/London; "3 hours ago" counts from the fetch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pipelines.reading.model import Precision
from words.london import LONDON
from words.months import MONTH, MONTH_NUMBERS

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?)?",
    re.I,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?$")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?({MONTH})\b\.?,?[\s\-]+"
    r"(\d{4}|\d{2}\b(?![:.]\d))",
    re.I,
)
_MONTH_DAY = re.compile(rf"\b({MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
# "04/03/2025", "04.03.25", "04-03-2025": the day first
_SLASHES = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:([/.])(\d{1,2})\2(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))(?![\d/-])"
)
_YEAR_FIRST = re.compile(r"(?<![\d/.])(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?![\d/])")
_CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*([ap]\.?m\b\.?)?\s*"
    r"(Z\b|UTC|GMT|BST|EDT|EST|CDT|CST|MDT|MST|PDT|PST|ET|PT|CET|CEST|[+-]\d{2}:?\d{2})?|"
    r"\b(\d{1,2})\s*([ap]\.?m\b)",
    re.I,
)
_AGO = re.compile(r"\b(\d{1,3}|an?)\s+(second|sec|minute|min|hour|hr|day|week)s?\s+ago\b", re.I)
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "BST": 1,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "CST": -6,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
    "CET": 1,
    "CEST": 2,
}
# "Today, 10:15", "yesterday at 4pm"
_NEAR_DAY = re.compile(r"^(?:\w+:?\s+)?(today|yesterday)\b", re.I)
_UNITS = {
    "sec": "seconds",
    "second": "seconds",
    "min": "minutes",
    "minute": "minutes",
    "hr": "hours",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware UTC moment and how exactly the page stated it."""

    at: datetime
    precision: Precision


@lru_cache(maxsize=32)
def read_moment(text: str, *, fetched_at: datetime | None = None) -> Moment | None:
    """Return the moment that a string states, or None where it states none.

    A page states the same moment three times: in JSON-LD, in meta elements, in a time element.
    """
    text = text.strip()[:200]
    if not text:
        return None
    try:
        return _iso(text) or _worded(text) or _ago(text, fetched_at) or _near(text, fetched_at)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Moment | None:
    found = _ISO.match(text)
    if found:
        if found.end() == len(text) and found[8] and (at := _whole_iso(text)):
            return Moment(at, Precision.TIME)
        year, month, day, hour, minute, second, fraction, zone = found.groups()
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        return _moment(year, month, day, hour, minute, second, zone, micro)
    found = _COMPACT.match(text)
    if found:
        year, month, day, hour, minute, second = found.groups()
        return _moment(year, month, day, hour, minute, second, "Z" if text.endswith("Z") else None)
    if re.fullmatch(r"\d{10}|\d{13}", text):
        seconds = int(text[:10])
        return Moment(datetime.fromtimestamp(seconds, UTC), Precision.TIME)
    return None


def _whole_iso(text: str) -> datetime | None:
    """Read "2025-03-04T10:15:00+00:00" as Python reads it, three times as fast as by its parts."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None


def _worded(text: str) -> Moment | None:
    """Read "Tuesday 4 March 2025, 10:15am", "March 4, 2025 10:15 GMT", "04/03/2025"."""
    if found := _DAY_MONTH.search(text):
        day, name, year = found.groups()
        month = str(MONTH_NUMBERS[name.lower()])
    elif found := _MONTH_DAY.search(text):
        name, day, year = found.groups()
        month = str(MONTH_NUMBERS[name.lower()])
    elif found := _SLASHES.search(text):
        day, _, month, year, dashed_month, dashed_year = found.groups()
        month, year = month or dashed_month, year or dashed_year
        if int(month) > 12 >= int(day):
            day, month = month, day
    elif found := _YEAR_FIRST.search(text):
        year, _, month, day = found.groups()
    elif found := _ISO.search(text):
        return _iso(found.group())
    else:
        return None
    if len(year) == 2:
        year = "20" + year
    return _with_clock(text, year, month, day, found.start(), found.end())


def _with_clock(text: str, year: str, month: str, day: str, start: int, end: int) -> Moment:
    """Return a day with the time of day that stands behind or before its place in the text."""
    clock = _CLOCK.search(text, end) or _CLOCK.search(text[:start])
    if clock is None:
        return _moment(year, month, day, None, None, None, None)
    hour, minute, second, half, zone, bare, bare_half = clock.groups()
    hour, half = hour or bare, (half or bare_half or "").lower()
    number = int(hour) % 12 + 12 if half.startswith("p") else int(hour)
    if half.startswith("a") and number == 12:
        number = 0
    if number > 23 or int(minute or 0) > 59:
        return _moment(year, month, day, None, None, None, None)
    return _moment(year, month, day, str(number), minute or "0", second, zone)


def _moment(
    year: str,
    month: str,
    day: str,
    hour: str | None,
    minute: str | None,
    second: str | None,
    zone: str | None = None,
    micro: int = 0,
) -> Moment:
    if hour is None:
        return Moment(datetime(int(year), int(month), int(day), tzinfo=UTC), Precision.DAY)
    naive = datetime(  # noqa: DTZ001 - the zone is added in the next lines
        int(year), int(month), int(day), int(hour), int(minute or 0), int(second or 0), micro
    )
    offset = _offset(zone)
    if offset is None:
        return Moment(naive.replace(tzinfo=LONDON).astimezone(UTC), Precision.TIME)
    return Moment((naive - offset).replace(tzinfo=UTC), Precision.TIME)


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    zone = zone.upper()
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
        return -size if zone[0] == "-" else size
    return None


def _ago(text: str, fetched_at: datetime | None) -> Moment | None:
    found = _AGO.search(text)
    if found is None or fetched_at is None:
        return None
    count = 1 if found.group(1).lower().startswith("a") else int(found.group(1))
    unit = _UNITS[found.group(2).lower()]
    at = fetched_at.astimezone(UTC) - timedelta(**{unit: count})
    if unit in ("days", "weeks"):
        day = at.astimezone(LONDON)
        return Moment(datetime(day.year, day.month, day.day, tzinfo=UTC), Precision.DAY)
    return Moment(at, Precision.TIME)


def _near(text: str, fetched_at: datetime | None) -> Moment | None:
    found = _NEAR_DAY.match(text)
    if found is None or fetched_at is None:
        return None
    day = fetched_at.astimezone(LONDON) - timedelta(days=found.group(1).lower() == "yesterday")
    return _with_clock(
        text, str(day.year), str(day.month), str(day.day), found.start(), found.end()
    )
