"""`scrapy crawl`: a run like that of `winnow crawl`, with the same lock, ledger and exit code."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess

from crawler.config import find_config
from crawler.nightly import run_night
from crawler.opening import keys_of_kind
from crawler.scrapy_command import named_exit
from db.home import find_home
from words.runs import RunKind

if TYPE_CHECKING:
    import argparse

log = logging.getLogger(__name__)


class Command(crawl.Command):
    """Scrapy's command, with our run around it."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl the sources of one spider, or those named by `-a source=…`."""
        process = self.crawler_process
        if len(args) != 1 or not isinstance(process, AsyncCrawlerProcess):
            super().run(args, opts)  # says what is wrong
            return
        with named_exit():
            home = find_home()
            config = find_config(home)
            named = opts.spargs.get("source")
            only = keys_of_kind(config, args[0], named.split(",") if named else None)
            result = run_night(
                config, home, only_sources=only, command=RunKind.CRAWL, process=process
            )
        log.info("run %d: %s", result.run_id, result.reason)
        self.exitcode = result.exit_code
