"""`winnow standing`: who is inadequate now, and who is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.dates import parse_day
from cli.errors import UsageError
from cli.lists import FormatOption, OutputOption, check_format, show_list
from words.grades import grade_named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries.standing import Standing, StandingSums

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
    form: FormatOption = "table",
    output: OutputOption = None,
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

    check_format(form, output)
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
    table = [name for name in COLUMNS if name not in ("grades", "region", "published")]
    rows = [record(row) for row in found.rows]
    footer = "; ".join(sums(found, kind))
    show_list(COLUMNS, rows, form=form, output=output, footer=footer, table=table)


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


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("standing")(standing)
