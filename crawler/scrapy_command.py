"""What `scrapy crawl` needs that `winnow nightly` does itself: configuration, lock, services."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import signals

from crawler.config import find_config
from crawler.opening import all_plans, configure, open_shift, refuse_without_contact
from crawler.shift import is_open
from db.home import find_home
from words.exit_codes import ExitCode
from words.runs import RunKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

log = logging.getLogger(__name__)


@contextmanager
def named_exit() -> Iterator[None]:
    """Turn an error that has an exit code into one line and that code; Scrapy's would be 0 or 1."""
    try:
        yield
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if code is None:
            raise
        print(f"winnow: {error}", file=sys.stderr)
        raise SystemExit(code) from error


class Configured:
    """The add-on that gives `scrapy crawl` the operator's configuration."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Read the configuration before the reactor gets its resolver, unless it was read.

        Without a contact nothing is set: `scrapy list` works, and a crawl ends where it begins.
        """
        if settings.get("WINNOW_CONFIGURED") is not None:
            return
        with named_exit():
            config = find_config(find_home())
            if config.contact:
                configure(settings, config)


class ShiftExtension:
    """Opens a shift for a spider that was started by Scrapy's own command.

    exit_code: of the run that the last shift ended; one process crawls once.
    """

    exit_code: ClassVar[int] = ExitCode.WELL

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open a shift unless there is one; it is closed when the spider's engine stops."""
        extension = cls()
        if not is_open() and crawler.settings.get("WINNOW_CONFIGURED") is None:
            extension.open(crawler)
        return extension

    def open(self, crawler: Crawler) -> None:
        """Open the shift; a mistake or a busy lock ends the process with its exit code."""
        stack = ExitStack()
        spider: Any = crawler.spider
        with named_exit():
            config, home = find_config(find_home()), find_home()
            refuse_without_contact(config)
            only = spider.only or {p.key for p in all_plans(config) if p.kind == spider.kind}
            shift = stack.enter_context(open_shift(config, home, command=RunKind.CRAWL, only=only))
        tasks: set[Any] = set()

        def stop() -> None:
            tasks.add(asyncio.ensure_future(crawler.stop_async()))

        def close() -> None:
            with stack:
                verdict = shift.close()
            ShiftExtension.exit_code = verdict.exit_code
            log.info("run %d: %s", shift.services.run_id, verdict.reason)

        shift.stopper = stop
        self._keep = (close, stop)  # signals hold their receivers weakly
        crawler.signals.connect(close, signals.engine_stopped)
