"""A site that asks for time gets it: Retry-After is kept up to two minutes, then the site rests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from crawler.fetch_errors import SiteDeferred

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

LONGEST_WAIT = 120.0
MOST_WAITS = 2


def requested_wait(value: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (number or date), None if unreadable."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


class RetryAfterMiddleware:
    """Waits as long as a 429 or 503 asks, twice at most; else raises SiteDeferred.

    A 503 that asks for nothing is left to the ordinary retry; a 429 without a time defers the site.
    """

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Return the response, or the same request after the wait."""
        if response.status not in (429, 503):
            return response
        header = response.headers.get("Retry-After")
        if header is None and response.status == 503:
            return response
        wait = requested_wait((header or b"").decode("latin-1"), datetime.now(UTC))
        waits = request.meta.get("retry_after_waits", 0)
        if wait is None or wait > LONGEST_WAIT or waits >= MOST_WAITS:
            raise SiteDeferred(f"{response.status}, Retry-After {wait} s: {request.url}", wait)
        await asyncio.sleep(wait)
        again: Request = request.replace(dont_filter=True)
        again.meta["retry_after_waits"] = waits + 1
        return again
