"""`winnow provider`: one council, school or other provider, with all that is held of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import NotFound, UsageError
from cli.tables import print_table

if TYPE_CHECKING:
    from db.queries.providers import ProviderDetail


COLUMNS = ("inspection", "inspected", "published", "framework", "kind", "overall", "stories")


def provider(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, alias, URN, or DfE or ONS code.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything, as one JSON object.")
    ] = False,
) -> None:
    """Print a provider: its names and codes, where it stands, its inspections and the press.

    Examples:

        winnow provider Derbyshire

        winnow provider 80460

        winnow provider E10000007 --json
    """
    from cli.opening import reading
    from db.queries import find_providers
    from db.queries.providers import provider as ask_provider
    from db.queries.providers import provider_heads

    with reading() as session:
        heads = provider_heads(session, find_providers(session, name))
        if not heads:
            raise NotFound(f"no provider is called {name!r}, and no URN or code is that")
        if len(heads) > 1:
            listed = "; ".join(f"{one.name} ({one.kind}, URN {one.urn})" for one in heads[:8])
            raise UsageError(f"{len(heads)} providers are called {name!r}: {listed}: give the URN")
        found = ask_provider(session, heads[0].kind, heads[0].urn)
    if found is None:
        raise NotFound(f"no provider is called {name!r}")
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
        return
    print_provider(found)


def print_provider(found: ProviderDetail) -> None:
    """Print a provider for a person."""
    head = found.head
    print(f"{head.name} ({head.kind}, URN {head.urn})")
    lines = [
        ("DfE code", found.la_code),
        ("ONS code", found.gss_code),
        ("region", head.region),
        ("abolished", found.abolished_on),
        ("also", "; ".join(found.aliases)),
        ("named by", f"{found.mentions} news reports" if found.mentions else None),
    ]
    print("\n".join(f"  {label:10} {value}" for label, value in lines if value))
    if found.standing is not None:
        now = found.standing
        of = "" if now.provider_urn == head.urn else f", of {now.provider}"
        print(f"\nStanding now: {now.framework} {now.event_type}, {now.started_on}{of}")
        for one in now.judgements:
            print(f"  {one.area:28} {one.grade or f'none ({one.null_reason})'}")
    else:
        print("\nNo graded inspection is held.")
    if found.inspections:
        print()
        columns = (
            "inspection",
            "inspected",
            "published",
            "framework",
            "kind",
            "overall",
            "stories",
        )
        print_table(
            columns,
            [
                (
                    *(row.id, row.started_on, row.published_on, row.framework, row.event_type),
                    *(row.overall, found.stories.get(row.id, 0)),
                )
                for row in found.inspections
            ],
        )
    for change in found.successions:
        print(
            f"{change.changed_on or 'day unknown'}: {change.after} took over from {change.before}"
        )


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("provider")(provider)
