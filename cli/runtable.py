"""The night's table: a row per source, a column per state, and why."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

NARROW = 120  # columns of a terminal
SHORT = 30  # characters of a reason in the table; whole below it

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.home import Home
    from db.queries import AlarmRow, RunTable


def print_run(home: Home, run_id: int) -> None:
    """Print the table of a run from the database of a home."""
    from db.engine import make_engine, read_session
    from db.home import database_url

    engine = make_engine(database_url(home))
    with read_session(engine) as session:
        print_run_table(session, run_id)
    engine.dispose()


def print_run_table(session: Session, run_id: int) -> None:
    """Print one run: its table, whether the sums add up, and what needs a person."""
    from cli.tables import print_table
    from db.models import PageState
    from db.queries import alarms_of_run, run_table

    table = run_table(session, run_id)
    states = [state for state in PageState if state is not PageState.PENDING]
    columns = ["source", "found", *[str(state) for state in states], "pending", "status", "why"]
    rows = [
        [
            row.account.source,
            row.account.found,
            *[row.account.outcomes[state] for state in states],
            row.account.pending,
            row.status,
            in_short(row.reason or ""),
        ]
        for row in table.rows
    ]
    footer = totals(table, len(columns))
    narrow = is_narrow()
    kept = [
        at for at in range(len(columns)) if not narrow or (at < len(columns) - 2 and footer[at])
    ]
    print_table(
        [columns[at] for at in kept],
        [[row[at] for at in kept] for row in rows],
        footer=[footer[at] for at in kept],
    )
    if narrow:
        empty = [columns[at] for at in range(len(columns) - 2) if at not in kept]
        print(f"no page is {' or '.join(empty)}" if empty else "")
    for row in table.rows:
        if row.reason and (narrow or in_short(row.reason) != row.reason):
            print(f"{row.account.source} {row.status}: {row.reason}")
    print_alarms(alarms_of_run(session, run_id))
    print(
        "every page found stands in exactly one column: found = outcomes + pending"
        if table.adds_up
        else "THE SUMS DO NOT ADD UP: a page was lost or counted twice; please report this"
    )


def print_alarms(found: list[AlarmRow]) -> None:
    """Print the alarms that ring; those that were known when they came are counted."""
    known = 0
    for alarm in found:
        if alarm.accepted_at is not None and alarm.accepted_at < alarm.created_at:
            known += 1
            continue
        print(f"alarm {alarm.code}: {alarm.detail} ({alarm.source or 'whole run'})")
    if known:
        words = "1 alarm that was" if known == 1 else f"{known} alarms that were"
        print(f"{words} accepted before came again (winnow alarm list --all)")


def is_narrow() -> bool:
    """Say whether this is a terminal on which the table with its last columns would not fit."""
    return sys.stdout.isatty() and shutil.get_terminal_size().columns < NARROW


def in_short(reason: str) -> str:
    """Return a reason that fits a column: its beginning, with a mark where it goes on below."""
    return reason if len(reason) <= SHORT else reason[: SHORT - 1] + "…"


def totals(table: RunTable, width: int) -> list[object]:
    """Return the last line of the table: every column's sum."""
    from db.models import PageState

    accounts = [row.account for row in table.rows]
    states = [state for state in PageState if state is not PageState.PENDING]
    sums: list[object] = [
        "all",
        sum(account.found or 0 for account in accounts),
        *[sum(account.outcomes[state] for account in accounts) for state in states],
        sum(account.pending or 0 for account in accounts),
    ]
    return sums + [""] * (width - len(sums))
