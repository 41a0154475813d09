"""What Scrapy says about each request and item: next to nothing. The ledger names every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


class BriefFormatter(LogFormatter):
    """No line for a page that went well; a page that was lost is named by its URL."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> Any:
        """Say nothing."""
        return None

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> Any:
        """Say nothing: an item holds a page's text."""
        return None

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Name the page that a stage lost."""
        return {
            "level": 40,
            "msg": "not stored: %(url)s",
            "args": {"url": getattr(item, "url", None) or item.capture.url},
        }
