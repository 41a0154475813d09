"""robots.txt, obeyed and failing closed (RFC 9309).

4xx: there are no rules. 5xx, no answer, too large, unreadable: nothing of the site is fetched
tonight. Byte-order marks and UTF-16 are understood; Crawl-delay raises the host's delay.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
import re
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.fetch_errors import CrawlDelayTooLong, RobotsDisallow, RobotsUnreachable
from crawler.manners import Manners

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

log = logging.getLogger(__name__)

LARGEST = 500 * 1024  # RFC 9309 wants at least this much to be read; more than this is a trap
LONGEST_DELAY = 600.0
"""Seconds between two requests beyond which a source cannot be read in a night at all."""
PRODUCT = re.compile(r"[A-Za-z_-]+")
AGENT_LINE = re.compile(
    r"^(?P<head>[ \t]*user-?agent[ \t]*:[ \t]*)(?P<agent>[^#\r\n]*)", re.I | re.M
)
NOBODY = "another-robot"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableRobots(Exception):
    """The bytes of a robots.txt are no text."""


def robots_text(body: bytes) -> str:
    """Return the text of a robots.txt: UTF-8, or UTF-16/32 with or without a mark.

    Raises UnreadableRobots for anything that is no text: rules may hide in it.
    """
    encoding = next((name for mark, name in MARKS if body.startswith(mark)), None)
    if encoding is None and b"\x00" in body[:200]:
        encoding = "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
    try:
        text = body.decode(encoding) if encoding else body.decode("utf-8", errors="replace")
    except UnicodeDecodeError as error:
        raise UnreadableRobots(f"not {encoding}: {error.reason}") from error
    if "\x00" in text:
        raise UnreadableRobots("binary")
    return text


def for_us(text: str, agent: str) -> str:
    """Return rules in which a group is ours, everybody's, or nobody's that we know.

    RFC 9309: a group is named by its product token, whole and whatever its case. The library
    looks for the letters of a group's name anywhere in ours: `Win` would be us, and
    `Winnow/0.1 (+mailto:…)`, copied from a log, would not.
    """

    def named(found: re.Match[str]) -> str:
        token = PRODUCT.match(found["agent"])
        if found["agent"].strip() == "*":
            return found[0]
        is_us = token is not None and token[0].casefold() == agent.casefold()
        return f"{found['head']}{agent if is_us else NOBODY}"

    return AGENT_LINE.sub(named, text)


def _seen(task: asyncio.Task[Protego | None]) -> None:
    """Look at a task's exception, so that asyncio does not report one nobody waited for."""
    if not task.cancelled():
        task.exception()


class RobotsMiddleware:
    """Asks robots.txt once per host and run, before the first request to that host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build with the crawler whose engine fetches robots.txt."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise RobotsDisallow or RobotsUnreachable."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._read(site, request))
            self._rules[site].add_done_callback(_seen)
        # Shielded: many requests wait for one answer, and one of them may be given up.
        rules = await asyncio.shield(self._rules[site])
        if rules is not None and not rules.can_fetch(request.url, self._agent):
            raise RobotsDisallow(request.url)

    async def _read(self, site: str, first: Request) -> Protego | None:
        """Return the rules of a site, None where it has none; raises RobotsUnreachable."""
        url = f"{site}/robots.txt"
        try:
            response = await self._crawler.engine.download_async(self._request(url, first))
        except IgnoreRequest:  # more redirects than are followed: as if there were none
            log.info("%s: redirects without end, taken for absent", url)
            return None
        except Exception as error:
            raise RobotsUnreachable(f"{url}: {error}") from error
        return self._parse(response, url)

    def _request(self, url: str, first: Request) -> Request:
        """Return the request for robots.txt, in the slot and with the manners of its host."""
        meta = {"is_robots": True, "download_maxsize": LARGEST}
        if "delay_seconds" in first.meta:
            meta["delay_seconds"] = first.meta["delay_seconds"]
        if "source_key" in first.meta:
            meta["source_key"] = first.meta["source_key"]
        return Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)

    def _parse(self, response: Response, url: str) -> Protego | None:
        """Judge the answer by its status and read it."""
        if 400 <= response.status < 500:
            return None
        if response.status != 200:
            raise RobotsUnreachable(f"{url}: status {response.status}")
        try:
            rules = Protego.parse(for_us(robots_text(response.body), self._agent))
        except UnreadableRobots as error:
            raise RobotsUnreachable(f"{url}: {error}") from error
        delay = rules.crawl_delay(self._agent)
        if delay and float(delay) > LONGEST_DELAY:
            raise CrawlDelayTooLong(
                f"{url}: wants {float(delay):g} s between two requests; the source is not read"
            )
        if delay:
            Manners.of(self._crawler).raise_delay(urlsplit(url).hostname or "", float(delay))
        return rules
