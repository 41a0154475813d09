"""Every news source of the registry: feeds, sitemaps and section pages name the stories.

scrapy crawl news                          all sources
scrapy crawl news -a source=bolton_news    one (or several, divided by commas)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from crawler.addresses import is_public
from crawler.discovery import feed, section, sitemap
from crawler.discovery.links import BadListing, Link, Listing
from crawler.fetch_errors import FetchError, RobotsUnreachable, SiteDeferred
from crawler.source_run import SiteGivenUp, SourceRun
from crawler.sources.registry import NewsSource
from crawler.spiders.base import FrontierSpider
from crawler.urls import canonical_url, is_plain_http, netloc_of, same_site
from db.models.base import PageRole
from db.write import NewPage, PendingPage
from pipelines.reading.model import Layout
from words.alarms import AlarmCode

if TYPE_CHECKING:
    from scrapy.http import Response

T = TypeVar("T")

FEWEST_ELSEWHERE = 3  # entries on other sites from which a listing is a wrong one, if most are
PARSE_SECONDS = 20.0  # a listing that takes longer to parse is given up


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A link with the listing that named it."""

    link: Link
    via: str
    listing: str


class NewsSpider(FrontierSpider):
    """Reads the listings of each title, then its pending stories."""

    name = "news"
    kind = "news"

    async def discover(self, source: SourceRun) -> None:
        """Read every listing of the title; a feed's words about a story win over a section's."""
        title = source.plan.news
        if title is None:
            raise ValueError(f"{source.plan.key} is not in the registry of news sources")
        named: list[Named] = []
        for url in title.sections:
            named += await self._listing(
                source, url, "section", section.read_section, section.LARGEST
            )
        named += await self._sitemaps(source, title)
        for url in title.feeds:
            named += await self._listing(source, url, "feed", feed.read_feed, feed.LARGEST)
        await self._note_elsewhere(source, named, title)
        await self.queue(source, pages_of(named, title, source.source_id))
        await self.frontier.refuse(bad_links_of(named, source.source_id))

    async def _note_elsewhere(
        self, source: SourceRun, named: list[Named], title: NewsSource
    ) -> None:
        """Raise the alarm of a feed or sitemap that mostly names pages of other sites."""
        for listing in dict.fromkeys(one.listing for one in named if one.via != "section"):
            urls = [one.link.url for one in named if one.listing == listing]
            elsewhere = [url for url in urls if is_elsewhere(url, listing, title.hosts)]
            if len(elsewhere) >= FEWEST_ELSEWHERE and 2 * len(elsewhere) > len(urls):
                words = f"{listing}: {len(elsewhere)} of {len(urls)}, such as {elsewhere[0]}"
                await self.alarm(source, AlarmCode.LINKS_ELSEWHERE, words, cause=listing)

    async def _listing(
        self,
        source: SourceRun,
        url: str,
        via: str,
        read: Callable[[bytes], Listing],
        largest: int,
    ) -> list[Named]:
        """Return what one listing names; one that fails is counted, and the others go on."""
        response = await self._fetched(source, url, largest)
        if response is None:
            return []
        found = await self._parsed(source, url, partial(read, response.body))
        if found is None:
            return []
        await self._note_cut(source, url, found.cut)
        return [Named(link=link, via=via, listing=response.url) for link in found.links]

    async def _note_cut(self, source: SourceRun, url: str, cut: int) -> None:
        """Raise the alarm of a listing that names more than is read."""
        if cut:
            words = f"{url}: the {cut} oldest of its entries were not read"
            await self.alarm(source, AlarmCode.LISTING_CUT, words, cause=url, amount=cut)

    async def _fetched(self, source: SourceRun, url: str, largest: int) -> Response | None:
        """Return a listing's response; None, counted, when it cannot be had."""
        try:
            return await self.read_listing(source, url, largest)
        except SiteDeferred as error:
            source.note_listing_failed(url, error.reason)
            raise SiteGivenUp(error.reason) from error
        except FetchError as error:
            source.note_listing_failed(url, error.reason)
            if isinstance(error, RobotsUnreachable):
                raise SiteGivenUp(error.reason) from error
            return None

    async def _parsed(self, source: SourceRun, url: str, parse: Callable[[], T]) -> T | None:
        """Return a listing's content, parsed off the reactor's thread; None, counted, if bad."""
        try:
            content = await asyncio.wait_for(asyncio.to_thread(parse), PARSE_SECONDS)
        except (BadListing, TimeoutError) as error:
            source.note_listing_failed(url, str(error) or "too slow to parse")
            return None
        source.listings_read += 1
        return content

    async def _sitemaps(self, source: SourceRun, title: NewsSource) -> list[Named]:
        """Return what the sitemaps name; an index is followed three deep, 200 sitemaps in all."""
        named: list[Named] = []
        waiting = [(url, 1) for url in title.sitemaps]
        seen: set[str] = set()
        while waiting:
            url, depth = waiting.pop(0)
            if url in seen:
                continue
            if len(seen) >= sitemap.MOST_SITEMAPS:
                left = len({url, *(other for other, _ in waiting)} - seen)
                await self._note_cut(source, "the sitemaps", left)
                break
            seen.add(url)
            response = await self._fetched(source, url, sitemap.LARGEST)
            if response is None:
                continue
            found = await self._parsed(source, url, partial(sitemap.read_sitemap, response.body))
            if found is None:
                continue
            await self._note_cut(source, url, found.cut)
            named += [Named(link=link, via="sitemap", listing=url) for link in found.links]
            if depth < sitemap.DEEPEST:
                waiting += [(urljoin(url, inner), depth + 1) for inner in found.sitemaps]
        return named

    def leads_away(self, source: SourceRun, page: PendingPage, response: Response) -> bool:
        """Tell whether the address of a story now leads to the front page or to an index."""
        title = source.plan.news
        return title is not None and leads_to_index(page.url, response.url, title)

    def layout_of(self, source: SourceRun, page: PendingPage) -> Layout:
        """Return today's layout of the title's group."""
        return source.plan.news.layout if source.plan.news else Layout()


def pages_of(named: list[Named], title: NewsSource, source_id: int) -> list[NewPage]:
    """Return the stories among the links of all listings, one row for each canonical URL.

    The order is that of the listings; what several listings say is put together, later ones win.
    """
    pages: dict[str, NewPage] = {}
    for entry in named:
        url = canonical_url(entry.link.url, entry.listing, title.url, title.hosts)
        if url is None or not title.is_article(url):
            continue
        known = pages.get(url)
        said = {**(known.listing if known else {}), **clean(entry.link.as_listing())}
        pages[url] = NewPage(
            url=url,
            raw_url=known.raw_url if known else clean_text(urljoin(entry.listing, entry.link.url)),
            source_id=source_id,
            role=PageRole.ARTICLE,
            via=entry.via,
            discovered_on=entry.listing,
            listing={**said, "via": entry.via},
        )
    return list(pages.values())


def leads_to_index(asked: str, final: str, title: NewsSource) -> bool:
    """Tell whether a story's address was redirected to the front page, or to a section above it.

    A section is a path that the asked one begins with, and that no story of the title has.
    """
    url = canonical_url(final, title.url, title.url, title.hosts)
    if url is None or url == asked:
        return False
    above, path = urlsplit(url).path.rstrip("/"), urlsplit(asked).path.rstrip("/")
    return path.startswith(f"{above}/") and not title.is_article(url)


def bad_links_of(named: list[Named], source_id: int) -> list[tuple[NewPage, str]]:
    """Return the entries of feeds and sitemaps that nobody may follow, each with its reason.

    A section page links to many things; a feed that names `javascript:` or 127.0.0.1 as a story
    deserves a row that says so.
    """
    bad: dict[str, tuple[NewPage, str]] = {}
    for entry in named:
        if entry.via == "section":
            continue
        url = clean_text(entry.link.url)[:1000]
        reason = why_refused(urljoin(entry.listing, url))
        if reason is not None:
            page = NewPage(
                url=url,
                raw_url=url,
                source_id=source_id,
                role=PageRole.ARTICLE,
                via=entry.via,
                discovered_on=entry.listing,
                listing=clean(entry.link.as_listing()),
            )
            bad[url] = (page, reason)
    return list(bad.values())


def is_elsewhere(url: str, listing: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an entry is an address of the web on a host that is not the source's."""
    try:
        joined = urljoin(listing, url)
        return is_plain_http(joined) and not same_site(netloc_of(joined), hosts)
    except ValueError:
        return False


def why_refused(url: str) -> str | None:
    """Return why an address must never be requested, judged by its letters alone; None if it may.

    A name that only resolves to an inner address is the guard's to refuse.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "scheme: not an address"
    if parts.scheme not in ("http", "https"):
        return f"scheme: {parts.scheme or 'none'}"
    looks_numeric = host.replace(".", "").isdigit() or host.startswith("0x") or ":" in host
    if host == "localhost" or (looks_numeric and not is_public(host)):
        return f"private_address: {host}"
    return None


def clean_text(text: str) -> str:
    """Return text without control characters and lone surrogates, which no database takes."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or c in "\t\n")


def clean(said: dict[str, str]) -> dict[str, str]:
    """Return what a listing said, free of what no database takes."""
    return {name: clean_text(value) for name, value in said.items()}
