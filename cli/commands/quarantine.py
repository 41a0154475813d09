"""`winnow quarantine`: what could not be read or trusted, and trying again."""

from __future__ import annotations

from typing import Annotated

import typer

family = typer.Typer(no_args_is_help=True, help="What was set aside, with its reason.")


@family.command("list")
def list_rows(
    everything: Annotated[bool, typer.Option("--all", help="Also what is resolved.")] = False,
    run: Annotated[int | None, typer.Option(help="Only of this run.")] = None,
) -> None:
    """List what was set aside: when, at which stage, why, and where its bytes came from.

    Example: winnow quarantine list --run 12
    """
    from cli.dates import show_moment
    from cli.opening import reading
    from cli.tables import print_table
    from db.queries import quarantine_list

    with reading() as session:
        rows = [
            (
                row.id,
                show_moment(row.created_at),
                row.stage,
                row.code,
                row.source,
                row.url or row.file_path,
                row.resolution or row.detail,
            )
            for row in quarantine_list(session, run_id=run, include_resolved=everything)
        ]
    if not rows:
        print("nothing is in quarantine")
        return
    print_table(("id", "when", "stage", "code", "source", "where", "detail"), rows)


@family.command("retry")
def retry(
    ids: Annotated[list[int] | None, typer.Argument(help="Numbers from the list.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything unresolved.")] = False,
) -> None:
    """Let the next run fetch quarantined pages again.

    A file that was imported has no page to fetch: mend it and import it again.

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
        unknown="not in quarantine, or an imported file, which has no page to fetch",
    )
    print(f"{done} will be fetched again by the next run")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="quarantine")
