"""The night's table: a row per source, a column per state, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.home import Home
    from db.queries import RunTable


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
    from db.queries import alarms, run_table

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
            row.reason or "",
        ]
        for row in table.rows
    ]
    print_table(columns, rows, footer=totals(table, len(columns)))
    raised = alarms(session, run_id=run_id)
    for alarm in raised:
        print(f"alarm {alarm.code}: {alarm.detail} ({alarm.source or 'whole run'})")
    print(
        "every page found stands in exactly one column: found = outcomes + pending"
        if table.adds_up
        else "THE SUMS DO NOT ADD UP: a page was lost or counted twice; please report this"
    )


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
