"""One night: every spider in one process, under one lock, with one verdict."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as ours
from crawler.config import Config
from crawler.night_run import NightRun, attach
from crawler.opening import configure, open_night
from crawler.progress import Progress, silent
from crawler.watch import LEAST_FREE, Watch, seconds_left_of_window
from db.home import Home
from db.write import prune_site_blocks
from pipelines.run import Ending, ended_in_ledger, ending_of
from pipelines.storing.expiry import forget_old_captures
from words.exit_codes import ExitCode
from words.runs import RunKind

log = logging.getLogger(__name__)

SPIDERS = ("news", "ofsted", "govuk")
FORGET_BLOCKS_AFTER = timedelta(days=60)
"""What a site shows on every page is seen again long before."""
UNCLEAN_SECONDS = 6.0  # after which a stop that hangs is forced


@dataclass(frozen=True, kw_only=True, slots=True)
class NightResult:
    """How a run ended: its id in the ledger, its exit code, and why in one line."""

    run_id: int
    exit_code: int
    reason: str


def scrapy_settings(config: Config) -> Settings:
    """Return our settings with the operator's configuration; raises ConfigError."""
    settings = Settings()
    settings.setmodule(ours, priority="project")
    settings.set("WINNOW_CONFIGURED", True, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")  # our caller's logs
    configure(settings, config)
    return settings


def run_night(
    config: Config,
    home: Home,
    *,
    only_sources: Iterable[str] | None = None,
    command: RunKind = RunKind.NIGHTLY,
    progress: Progress = silent,
    process: AsyncCrawlerProcess | None = None,
) -> NightResult:
    """Crawl every source (or those named) and return how it went.

    process: Scrapy's, where its own command has made one. Twisted's reactor starts once per
    process, so a process can run one night. Raises ConfigError, HomeError, AlreadyRunning or
    DatabaseError when the night could not be begun, and KeyboardInterrupt when a signal came before
    or after the spiders ran.
    """
    settings = scrapy_settings(config)
    with (
        terminable(),
        open_night(config, home, command=command, only=only_sources, progress=progress) as run,
    ):
        with ended_in_ledger(run.services, run.write_sources) as end:
            too_early = _why_not_now(run)
            if too_early is not None:
                run.end_early(too_early)
            else:
                _Spiders(run, process or _own_process(settings)).crawl()
            verdict = run.verdict()
            end.well(verdict.exit_code, verdict.reason)
        _forget_old_captures(run)
        _forget_old_blocks(run)
    return NightResult(
        run_id=run.services.run_id, exit_code=end.final.exit_code, reason=end.final.reason or ""
    )


def _why_not_now(run: NightRun) -> Ending | None:
    """Return why nothing may be requested now: no room on the disk, or outside crawl.window."""
    if shutil.disk_usage(run.home.path).free < LEAST_FREE:
        return Ending(exit_code=ExitCode.DISK, reason="too little room on the disk of the home")
    if not seconds_left_of_window(run.config.crawl.window, run.now()):
        why = f"outside crawl.window ({run.config.crawl.window}, London time)"
        return Ending(exit_code=ExitCode.TIME_BUDGET, reason=why)
    return None


def _own_process(settings: Settings) -> AsyncCrawlerProcess:
    """Return a process of Scrapy's that leaves the logs to our caller."""
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(logging.WARNING)  # Scrapy sets it to DEBUG
    return process


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM act like Ctrl-C while services are opened and closed, not kill without a word."""
    before = signal.getsignal(signal.SIGTERM)

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _forget_old_captures(run: NightRun) -> None:
    """Delete the archive files of what was fetched and not kept, after their days."""
    before = run.now() - timedelta(days=run.config.archive_off_topic_days)
    services = run.services
    for name in forget_old_captures(services.archive, services.writer, before=before):
        log.info("archive: %s is past its days and deleted", name)


def _forget_old_blocks(run: NightRun) -> None:
    """Delete the memory of blocks that one page alone has shown, long ago; not in a hurry."""
    if run.early_end is None:
        before = run.now() - FORGET_BLOCKS_AFTER
        work = run.services.writer.submit(lambda s: prune_site_blocks(s, before=before))
        log.info("site blocks: %d seen once are forgotten", work.result())


class _Spiders:
    """The process side of a run: the reactor, signals, the watchman."""

    def __init__(self, run: NightRun, process: AsyncCrawlerProcess) -> None:
        self._run = run
        self._process = process
        self._loop = asyncio.get_event_loop()
        self._tasks: set[asyncio.Future[Any]] = set()

    def crawl(self) -> None:
        """Run the spiders to their end, or to the run's early end."""
        kinds = {plan.kind for plan in self._run.plans if plan.key in self._run.expected}
        only = ",".join(sorted(self._run.expected))
        for spider in SPIDERS:
            if spider in kinds:
                crawler = self._process.create_crawler(spider)
                attach(self._run, crawler)
                self._process.crawl(crawler, source=only)
        self._run.stop_spiders = self._stop
        memory_mb = self._process.settings.getfloat("MEMUSAGE_LIMIT_MB")
        watch = self._loop.create_task(Watch(self._run, memory_mb=memory_mb).run())
        before = signal.getsignal(signal.SIGTERM)
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._interrupt, number)
        try:
            self._process.start(install_signal_handlers=False)
        finally:
            watch.cancel()
            for number in (signal.SIGTERM, signal.SIGINT):
                self._loop.remove_signal_handler(number)
            signal.signal(signal.SIGTERM, before)
        if self._process.bootstrap_failed and self._run.early_end is None:
            self._run.end_early(
                Ending(exit_code=ExitCode.BUG, reason="a spider could not be started")
            )

    def _interrupt(self, number: int) -> None:
        """SIGTERM or SIGINT: end within ten seconds; pages in flight stay pending."""
        self._run.end_early(ending_of(KeyboardInterrupt(signal.Signals(number).name)))

    def _stop(self) -> None:
        """Ask the spiders to end, and see to it that they do."""
        self._tasks.add(asyncio.ensure_future(self._process.stop()))
        self._loop.call_later(UNCLEAN_SECONDS, self._force)

    def _force(self) -> None:
        """Stop the reactor under whatever still holds on."""
        from twisted.internet import reactor

        running: Any = reactor  # its type is only known once it is installed
        log.warning("the spiders did not end in %.0f s: the reactor is stopped", UNCLEAN_SECONDS)
        if running.running:
            running.stop()
