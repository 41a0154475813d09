"""`winnow export`: clean reports as CSV or JSON lines, with a count that must be right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import UsageError
from export import FORMATS, BadTarget, Format, JsonLines, MissingLibrary, written_to

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.linking.asked import CoverageDetail
    from db.queries import ExportedReport, ExportFilter

BATCH = 100  # reports whose links are asked for at once
WITHOUT_TEXT = ("text", "standfirst")
"""What --no-text leaves out; digest and number of words stay."""

LINK_COLUMNS = (
    "report_id",
    "title",
    "told_at",
    "source",
    "by_ofsted",
    "url",
    "inspection_id",
    "provider",
    "framework",
    "event_type",
    "started_on",
    "ended_on",
    "published_on",
    "status",
    "role",
    "score",
    "confirmed",
    "quotations",
    "longest_quotation",
    "copies",
)


class RowsMissing(Exception):
    """An export wrote another number of rows than it was asked for."""


def export(
    form: Annotated[str, typer.Option("--format", help="csv, jsonl, xlsx or parquet.")] = "csv",
    kind: Annotated[str, typer.Option(help="news or publication.")] = "",
    source: Annotated[str, typer.Option(help="Key of one source.")] = "",
    group: Annotated[str, typer.Option(help="Key of a publisher group.")] = "",
    since: Annotated[str, typer.Option(help="Published on or after, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Published on or before, YYYY-MM-DD.")] = "",
    undated: Annotated[
        bool, typer.Option("--undated", help="With --since or --until: also those without a day.")
    ] = False,
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Also facts of unproven readers.")
    ] = False,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Without texts: they belong to their publishers."),
    ] = False,
    links: Annotated[
        bool,
        typer.Option("--links", help="One row for each report and inspection that are linked."),
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file.")] = None,
) -> None:
    """Write every clean report, one row each: no hidden, suspect or withdrawn ones.

    A file takes its name only when it is whole; a device or a pipe is written through.

    CSV: a cell that a spreadsheet would run as a formula is led by an apostrophe (take it off to
    have the text back). JSON lines carry everything as it is, and for news the inspections it is
    about, with score and matched quotations. With --links the same is a table of links, those that
    are only possible among them: its column `status` says which. --since and --until leave out
    reports without a day of publication and say how many.

    Examples:

        winnow export --format csv --kind news > news.csv

        winnow export --format jsonl --since 2026-01-01 -o reports.jsonl

        winnow export --format xlsx --no-text -o reports.xlsx

        winnow export --links -o links.csv
    """
    from cli.commands.searching import check_kind, check_source
    from cli.dates import parse_days, refuse_idle_undated
    from cli.opening import reading
    from db.queries import ExportFilter, count_exports, export_reports

    check_kind(kind)
    first, last = parse_days(since, until)
    refuse_idle_undated(since, until, undated=undated)
    wanted = ExportFilter(
        kind=kind or None,
        source=source or None,
        group=group or None,
        since=first,
        until=last,
        undated=undated,
        unproven=unproven,
    )
    with reading() as session, target_of(output, form) as target:
        check_source(session, source, group)
        asked = count_exports(session, **wanted)
        rows = FORMATS[form](target, LINK_COLUMNS if links else columns(no_text=no_text))
        write = write_links if links else write_reports
        written = write(rows, session, export_reports(session, **wanted))
        rows.finish()
        if written != asked:
            raise RowsMissing(f"{asked} reports were asked for, {written} were written")
        notes = left_out(session, wanted)
    done = f"{written} of {asked} reports {'read' if links else 'written'}"
    print("\n".join([done, *notes]), file=sys.stderr)


def columns(*, no_text: bool) -> list[str]:
    """Return the columns of an export of reports."""
    from db.queries import ExportedReport

    names = list(ExportedReport.__dataclass_fields__)
    return [name for name in names if not (no_text and name in WITHOUT_TEXT)]


def left_out(session: Session, wanted: ExportFilter) -> list[str]:
    """Return a line on what the days of the filter leave out, and one on what no export has."""
    from cli.dates import undated_left_out
    from db.queries import count_undated_exports, withheld_reports

    lines = []
    if (wanted["since"] or wanted["until"]) and not wanted["undated"]:
        lines += undated_left_out(count_undated_exports(session, **wanted))
    withheld = withheld_reports(session)
    named = ", ".join(f"{name} {number}" for name, number in withheld.items() if number)
    return [*lines, *([f"of the whole record no export has: {named}"] if named else [])]


def target_of(output: Path | None, form: str) -> AbstractContextManager[IO[bytes]]:
    """Give the stream of an option --output. Raises UsageError for an unknown format, for a format
    that is none for a terminal, and for a path that cannot be written to.
    """
    if form not in FORMATS:
        raise UsageError(f"--format wants {' or '.join(FORMATS)}, not {form!r}")
    if output is None and not FORMATS[form].is_text and sys.stdout.isatty():
        raise UsageError(f"--format {form} is nothing for a terminal: name a file with --output")
    return named_target(output)


@contextmanager
def named_target(output: Path | None) -> Iterator[IO[bytes]]:
    """Give the stream; a bad path or a library that is missing is one line."""
    try:
        with written_to(output) as target:
            yield target
    except BadTarget as error:
        raise UsageError(f"--output {error}") from error
    except MissingLibrary as error:
        raise UsageError(str(error)) from error


def records_of(
    session: Session, rows: Iterator[ExportedReport], *, coverage: bool
) -> Iterator[dict[str, Any]]:
    """Yield each report as a record, with the inspections it is about where they are asked for.

    News always has them (an empty list for none), and so has what Ofsted says on GOV.UK.
    """
    from db.linking.asked import coverage_of_reports

    while batch := list(islice(rows, BATCH)):
        found = coverage_of_reports(session, [row.id for row in batch]) if coverage else {}
        for row in batch:
            record = asdict(row)
            if coverage and (row.kind == "news" or row.id in found):
                record["coverage"] = [as_coverage(one) for one in found.get(row.id, [])]
            yield record


def write_reports(rows: Format, session: Session, reports: Iterator[ExportedReport]) -> int:
    """Write one row a report; return how many."""
    number, wanted = 0, {*rows.columns, "coverage"}
    records = records_of(session, reports, coverage=isinstance(rows, JsonLines))
    for number, record in enumerate(records, start=1):  # noqa: B007
        rows.write({name: value for name, value in record.items() if name in wanted})
    return number


def write_links(rows: Format, session: Session, reports: Iterator[ExportedReport]) -> int:
    """Write one row a link; return the number of reports that were looked at."""
    number = 0
    for links in links_of(session, reports):
        for one in links:
            rows.write(one)
        number += 1
    return number


def links_of(session: Session, rows: Iterator[ExportedReport]) -> Iterator[list[dict[str, Any]]]:
    """Yield the links of each report in turn, an empty list for a report without any."""
    from db.linking.asked import coverage_of_reports

    while batch := list(islice(rows, BATCH)):
        coverage = coverage_of_reports(session, [row.id for row in batch])
        yield from ([as_link(one) for one in coverage.get(row.id, [])] for row in batch)


def as_link(one: CoverageDetail) -> dict[str, Any]:
    """Return a link as one flat row."""
    whole = asdict(one)
    quoted = [quotation.quoted for quotation in one.quotations]
    values = (
        whole
        | whole["inspection"]
        | {
            "quotations": len(quoted),
            "longest_quotation": max(quoted, key=len, default=None),
            "copies": len(one.copies),
        }
    )
    return {name: values[name] for name in LINK_COLUMNS}


def as_coverage(one: CoverageDetail) -> dict[str, Any]:
    """Return what a news report has to do with an inspection, without repeating the report."""
    whole = asdict(one)
    names = (
        "inspection",
        "status",
        "role",
        "score",
        "parts",
        "confirmed",
        "decision",
        "quotations",
    )
    return {name: whole[name] for name in names}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)
