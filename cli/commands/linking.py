"""`winnow coverage`, `winnow story`, `winnow relink`: press and inspection side by side."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import NotFound, UsageError
from cli.numbers import MOST

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.linking.asked import CoverageDetail, InspectionHead, StoryPlace
    from db.queries import DecisionRow
    from pipelines.storing.linking import Relinked

VERDICTS = ("confirm", "reject", "undo")
SAID = {
    "confirm": "confirmed: report {} is about inspection {}",
    "reject": "rejected: report {} is not about inspection {}",
    "undo": "taken back: what was said of report {} and inspection {}",
}

JsonOption = Annotated[bool, typer.Option("--json", help="Everything, as one JSON object.")]


def coverage(
    inspection: Annotated[
        int,
        typer.Argument(
            min=0, max=MOST, help="Number of an inspection, or of its publication with --report."
        ),
    ],
    report: Annotated[
        bool, typer.Option("--report", help="The number is that of the publication.")
    ] = False,
    possible: Annotated[
        bool, typer.Option("--possible", help="Also links that are only possible.")
    ] = False,
    confirm: Annotated[
        int | None,
        typer.Option(min=0, max=MOST, help="Say that this report is about the inspection."),
    ] = None,
    reject: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="Say that this report is not about it.")
    ] = None,
    undo: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="Take back what was said of this report.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who decides; else the account's name.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why, in words.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Print the press on an inspection, with the words it quoted; or say what a link is.

    A link that a person confirmed or rejected stays so, whatever later runs find; who said it and
    when is kept.

    Examples:

        winnow coverage 4

        winnow coverage 12 --report --possible

        winnow coverage 4 --reject 31 --note "about the school next door"
    """
    from cli.opening import reading, writing
    from db.linking.asked import coverage_of_inspection
    from db.queries import rejected_links

    numbers = zip(VERDICTS, (confirm, reject, undo), strict=True)
    asked = [(verdict, number) for verdict, number in numbers if number is not None]
    if len(asked) > 1:
        raise UsageError("one of --confirm, --reject and --undo at a time")
    if (by or note) and not asked:
        raise UsageError("--by and --note are of a decision: --confirm, --reject or --undo")
    for verdict, number in asked:
        with writing() as session:
            head = head_of(session, inspection, report)
            decide(session, verdict, number, head.inspection_id, by=by, note=note)
        print(SAID[verdict].format(number, head.inspection_id), file=sys.stderr)
    with reading() as session:
        head = head_of(session, inspection, report)
        found = coverage_of_inspection(session, head.inspection_id)
        rejected = rejected_links(session, head.inspection_id)
    shown = [one for one in found if possible or one.status == "linked"]
    if as_json:
        record = {
            "inspection": asdict(head),
            "coverage": [asdict(one) for one in shown],
            "rejected": [asdict(one) for one in rejected],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2, default=str))
        return
    print_all(head, shown, len(found) - len(shown), rejected)


def head_of(session: Session, number: int, is_report: bool) -> InspectionHead:
    """Return the inspection of a number, or of the publication of that number. Raises NotFound."""
    from db.linking.asked import inspection_head, inspection_of_publication

    known = inspection_of_publication(session, number) if is_report else number
    head = inspection_head(session, known) if known is not None else None
    if head is None:
        what = "publication with an inspection has the number" if is_report else "inspection"
        raise NotFound(f"no {what} {number}; `winnow inspections` lists them")
    return head


def decide(
    session: Session, verdict: str, report: int, inspection: int, *, by: str, note: str
) -> None:
    """Record what a person says about a link. Raises NotFound for what is not held, or not said."""
    from datetime import UTC, datetime

    from cli.people import who
    from db.queries import link_decisions
    from pipelines.storing.linking import confirm_link, reject_link, undo_decision

    if verdict == "undo" and (report, inspection) not in link_decisions(session, [report]):
        raise NotFound(f"{report}: nothing was said of it and inspection {inspection} to take back")
    act = dict(zip(VERDICTS, (confirm_link, reject_link, undo_decision), strict=True))[verdict]
    try:
        act(session, report, inspection, by=who(by), at=datetime.now(UTC), note=note or None)
    except LookupError as error:
        raise NotFound(str(error)) from error


def print_all(
    head: InspectionHead, shown: list[CoverageDetail], hidden: int, rejected: list[DecisionRow]
) -> None:
    """Print an inspection and its links: the press, then Ofsted itself, then what was rejected."""
    from cli.links import count_of, decided, line_of, print_group

    print(line_of(head))
    press = [one for one in shown if not one.by_ofsted]
    print_group("In the press, as its subject:", [one for one in press if one.role == "subject"])
    print_group("In the press, in passing:", [one for one in press if one.role != "subject"])
    print_group("Ofsted itself, on GOV.UK:", [one for one in shown if one.by_ofsted])
    for one in rejected:
        print(f"\n[{one.report_id}] is not about it: {decided(one)}")
    more = f"; {count_of(hidden, 'more is', 'more are')} only possible (--possible)"
    number = count_of(len(shown), "report", "reports") if shown else "no report is about it"
    print(f"\n{number}{more if hidden else ''}")


def story(
    number: Annotated[
        int | None, typer.Argument(metavar="[STORY]", min=0, max=MOST, help="Number of a story.")
    ] = None,
    report: Annotated[
        int | None, typer.Option(min=0, max=MOST, help="The story of this report.")
    ] = None,
    address: Annotated[str, typer.Option(help="The story of the report at this address.")] = "",
    words: Annotated[
        bool, typer.Option("--words", help="Also the words that each member changed.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print a story: the report that told it first, its copies, and what each one changed.

    Examples:

        winnow story 3

        winnow story 3 --words

        winnow story --report 12

        winnow story --address https://www.example.org/news/story
    """
    from cli.links import line_of, print_member
    from cli.opening import reading
    from db.linking.asked import story as ask_story

    if sum((number is not None, report is not None, bool(address))) != 1:
        raise UsageError("name one: a story, --report or --address")
    with reading() as session:
        chosen = number if number is not None else story_number(session, report, address)
        found = ask_story(session, chosen)
    if found is None:
        raise NotFound(f"no story {number}; `winnow coverage` names the copies of a report")
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
        return
    for member in found.members:
        print()
        print_member(member)
        if words and member is not found.members[0]:
            print_words(found.members[0], member)
    sure = [one for one in found.coverage if one.status == "linked"]
    about = {one.inspection.inspection_id: (one.inspection, one.role) for one in sure}
    print()
    for head, role in about.values():
        print(f"{'about' if role == 'subject' else 'in passing about'} {line_of(head)}")
    if not about:
        print("about no inspection that is held")


def story_number(session: Session, report: int | None, address: str) -> int:
    """Return the story of a report, by its number or address. Raises NotFound."""
    from db.queries import report_at
    from db.queries.stories import story_of_report

    known = report if report is not None else report_at(session, address)
    if known is None:
        raise NotFound(f"no report {address!r}; `winnow search` finds them")
    found = story_of_report(session, known)
    if found is None:
        raise NotFound(f"report {known} is in no story: no other title told it, as far as is known")
    return found


def print_words(earliest: StoryPlace, member: StoryPlace) -> None:
    """Print what a member changed, word by word."""
    from cli.changes import has_colour, lines, marked_line
    from db.wording import paragraph_pieces

    colour = has_colour()
    if (earliest.title or "").split() != (member.title or "").split():
        titles = marked_line(earliest.title or "", member.title or "", colour=colour)
        print(f"    title: {titles}")
    for line in lines(paragraph_pieces(earliest.text, member.text), colour=colour):
        print(f"      {line}")


def relink(
    needed: Annotated[
        bool,
        typer.Option("--needed", help="Only reports that an error kept from being linked."),
    ] = False,
) -> None:
    """Link the whole archive anew: every publication indexed, every news report weighed.

    Links that a person confirmed stay as they are. It holds the run's lock; stopped half way, it
    leaves every report either as it was or linked anew.

    With --needed only the reports that were stored but not linked, because linking them failed
    (alarm linking_failed); `winnow status` counts them. All others stay as they are.

    Examples:

        winnow relink

        winnow relink --needed
    """
    from datetime import UTC, datetime

    from cli.opening import refuse_missing_file
    from crawler.lock import only_run
    from db.engine import make_engine
    from db.home import database_url, find_home
    from db.schema import check
    from pipelines.storing.linking import relink as relink_archive

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
    print(f"{told_of(done, needed=needed)}; {held_of(done)}")


def told_of(done: Relinked, *, needed: bool) -> str:
    """Return what was linked anew."""
    from cli.links import count_of

    if needed and not done.publications + done.news + done.official:
        return "no report waits for being linked"
    publications = count_of(done.publications, "publication", "publications")
    news = count_of(done.news, "news report", "news reports")
    return (
        f"{publications} {'linked' if needed else 'indexed'}, {news} and {done.official} of "
        "Ofsted's own pages linked anew"
    )


def held_of(done: Relinked) -> str:
    """Return how many links and stories the whole record has now."""
    from cli.links import count_of

    links = count_of(done.linked, "link", "links")
    stories = count_of(done.stories, "story", "stories")
    return f"the record has {links}, {done.possible} possible and {stories}"


def show_progress(done: int, total: int) -> None:
    """Print how far it is, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="" if done < total else "\n", file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("coverage")(coverage)
    app.command("story")(story)
    app.command("relink")(relink)
