"""`winnow show`: one report, with everything that was cut from it and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.linking.asked import CoverageDetail
    from db.queries import DecisionRow, PublicationDetail, ReportDetail, VersionRow


def show(
    report: Annotated[str, typer.Argument(help="Number of a report, or its URL.")],
    removed: Annotated[
        bool, typer.Option("--removed", help="Also what was cut, in page order, with its rule.")
    ] = False,
    version: Annotated[int | None, typer.Option(min=1, help="An earlier version's number.")] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="What changed from version to version, word by word.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything, as one JSON object.")
    ] = False,
) -> None:
    """Print one report: where it came from, its text, and what Ofsted's document says.

    Numbers are those of this home; another numbers otherwise, an address is the same everywhere.
    docs/reading.md explains the doubts, and the classes and rules of what was cut.

    Examples:

        winnow show 12

        winnow show 12 --removed

        winnow show 12 --changes

        winnow show https://www.example.org/news/story
    """
    from cli.opening import reading
    from db.linking.asked import coverage_of_reports
    from db.queries import removed_blocks, versions, withdrawal_reviews
    from db.queries import report as ask_report

    if removed and changes:
        raise UsageError("--removed shows one version, --changes compares them: one at a time")
    with reading() as session:
        found = ask_report(session, report_number(session, report))
        if found is None or found.hidden_at is not None:
            raise NotFound(f"no report {report}; `winnow search` finds them")
        states = versions(session, found.id)
        chosen = next((v for v in states if v.number == (version or found.latest.number)), None)
        if chosen is None:
            raise NotFound(f"report {found.id} has {len(states)} versions, not number {version}")
        if changes:
            show_changes(session, found, states, version, as_json=as_json)
            return
        cut = removed_blocks(session, chosen.id)
        review = withdrawal_reviews(session, [found.id]).get(found.id)
        about = coverage_of_reports(session, [found.id]).get(found.id, [])
    if as_json:
        record = asdict(found) | {
            "latest": asdict(chosen),
            "removed": [asdict(b) for b in cut],
            "coverage": [asdict(one) for one in about],
            "withdrawal_review": asdict(review) if review else None,
        }
        print(json.dumps(record, ensure_ascii=False, indent=2, default=str))
        return
    print_head(found, chosen, len(states), review)
    print_body(chosen, cut if removed else [])
    print_coverage(about)
    if found.publication is not None:
        print_publication(found.publication)
    if cut and not removed:
        print(f"\n({len(cut)} blocks were cut; --removed shows them)")


def show_changes(
    session: Session,
    found: ReportDetail,
    states: list[VersionRow],
    only: int | None,
    *,
    as_json: bool,
) -> None:
    """Print what each version changed. only: the version whose changes are asked for."""
    from cli.changes import as_record, has_colour, print_step
    from db.queries.version_changes import said_by, steps

    told = [
        one for one in steps(said_by(session, states)) if only is None or one.after.number == only
    ]
    if as_json:
        record = {
            "report": found.id,
            "url": found.url,
            "versions": len(states),
            "changes": [as_record(one) for one in told],
        }
        print(json.dumps(record, ensure_ascii=False, indent=2, default=str))
        return
    print(states[-1].title or "(no title)")
    print(f"  {found.url}")
    for one in told:
        print_step(one, colour=has_colour())
    if not told:
        print("\nit has had one version only" if only is None else f"\nversion {only} is the first")


def report_number(session: Any, words: str) -> int:
    """Return the id that a number or a URL names; raises NotFound."""
    from db.queries import report_at

    if words.isdecimal() and len(words) < 18:
        return int(words)
    found = report_at(session, words)
    if found is None:
        raise NotFound(f"no report {words!r}; `winnow search` finds them")
    return found


def print_head(
    found: ReportDetail, chosen: VersionRow, versions: int, review: DecisionRow | None
) -> None:
    """Print title, origin and dates."""
    from cli.dates import show_moment

    print(chosen.title or "(no title)")
    if chosen.standfirst:
        print(chosen.standfirst)
    lines = [
        ("source", f"{found.source_name} ({found.source})"),
        ("address", found.url),
        ("found as", found.raw_url if found.raw_url != found.url else None),
        ("by", chosen.byline),
        ("published", show_moment(chosen.published_at)),
        ("modified", show_moment(chosen.modified_at) if chosen.modified_at else None),
        ("fetched", show_moment(chosen.fetched_at)),
        (
            "version",
            f"{chosen.number} of {versions}, {chosen.word_count} words"
            + (" (--changes says what changed)" if versions > 1 else ""),
        ),
        ("access", chosen.access if chosen.access != "full" else None),
        ("doubts", ", ".join(chosen.doubts)),
        ("suspect", found.suspect_reason),
        ("withdrawn", withdrawn(found, review)),
        ("archive", f"{chosen.warc_file} at byte {chosen.warc_offset}"),
    ]
    print("\n".join(f"  {name:10} {value}" for name, value in lines if value), end="\n\n")


def withdrawn(found: ReportDetail, review: DecisionRow | None) -> str | None:
    """Return since when a report is gone from its source and who said what about it."""
    from cli.dates import show_moment
    from cli.links import decided

    if found.withdrawn_at_source_at is None:
        return None
    said = decided(review) if review else "not reviewed, so in no export: `winnow withdrawn list`"
    return f"gone from its source since {show_moment(found.withdrawn_at_source_at)}; {said}"


def print_body(chosen: VersionRow, cut: list[Any]) -> None:
    """Print the text; with cut blocks, both in the order of the page: its whole visible text."""
    if not cut:
        print(chosen.text)
        return
    from cli.audit import Piece, print_pieces

    kept = [Piece(start=first_character(one), text=one["text"]) for one in chosen.blocks]
    gone = [
        Piece(
            start=one.position, text=one.text, rule=one.rule, kind=one.kind, evidence=one.evidence
        )
        for one in cut
    ]
    print_pieces(kept + gone)


def first_character(block: Any) -> int:
    """Return where a kept block begins in the visible text of its page."""
    spans = block.get("spans") or [[0]]
    first = spans[0]
    return int(first["start"] if isinstance(first, dict) else first[0])


def print_coverage(about: list[CoverageDetail]) -> None:
    """Print which inspections a news report is about, with how much was quoted."""
    for one in about:
        head = one.inspection
        days = f"{head.started_on} to {head.ended_on}" if head.started_on else "days unknown"
        print(
            f"\n{one.status}, as {one.role}: inspection {head.inspection_id}, {head.provider}, "
            f"{head.event_type}, {days} (score {one.score:.2f}, {len(one.quotations)} quotations; "
            f"`winnow coverage {head.inspection_id}` has them)"
        )


def print_publication(found: PublicationDetail) -> None:
    """Print what Ofsted's document says, each fact with its words and page."""
    print("\nWhat the document says" + ("" if found.proven else " (unproven reader: check it)"))
    print(f"  {'provider':26} {found.provider or '-'} (URN {found.provider_urn or '-'})")
    print(f"  {'framework':26} {found.framework or '-'}, {found.event_type or '-'}")
    days = "; ".join(
        start if start == end else f"{start} to {end}" for start, end in found.date_ranges
    )
    print(f"  {'inspected':26} {days or '-'}")
    for judgement in found.judgements:
        value = judgement.grade or f"none ({judgement.null_reason})"
        warning = "" if judgement.agreed is not False else "  DISAGREES with the second reading"
        place = f"page {judgement.evidence_page}: {quoted(judgement.evidence_words)}"
        print(f"  {judgement.area:26} {value}{warning}  [{place}]")
    for person in found.inspectors:
        place = f"page {person.evidence_page}: {quoted(person.evidence_words)}"
        print(f"  {'inspector (' + person.role + ')':26} {person.name}  [{place}]")
    for fact in found.facts:
        value = fact.value if fact.value is not None else f"none ({fact.null_reason})"
        place = f"  [page {fact.evidence_page}]" if fact.evidence_page else ""
        print(f"  {fact.name:26} {quoted(value, 160)}{place}")


def quoted(words: str | None, longest: int = 80) -> str:
    """Return words on one line, cut with a mark where they are long."""
    line = " ".join((words or "-").split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show)
