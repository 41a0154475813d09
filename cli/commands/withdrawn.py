"""`winnow withdrawn`: reports that their source took away, and whether they stay in exports."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from cli.numbers import MOST

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

family = typer.Typer(no_args_is_help=True, help="What left its source, and its review.")

ByOption = Annotated[str, typer.Option("--by", help="Who decides; else the account's name.")]
NoteOption = Annotated[str, typer.Option("--note", help="Why, in words.")]
IdsArgument = Annotated[list[int], typer.Argument(min=0, max=MOST, help="Numbers from the list.")]


@family.command("list")
def list_reports(
    everything: Annotated[bool, typer.Option("--all", help="Also what was reviewed.")] = False,
) -> None:
    """List reports that are gone from their source and wait for a person's word.

    They are held, with text and versions, and `winnow show` prints them; search and exports leave
    them out until they are kept.

    Example: winnow withdrawn list --all
    """
    from cli.dates import show_moment
    from cli.links import decided
    from cli.opening import reading
    from cli.tables import print_table
    from db.queries import withdrawn_reports

    with reading() as session:
        found = withdrawn_reports(session, reviewed=everything)
    if not found:
        print(
            "no withdrawn report waits for a review" + ("" if everything else " (--all: every one)")
        )
        return
    rows = [
        (
            row.report_id,
            show_moment(row.withdrawn_at),
            row.source,
            row.title,
            row.url,
            decided(row.review) if row.review else "-",
        )
        for row in found
    ]
    print_table(("report", "gone since", "source", "title", "address", "review"), rows)


@family.command("keep")
def keep(reports: IdsArgument, by: ByOption = "", note: NoteOption = "") -> None:
    """Keep withdrawn reports in search and exports: what was published was published.

    Example: winnow withdrawn keep 12 15 --note "site closed its archive"
    """
    review(reports, keep=True, by=by, note=note)


@family.command("hide")
def hide(reports: IdsArgument, by: ByOption = "", note: NoteOption = "") -> None:
    """Leave withdrawn reports out of search and exports; they stay in the record.

    Example: winnow withdrawn hide 13 --note "retracted after a complaint"
    """
    review(reports, keep=False, by=by, note=note)


def review(reports: list[int], *, keep: bool, by: str, note: str) -> None:
    """Record the same word about several reports."""
    from datetime import UTC, datetime

    from cli.numbers import change_named
    from cli.people import who
    from db.write import review_withdrawn

    name, at = who(by), datetime.now(UTC)

    def change(s: Session, numbers: Collection[int] | None) -> list[int]:
        return [
            number
            for number in dict.fromkeys(numbers or [])
            if review_withdrawn(s, number, keep=keep, by=name, at=at, note=note or None)
        ]

    unknown = "no withdrawn report (`winnow withdrawn list --all`)"
    done = change_named(reports, change, unknown=unknown)
    what = "kept: in search and exports again" if keep else "hidden: out of search and exports"
    print(f"{done} {what}")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="withdrawn")
