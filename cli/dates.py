"""Days as people type them, moments as people read them."""

from __future__ import annotations

from datetime import date, datetime
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


def show_moment(moment: datetime | None, *, precision: str | None = "time") -> str:
    """Return a moment as read in London; its day alone where the page gave no more; '-' = none."""
    if moment is None:
        return "-"
    local = moment.astimezone(LONDON)
    return f"{local:%Y-%m-%d}" if precision == "day" else f"{local:%Y-%m-%d %H:%M}"
