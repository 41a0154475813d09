"""Days as people type them, moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from cli.errors import UsageError

LONDON = ZoneInfo("Europe/London")


def parse_day(words: str | None, option: str) -> date | None:
    """Return the day an option names, None for none; raises UsageError."""
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{option} wants a day as YYYY-MM-DD, not {words!r}") from error


def show_moment(moment: datetime | None) -> str:
    """Return a moment as read in London, '-' for none.

    00:00 UTC is how a day without a time is stored, and is shown as the day alone.
    """
    if moment is None:
        return "-"
    if moment.astimezone(UTC).time() == time():
        return f"{moment.astimezone(UTC):%Y-%m-%d}"
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}"


def show_day(moment: datetime) -> str:
    """Return the day of a moment in London, YYYY-MM-DD."""
    return f"{moment.astimezone(LONDON):%Y-%m-%d}"
