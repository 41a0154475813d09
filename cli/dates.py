"""Days as people type them, moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from cli.errors import UsageError
from words.london import LONDON


def parse_day(words: str | None, option: str) -> date | None:
    """Return the day an option names, None for none; raises UsageError."""
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{option} wants a day as YYYY-MM-DD, not {words!r}") from error


def parse_days(since: str, until: str) -> tuple[date | None, date | None]:
    """Return the days that --since and --until name; raises UsageError where none lies between."""
    first, last = parse_day(since, "--since"), parse_day(until, "--until")
    if first is not None and last is not None and first > last:
        raise UsageError(f"--since {first} is later than --until {last}: no day is in between")
    return first, last


def refuse_idle_undated(since: str, until: str, *, undated: bool) -> None:
    """Raise UsageError for --undated where no day is asked for: nothing is left out then."""
    if undated and not since and not until:
        raise UsageError("--undated is for --since and --until; without them nothing is left out")


def undated_left_out(number: int) -> list[str]:
    """Return the line that says how many reports without a day --since and --until leave out."""
    which = "1 report" if number == 1 else f"{number} reports"
    left = f"{which} without a day of publication left out; --undated has them too"
    return [left] if number else []


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
