"""`winnow quarantine`: what could not be read or trusted, trying again, and letting it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import NotFound, UsageError
from cli.numbers import MOST, refuse_reasons

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries import QuarantineRow

family = typer.Typer(no_args_is_help=True, help="What was set aside, with its reason.")

IdsArgument = Annotated[
    list[int] | None, typer.Argument(min=0, max=MOST, help="Numbers from the list.")
]
MEND = "mend it and import it again, or `winnow quarantine dismiss`"
AllOption = Annotated[bool, typer.Option("--all", help="Everything unresolved.")]


@family.command("list")
def list_rows(
    everything: Annotated[bool, typer.Option("--all", help="Also what is resolved.")] = False,
    run: Annotated[int | None, typer.Option(min=0, max=MOST, help="Only of this run.")] = None,
) -> None:
    """List what was set aside: when, at which stage, why, and where its bytes came from.

    With --all also how and by whom each was resolved.

    Example: winnow quarantine list --run 12
    """
    from cli.dates import show_moment
    from cli.opening import reading
    from cli.tables import print_table
    from db.queries import quarantine_list

    with reading() as session:
        check_run(session, run)
        found = quarantine_list(session, run_id=run, include_resolved=everything)
    if not found:
        print("nothing is in quarantine")
        return
    columns = ("id", "when", "stage", "code", "source", "where", "detail", "resolved")
    rows = [
        (
            row.id,
            show_moment(row.created_at),
            row.stage,
            row.code,
            row.source,
            row.file_path or row.url,
            row.detail,
            resolved(row),
        )
        for row in found
    ]
    shown = len(columns) if everything else len(columns) - 1
    print_table(columns[:shown], [row[:shown] for row in rows])


def check_run(session: Session, run: int | None) -> None:
    """Raise NotFound for a run that never was: an empty list would look like a good one."""
    from db.models import Run

    if run is not None and session.get(Run, run) is None:
        raise NotFound(f"no run {run}; `winnow run list` has them all")


def resolved(row: QuarantineRow) -> str:
    """Return how, by whom, when and why something left the quarantine; a dash while it waits."""
    from cli.dates import show_moment

    if row.resolved_at is None:
        return "-"
    by = f" by {row.resolved_by}" if row.resolved_by else ""
    note = f": {row.note}" if row.note else ""
    return f"{row.resolution}{by}, {show_moment(row.resolved_at)}{note}"


@family.command("retry")
def retry(ids: IdsArgument = None, everything: AllOption = False) -> None:
    """Let the next run fetch quarantined pages again.

    A file that was imported has no page to fetch: mend it and import it again, and dismiss it
    here. --all leaves such files as they are.

    Examples:

        winnow quarantine retry 4 7

        winnow quarantine retry --all
    """
    from datetime import UTC, datetime
    from functools import partial

    from cli.numbers import change_named
    from db.write import retry_quarantined

    done = change_named(
        ids,
        partial(retry_quarantined, at=datetime.now(UTC)),
        everything=everything,
        unknown=why_not_fetched,
    )
    print(f"{done} will be fetched again by the next run")
    if everything and (left := files_left()):
        files = "1 imported file is" if left == 1 else f"{left} imported files are"
        print(f"{files} left in quarantine: {MEND}")


def why_not_fetched(session: Session, number: int) -> str:
    """Return why a number cannot be fetched again, and what can be done in its place."""
    from db.queries import quarantine_list
    from db.write.set_aside import DISMISSED

    found = quarantine_list(session, number=number, include_resolved=True)
    if not found:
        return "not in quarantine (`winnow quarantine list`)"
    if found[0].resolution == DISMISSED:
        return f"dismissed: first `winnow quarantine dismiss {number} --undo`"
    if found[0].resolved_at is not None:
        return f"no longer in quarantine ({found[0].resolution})"
    return f"an imported file, with no page to fetch: {MEND}"


def files_left() -> int:
    """Return how many imported files are in quarantine, once nothing else is."""
    from cli.opening import reading
    from db.queries import status

    with reading() as session:
        return status(session).quarantined


@family.command("dismiss")
def dismiss(
    ids: IdsArgument = None,
    everything: AllOption = False,
    note: Annotated[str, typer.Option("--note", help="Why, in words; it is kept.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who decides; else the account's name.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take it back: it is listed again.")] = False,
) -> None:
    """Say that something set aside needs nothing more: it is listed no more, unless with --all.

    The reason is kept with who and when; bytes that were archived stay. The same bytes with the
    same fault stay dismissed when they come again; other bytes, or another fault, are listed.

    Examples:

        winnow quarantine dismiss 4 7 --note "empty files of the old server"

        winnow quarantine dismiss 4 --undo
    """
    from datetime import UTC, datetime
    from functools import partial

    from cli.numbers import change_named
    from cli.people import who
    from db.write import dismiss_quarantined, restore_dismissed

    if undo:
        refuse_reasons(by, note)
        unknown = "not dismissed (`winnow quarantine list --all`)"
        done = change_named(ids, restore_dismissed, everything=everything, unknown=unknown)
        print(f"{done} in quarantine again")
        return
    if not note.strip():
        raise UsageError('say why it needs nothing more: --note "…"')
    said = partial(dismiss_quarantined, at=datetime.now(UTC), by=who(by), note=note.strip())
    unknown = "not in quarantine (`winnow quarantine list`)"
    done = change_named(ids, said, everything=everything, unknown=unknown)
    print(f"{done} dismissed")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="quarantine")
