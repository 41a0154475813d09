"""What `scrapy` needs that `winnow` does itself: the operator's configuration, named exits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.config import find_config
from crawler.opening import configure
from db.home import find_home
from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


@contextmanager
def named_exit() -> Iterator[None]:
    """Turn an error that has an exit code into one line and that code; Scrapy's would be 0 or 1."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        raise SystemExit(ExitCode.INTERRUPTED) from stopped
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
