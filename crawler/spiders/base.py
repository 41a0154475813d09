"""What the three spiders share: visit sources side by side, each one page after the other.

A source is visited by one coroutine that reads like the night itself: listings, then page after
page, each archived, read and stored before the next is asked for. So a host never has two requests
in flight, and every page that was asked for is settled here. Items go out through `start()`, and
through Scrapy's item pipelines like any other.
"""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals

from crawler.fetch_errors import BadBody, FetchError, SiteDeferred
from crawler.fetching import Failed, fetch, refusal, validators
from crawler.frontier import Frontier
from crawler.plans import Plan
from crawler.shift import Shift, current_shift
from crawler.visit import SiteGivenUp, Visit
from db.errors import DatabaseError
from db.models.base import PageRole, PageState
from db.write import NewPage, PendingPage, Queued
from pipelines.children.pool import WorkersUnavailable
from pipelines.process import CaptureToRead
from pipelines.reading.model import Layout
from words.runs import Origin

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

log = logging.getLogger(__name__)

LARGEST_FILE = 60 * 1024 * 1024  # a PDF may be larger than a page


class FrontierSpider(Spider):
    """Visits the sources of its kind. Subclasses say how a source's pages are discovered."""

    kind: str
    shift: Shift
    frontier: Frontier

    def __init__(self, source: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.only = set(source.split(",")) if source else None
        self._outbox: asyncio.Queue[CaptureToRead | None] = asyncio.Queue()
        self._stored: dict[int, asyncio.Future[str | None]] = {}  # page id → None, or what failed
        self._visits: dict[str, Visit] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build and listen: to items that are done, and to every request sent."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._item_stored, signals.item_scraped)
        crawler.signals.connect(spider._item_dropped, signals.item_dropped)
        crawler.signals.connect(spider._item_failed, signals.item_error)
        crawler.signals.connect(spider._request_sent, signals.request_reached_downloader)
        crawler.signals.connect(spider._response_came, signals.response_downloaded)
        return spider

    @abstractmethod
    async def discover(self, visit: Visit) -> None:
        """Read the source's listings and queue what they name."""

    async def fetch_pages(self, visit: Visit) -> None:
        """Ask for the source's pending pages, one after the other, as many as a night allows."""
        while visit.pages_asked < visit.plan.max_pages:
            page = await self.frontier.take(visit.source_id)
            if page is None:
                return
            await self.fetch_page(visit, page)
        visit.problems.append(f"{visit.plan.max_pages} pages asked for: the rest stays pending")

    # ── the visits ────────────────────────────────────────────────────────────────────────────

    async def start(self) -> AsyncIterator[Any]:
        """Yield the captures to read, while the sources are visited."""
        self.shift = current_shift()
        self.frontier = self.shift.frontier
        visits = asyncio.ensure_future(self._visit_all())
        visits.add_done_callback(lambda _: self._outbox.put_nowait(None))
        try:
            while (item := await self._outbox.get()) is not None:
                yield item
        finally:
            visits.cancel()
            await self._end_of_visits(visits)

    async def _end_of_visits(self, visits: asyncio.Future[None]) -> None:
        """Take the result of the visits: a lost database ends the whole run, a bug is the run's."""
        try:
            await visits
        except asyncio.CancelledError:
            pass
        except Exception as error:
            self.shift.stop_for(error)

    async def _visit_all(self) -> None:
        """Visit the sources side by side, as many at a time as the configuration allows."""
        places = asyncio.Semaphore(self.shift.config.crawl.concurrent_hosts)
        plans = [plan for plan in self.shift.plans if plan.kind == self.kind]
        if self.only is not None:
            plans = [plan for plan in plans if plan.key in self.only]
        async with asyncio.TaskGroup() as group:
            for plan in plans:
                group.create_task(self._visit(plan, places))

    async def _visit(self, plan: Plan, places: asyncio.Semaphore) -> None:
        """Visit one source and close its row, whatever happens to it."""
        async with places:
            visit = Visit(plan=plan, source_id=self.shift.source_ids[plan.key])
            self._visits[plan.key] = visit
            await self.shift.begin_visit(visit)
            try:
                async with asyncio.timeout(plan.seconds):
                    await self.discover(visit)
                    await self.fetch_pages(visit)
            except TimeoutError:
                visit.problems.append(f"time budget of {plan.seconds:.0f} s spent")
            except SiteGivenUp as error:
                visit.give_up(str(error))
            except FetchError as error:  # a listing without which nothing can be read
                visit.give_up(error.reason)
            except (DatabaseError, OSError):
                raise  # no source can go on
            except Exception as error:
                self.shift.note_bug(visit, error)
            await self.judge_visit(visit)
            await self.shift.end_visit(visit)

    async def judge_visit(self, visit: Visit) -> None:
        """Raise the alarms of a visit that found too little."""
        if visit.lost or visit.status == "failed":
            return
        if visit.found == 0:
            await self.alarm(visit, "zero_yield", "no listing named a page of this source")
        elif visit.found < visit.plan.expect_min:
            words = f"{visit.found} pages found, at least {visit.plan.expect_min} expected"
            short = visit.plan.expect_min - visit.found
            await self.alarm(visit, "below_minimum", words, cause="", amount=short)

    async def alarm(
        self,
        visit: Visit,
        code: str,
        detail: str,
        *,
        page_id: int | None = None,
        cause: str | None = None,
        amount: int | None = None,
    ) -> None:
        """Raise an alarm, once a night for each code and cause (of a page, where it is one's).

        One that a person has accepted is written and does not count against the visit. cause,
        amount: see db.write.alarms; words that are others every night need a cause.
        """
        if page_id is None and (code, cause) in visit.raised:
            return
        visit.raised.add((code, cause))
        raised = await self.frontier.alarm(
            visit.source_id, code, detail, page_id=page_id, cause=cause, amount=amount
        )
        if not raised.is_known:
            visit.alarms.append(f"{code}: {detail}")

    # ── listings ──────────────────────────────────────────────────────────────────────────────

    async def read_listing(self, visit: Visit, url: str, largest: int | None = None) -> Response:
        """Return a listing that can be read; raises FetchError, and counts nothing."""
        response = await fetch(self.crawler, visit, url, largest=largest)
        if response.status == 200:
            return response
        error = refusal(response) or Failed(f"status_{response.status}", url)
        if error.code == "blocked":
            await self.alarm(visit, "blocked", error.detail, cause="")
        raise error

    async def queue(self, visit: Visit, pages: list[NewPage], *, revisit: bool = False) -> None:
        """Queue discovered pages and count them."""
        answers = await self.frontier.queue(pages, revisit=revisit)
        visit.found += len(answers)
        visit.discovered += sum(answer is Queued.NEW for answer in answers.values())

    # ── pages ─────────────────────────────────────────────────────────────────────────────────

    async def fetch_page(self, visit: Visit, page: PendingPage) -> None:
        """Ask for one page and settle it; raises SiteGivenUp when the site should be left."""
        visit.pages_asked += 1
        try:
            largest = LARGEST_FILE if page.role == PageRole.PUBLICATION else None
            response = await fetch(
                self.crawler, visit, page.url, headers=validators(page), largest=largest
            )
            failure = refusal(response)
            if failure:
                raise failure
        except FetchError as error:
            await self._settle_fetch_error(visit, page, error)
        else:
            visit.note_success()
            await self._settle_response(visit, page, response)
        self.shift.page_settled(visit)

    async def _settle_fetch_error(self, visit: Visit, page: PendingPage, error: FetchError) -> None:
        """Record why a page could not be had, and judge the site by it."""
        await self.frontier.settle_error(page, error)
        visit.progress[error.state.value] += 1
        if error.code == "blocked":
            await self.alarm(visit, "blocked", error.detail, cause="")
        if isinstance(error, SiteDeferred) or error.code == "robots_unreachable":
            raise SiteGivenUp(error.reason) from error
        if error.state is PageState.FAILED:
            visit.note_failure(error)
        elif isinstance(error, BadBody):
            visit.note_success()

    async def _settle_response(self, visit: Visit, page: PendingPage, response: Response) -> None:
        """Settle a page that answered: unchanged, gone, or read."""
        if response.status == 304:
            await self.frontier.settle(page.id, PageState.UNCHANGED, "not_modified")
            visit.progress["unchanged"] += 1
        elif response.status in (404, 410):
            reason = f"status_{response.status}"
            await self.frontier.settle(page.id, PageState.GONE, reason)
            visit.progress["gone"] += 1
        else:
            await self.read_page(visit, page, response)
            visit.progress["read"] += 1

    async def read_page(self, visit: Visit, page: PendingPage, response: Response) -> None:
        """Archive a response, hand it to the item pipelines, and wait until it is stored."""
        capture_id = await self.frontier.keep(page.id, response, visit.plan.series)
        item = self.item_of(visit, page, response, capture_id)
        done = self._stored[page.id] = asyncio.get_running_loop().create_future()
        self._outbox.put_nowait(item)
        try:
            failure = await done
        finally:
            del self._stored[page.id]
        if failure is not None:
            if self.shift.stop is not None:  # no fault of the page's: it stays pending
                await asyncio.Event().wait()  # until the run's end cancels this visit
            await self.frontier.settle(
                page.id, PageState.FAILED, f"stage_error: {failure}", capture_id=capture_id
            )
            visit.problems.append(f"stage_error: {failure}: {page.url}")

    def item_of(
        self, visit: Visit, page: PendingPage, response: Response, capture_id: int
    ) -> CaptureToRead:
        """Return the value the stages take."""
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return CaptureToRead(
            page_id=page.id,
            capture_id=capture_id,
            run_id=self.shift.services.run_id,
            source_id=visit.source_id,
            source_key=visit.plan.key,
            role=page.role,
            url=page.url,
            payload=response.body,
            content_type=headers.get("content-type"),
            status=response.status,
            headers=headers,
            fetched_at=self.shift.now(),
            listing=page.listing,
            layout=self.layout_of(visit, page),
            origin=Origin.CRAWL,
            topic=self.shift.config.topic,
        )

    def layout_of(self, visit: Visit, page: PendingPage) -> Layout:
        """Return the selectors to read a page with."""
        return Layout()

    # ── signals ───────────────────────────────────────────────────────────────────────────────

    def _item_stored(self, item: CaptureToRead) -> None:
        """An item has passed every stage."""
        self._resolve(item, None)

    def _item_dropped(self, item: CaptureToRead, exception: Exception) -> None:
        """A stage has settled the item and dropped it."""
        self._resolve(item, None)

    def _item_failed(self, item: CaptureToRead, failure: Any) -> None:
        """A stage raised: the page is not stored. A lost database, disk or pool ends the run."""
        error = failure.value
        if isinstance(error, (DatabaseError, OSError, WorkersUnavailable)):
            self.shift.stop_for(error)
        self._resolve(item, f"{type(error).__name__}: {error}"[:300])

    def _resolve(self, item: CaptureToRead, failure: str | None) -> None:
        """Wake the visit that waits for this page."""
        done = self._stored.get(item.page_id)
        if done is not None and not done.done():
            done.set_result(failure)

    def _request_sent(self, request: Request) -> None:
        """Count everything that is sent: listings, robots.txt, retries."""
        visit = self._visits.get(request.meta.get("source_key", ""))
        if visit is not None:
            visit.requests += 1

    def _response_came(self, response: Response, request: Request) -> None:
        """Count the bytes as they came."""
        visit = self._visits.get(request.meta.get("source_key", ""))
        if visit is not None:
            visit.fetched_bytes += len(response.body)
