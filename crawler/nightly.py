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
from crawler.opening import configure, open_shift
from crawler.progress import Progress, silent
from crawler.shift import Shift, Stop
from crawler.watch import LEAST_FREE, Watch, seconds_left_of_window
from db.home import Home
from db.write import prune_site_blocks
from words.exit_codes import ExitCode
from words.runs import RunKind

log = logging.getLogger(__name__)

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
) -> NightResult:
    """Visit every source (or those named) and return how it went.

    Twisted's reactor starts once per process, so a process can run one night. Raises ConfigError,
    HomeError, AlreadyRunning or DatabaseError when the night could not be begun, and
    KeyboardInterrupt when a signal came before or after the spiders ran.
    """
    settings = scrapy_settings(config)
    with (
        terminable(),
        open_shift(config, home, command=command, only=only_sources, progress=progress) as shift,
    ):
        if shutil.disk_usage(home.path).free < LEAST_FREE:
            shift.end_early(
                Stop(exit_code=ExitCode.DISK, reason="too little room on the disk of the home")
            )
        elif not seconds_left_of_window(config.crawl.window, shift.now()):
            why = f"outside crawl.window ({config.crawl.window}, London time)"
            shift.end_early(Stop(exit_code=ExitCode.TIME_BUDGET, reason=why))
        else:
            _Night(shift, settings).run()
        stop = shift.close()
        _forget_old_captures(shift)
        _forget_old_blocks(shift)
        run_id = shift.services.run_id
    return NightResult(run_id=run_id, exit_code=stop.exit_code, reason=stop.reason)


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


def _forget_old_captures(shift: Shift) -> None:
    """Delete the archive files of what was fetched and not kept, after their days."""
    before = shift.now() - timedelta(days=shift.config.archive_off_topic_days)
    for name in shift.services.archive.delete_before("recent", before):
        log.info("archive: %s is past its days and deleted", name)


def _forget_old_blocks(shift: Shift) -> None:
    """Delete the memory of blocks that one page alone has shown, long ago; not in a hurry."""
    if shift.stop is None:
        before = shift.now() - FORGET_BLOCKS_AFTER
        work = shift.services.writer.submit(lambda s: prune_site_blocks(s, before=before))
        log.info("site blocks: %d seen once are forgotten", work.result())


class _Night:
    """The process side of a night: the reactor, signals, the watchman."""

    def __init__(self, shift: Shift, settings: Settings) -> None:
        self._shift = shift
        self._process = AsyncCrawlerProcess(settings)
        logging.getLogger("scrapy").setLevel(logging.WARNING)  # Scrapy sets it to DEBUG
        self._loop = asyncio.get_event_loop()
        self._tasks: set[asyncio.Future[Any]] = set()
        self._memory_mb = settings.getfloat("MEMUSAGE_LIMIT_MB")

    def run(self) -> None:
        """Run the spiders to their end, or to the shift's early end."""
        kinds = {plan.kind for plan in self._shift.plans if plan.key in self._shift.expected}
        only = ",".join(sorted(self._shift.expected))
        for spider in ("news", "ofsted", "govuk"):
            if spider in kinds:
                self._process.crawl(spider, source=only)
        self._shift.stopper = self._stop
        watch = self._loop.create_task(Watch(self._shift, memory_mb=self._memory_mb).run())
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
        if self._process.bootstrap_failed and self._shift.stop is None:
            self._shift.end_early(
                Stop(exit_code=ExitCode.BUG, reason="a spider could not be started")
            )

    def _interrupt(self, number: int) -> None:
        """SIGTERM or SIGINT: end within ten seconds; pages in flight stay pending."""
        name = signal.Signals(number).name
        self._shift.end_early(Stop(exit_code=ExitCode.INTERRUPTED, reason=f"interrupted by {name}"))

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
