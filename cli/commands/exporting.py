"""`winnow export`: clean reports as CSV or JSON lines, with a count that must be right."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.linking.asked import CoverageDetail
    from db.queries import ExportedReport, ExportFilter

BATCH = 100  # reports whose links are asked for at once
LIVE = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


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
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
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
    links: Annotated[
        bool,
        typer.Option("--links", help="One row for each report and inspection that are linked."),
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file.")] = None,
) -> None:
    """Write every clean report, one row each: no hidden, suspect or withdrawn ones.

    CSV: a cell that a spreadsheet would run as a formula is led by an apostrophe (take it off to
    have the text back). JSON lines carry everything as it is, and for news the inspections it is
    about, with score and matched quotations. With --links the same is a table of links, those that
    are only possible among them: its column `status` says which. --since and --until leave out
    reports without a day of publication and say how many.

    Examples:

        winnow export --format csv --kind news > news.csv

        winnow export --format jsonl --since 2026-01-01 -o reports.jsonl

        winnow export --links -o links.csv
    """
    from cli.commands.searching import check_kind, check_source
    from cli.dates import parse_days, refuse_idle_undated
    from cli.opening import reading
    from db.queries import ExportFilter, count_exports, export_reports

    check_kind(kind)
    if form not in FORMATS:
        raise UsageError(f"--format wants {' or '.join(FORMATS)}, not {form!r}")
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
    with reading() as session, opened(output) as target:
        check_source(session, source, group)
        asked = count_exports(session, **wanted)
        write = LINKS[form] if links else FORMATS[form]
        written = write(session, export_reports(session, **wanted), target)
        if written != asked:
            raise RowsMissing(f"{asked} reports were asked for, {written} were written")
        notes = left_out(session, wanted)
    done = f"{written} of {asked} reports {'read' if links else 'written'}"
    print("\n".join([done, *notes]), file=sys.stderr)


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


@contextmanager
def opened(output: Path | None) -> Iterator[IO[str]]:
    """Give standard output, or a file that only takes its name when all of it is written.

    Raises UsageError for a path that cannot be a file.
    """
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield sys.stdout
        return
    if output.is_dir() or not output.parent.is_dir():
        fault = "is a folder" if output.is_dir() else f"there is no folder {output.parent}"
        raise UsageError(f"--output {output}: {fault}")
    part = output.with_name(output.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as target:
            yield target
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def write_csv(_: Session, rows: Iterator[ExportedReport], target: IO[str]) -> int:
    """Write RFC 4180 rows under a header; return how many."""
    from db.queries import ExportedReport

    names = list(ExportedReport.__dataclass_fields__)
    writer = csv.writer(target)
    writer.writerow(names)
    number = 0
    for number, row in enumerate(rows, start=1):  # noqa: B007
        record = as_record(row)
        writer.writerow([as_cell(record[name]) for name in names])
    return number


def write_jsonl(session: Session, rows: Iterator[ExportedReport], target: IO[str]) -> int:
    """Write one JSON object a line, with the inspections it is about; return how many.

    News always has them (an empty list for none), and so has what Ofsted says on GOV.UK.
    """
    from db.linking.asked import coverage_of_reports

    number = 0
    while batch := list(islice(rows, BATCH)):
        coverage = coverage_of_reports(session, [row.id for row in batch])
        for row in batch:
            record = as_record(row)
            if row.kind == "news" or row.id in coverage:
                record["coverage"] = [as_coverage(one) for one in coverage.get(row.id, [])]
            target.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
        number += len(batch)
    return number


def links_of(session: Session, rows: Iterator[ExportedReport]) -> Iterator[list[dict[str, Any]]]:
    """Yield the links of each report in turn, an empty list for a report without any."""
    from db.linking.asked import coverage_of_reports

    while batch := list(islice(rows, BATCH)):
        coverage = coverage_of_reports(session, [row.id for row in batch])
        yield from ([as_link(one) for one in coverage.get(row.id, [])] for row in batch)


def write_links_csv(session: Session, rows: Iterator[ExportedReport], target: IO[str]) -> int:
    """Write one row a link under a header; return the number of reports that were looked at."""
    writer = csv.DictWriter(target, LINK_COLUMNS)
    writer.writeheader()
    number = 0
    for links in links_of(session, rows):
        writer.writerows({name: as_cell(value) for name, value in one.items()} for one in links)
        number += 1
    return number


def write_links_jsonl(session: Session, rows: Iterator[ExportedReport], target: IO[str]) -> int:
    """Write one object a link; return the number of reports that were looked at."""
    number = 0
    for links in links_of(session, rows):
        for one in links:
            target.write(json.dumps(one, ensure_ascii=False, default=str) + "\n")
        number += 1
    return number


def as_link(one: CoverageDetail) -> dict[str, Any]:
    """Return a link as one flat row."""
    whole = asdict(one)
    quoted = [quotation.quoted for quotation in one.quotations]
    values = (
        whole
        | whole["inspection"]
        | {
            "told_at": one.told_at.isoformat() if one.told_at else None,
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


def as_record(row: ExportedReport) -> dict[str, Any]:
    """Return a row as plain values; moments in ISO 8601 with their zone."""
    record = asdict(row)
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in record.items()}


def as_cell(value: Any) -> str:
    """Return the text of a CSV cell: None is empty, lists are JSON, formulas are made harmless."""
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str) if value else ""
    text = str(value).replace("\x00", "")
    return f"'{text}" if isinstance(value, str) and text.startswith(LIVE) else text


FORMATS = {"csv": write_csv, "jsonl": write_jsonl}
LINKS = {"csv": write_links_csv, "jsonl": write_links_jsonl}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)
