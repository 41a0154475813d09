"""`winnow nightly` and `winnow crawl`: one run over all sources, or over some."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from words.runs import RunKind

if TYPE_CHECKING:
    from crawler.config import Config
    from crawler.nightly import NightResult
    from db.home import Home


def nightly() -> None:
    """Visit every source, Ofsted and GOV.UK once; end with one table and an exit code.

    Meant for cron: one line a finished source, the table at the end, nothing else. A second run
    at the same time ends at once with 75. Needs `contact` in the configuration (WINNOW_CONFIG, or
    winnow.toml in WINNOW_HOME).

    Example, every night at half past one:

        30 1 * * *  WINNOW_HOME=/srv/winnow /opt/winnow/.venv/bin/winnow nightly
    """
    from crawler.config import find_config
    from db.home import find_home

    home = find_home().make()
    raise typer.Exit(run(find_config(home), home, command=RunKind.NIGHTLY).exit_code)


def crawl(
    sources: Annotated[list[str], typer.Argument(help="Keys; `winnow source list` has them.")],
) -> None:
    """Visit some sources only; the reports site is ofsted, GOV.UK is govuk.

    Example: winnow crawl bolton_news ofsted
    """
    from crawler.config import find_config
    from db.home import find_home

    home = find_home().make()
    raise typer.Exit(run(find_config(home), home, command=RunKind.CRAWL, only=sources).exit_code)


def run(
    config: Config, home: Home, *, command: RunKind, only: Iterable[str] | None = None
) -> NightResult:
    """Run one night with progress, print its table, and return how it ended."""
    from cli.logs import log_to
    from cli.runtable import print_run
    from cli.watching import watching
    from crawler.nightly import run_night

    log_to(home)
    with watching() as progress:
        result = run_night(config, home, only_sources=only, command=command, progress=progress)
    print_run(home, result.run_id)
    print(f"run {result.run_id} ended with {result.exit_code}: {result.reason}")
    return result


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("nightly")(nightly)
    app.command("crawl")(crawl)
