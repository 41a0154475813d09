"""`winnow run`: the ledger of nights."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.errors import NotFound
from cli.numbers import MOST

family = typer.Typer(no_args_is_help=True, help="What each run did.")


@family.command("list")
def list_runs(
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many, the latest first.")] = 20,
) -> None:
    """List runs: when, how long, how they ended.

    Example: winnow run list --limit 5
    """
    from cli.dates import show_moment
    from cli.opening import reading
    from cli.running import how_unended
    from cli.tables import print_table
    from db.queries import runs

    with reading() as session:
        found = runs(session, limit=limit)
        rows = [
            (
                run.id,
                run.command,
                show_moment(run.started_at),
                show_moment(run.ended_at),
                run.exit_code,
                run.reason
                or (how_unended(is_latest=run is found[0]) if run.ended_at is None else ""),
            )
            for run in found
        ]
    print_table(("run", "command", "started", "ended", "exit", "why"), rows)


@family.command("show")
def show(
    run_id: Annotated[
        int | None, typer.Argument(min=0, max=MOST, help="Number of the run; none = latest.")
    ] = None,
) -> None:
    """Print the table of one run: a row per source, a column per state, and why.

    Examples:

        winnow run show

        winnow run show 12
    """
    from cli.opening import reading
    from cli.runtable import print_run_table
    from db.queries import runs

    with reading() as session:
        latest = runs(session, limit=1)
        wanted = run_id if run_id is not None else (latest[0].id if latest else 0)
        try:
            print_run_table(session, wanted)
        except LookupError as error:
            raise NotFound(f"no run {wanted}; `winnow run list` has them all") from error


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="run")
