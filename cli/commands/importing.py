"""`winnow import`: a person's own files, into the same record as what the night fetches."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from crawler.config import Config
    from pipelines.importing.imported import Address, Imported, ImportSummary, Progress
    from pipelines.importing.run import ImportRun

SHOWN = 20
"""Files that are named one by one; further ones are counted."""
STEPS = 10
"""Lines of progress where there is no terminal."""


def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Pages, texts, PDFs, WARCs, statistics or folders.")
    ],
    url: Annotated[str, typer.Option(help="Where the one file came from.")] = "",
    sidecar: Annotated[
        Path | None, typer.Option(help="JSONL: one {file, url} a line, relative to its folder.")
    ] = None,
    topic: Annotated[
        str, typer.Option(help="ofsted keeps only what is on topic; all keeps everything.")
    ] = "all",
) -> None:
    """Import saved pages (also .gz), text dumps, PDFs and WARC files, and folders of them.

    The same bytes again change nothing. What cannot be read is set aside with its reason
    (`winnow quarantine list`), the rest goes on, and the exit code is 3.

    Management information (.csv, .xlsx, .xls, .ods) is loaded when its file is named; in a folder
    tables are passed over, since most are no statistics.

    A URL comes from --url, from a sidecar, from a file name that encodes one, or from the mark
    that browsers leave in a page they save.

    Examples:

        winnow import ~/saved-pages report.pdf

        winnow import crawl.warc.gz --topic ofsted

        winnow import management-information.csv

        winnow import story.html --url https://www.example.org/news/story
    """
    from cli.errors import UsageError
    from pipelines.importing.inputs import find_files

    if topic not in ("all", "ofsted"):
        raise UsageError(f"--topic {topic!r}: wanted all or ofsted")
    try:
        found = find_files(paths, sidecar=sidecar)
    except FileNotFoundError as error:
        raise UsageError(f"{error.filename}: no such file or folder") from error
    for file in found.sidecars:
        print(f"URLs from {file}")
    try:
        with _opened(topic) as (run, resolve), _watched() as progress:
            summary = run.run(found, url=url or None, resolve=resolve, progress=progress)
    except KeyboardInterrupt as stopped:  # typer would make it 130
        print("winnow: interrupted; import again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED) from stopped
    print_summary(summary, run.services.run_id)
    raise typer.Exit(summary.exit_code)


@contextmanager
def _opened(topic: str) -> Iterator[tuple[ImportRun, Callable[[str], Address]]]:
    """Take the home's lock and open a run."""
    from importlib.metadata import version

    from cli.logs import log_to
    from cli.running import refuse_full_disk, stoppable
    from crawler.config import find_config
    from crawler.lock import only_run
    from crawler.readers import reading_workers
    from db.home import find_home
    from db.schema import ready_engine
    from pipelines.importing.run import open_import

    home = find_home().make()
    config = find_config(home)
    refuse_full_disk(home.path)
    log_to(home)
    with only_run(home), stoppable(), ExitStack() as stack:
        engine = ready_engine(home)
        stack.callback(engine.dispose)
        run = stack.enter_context(
            open_import(
                engine,
                home.archive,
                reading_workers(config),
                topic=topic,
                software=version("winnow-press"),
                config_sha256=config.sha256,
            )
        )
        yield run, _addresses(config)


def _addresses(config: Config) -> Callable[[str], Address]:
    """Return what gives a URL its canonical form, and the layout of a site of the registry."""
    from crawler.sources.registry import load_sources
    from crawler.urls import canonical_url, netloc_of
    from pipelines.importing.imported import Address

    by_host = {host: source for source in load_sources(config.sources) for host in source.hosts}

    def resolve(url: str) -> Address:
        host = netloc_of(url)
        source = by_host.get(host)
        if source is None:
            home = f"{url.partition('://')[0]}://{host}"
            return Address(url=canonical_url(url, url, home, (host,)) or url)
        canonical = canonical_url(url, url, source.url, source.hosts)
        return Address(url=canonical or url, layout=source.layout)

    return resolve


@contextmanager
def _watched() -> Iterator[Progress]:
    """Show progress: a bar on a terminal, some plain lines elsewhere."""
    if not sys.stdout.isatty():
        yield _PlainLines()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("import"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[states]}"),
    )
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("import", total=None, states="")
        states: Counter[str] = Counter()

        def show(done: int, total: int, last: Imported | None) -> None:
            if last is not None:
                states[last.state.value] += 1
            bar.update(task, completed=done, total=total, states=counted(states))

        yield show


class _PlainLines:
    """Prints `import 40/219 …` now and then, for logs and mail."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.printed = 0

    def __call__(self, done: int, total: int, last: Imported | None) -> None:
        if last is not None:
            self.states[last.state.value] += 1
        step = max(1, total // STEPS)
        if last is None and total > STEPS and done // step > self.printed // step and done < total:
            self.printed = done
            print(f"import {done}/{total} {counted(self.states)}", flush=True)


def counted(counts: Counter[str] | dict[str, int]) -> str:
    """Return "12 stored, 1 quarantined"."""
    return ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))


def print_summary(summary: ImportSummary, run_id: int) -> None:
    """Say what became of the files; name those that could not be read."""
    from pipelines.page.forms import TABLES

    for file in summary.bad[:SHOWN]:
        print(f"winnow: {file.name}: quarantined: {file.reason}", file=sys.stderr)
    if len(summary.bad) > SHOWN:
        more = len(summary.bad) - SHOWN
        print(f"winnow: and {more} more: `winnow quarantine list`", file=sys.stderr)
    if summary.skipped:
        left = ", ".join(f"{n} {ending}" for ending, n in sorted(summary.skipped.items()))
        print(f"skipped, not pages: {left}")
        tables = [ending for ending in TABLES if ending in summary.skipped]
        if tables:
            print(f"statistics are loaded when named: winnow import FILE{tables[0]}")
    print(f"run {run_id}: {counted(summary.states) or 'nothing to import'}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)
