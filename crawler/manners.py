"""How a host is treated: one request at a time, a delay that follows its latency and its wishes.

In place of Scrapy's AutoThrottle, which knows one lowest delay for all hosts and would lower the
one that a robots.txt asked for. Scrapy's slots are forgotten after a quiet minute; ours are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import signals

from crawler.resolver import current_book
from crawler.urls import DEFAULT_PORTS

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

LOWEST_DELAY = 1.0  # seconds between two requests to a host that the operator did not name
LONGEST_ADAPTED = 60.0


@dataclass(slots=True)
class HostDelay:
    """Delays of one host in seconds: what it may never fall below, and what it is now."""

    lowest: float
    now: float
    adapts: bool = True


class Manners:
    """Sets the delay of every download slot before its queue is looked at."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._default = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._hosts: dict[str, HostDelay] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build and listen to the downloader."""
        manners = cls(crawler)
        crawler.signals.connect(manners.before_request, signals.request_reached_downloader)
        crawler.signals.connect(manners.after_response, signals.response_downloaded)
        return manners

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the crawler's manners; raises RuntimeError when the extension is not enabled."""
        found = crawler.get_extension(cls)
        if found is None:
            raise RuntimeError("crawler.manners.Manners must stand in EXTENSIONS")
        return found

    def raise_delay(self, host: str, seconds: float) -> None:
        """Take a robots.txt's Crawl-delay as the host's lowest delay, if it is the longer one."""
        known = self._hosts.setdefault(host, HostDelay(self._default, self._default))
        known.lowest = max(known.lowest, seconds)
        known.now = max(known.now, known.lowest)

    def before_request(self, request: Request) -> None:
        """Give the slot its concurrency and delay; sent before the slot's queue is processed."""
        key = request.meta["download_slot"]
        slot = self._crawler.engine.downloader.slots[key]
        slot.concurrency, slot.jitter = 1, 0.0
        slot.delay = self._delay_of(key, request).now

    def _delay_of(self, key: str, request: Request) -> HostDelay:
        """Return the host's delays, begun from what the source wants."""
        if key not in self._hosts:
            wanted = float(request.meta.get("delay_seconds", self._default))
            parts = urlsplit(request.url)
            port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
            named = current_book().is_allowed(parts.hostname or "", port)
            lowest = wanted if named else max(wanted, LOWEST_DELAY)
            self._hosts[key] = HostDelay(lowest, lowest, adapts=not named)
        return self._hosts[key]

    def after_response(self, response: Response, request: Request) -> None:
        """Let the delay follow the latency; an error page never makes us faster."""
        key, latency = request.meta.get("download_slot"), request.meta.get("download_latency")
        delay = self._hosts.get(key or "")
        if delay is None or latency is None or not delay.adapts:
            return
        wanted = max(latency, (delay.now + latency) / 2)
        wanted = max(delay.lowest, min(wanted, LONGEST_ADAPTED))
        if response.status == 200 or wanted > delay.now:
            delay.now = wanted
