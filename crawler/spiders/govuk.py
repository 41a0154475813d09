"""GOV.UK: what Ofsted publishes there, by its search and content interfaces (both JSON).

The search is strict: an unknown parameter is answered with 422. Everything is requested since
`govuk.since`, else since the last night that went well, less a month; its pages are read until all
results are there. Then its count of documents of each type is read: where we have fewer rows, that
type is requested by itself, and an alarm says what is still missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.fetch_errors import FetchError
from crawler.frontier import now
from crawler.govuk_searches import (
    Window,
    count_query,
    missing,
    rows_by_type,
    search_query,
    windows,
    without_row,
)
from crawler.ledger import last_good_crawl, queue_changed
from crawler.source_run import SiteGivenUp, SourceRun
from crawler.spiders.base import FrontierSpider
from crawler.urls import canonical_url, netloc_of
from db.models.base import PageRole, PageState
from db.write import NewPage, PendingPage
from pipelines.ofsted.govuk import (
    Attachment,
    ContentItem,
    GovukError,
    SearchAnswer,
    SearchResult,
    read_content_item,
    read_search_answer,
)
from pipelines.statistics.choose import tables_to_load
from words.alarms import AlarmCode

if TYPE_CHECKING:
    from scrapy.http import Response

MOST_PAGES = 100  # of one search
OVERLAP = timedelta(days=30)  # items get their date before they appear; a request costs nothing
FIRST_WINDOW = timedelta(days=365)  # without `govuk.since`, the first night looks back this far


class GovukSpider(FrontierSpider):
    """Reads the search, then content items and the PDFs and tables attached to them."""

    name = "govuk"
    kind = "govuk"

    @property
    def home(self) -> str:
        """The site's address without a slash."""
        return str(self.run.config.govuk.url).rstrip("/")

    async def discover(self, source: SourceRun) -> None:
        """Queue every item that the search names and that is new or has another date."""
        since = await self._since(source)
        results: dict[str, SearchResult] = {}
        for window in windows(since, now().date()):
            results.update(await self._search(source, window))
        await self._queue_results(source, results.values())
        await self._check_count(source, since, results)

    async def _queue_results(self, source: SourceRun, results: Iterable[SearchResult]) -> None:
        """Queue the content items of results."""
        pages = [page for result in results if (page := self._content(source, result)) is not None]
        source.found += len(pages)
        source.discovered += await self.frontier.do(lambda s: queue_changed(s, pages, at=now()))

    async def _check_count(
        self, source: SourceRun, since: date, results: dict[str, SearchResult]
    ) -> None:
        """Hold our rows against GOV.UK's own count, type by type; request what is missing."""
        window = Window(first=since)
        try:
            answer = await self._search_page(source, count_query(window))
        except SiteGivenUp as error:
            await self.alarm(source, AlarmCode.COUNT_UNREAD, str(error), cause="")
            return
        short = missing(answer.counts, await self._held(source, since, results))
        for name in short:
            found = await self._search(source, window, name)
            more = {url: result for url, result in found.items() if url not in results}
            results.update(more)
            await self._queue_results(source, more.values())
        if short:
            short = missing(answer.counts, await self._held(source, since, results))
        if short:
            named = ", ".join(f"{count} of {name}" for name, count in sorted(short.items()))
            words = f"GOV.UK counts documents since {since} that its pages do not name: {named}"
            cause, amount = ", ".join(sorted(short)), sum(short.values())
            await self.alarm(source, AlarmCode.SEARCH_INCOMPLETE, words, cause=cause, amount=amount)

    async def _held(
        self, source: SourceRun, since: date, results: dict[str, SearchResult]
    ) -> Counter[str]:
        """Return our rows by type, with the results that are to have none: erased, or elsewhere."""
        pages = {url: self._content(source, result) for url, result in results.items()}
        wanted = {url: page.url for url, page in pages.items() if page is not None}
        bare = await self.frontier.do(lambda s: without_row(s, wanted.values()))
        held = await self.frontier.do(lambda s: rows_by_type(s, source.source_id, since))
        for url, result in results.items():
            if url not in wanted or wanted[url] in bare:
                held[result.document_type or ""] += 1
        return held

    async def judge(self, source: SourceRun) -> None:
        """Raise no alarm for a quiet week: the search is complete or the source is lost."""

    async def _since(self, source: SourceRun) -> date:
        """Return the first day to search from."""
        set_by_operator = self.run.config.govuk.since
        if set_by_operator:
            return date.fromisoformat(set_by_operator)
        last = await self.frontier.do(lambda s: last_good_crawl(s, source.source_id))
        return (last - OVERLAP if last is not None else now() - FIRST_WINDOW).date()

    async def _search(
        self, source: SourceRun, window: Window, document_type: str | None = None
    ) -> dict[str, SearchResult]:
        """Return all results by address; raises SiteGivenUp when a page cannot be read."""
        results: dict[str, SearchResult] = {}
        start = 0
        for _ in range(MOST_PAGES):
            answer = await self._search_page(source, search_query(window, start, document_type))
            results.update({result.url: result for result in answer.results})
            start += len(answer.results)
            if start >= answer.total or not answer.results:
                break
        return results

    async def _search_page(self, source: SourceRun, query: str) -> SearchAnswer:
        """Return one page of the search; one that cannot be read ends the source's night."""
        url = f"{self.home}/api/search.json?{query}"
        try:
            response = await self.read_listing(source, url)
        except FetchError as error:
            source.note_listing_failed(url, error.reason)
            raise SiteGivenUp(f"the search could not be read: {error.reason}") from error
        answer = read_search_answer(response.body, self.home)
        if isinstance(answer, GovukError):
            source.note_listing_failed(url, f"{answer.code}: {answer.words}")
            raise SiteGivenUp(f"the search could not be read: {answer.code}: {answer.words}")
        source.listings_read += 1
        return answer

    def _content(self, source: SourceRun, result: SearchResult) -> NewPage | None:
        """Return a result's content item as a page; None for what is not on the site."""
        published = result.published_at.isoformat() if result.published_at else None
        said = {
            "title": result.title,
            "published": published,
            "link": result.url,
            "document_type": result.document_type,
            "via": "search",
        }
        return self._content_page(source, result.url, "search", None, said)

    def _content_page(
        self,
        source: SourceRun,
        url: str,
        via: str,
        found_on: str | None,
        said: dict[str, str | None],
    ) -> NewPage | None:
        """Return the page of the content item behind a GOV.UK address."""
        parts = urlsplit(url)
        if netloc_of(url) not in (netloc_of(self.home), "www.gov.uk") or parts.path in ("", "/"):
            return None
        api = canonical_url(f"/api/content{parts.path}", self.home, self.home, source.plan.hosts)
        if api is None:
            return None
        return NewPage(
            url=api,
            raw_url=url,
            source_id=source.source_id,
            role=PageRole.CONTENT,
            via=via,
            discovered_on=found_on,
            listing={name: value for name, value in said.items() if value},
        )

    async def process(
        self, source: SourceRun, page: PendingPage, response: Response, capture_id: int
    ) -> PageState:
        """Queue what an item carries, then process the item itself like any page."""
        if page.role == PageRole.CONTENT:
            item = read_content_item(response.body, self.home)
            if isinstance(item, ContentItem):
                await self.queue(source, self._carried(source, page, item))
        return await super().process(source, page, response, capture_id)

    def _carried(self, source: SourceRun, page: PendingPage, item: ContentItem) -> list[NewPage]:
        """Return the PDFs and tables attached to an item, and its HTML parts and members.

        Links are followed from items the search named, and no further: GOV.UK is one web.
        """
        files = [one for one in item.attachments if not one.is_html and is_pdf(one)]
        files += tables_to_load(item)
        pages: list[NewPage | None] = [self._file(source, page, one) for one in files]
        if page.listing.get("via") == "search":
            parts = [one.url for one in item.attachments if one.is_html]
            said: dict[str, Any] = {"via": "content"}
            pages += [
                self._content_page(source, url, "content", page.url, said)
                for url in (*parts, *item.documents)
            ]
        return [found for found in pages if found is not None]

    def _file(self, source: SourceRun, page: PendingPage, file: Attachment) -> NewPage | None:
        """Return an attached file as a page; None for one that lies elsewhere."""
        home = str(self.run.config.govuk.assets_url).rstrip("/")
        hosts = tuple({netloc_of(home), netloc_of(self.home)})
        own = home if netloc_of(file.url) == netloc_of(home) else self.home
        url = canonical_url(file.url, self.home, own, hosts)
        if url is None:
            return None
        said = {"title": file.title, "label": file.title, "item": page.url, "via": "content"}
        return NewPage(
            url=url,
            raw_url=file.url,
            source_id=source.source_id,
            role=PageRole.PUBLICATION,
            via="content",
            discovered_on=page.url,
            listing={name: value for name, value in said.items() if value},
        )


def is_pdf(file: Attachment) -> bool:
    """Say whether an attachment is a PDF, by its type or its address."""
    return file.content_type == "application/pdf" or file.url.lower().endswith(".pdf")
