"""Ofsted's reports site: its search names providers, their pages name publications.

The search for authorities (two pages of 100) and their pages are read every night; of the other
providers that the configuration names, those whose latest report has another date. Known files are
not fetched again, except those that left the timeline or were checked a month ago.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.discovery.links import BadListing
from crawler.discovery.prescan import refuse_attribute_bombs
from crawler.fetch_errors import BadBody, FetchError
from crawler.frontier import now
from crawler.ofsted_searches import Search, searches
from crawler.providers import Seen, keep_provider_page, publication_pages, queue_providers
from crawler.source_run import SiteGivenUp, SourceRun
from crawler.spiders.base import FrontierSpider
from crawler.urls import canonical_url, netloc_of
from db.models.base import PageRole, PageState
from db.write import NewPage, PendingPage
from pipelines.ofsted.page_values import ListedProvider, PageError, ProviderPage, SearchPage
from pipelines.ofsted.related import RelatedProvider, read_related
from pipelines.ofsted.site_pages import read_provider, read_search
from words.alarms import AlarmCode
from words.doubts import PublicationDoubt
from words.quarantine import QuarantineCode
from words.reasons import Reason

if TYPE_CHECKING:
    from scrapy.http import Response

MOST_SEARCH_PAGES = 400  # of one search; every school of the country is 220

NO_PAGE = {
    QuarantineCode.NOT_HTML: AlarmCode.NOT_HTML,
    QuarantineCode.NO_RESULTS: AlarmCode.NO_RESULTS,
    QuarantineCode.NO_TIMELINE: AlarmCode.NO_TIMELINE,
}
"""Why a page of the site is set aside → the alarm that is raised for it."""


class OfstedSpider(FrontierSpider):
    """Reads the search, then provider pages and the files they name."""

    name = "ofsted"
    kind = "ofsted"

    async def discover(self, source: SourceRun) -> None:
        """Read every page of every search and queue the providers that have news."""
        for search in searches(self.run.config.ofsted, now().date()):
            await self._discover(source, search)

    async def _discover(self, source: SourceRun, search: Search) -> None:
        """Queue the providers that one search names; count the authorities."""
        items = await self._search(source, search)
        pages = [page for item in items if (page := self._provider(source, item)) is not None]
        source.found += len(pages)
        began = self.run.night_began_at
        source.discovered += await self.frontier.do(
            lambda s: queue_providers(s, pages, at=now(), night_began_at=began)
        )
        expected = self.run.config.ofsted.expected_authorities
        if search.is_of_authorities and len(pages) < expected:
            words = f"{len(pages)} authorities in the search, {expected} expected"
            short = expected - len(pages)
            await self.alarm(source, AlarmCode.AUTHORITIES_MISSING, words, cause="", amount=short)

    async def _search(self, source: SourceRun, search: Search) -> list[ListedProvider]:
        """Return all items of a search, page by page; raises SiteGivenUp without a first page."""
        home = str(self.run.config.ofsted.reports_url).rstrip("/")
        url: str | None = f"{home}/search?{search.query}"
        items: dict[str, ListedProvider] = {}
        total, seen = 0, set[str]()
        while url is not None and url not in seen and len(seen) < MOST_SEARCH_PAGES:
            seen.add(url)
            page = await self._search_page(source, url)
            total = page.total
            items.update({item.href: item for item in page.items})
            url = page.next_url
        if len(items) != total:
            words = f"the search for {search.name} counts {total}, its pages named {len(items)}"
            amount = abs(total - len(items))
            await self.alarm(
                source, AlarmCode.SEARCH_INCOMPLETE, words, cause=search.name, amount=amount
            )
        return list(items.values())

    async def _search_page(self, source: SourceRun, url: str) -> SearchPage:
        """Return one page of the search; one that cannot be read ends the source's night."""
        try:
            response = await self.read_listing(source, url)
            refuse_attribute_bombs(response.body)
        except (FetchError, BadListing) as error:
            source.note_listing_failed(url, str(error))
            raise SiteGivenUp(f"the search could not be read: {error}") from error
        page = await asyncio.to_thread(read_search, response.body, response.url)
        if isinstance(page, PageError):
            source.note_listing_failed(url, f"{page.code}: {page.words}")
            raise SiteGivenUp(f"the search could not be read: {page.code}")
        source.listings_read += 1
        return page

    def _provider(self, source: SourceRun, item: ListedProvider) -> NewPage | None:
        """Return a provider's page with what the search says; None when it is not on the site."""
        url = self.canonical(source, item.href)
        if url is None:
            return None
        latest = item.latest_report_on
        listing = {
            "title": item.name,
            "provider_kind": item.kind or "other",
            "provider_urn": item.urn or "",
            "provider_name": item.name,
            "provider_category": item.category or "",
            "latest_report_on": latest.isoformat() if latest else "",
            "via": "search",
        }
        return NewPage(
            url=url,
            raw_url=item.href,
            source_id=source.source_id,
            role=PageRole.PROVIDER,
            via="search",
            listing=listing,
        )

    def _related(
        self, source: SourceRun, page: PendingPage, related: RelatedProvider
    ) -> NewPage | None:
        """Return the page of a provider that another one was: no search names a closed school."""
        url = self.canonical(source, related.href)
        if url is None:
            return None
        listing = {
            "title": related.name,
            "provider_kind": related.kind or "other",
            "provider_urn": related.urn,
            "provider_name": related.name,
            "via": "related",
        }
        return NewPage(
            url=url,
            raw_url=related.href,
            source_id=page.source_id,
            role=PageRole.PROVIDER,
            via="related",
            discovered_on=page.url,
            listing=listing,
        )

    def canonical(self, source: SourceRun, url: str) -> str | None:
        """Return the address of a page or file, each on its own host; None for foreign ones."""
        for base in (self.run.config.ofsted.reports_url, self.run.config.ofsted.files_url):
            home = str(base).rstrip("/")
            found = canonical_url(url, home, home, (netloc_of(home),))
            if found is not None:
                return found
        return None

    async def process(
        self, source: SourceRun, page: PendingPage, response: Response, capture_id: int
    ) -> PageState:
        """Read a provider's page here; a file goes to the item pipelines."""
        if page.role != PageRole.PROVIDER:
            return await super().process(source, page, response, capture_id)
        read = await self._provider_page(response)
        if isinstance(read, PageError):
            return await self._settle_no_provider(source, page, read, capture_id)
        related = await asyncio.to_thread(read_related, response.body, response.url)
        return await self._settle_provider(source, page, read, related, capture_id)

    async def _provider_page(self, response: Response) -> ProviderPage | PageError:
        """Return what a provider's page says, parsed off the reactor's thread."""
        try:
            refuse_attribute_bombs(response.body)
        except BadListing as error:
            return PageError(code=QuarantineCode.NOT_HTML, words=str(error))
        return await asyncio.to_thread(read_provider, response.body, response.url)

    async def _settle_no_provider(
        self, source: SourceRun, page: PendingPage, error: PageError, capture_id: int
    ) -> PageState:
        """Settle a page that is no provider's: gone, or set aside with an alarm."""
        words = f"{error.words}: {page.url}"
        if isinstance(error.code, Reason):
            await self.frontier.settle(
                page.id, PageState.GONE, f"{error.code}: {error.words}", capture_id=capture_id
            )
            return PageState.GONE
        await self.frontier.settle_error(page, BadBody(error.code, error.words))
        await self.alarm(source, NO_PAGE[error.code], words, page_id=page.id)
        return PageState.QUARANTINED

    async def _settle_provider(
        self,
        source: SourceRun,
        page: PendingPage,
        read: ProviderPage,
        related: tuple[RelatedProvider, ...],
        capture_id: int,
    ) -> PageState:
        """Queue the publications of a page and keep what it prints, in one transaction."""
        pages, foreign = publication_pages(page, read, lambda url: self.canonical(source, url))
        before = [self._related(source, page, one) for one in related if one.is_earlier]
        seen = Seen(
            page=page,
            read=read,
            files=tuple(pages),
            capture_id=capture_id,
            related=related,
            earlier=tuple(found for found in before if found is not None),
        )
        run_id = self.run.services.run_id
        kept = await self.frontier.do(lambda s: keep_provider_page(s, run_id, seen, at=now()))
        source.found += len(pages)
        source.discovered += kept.new_files
        for label in read.unknown_labels:
            await self.alarm(
                source, PublicationDoubt.UNKNOWN_LABEL, f"{label!r} on {page.url}", page_id=page.id
            )
        for url in foreign:
            await self.alarm(
                source, AlarmCode.FOREIGN_FILE, f"{url} on {page.url}", page_id=page.id
            )
        return kept.state
