"""`winnow coverage`, `winnow story`, `winnow relink`: press and inspection side by side."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from db.linking.asked import CoverageDetail, InspectionHead, MatchedQuotation, StoryPlace

JsonOption = Annotated[bool, typer.Option("--json", help="Everything, as one JSON object.")]


def coverage(
    inspection: Annotated[
        int, typer.Argument(help="Number of an inspection, or of its publication with --report.")
    ],
    report: Annotated[
        bool, typer.Option("--report", help="The number is that of the publication.")
    ] = False,
    possible: Annotated[
        bool, typer.Option("--possible", help="Also links that are only possible.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print what the press said about an inspection, with the words it quoted and their places.

    Examples:

        winnow coverage 4

        winnow coverage 12 --report --possible
    """
    from cli.errors import NotFound
    from cli.opening import reading
    from db.linking.asked import coverage_of_inspection, inspection_head, inspection_of_publication

    with reading() as session:
        number = inspection_of_publication(session, inspection) if report else inspection
        head = inspection_head(session, number) if number is not None else None
        if head is None:
            raise NotFound(f"no inspection {inspection}; `winnow inspections` lists them")
        found = coverage_of_inspection(session, head.inspection_id)
    shown = [one for one in found if possible or one.status == "linked"]
    if as_json:
        record = {"inspection": asdict(head), "coverage": [asdict(one) for one in shown]}
        print(json.dumps(record, ensure_ascii=False, indent=2, default=str))
        return
    print(line_of(head))
    for one in shown:
        print_coverage(one)
    hidden = len(found) - len(shown)
    print(
        f"\n{len(shown)} reports" + (f"; {hidden} more are possible (--possible)" if hidden else "")
    )


def line_of(head: InspectionHead) -> str:
    """Return an inspection as one line."""
    days = f"{head.started_on or '?'} to {head.ended_on or '?'}"
    return (
        f"inspection {head.inspection_id}: {head.provider}, {head.framework} "
        f"({head.event_type}), {days}, published {head.published_on or '-'}"
    )


def print_coverage(one: CoverageDetail) -> None:
    """Print one link with its evidence."""
    from cli.dates import show_moment

    sure = "confirmed" if one.confirmed else one.status
    print(f"\n[{one.report_id}] {show_moment(one.told_at)}  {one.source}")
    print(f"    {one.title or '(no title)'}")
    print(f"    {one.url}")
    print(f"    {sure}, {one.role}, score {one.score:.3f}")
    for name, part in one.parts.items():
        print(f"      {part['points']:+5.1f} {name}: {part['words']}")
    for quotation in one.quotations:
        print_quotation(quotation)
    if one.copies:
        print(f"    the same story: reports {', '.join(map(str, one.copies))}")


def print_quotation(quotation: MatchedQuotation) -> None:
    """Print both wordings of a quotation, or one if they are the same."""
    place = f"page {quotation.page or '?'}, paragraph {quotation.paragraph}"
    print(f"      “{quotation.quoted}” [{place}]")
    if quotation.similarity < 1:
        print(f"        printed: “{quotation.printed}” ({quotation.similarity:.2f})")


def story(
    number: Annotated[int, typer.Argument(metavar="STORY", help="Number of a story.")],
    words: Annotated[
        bool, typer.Option("--words", help="Also the words that each member changed.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print a story: the report that told it first, its copies, and what each one changed.

    Examples:

        winnow story 3

        winnow story 3 --words
    """
    from cli.errors import NotFound
    from cli.opening import reading
    from db.linking.asked import story as ask_story

    with reading() as session:
        found = ask_story(session, number)
    if found is None:
        raise NotFound(f"no story {number}; `winnow coverage` names the copies of a report")
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
        return
    for member in found.members:
        print_member(member)
        if words and member is not found.members[0]:
            print_words(found.members[0], member)
    for head in {one.inspection.inspection_id: one.inspection for one in found.coverage}.values():
        print(f"\nabout {line_of(head)}")


def print_member(member: StoryPlace) -> None:
    """Print one report of a story."""
    from cli.dates import show_moment

    print(f"[{member.report_id}] {show_moment(member.told_at)}  {member.source}")
    print(f"    {member.title or '(no title)'}")
    print(f"    {member.url}")
    kept = member.changes.get("kept")
    more = f", keeps {kept:.0%} of the first" if isinstance(kept, float) else ""
    print(f"    {member.relation.replace('_', ' ')}, similarity {member.similarity:.2f}{more}")


def print_words(earliest: StoryPlace, member: StoryPlace) -> None:
    """Print what a member changed, word by word."""
    from pipelines.duplicates import changes_between

    changes = changes_between(earliest.title, earliest.text, member.title, member.text)
    if changes.title:
        print(f"      title: {changes.title[0]} → {changes.title[1]}")
    for place in changes.places:
        print(f"      - {place.before or '(nothing)'}\n      + {place.after or '(nothing)'}")


def relink(
    needed: Annotated[
        bool, typer.Option("--needed", help="Only reports whose linking failed.")
    ] = False,
) -> None:
    """Link the whole archive anew: every publication indexed, every news report weighed.

    Links that a person confirmed stay as they are. It holds the run's lock; stopped half way, it
    leaves every report either as it was or linked anew.

    Examples:

        winnow relink
    """
    from datetime import UTC, datetime

    from cli.opening import refuse_missing_file
    from crawler.lock import only_run
    from db.engine import make_engine
    from db.home import database_url, find_home
    from db.schema import check
    from pipelines.relinking import relink as relink_archive

    home = find_home()
    url = database_url(home)
    refuse_missing_file(url)
    engine = make_engine(url)
    try:
        check(engine)
        with only_run(home.make()):
            done = relink_archive(
                engine, at=datetime.now(UTC), only_needed=needed, progress=show_progress
            )
    finally:
        engine.dispose()
    print(
        f"{done.publications} publications indexed, {done.news} news reports linked anew: "
        f"{done.linked} links, {done.possible} possible, {done.stories} stories"
    )


def show_progress(done: int, total: int) -> None:
    """Print how far it is, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="" if done < total else "\n", file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("coverage")(coverage)
    app.command("story")(story)
    app.command("relink")(relink)
