"""What Scrapy says about each request: next to nothing. The ledger names every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class BriefFormatter(LogFormatter):
    """No line for a request that went well."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> Any:
        """Say nothing."""
        return None
