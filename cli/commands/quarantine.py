"""`winnow quarantine`: what could not be read or trusted, and trying again."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.errors import NotFound

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

    from cli.opening import writing
    from db.write import retry_quarantined

    if not ids and not everything:
        raise NotFound("name the numbers to try again, or --all")
    with writing() as session:
        done = retry_quarantined(session, ids or None, at=datetime.now(UTC))
    for number in sorted(set(ids or []) - set(done)):
        print(f"{number}: not in quarantine, or an imported file without a page")
    print(f"{len(done)} will be fetched again by the next run")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="quarantine")
