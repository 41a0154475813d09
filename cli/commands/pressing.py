"""`winnow press`, `winnow gaps`, `winnow stories`: silence and echo, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.dates import parse_days, show_moment
from cli.errors import NotFound, UsageError
from cli.lists import FormatOption, OutputOption, check_format, show_list

if TYPE_CHECKING:
    from db.queries.gaps import SourceNight

PRESS = (
    *("provider", "urn", "framework", "event", "inspected", "published"),
    *("stories_30", "stories_60", "stories_365", "outlets_60", "first_after_days", "silence"),
)
NIGHTS = ("source", "name", "night", "state", "stored", "unchanged", "off_topic", "reason")
MONTHS = ("source", "name", "month", "nights", "read", "silent", "failed", "cut_short", "stored")
STORIES = ("story", "told_first", "outlet", "title", "address", "members", "outlets", "about")


def press(
    since: Annotated[str, typer.Option(help="Inspections published since, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Inspections published until, YYYY-MM-DD.")] = "",
    framework: Annotated[str, typer.Option(help="ILACS, SIF, JTAI …")] = "",
    kind: Annotated[str, typer.Option(help="Of providers: authority, school …")] = "authority",
    unreported: Annotated[
        bool, typer.Option("--unreported", help="Only those that no title reported.")
    ] = False,
    form: FormatOption = "table",
    output: OutputOption = None,
) -> None:
    """List what the press made of each inspection, the latest first; copies of a story count once.

    Stories are those linked as being about it, within 30, 60 and 365 days of its publication.
    Silence is said only once 60 days are over, and means the titles that are read here: see
    `winnow gaps` for nights that were missed.

    Examples:

        winnow press --since 2025-01-01

        winnow press --unreported --framework ILACS

        winnow press --format csv -o press.csv
    """
    from cli.opening import reading
    from db.queries.press import PressFilter, press_by_inspection

    check_format(form, output)
    first, last = parse_days(since, until)
    wanted = PressFilter(
        since=first,
        until=last,
        framework=framework.upper() or None,
        kind=kind,
        unreported=unreported,
    )
    with reading() as session:
        found = press_by_inspection(session, wanted)
    rows = [
        {
            "provider": one.provider,
            "urn": one.provider_urn,
            "framework": one.framework,
            "event": one.event_type,
            "inspected": one.started_on,
            "published": one.published_on,
            "stories_30": one.stories[0],
            "stories_60": one.stories[1],
            "stories_365": one.stories[2],
            "outlets_60": one.outlets[1],
            "first_after_days": one.first_after,
            "silence": "" if one.stories[1] else ("yes" if one.ended else "60 days not over"),
        }
        for one in found
    ]
    told = sum(one.first_after is not None for one in found)
    footer = f"{len(found)} inspections; {told} reported, {len(found) - told} by no title"
    table = [name for name in PRESS if name not in ("urn", "event", "stories_365")]
    show_list(PRESS, rows, form=form, output=output, footer=footer, table=table)


def gaps(
    source: Annotated[str, typer.Option(help="One source; `winnow source list`.")] = "",
    by: Annotated[str, typer.Option(help="night or month.")] = "month",
    since: Annotated[str, typer.Option(help="Nights since, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Nights until, YYYY-MM-DD.")] = "",
    form: FormatOption = "table",
    output: OutputOption = None,
) -> None:
    """List which outlets were read on which nights, so that a silent month is no missed month.

    A night is read, silent (read, nothing on the topic), failed (with the reason) or cut short. A
    source without a row was not registered yet.

    Examples:

        winnow gaps

        winnow gaps --by night --source bolton_news --since 2026-11-01
    """
    from cli.opening import reading
    from db.queries import sources
    from db.queries.gaps import source_nights

    check_format(form, output)
    if by not in ("night", "month"):
        raise UsageError(f"--by wants night or month, not {by!r}")
    first, last = parse_days(since, until)
    with reading() as session:
        if source and all(one.key != source for one in sources(session, include_retired=True)):
            raise NotFound(f"no source {source!r}; `winnow source list` shows them")
        found = source_nights(session, source=source or None, since=first, until=last)
    failed = sum(one.state == "failed" for one in found)
    footer = f"{len(found)} visits, {failed} failed"
    if by == "night":
        rows: Iterable[dict[str, Any]] = (
            {name: getattr(one, name) for name in NIGHTS} for one in found
        )
        show_list(NIGHTS, rows, form=form, output=output, footer=footer)
        return
    show_list(MONTHS, months(found), form=form, output=output, footer=footer)


def months(found: Iterable[SourceNight]) -> Iterator[dict[str, Any]]:
    """Yield one row a source and month."""
    groups: dict[tuple[str, str, str], list[SourceNight]] = {}
    for one in found:
        groups.setdefault((one.source, one.name, f"{one.night:%Y-%m}"), []).append(one)
    for (source, name, month), some in groups.items():
        counts = {
            state: sum(one.state == state for one in some)
            for state in ("read", "silent", "failed", "cut_short")
        }
        stored = sum(one.stored for one in some)
        row = {"source": source, "name": name, "month": month, "nights": len(some)}
        yield {**row, **counts, "stored": stored}


def stories(
    since: Annotated[str, typer.Option(help="Told first since, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Told first until, YYYY-MM-DD.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0 = all.")] = 50,
    form: FormatOption = "table",
    output: OutputOption = None,
) -> None:
    """List stories that several titles told, the latest first; `winnow story N` shows one.

    Examples:

        winnow stories --since 2026-11-01

        winnow stories --limit 0 --format csv -o stories.csv
    """
    from cli.opening import reading
    from db.queries.stories import stories as ask_stories

    check_format(form, output)
    first, last = parse_days(since, until)
    with reading() as session:
        found = ask_stories(session, since=first, until=last)
    rows = [
        {
            "story": one.story_id,
            "told_first": show_moment(one.told_at),
            "outlet": one.outlet,
            "title": one.title,
            "address": one.url,
            "members": one.members,
            "outlets": one.outlets,
            "about": ", ".join(one.about),
        }
        for one in found[: limit or None]
    ]
    of = f" of {len(found)}" if len(rows) < len(found) else ""
    footer = f"{len(rows)}{of} stories"
    table = [name for name in STORIES if name != "address"]
    show_list(STORIES, rows, form=form, output=output, footer=footer, table=table)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("press")(press)
    app.command("gaps")(gaps)
    app.command("stories")(stories)
