"""What the three spiders share: sources are crawled side by side, each one page after the other.

One coroutine crawls one source, and reads like the night: discover what its listings name, then
take page after page, fetch it, keep its bytes, process them (Scrapy's item pipelines: a child
reads, the writer stores), and settle it before the next is requested. So a host never has two
requests in flight, and every page that was requested is settled here.
"""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals

from crawler import ledger
from crawler.breaches import breaches
from crawler.fetch_errors import BadBody, FetchError, RobotsUnreachable, SiteDeferred
from crawler.fetching import Failed, fetch, refusal, validators
from crawler.frontier import Frontier
from crawler.night_run import NightRun, run_of
from crawler.plans import Plan
from crawler.source_run import SiteGivenUp, SourceRun
from db import write
from db.errors import DatabaseError
from db.models.base import PageRole, PageState
from db.write import NewPage, PendingPage, Queued
from pipelines.children.pool import WorkersUnavailable
from pipelines.process import CaptureToRead, ProcessOutcome
from pipelines.reading.model import Layout
from words.alarms import AlarmCode
from words.doubts import DoubtCode
from words.reasons import Reason, reason_of_status
from words.runs import Origin

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

log = logging.getLogger(__name__)

LARGEST_FILE = 60 * 1024 * 1024  # a PDF may be larger than a page
NO_SOURCE_CAN_GO_ON = (DatabaseError, OSError, WorkersUnavailable)


class FrontierSpider(Spider):
    """Crawls the sources of its kind. Subclasses say how a source's pages are discovered."""

    kind: str
    run: NightRun
    frontier: Frontier

    def __init__(self, source: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.only = set(source.split(",")) if source else None
        self._sources: dict[str, SourceRun] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build with the run that the crawler carries, and listen to every request sent.

        Raises RuntimeError when the crawler carries none.
        """
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.run = run_of(crawler)
        spider.frontier = spider.run.frontier
        crawler.signals.connect(spider._request_sent, signals.request_reached_downloader)
        crawler.signals.connect(spider._response_came, signals.response_downloaded)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Crawl the sources. Nothing is yielded: Scrapy's scheduler and its queue are not used."""
        try:
            await self._crawl_sources()
        except Exception as error:
            self.run.end_for(error)
        return
        yield  # what makes it the asynchronous generator that Scrapy wants

    async def _crawl_sources(self) -> None:
        """Crawl the sources side by side, as many at a time as the configuration allows."""
        places = asyncio.Semaphore(self.run.config.crawl.concurrent_hosts)
        plans = [plan for plan in self.run.plans if plan.kind == self.kind]
        if self.only is not None:
            plans = [plan for plan in plans if plan.key in self.only]
        async with asyncio.TaskGroup() as group:
            for plan in plans:
                group.create_task(self._crawl_planned(plan, places))

    async def _crawl_planned(self, plan: Plan, places: asyncio.Semaphore) -> None:
        """Crawl one source and close its row, whatever happens to it."""
        async with places:
            source = SourceRun(plan=plan, source_id=self.run.source_ids[plan.key])
            self._sources[plan.key] = source
            await self.run.begin_source(source)
            try:
                async with asyncio.timeout(plan.seconds):
                    await self.crawl_source(source)
            except TimeoutError:
                source.problems.append(f"time budget of {plan.seconds:.0f} s spent")
            except SiteGivenUp as error:
                source.give_up(str(error))
            except FetchError as error:  # a listing without which nothing can be read
                source.give_up(error.reason)
            except NO_SOURCE_CAN_GO_ON:
                raise
            except Exception as error:
                self.run.note_bug(source, error)
            await self.judge(source)
            await self.run.end_source(source)

    # ── the night of one source ───────────────────────────────────────────────────────────────

    async def crawl_source(self, source: SourceRun) -> None:
        """Discover pages, then crawl those that are pending, as many as a night allows."""
        await self.discover(source)
        while source.pages_requested < source.plan.max_pages:
            page = await self.frontier.take(source.source_id)
            if page is None:
                return
            await self.crawl_page(source, page)
        source.problems.append(f"{source.plan.max_pages} pages requested: the rest stays pending")

    @abstractmethod
    async def discover(self, source: SourceRun) -> None:
        """Read the source's listings and queue what they name."""

    async def crawl_page(self, source: SourceRun, page: PendingPage) -> None:
        """Fetch one page, keep its bytes, process them; then it is settled.

        Raises SiteGivenUp when the site should be left.
        """
        source.pages_requested += 1
        try:
            response = await self.fetch_page(source, page)
        except FetchError as error:
            await self.frontier.settle_error(page, error)
            self.run.page_settled(source, error.state)
            await self.judge_error(source, error)
            return
        source.note_success()
        if response.status == 304:
            state = PageState.UNCHANGED
            await self.frontier.settle(page.id, state, "not_modified")
        elif response.status in (404, 410):
            state = PageState.GONE
            await self.frontier.settle(page.id, state, reason_of_status(response.status))
        elif self.leads_away(source, page, response):
            state = PageState.GONE
            await self.frontier.settle(page.id, state, f"{Reason.LEADS_AWAY}: {response.url}"[:500])
        else:
            capture_id = await self.frontier.keep(page.id, response, source.plan.series)
            state = await self.process(source, page, response, capture_id)
        self.run.page_settled(source, state)

    async def fetch_page(self, source: SourceRun, page: PendingPage) -> Response:
        """Return the response of a page: 2xx, 304, 404 or 410. Raises FetchError."""
        largest = LARGEST_FILE if page.role == PageRole.PUBLICATION else None
        response = await fetch(
            self.crawler, source, page.url, headers=validators(page), largest=largest
        )
        failure = refusal(response)
        if failure:
            raise failure
        return response

    def leads_away(self, source: SourceRun, page: PendingPage, response: Response) -> bool:
        """Tell whether the address of a page led to what is certainly none of its kind."""
        return False

    async def process(
        self, source: SourceRun, page: PendingPage, response: Response, capture_id: int
    ) -> PageState:
        """Send a capture through the item pipelines; return the state in which its page ends.

        A stage that fails is the page's failure, unless no source can go on: then the page stays
        pending.
        """
        capture = self.capture_of(source, page, response, capture_id)
        stages = self.crawler.engine.scraper.itemproc
        try:
            outcome: ProcessOutcome = await stages.process_item_async(capture)
        except NO_SOURCE_CAN_GO_ON:
            raise
        except Exception as error:
            log.exception("not stored: %s", page.url)
            failure = f"{type(error).__name__}: {error}"[:300]
            source.problems.append(f"{Reason.STAGE_ERROR}: {failure}: {page.url}")
            await self.frontier.settle(
                page.id, PageState.FAILED, f"{Reason.STAGE_ERROR}: {failure}", capture_id=capture_id
            )
            return PageState.FAILED
        return outcome.state

    def capture_of(
        self, source: SourceRun, page: PendingPage, response: Response, capture_id: int
    ) -> CaptureToRead:
        """Return the value that the item pipelines take."""
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return CaptureToRead(
            page_id=page.id,
            capture_id=capture_id,
            run_id=self.run.services.run_id,
            source_id=source.source_id,
            source_key=source.plan.key,
            role=page.role,
            url=page.url,
            payload=response.body,
            content_type=headers.get("content-type"),
            status=response.status,
            headers=headers,
            fetched_at=self.run.now(),
            listing=page.listing,
            layout=self.layout_of(source, page),
            origin=Origin.CRAWL,
            topic=self.run.config.topic,
        )

    def layout_of(self, source: SourceRun, page: PendingPage) -> Layout:
        """Return the selectors to read a page with."""
        return Layout()

    # ── listings ──────────────────────────────────────────────────────────────────────────────

    async def read_listing(
        self, source: SourceRun, url: str, largest: int | None = None
    ) -> Response:
        """Return a listing that can be read; raises FetchError, and counts nothing."""
        response = await fetch(self.crawler, source, url, largest=largest)
        if response.status == 200:
            return response
        error = refusal(response) or Failed(reason_of_status(response.status), url)
        if error.code == Reason.BLOCKED:
            await self.alarm(source, AlarmCode.BLOCKED, error.detail, cause="")
        raise error

    async def queue(
        self, source: SourceRun, pages: list[NewPage], *, revisit: bool = False
    ) -> None:
        """Queue discovered pages and count them."""
        answers = await self.frontier.queue(pages, revisit=revisit)
        source.found += len(answers)
        source.discovered += sum(answer is Queued.NEW for answer in answers.values())

    # ── whether a source is well ──────────────────────────────────────────────────────────────

    async def judge_error(self, source: SourceRun, error: FetchError) -> None:
        """Judge a site by a page that could not be fetched; raises SiteGivenUp."""
        if error.code == Reason.BLOCKED:
            await self.alarm(source, AlarmCode.BLOCKED, error.detail, cause="")
        if isinstance(error, (SiteDeferred, RobotsUnreachable)):
            raise SiteGivenUp(error.reason) from error
        if error.state is PageState.FAILED:
            source.note_failure(error)
        elif isinstance(error, BadBody):
            source.note_success()

    async def judge(self, source: SourceRun) -> None:
        """Raise the alarms of a source by what became of its pages and what its listings named.

        Of a source that was ill every page that seemed to be none is looked at again. Alarms that
        were raised while its pages were stored count against it too.
        """
        run_id, source_id = self.run.services.run_id, source.source_id
        found = source.found
        tonight = await self.frontier.do(lambda s: ledger.source_night(s, run_id, source_id, found))
        past = await self.frontier.do(lambda s: ledger.good_nights(s, run_id, source_id))
        ill = breaches(tonight, past, is_official=source.plan.news is None)
        for breach in ill:
            await self.alarm(source, breach.code, breach.detail, cause="", amount=breach.amount)
        if ill:
            await self.frontier.do(lambda s: write.look_again(s, run_id, source_id))
        await self._judge_listings(source)
        raised = await self.frontier.do(lambda s: ledger.alarms_standing(s, run_id, source_id))
        source.alarms += [words for words in raised if words not in source.alarms]

    async def _judge_listings(self, source: SourceRun) -> None:
        """Raise the alarms of a source whose listings named too little."""
        if source.lost or source.status == "failed":
            return
        if source.found == 0:
            await self.alarm(source, AlarmCode.ZERO_YIELD, "no listing named a page of this source")
        elif source.found < source.plan.expect_min:
            words = f"{source.found} pages found, at least {source.plan.expect_min} expected"
            short = source.plan.expect_min - source.found
            await self.alarm(source, AlarmCode.BELOW_MINIMUM, words, cause="", amount=short)

    async def alarm(
        self,
        source: SourceRun,
        code: AlarmCode | DoubtCode,
        detail: str,
        *,
        page_id: int | None = None,
        cause: str | None = None,
        amount: int | None = None,
    ) -> None:
        """Raise an alarm, once a night for each code and cause (of a page, where it is one's).

        One that a person has accepted is written and does not count against the source. cause,
        amount: see db.write.alarms; words that are others every night need a cause.
        """
        if page_id is None and (code, cause) in source.raised:
            return
        source.raised.add((code, cause))
        raised = await self.frontier.alarm(
            source.source_id, code, detail, page_id=page_id, cause=cause, amount=amount
        )
        if not raised.is_known:
            source.alarms.append(f"{code}: {detail}")

    # ── signals ───────────────────────────────────────────────────────────────────────────────

    def _request_sent(self, request: Request) -> None:
        """Count everything that is sent: listings, robots.txt, retries."""
        source = self._sources.get(request.meta.get("source_key", ""))
        if source is not None:
            source.requests += 1

    def _response_came(self, response: Response, request: Request) -> None:
        """Count the bytes as they came."""
        source = self._sources.get(request.meta.get("source_key", ""))
        if source is not None:
            source.fetched_bytes += len(response.body)
