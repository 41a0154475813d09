"""`winnow inspections`: who was inspected, with what result, and what changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Annotated

import typer

from cli.commands.exporting import target_of
from cli.dates import parse_day, parse_days, show_day
from cli.errors import NotFound, UsageError
from cli.lists import FormatOption, OutputOption, check_format
from export import FORMATS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries import History, InspectionFilter, InspectionRow

OTHERS = {"statistics_disagree": "statistics say", "site_disagrees": "the site said"}
COLUMNS = (
    *("inspection", "inspected", "published", "provider", "framework", "kind", "overall"),
    *("report", "changes"),
)


def inspections(
    provider: Annotated[
        str, typer.Option(help="Name, alias, URN, or an authority's DfE or ONS code.")
    ] = "",
    kind: Annotated[str, typer.Option(help="authority, school, early_years …")] = "",
    framework: Annotated[str, typer.Option(help="ILACS, SIF, JTAI, AREASEND …")] = "",
    grade: Annotated[str, typer.Option(help="good, requires_improvement, inadequate …")] = "",
    area: Annotated[
        str, typer.Option(help="The area whose grade --grade means; by default the overall one.")
    ] = "",
    since: Annotated[str, typer.Option(help="Published on or after, YYYY-MM-DD (see below).")] = "",
    until: Annotated[str, typer.Option(help="Published on or before, YYYY-MM-DD.")] = "",
    latest: Annotated[bool, typer.Option("--latest", help="Only each provider's latest.")] = False,
    changes_since: Annotated[
        str,
        typer.Option(help="Stored, published again, reworded or withdrawn since, YYYY-MM-DD."),
    ] = "",
    downgrades: Annotated[
        bool, typer.Option("--downgrades", help="Graded worse than in the latest earlier one held.")
    ] = False,
    disputed: Annotated[
        bool,
        typer.Option("--disputed", help="Documents, statistics or the site disagree on something."),
    ] = False,
    history: Annotated[
        bool,
        typer.Option("--history", help="All of --provider, predecessors and successors too."),
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Also the printed words and their pages.")
    ] = False,
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Also facts of unproven readers.")
    ] = False,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Also what its source has withdrawn.")
    ] = False,
    form: FormatOption = "table",
    output: OutputOption = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many rows; 0 = all.")] = 0,
) -> None:
    """List inspections, the latest first, or write them with every column that spreadsheets have.

    --latest is taken first and narrowed then: with --grade inadequate it lists who is inadequate
    now. --until gives the record as it stood on a day. An inspection without a day of publication
    (a saved document that prints none) counts for its last day on site. Grades are compared with
    the latest earlier inspection that is held, whose day is printed: where one is missing here,
    that is not the one before. The number in `inspection` is the one that `winnow coverage` takes,
    the one in `report` is for `winnow show`. Two frameworks grade different things: name
    one with --latest. CSV and JSON lines have the same columns; an empty cell of a grade has its
    reason in null_reasons.

    Examples:

        winnow inspections --framework ILACS --latest --grade inadequate

        winnow inspections --downgrades --since 2026-01-01

        winnow inspections --provider Cumberland --history

        winnow inspections --format csv --evidence -o inspections.csv
    """
    from cli.opening import reading
    from db.queries import InspectionFilter

    check_format(form, output)
    if form == "table" and evidence:
        raise UsageError("--evidence wants --format csv or another but table")
    if history and not provider:
        raise UsageError("--history wants --provider: a name, URN or code")
    narrowing = {
        "kind": kind,
        "framework": framework,
        "grade": grade,
        "since": since,
        "until": until,
        "latest": latest,
        "changes-since": changes_since,
        "downgrades": downgrades,
        "disputed": disputed,
        "withdrawn": withdrawn,
        "limit": limit,
    }
    if history and (named := next((name for name, value in narrowing.items() if value), None)):
        raise UsageError(f"--history is all of a provider: not with --{named}")
    if area and not grade:
        raise UsageError("--area says which area --grade means: give both")
    first, last = parse_days(since, until)
    wanted = InspectionFilter(
        provider=provider or None,
        provider_kind=kind or None,
        framework=framework or None,
        grade=grade or None,
        area=area or None,
        since=first,
        until=last,
        latest=latest,
        changes_since=parse_day(changes_since, "--changes-since"),
        downgrades=downgrades,
        disputed=disputed,
        unproven=unproven,
        withdrawn=withdrawn,
    )
    with reading() as session:
        check_words(session, wanted)
        if history:
            found = ask_history(session, provider, unproven=unproven)
            rows: Sequence[InspectionRow] = found.inspections
            held = len(rows)
        else:
            found, rows = None, ask(session, wanted, limit)
        held = len(rows) if not limit or len(rows) < limit else len(ask(session, wanted, 0))
    if form == "table":
        write_table(rows, found)
    else:
        with target_of(output, form) as target:
            write_rows(rows, target, form, evidence=evidence)
    of = f"{len(rows)} of {held}" if held != len(rows) else f"{held}"
    print(f"{of} inspection{'' if held == 1 else 's'}", file=sys.stderr)


def ask(session: Session, wanted: InspectionFilter, limit: int) -> list[InspectionRow]:
    """Return the rows."""
    from db.queries import inspections as ask_inspections

    return ask_inspections(session, limit=limit or None, **wanted)


def ask_history(session: Session, provider: str, *, unproven: bool) -> History:
    """Return the history of an authority or another provider."""
    from db.queries import history

    return history(session, provider, unproven=unproven)


def check_words(session: Session, wanted: InspectionFilter) -> None:
    """Raise where a word names nothing: an empty list would look like an answer."""
    from db.queries import find_providers, inspection_words

    if (provider := wanted.get("provider")) and not find_providers(session, provider):
        raise NotFound(f"no provider is called {provider!r}, and no URN or code is that")
    for option in ("provider_kind", "framework", "grade", "area"):
        word = wanted.get(option)
        known = inspection_words(session, option) if word else ()
        if word and str(word).casefold() not in {one.casefold() for one in known}:
            name = option.removeprefix("provider_")
            raise UsageError(f"--{name} {word!r} is not in the record; held: {', '.join(known)}")


def write_table(rows: Sequence[InspectionRow], found: History | None) -> None:
    """Print rows for a person; under a history also who took over from whom."""
    from cli.tables import print_table

    print_table(COLUMNS, [as_line(row) for row in rows])
    for line in told_of(found) if found else ():
        print(line)


def told_of(found: History) -> Iterator[str]:
    """Yield what a history ends with: who was somebody else before, and who runs the services."""
    for change in found.successions:
        day = change.changed_on or "day unknown"
        if change.kind == "authority":
            yield f"{day}: {change.after} took over from {change.before}"
            continue
        seen = f", seen {show_day(change.seen_at)}" if change.seen_at else ""
        yield (
            f"{day}: {change.after} (URN {change.after_urn}), earlier as {change.before} "
            f"(URN {change.before_urn}) [{change.origin}: {change.where}{seen}]"
        )
    for provider, label, day_of_letter in found.conversions:
        yield f"{day_of_letter or 'day unknown'}: {provider}: {label} [site]"
    for one in found.operators:
        days = f"{one.began_on or '?'} to {one.ended_on or '?'}"
        yield f"services run at some time by {one.name} ({days}; {one.evidence})"


def as_line(row: InspectionRow) -> list[object]:
    """Return one row of the table."""
    worse = ", ".join(f"{one.area}: {one.before} → {one.after}" for one in row.downgrades)
    marks = [
        *([f"against {row.previous_started_on}: {worse}"] if worse else []),
        *(f"{one.what} {show_day(one.at)}" for one in row.record if one.what != "stored"),
        *(f"documents disagree on {area}" for area in row.disagreements),
        *(f"read as {one.grade} and {one.second_reading}: {one.area}" for one in row.unsure),
        *(f"{OTHERS[one.code]} {one.theirs} ({one.field})" for one in row.contradictions),
        *([] if row.proven else ["unproven"]),
    ]
    return [
        row.id,
        row.started_on,
        row.published_on,
        row.provider,
        row.framework,
        row.event_type,
        row.overall or overall_reason(row),
        row.document.report_id,
        "; ".join(marks),
    ]


def overall_reason(row: InspectionRow) -> str | None:
    """Return why there is no overall grade, in brackets; None where none is to be expected."""
    for judgement in row.judgements:
        if judgement.area == "overall_effectiveness" and judgement.null_reason:
            return f"({judgement.null_reason})"
    return None


def write_rows(
    rows: Sequence[InspectionRow], target: IO[bytes], form: str, *, evidence: bool
) -> None:
    """Write one row for each inspection."""
    from db.queries import as_columns, inspection_column_names

    written = FORMATS[form](target, inspection_column_names(evidence=evidence))
    for row in rows:
        written.write(as_columns(row, evidence=evidence))
    written.finish()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("inspections")(inspections)
