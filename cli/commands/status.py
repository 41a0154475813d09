"""`winnow status`: how the whole record stands, for a person or a monitor."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import UsageError
from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from db.queries import LastNight, Status

HOURS = {"h": 1, "d": 24}


def status(
    max_age: Annotated[
        str,
        typer.Option(help="End with 3 unless a night went well enough this recently: 26h, 2d."),
    ] = "",
) -> None:
    """Print what is stored, what waits, what was set aside, and how the last run ended.

    Examples:

        winnow status

        winnow status --max-age 26h
    """
    from cli.opening import reading
    from db.queries import last_night
    from db.queries import status as ask_status

    oldest = parse_age(max_age) if max_age else None
    with reading() as session:
        found = ask_status(session)
        night = last_night(session) if oldest else None
    for name, value in lines_of(found):
        print(f"{name:16} {value}")
    if oldest is not None and (why := what_is_wrong(night, oldest)):
        print(why)
        raise typer.Exit(ExitCode.PARTIAL)


def lines_of(found: Status) -> list[tuple[str, str]]:
    """Return the record's state as lines for a person."""
    from cli.dates import show_moment
    from cli.running import how_unended

    pages = ", ".join(f"{state} {number}" for state, number in found.pages.items() if number)
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(found.reports.items()))
    last = found.last_run
    ended = "none yet"
    if last is not None:
        how = f"exit {last.exit_code}" if last.ended_at else how_unended(is_latest=True)
        ended = f"{last.id} ({last.command}), {show_moment(last.started_at)}, {how}"
        ended += f": {last.reason}" if last.reason else ""
    return [
        ("sources", f"{found.sources} ({found.suspect_sources} suspect)"),
        ("reports", f"{kinds or 'none'} in {found.versions} versions"),
        ("removed blocks", str(found.removed_blocks)),
        ("statistics", statistics_of(found)),
        ("pages", pages or "none"),
        ("quarantine", f"{found.quarantined} to look at"),
        ("alarms", f"{found.alarms} to look at"),
        ("withdrawn", withdrawn_of(found)),
        ("linking", linking_of(found)),
        ("search", "complete" if not found.unindexed else f"{found.unindexed} not indexed"),
        ("last run", ended),
    ]


def statistics_of(found: Status) -> str:
    """Return how much management information is held."""
    if not found.statistics_tables:
        return "none"
    tables = "1 table" if found.statistics_tables == 1 else f"{found.statistics_tables} tables"
    lines = "1 line" if found.statistics_lines == 1 else f"{found.statistics_lines} lines"
    latest = f", the latest as at {found.statistics_as_at}" if found.statistics_as_at else ""
    return f"{tables} of {lines}{latest}"


def withdrawn_of(found: Status) -> str:
    """Return how many reports left their source and were not reviewed, and what lists them."""
    if not found.withdrawn:
        return "none to review"
    return f"{found.withdrawn} to review: `winnow withdrawn list`"


def linking_of(found: Status) -> str:
    """Return whether every report was linked when it was stored."""
    if not found.unlinked:
        return "complete"
    waits = "1 report waits" if found.unlinked == 1 else f"{found.unlinked} reports wait"
    return f"{waits} for `winnow relink --needed`"


def parse_age(words: str) -> timedelta:
    """Return an age such as 26h or 2d; raises UsageError."""
    match = re.fullmatch(r"([1-9]\d{0,4})([hd])", words)
    if match is None:
        raise UsageError(f"--max-age wants hours or days such as 26h or 2d, not {words!r}")
    return timedelta(hours=int(match[1]) * HOURS[match[2]])


def what_is_wrong(night: LastNight | None, oldest: timedelta) -> str | None:
    """Say why a monitor should ring: no night, too long ago, cut off, or not one source read."""
    if night is None or night.ended_at is None:
        return "no night has ended yet"
    if datetime.now(UTC) - night.ended_at > oldest:
        return f"the last night ended {night.ended_at:%Y-%m-%d %H:%M} UTC"
    if night.exit_code not in (ExitCode.WELL, ExitCode.PARTIAL):
        return f"the last night ended with {night.exit_code}: {night.reason}"
    return None if night.sources_read else "the last night read none of its sources"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)
