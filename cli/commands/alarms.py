"""`winnow alarm`: what a person must look at, and saying that one has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.numbers import MOST, refuse_reasons

if TYPE_CHECKING:
    from db.queries import AlarmRow

family = typer.Typer(no_args_is_help=True, help="What asks for attention.")


@family.command("list")
def list_alarms(
    everything: Annotated[bool, typer.Option("--all", help="Also what was accepted.")] = False,
) -> None:
    """List alarms that nobody has accepted, the latest first; one that came on several nights once.

    Examples:

        winnow alarm list

        winnow alarm list --all
    """
    from cli.dates import show_moment
    from cli.opening import reading
    from cli.tables import print_table
    from db.queries import alarms

    with reading() as session:
        found = alarms(session, accepted=everything)
    if not found:
        print("no alarm stands" if not everything else "there was never an alarm")
        return
    columns = ("id", "latest", "times", "run", "source", "code", "detail", "accepted")
    rows = [
        (
            one.id,
            show_moment(one.created_at),
            one.times,
            one.run_id,
            one.source,
            one.code,
            one.detail,
            said_of(one),
        )
        for one in found
    ]
    shown = len(columns) if everything else len(columns) - 1
    print_table(columns[:shown], [row[:shown] for row in rows])


def said_of(one: AlarmRow) -> str:
    """Return who accepted an alarm, when and why; a dash for one that stands."""
    from cli.dates import show_moment

    if one.accepted_at is None:
        return "-"
    by = f" by {one.accepted_by}" if one.accepted_by else ""
    return f"{show_moment(one.accepted_at)}{by}" + (f": {one.note}" if one.note else "")


@family.command("accept")
def accept(
    ids: Annotated[
        list[int] | None, typer.Argument(min=0, max=MOST, help="Numbers from the list.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that stand.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take it back: they ring again.")] = False,
    by: Annotated[str, typer.Option("--by", help="Who decides; else the account's name.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why, in words.")] = "",
) -> None:
    """Say that alarms were looked at and are known: they do not ring again.

    A known alarm that comes again is kept in the ledger and counted under the night's table, but
    it is not listed and the night does not end with 3 for it. It rings again when it changes
    (other words, another label), when it gets worse (more is missing than was accepted), or when
    it comes back after a night on which its source was read without it.

    Examples:

        winnow alarm accept 3 4 --note "the site is being rebuilt"

        winnow alarm accept --all

        winnow alarm accept 3 --undo
    """
    from datetime import UTC, datetime
    from functools import partial

    from cli.numbers import change_named
    from cli.people import who
    from db.write import accept_alarms, reopen_alarms

    if undo:
        refuse_reasons(by, note)
        unknown = "no such alarm was accepted (`winnow alarm list --all`)"
        done = change_named(ids, reopen_alarms, everything=everything, unknown=unknown)
        print(f"{done} stand again")
        return
    change = partial(accept_alarms, at=datetime.now(UTC), by=who(by), note=note or None)
    done = change_named(
        ids,
        change,
        everything=everything,
        unknown="no such alarm stands (`winnow alarm list`)",
    )
    print(f"{done} accepted")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="alarm")
