"""`winnow reclean`: today's rules over the archive, with what they change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crawler.config import Config
    from db.home import Home
    from db.queries.archived import ArchivedFilter
    from pipelines.recleaning.rereading import LayoutOf, Reread
    from pipelines.recleaning.run import Progress, RecleanRun, RecleanSummary

STEPS = 10
"""Lines of progress where there is no terminal."""
SHOWN = 20
"""Reports that could not be read again and are named one by one; further ones are counted."""
HUNKS = 12
"""Changes of one report that --diff prints; further ones are counted."""


def reclean(
    source: Annotated[str, typer.Option(help="Key of one source.")] = "",
    since: Annotated[str, typer.Option(help="Fetched on or after this day, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Fetched on or before this day, YYYY-MM-DD.")] = "",
    rule: Annotated[
        str, typer.Option(help="Only reports from which this rule cut something.")
    ] = "",
    kind: Annotated[str, typer.Option(help="news, publication or statistics.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; say what it would.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the words that went and came.")
    ] = False,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Reading processes.")] = None,
) -> None:
    """Read stored reports and statistics again from the archive, with today's rules.

    Nothing is fetched. A report gets a new version only where its title, standfirst or text became
    another; earlier versions stay. It may be stopped and repeated: what is done already changes
    nothing. A report that cannot be read again keeps its text, is listed by `winnow quarantine
    list`, and the exit code is 3.

    Examples:

        winnow reclean --dry-run --diff | less

        winnow reclean --source bolton_news --since 2026-01-01

        winnow reclean --rule radio-banner
    """
    from cli.running import stoppable

    wanted = _wanted(source, since, until, rule, kind)
    try:
        with stoppable(), _opened(wanted, workers, dry_run=dry_run) as (run, layout_of):
            with _watched(diff=diff) as progress:
                summary = run.run(layout_of, progress)
            print_summary(run, summary)
    except KeyboardInterrupt as stopped:  # typer would make it 130
        print("winnow: interrupted; run it again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED) from stopped
    raise typer.Exit(summary.exit_code)


def _wanted(source: str, since: str, until: str, rule: str, kind: str) -> ArchivedFilter:
    from cli.dates import parse_days
    from cli.errors import UsageError
    from db.queries.archived import ArchivedFilter

    if kind not in ("", "news", "publication", "statistics"):
        raise UsageError(f"--kind is news, publication or statistics, not {kind!r}")
    if kind == "statistics" and rule:
        raise UsageError("no rule cuts anything from statistics: --rule or --kind statistics")
    first, last = parse_days(since, until)
    return ArchivedFilter(
        source=source or None, since=first, until=last, rule=rule or None, kind=kind or None
    )


@contextmanager
def _opened(
    wanted: ArchivedFilter, workers: int | None, *, dry_run: bool
) -> Iterator[tuple[RecleanRun, LayoutOf]]:
    """Choose the reports and open the run; it holds the home's lock unless nothing is written."""
    from importlib.metadata import version

    from cli.logs import log_to
    from cli.running import refuse_full_disk
    from crawler.config import find_config
    from crawler.lock import only_run
    from crawler.readers import reading_workers
    from db.engine import read_session
    from db.home import find_home
    from db.queries.archived import choose_archived
    from pipelines.recleaning.run import open_reclean

    home = find_home()
    with ExitStack() as stack:
        engine = _engine(home)
        stack.callback(engine.dispose)
        config = find_config(home)
        if not dry_run:
            refuse_full_disk(home.make().path)
            log_to(home)
            stack.enter_context(only_run(home))
        _refuse_unknown(engine, wanted)
        with read_session(engine) as session:
            chosen = choose_archived(session, wanted)
        run = stack.enter_context(
            open_reclean(
                engine,
                home.archive,
                reading_workers(config, workers),
                chosen,
                dry_run=dry_run,
                software=version("winnow-press"),
                config_sha256=config.sha256,
            )
        )
        yield run, _layouts(config)


def _engine(home: Home) -> Engine:
    """Return an engine over the record; raises NotFound when nothing was ever stored here."""
    from cli.errors import NotFound
    from cli.opening import empty_record, refuse_missing_file
    from db.engine import make_engine
    from db.home import database_url
    from db.schema import check, current_revision

    url = database_url(home)
    refuse_missing_file(url)
    engine = make_engine(url)
    if current_revision(engine) is None:
        raise NotFound(empty_record(url))
    check(engine)
    return engine


def _refuse_unknown(engine: Engine, wanted: ArchivedFilter) -> None:
    """Raise UsageError for a source or rule that the record has never heard of: a typing error."""
    from cli.errors import UsageError
    from db.engine import read_session
    from db.queries.archived import knows_rule, knows_source

    with read_session(engine) as session:
        if wanted.source and not knows_source(session, wanted.source):
            raise UsageError(f"no source {wanted.source!r} in the record; `winnow source list`")
        if wanted.rule and not knows_rule(session, wanted.rule):
            raise UsageError(f"no rule {wanted.rule!r} ever cut a block of a stored report")


def _layouts(config: Config) -> LayoutOf:
    """Return what gives the layout of a source, or of an imported page's site, as it stands now."""
    from crawler.sources.registry import load_sources
    from crawler.urls import netloc_of
    from pipelines.reading.model import Layout

    sources = load_sources(config.sources)
    by_key = {source.key: source.layout for source in sources}
    by_host = {host: source.layout for source in sources for host in source.hosts}

    def layout_of(key: str, url: str) -> Layout:
        if key in by_key:
            return by_key[key]
        return by_host.get(netloc_of(url), Layout()) if url.startswith("http") else Layout()

    return layout_of


@contextmanager
def _watched(*, diff: bool) -> Iterator[Progress]:
    """Show progress: a bar on a terminal, some plain lines elsewhere; and the changes, if asked."""
    from db.models import PageState

    show = _drawn() if sys.stderr.isatty() else _told()
    unread = 0
    with show as step:

        def progress(done: int, total: int, last: Reread) -> None:
            nonlocal unread
            if last.state is PageState.QUARANTINED:
                unread += 1
                if unread <= SHOWN:
                    what = last.report.report_id or last.report.url
                    words = f"report {what}: quarantined: {last.reason}"
                    print(f"winnow: {words}", file=sys.stderr)
            if diff and last.change is not None:
                print_diff(last)
            step(done, total)

        yield progress
    if unread > SHOWN:
        print(f"winnow: and {unread - SHOWN} more: `winnow quarantine list`", file=sys.stderr)


@contextmanager
def _drawn() -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn("reclean"), BarColumn(), MofNCompleteColumn(), Remaining())
    console = Console(stderr=True)
    both = sys.stdout.isatty()  # else what is printed must reach the file, not the terminal
    with Progress(*columns, console=console, transient=True, redirect_stdout=both) as bar:
        task = bar.add_task("reclean", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _told() -> Iterator[Callable[[int, int], None]]:
    def tell(done: int, total: int) -> None:
        step = max(1, total // STEPS)
        if total > STEPS and done % step == 0 and done < total:
            print(f"reclean {done}/{total}", file=sys.stderr, flush=True)

    yield tell


def print_diff(reread: Reread) -> None:
    """Print one report's changes, each with some words around it."""
    from pipelines.duplicates.word_diff import word_diff

    if reread.change is None:
        return
    report, change = reread.report, reread.change
    print(f"report {report.report_id} ({report.source}) {report.url}")
    hunks = word_diff(str(change.before), str(change.after))
    for hunk in islice(hunks, HUNKS):
        print(f"  {hunk}")
    if more := sum(1 for _ in hunks):
        print(f"  and {more} more changes")
    print()


def print_summary(run: RecleanRun, summary: RecleanSummary) -> None:
    """Print what changed, source by source and rule by rule, and how the run ended."""
    from cli.tables import print_table
    from db.models import PageState

    counts = sorted(summary.sources.items())
    rows = [
        [
            key,
            sum(count.states.values()),
            count.states[PageState.STORED],
            count.states[PageState.UNCHANGED],
            count.states[PageState.QUARANTINED],
            count.facts_changed,
        ]
        for key, count in counts
    ]
    columns = ("source", "reports", "changed", "unchanged", "quarantined", "other facts")
    if rows:
        totals = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
        print_table(columns, rows, footer=["all", *totals])
    rules = [
        [key, rule, one.newly_removed, one.no_longer_removed]
        for key, count in counts
        for rule, one in sorted(count.rules.items())
    ]
    if rules:
        print("\nblocks of the changed reports")
        print_table(("source", "rule", "newly removed", "no longer removed"), rules)
    changed, total = summary.total(PageState.STORED), len(run.chosen)
    if run.dry_run:
        print(f"dry run: {changed} of {total} reports would change; nothing was written")
    else:
        print(f"run {run.services.run_id}: {changed} of {total} reports changed")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reclean")(reclean)
