"""The nights: each run with its table, and whether its sums add up."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from db.queries import alarms_of_run, run_table, runs
from web.addresses import night_path
from web.page import Asked, NoSuchPage, NotUnderstood, Page
from words.london import LONDON

SHOWN = 60


def nights_page(session: Session, asked: Asked) -> Page:
    """Return the list of runs, the latest first."""
    return Page(
        template="nights.html",
        title="Nights",
        address="/nights",
        values={"runs": runs(session, limit=SHOWN)},
        extra={"section": "/nights"},
    )


def night_page(session: Session, asked: Asked) -> Page:
    """Return the runs of one day with their tables."""
    try:
        day = date.fromisoformat(asked.path["day"])
    except ValueError as error:
        raise NotUnderstood(f"{asked.path['day']!r} is no day: wanted is 2026-11-30") from error
    found = [
        run
        for run in runs(session, limit=10_000)
        if run.started_at.astimezone(LONDON).date() == day
    ]
    if not found:
        raise NoSuchPage(f"No run began on {day}.", (("All nights", "/nights"),))
    return Page(
        template="night.html",
        title=f"Night of {day}",
        address=night_path(day),
        values={
            "day": day,
            "tables": [run_table(session, run.id) for run in found],
            "alarms": {str(run.id): alarms_of_run(session, run.id) for run in found},
        },
        extra={"section": "/nights"},
    )
