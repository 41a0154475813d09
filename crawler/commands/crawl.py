"""`scrapy crawl`: ends with the run's exit code, as `winnow crawl` does; Scrapy's is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import crawl

from crawler.scrapy_command import ShiftExtension

if TYPE_CHECKING:
    import argparse


class Command(crawl.Command):
    """Scrapy's command, then the verdict of the run that it made."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; a fault of Scrapy's own keeps its exit code."""
        super().run(args, opts)
        self.exitcode = self.exitcode or ShiftExtension.exit_code
