"""`winnow alarm`: what a person must look at, and saying that one has."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.errors import UsageError

family = typer.Typer(no_args_is_help=True, help="What asks for attention.")


@family.command("list")
def list_alarms() -> None:
    """List alarms that nobody has accepted, the latest first.

    Example: winnow alarm list
    """
    from cli.dates import show_moment
    from cli.opening import reading
    from cli.tables import print_table
    from db.queries import alarms

    with reading() as session:
        rows = [
            (row.id, show_moment(row.created_at), row.run_id, row.source, row.code, row.detail)
            for row in alarms(session)
        ]
    if not rows:
        print("no alarm stands")
        return
    print_table(("id", "when", "run", "source", "code", "detail"), rows)


@family.command("accept")
def accept(
    ids: Annotated[list[int] | None, typer.Argument(help="Numbers from the list.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that stand.")] = False,
) -> None:
    """Say that alarms were looked at; they stay in the ledger.

    Examples:

        winnow alarm accept 3 4

        winnow alarm accept --all
    """
    from datetime import UTC, datetime

    from cli.opening import writing
    from db.write import accept_alarms

    if not ids and not everything:
        raise UsageError("name the numbers of the alarms, or --all")
    with writing() as session:
        done = accept_alarms(session, ids or None, at=datetime.now(UTC))
    for number in sorted(set(ids or []) - set(done)):
        print(f"{number}: no such alarm stands")
    print(f"{len(done)} accepted")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="alarm")
