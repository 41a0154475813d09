"""`winnow standing`: who is inadequate now, and who is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.exporting import as_cell, opened
from cli.dates import parse_day
from cli.errors import UsageError
from words.grades import grade_named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries.standing import Standing, StandingSums

FORMATS = ("table", "csv", "jsonl")
COLUMNS = (
    *("provider", "urn", "region", "framework", "inspected", "published", "overall"),
    *("worst", "worst_areas", "grades", "inspected_as", "inspection"),
)


def standing(
    grade: Annotated[
        str, typer.Option(help="inadequate, good, RI, “requires improvement to be good” …")
    ] = "",
    area: Annotated[
        str, typer.Option(help="overall_effectiveness, care_leavers …, or any.")
    ] = "overall_effectiveness",
    as_at: Annotated[str, typer.Option(help="As published by that day, YYYY-MM-DD.")] = "",
    kind: Annotated[str, typer.Option(help="Of providers: authority, school …")] = "authority",
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Also what unproven readers read.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv or jsonl.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file.")] = None,
) -> None:
    """List where each provider stands now: its latest graded inspection, with every area.

    A later visit without grades does not hide a grade. Where an authority took over from another
    and was not graded since, the grades of before are listed, and by whose name (inspected_as).
    Since April 2026 inspections of children's services give no overall grade: use --area any. The
    last line says of how many.

    Examples:

        winnow standing --grade inadequate

        winnow standing --area any --grade inadequate

        winnow standing --area care_leavers --grade RI

        winnow standing --as-at 2019-12-31 --format csv -o standing-2019.csv
    """
    from cli.opening import reading
    from db.queries.standing import StandingFilter
    from db.queries.standing import standing as ask_standing

    if form not in FORMATS:
        raise UsageError(f"--format wants table, csv or jsonl, not {form!r}")
    if form == "table" and output:
        raise UsageError("--output wants --format csv or jsonl")
    wanted = grade_named(grade) if grade else None
    if grade and wanted is None:
        raise UsageError(f"--grade {grade!r} is no grade: outstanding, good, RI, inadequate …")
    day = parse_day(as_at, "--as-at")
    with reading() as session:
        check_names(session, kind, area)
        found = ask_standing(
            session,
            StandingFilter(kind=kind, area=area, grade=wanted, as_at=day, unproven=unproven),
        )
    records = [record(row) for row in found.rows]
    if form == "table":
        from cli.tables import print_table

        short = [name for name in COLUMNS if name not in ("grades", "region", "published")]
        print_table(short, [[one[name] for name in short] for one in records])
    else:
        write(records, form, output)
    print("; ".join(sums(found, kind)), file=sys.stderr if form != "table" else sys.stdout)


def check_names(session: Session, kind: str, area: str) -> None:
    """Raise UsageError for a kind or an area that the record does not hold."""
    from db.queries import inspection_words
    from db.queries.standing import ANY_AREA, AUTHORITY

    kinds = {AUTHORITY, *inspection_words(session, "provider_kind")}
    if kind not in kinds:
        raise UsageError(f"--kind {kind!r} is not in the record; held: {', '.join(sorted(kinds))}")
    areas = {ANY_AREA, "overall_effectiveness", *inspection_words(session, "area")}
    if area not in areas:
        raise UsageError(f"--area {area!r} is not in the record; held: {', '.join(sorted(areas))}")


def record(row: Standing) -> dict[str, Any]:
    """Return one provider as a row."""
    return {
        "provider": row.provider,
        "urn": row.provider_urn,
        "region": row.region,
        "framework": row.inspection.framework,
        "inspected": row.inspection.started_on,
        "published": row.inspection.published_on,
        "overall": row.overall,
        "worst": row.worst,
        "worst_areas": ", ".join(row.worst_areas),
        "grades": row.grades,
        "inspected_as": row.inspected_as,
        "inspection": row.inspection.id,
    }


def sums(found: StandingSums, kind: str) -> Iterator[str]:
    """Yield what the rows are a part of."""
    of = f" of {found.providers}" if found.providers is not None else ""
    name = "authorities" if kind == "authority" else f"providers of kind {kind}"
    yield f"{len(found.rows)} listed"
    yield f"{found.held}{of} {name} held with a graded inspection"
    yield f"{found.inadequate} inadequate overall"
    if found.without_overall:
        yield (
            f"{found.without_overall} without an overall grade, "
            f"{found.without_overall_inadequate} of these with an inadequate area"
        )


def write(records: list[dict[str, Any]], form: str, output: Path | None) -> None:
    """Write rows as CSV or JSON lines."""
    import csv

    with opened(output) as target:
        if form == "jsonl":
            for one in records:
                target.write(json.dumps(one, ensure_ascii=False, default=str) + "\n")
            return
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows([as_cell(one[name]) for name in COLUMNS] for one in records)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("standing")(standing)
