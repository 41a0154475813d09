"""Days as researchers mean them, in London, as the moments between which they lie."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from words.london import LONDON


def start_of(day: date) -> datetime:
    """Return the first moment of a day; a moment is its own start."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the first moment after a day, or after a moment; the last there is for date.max."""
    if isinstance(day, datetime):
        return day + timedelta(microseconds=1)
    return start_of(day + timedelta(days=1)) if day < date.max else datetime.max.replace(tzinfo=UTC)
