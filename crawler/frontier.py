"""The frontier: a table, not a queue in memory.

Discovery only inserts rows; pages are requested only from rows that are pending. A URL is
committed before it is requested, and what became of it is committed with its state: so a run can
be killed anywhere and the next one takes up what is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.orm import Session

from crawler import ledger
from crawler.archive import captured
from crawler.archivist import Archivist
from crawler.fetch_errors import BadBody, FetchError, SiteDeferred
from db import write
from db.models.base import PageState
from db.write import NewPage, PendingPage, Queued
from words.alarms import AlarmCode
from words.doubts import DoubtCode
from words.reasons import Reason

if TYPE_CHECKING:
    from scrapy.http import Response

    from pipelines.services import Services

T = TypeVar("T")

AT_ONCE = 200  # rows in one transaction
READ_AHEAD = 10_000  # pending pages of one source that are read from the table at a time
RETRY_HOURS = 12  # a failed page is not tried twice in one night


def now() -> datetime:
    """Return the current time, aware UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Taken:
    """Pages of one source that were handed out in this run, and those read ahead."""

    handed_out: set[int] = field(default_factory=set)
    ahead: list[PendingPage] = field(default_factory=list)


class Frontier:
    """Queues, hands out and settles pages. Every method returns after its commit."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._taken: dict[int, Taken] = {}
        self._archivist = Archivist(services)

    def close(self) -> None:
        """Let the archivist finish."""
        self._archivist.close()

    async def do(self, work: Callable[[Session], T]) -> T:
        """Run work in the writer's thread, in one transaction; raises what it raises."""
        return await asyncio.wrap_future(self._services.writer.submit(work))

    async def queue(self, pages: Iterable[NewPage], *, revisit: bool = False) -> dict[str, Queued]:
        """Insert discovered pages; return what each URL came to. A URL given twice counts once."""
        by_url = {page.url: page for page in pages}
        answers: dict[str, Queued] = {}
        waiting = list(by_url.values())
        for start in range(0, len(waiting), AT_ONCE):
            part = waiting[start : start + AT_ONCE]
            at = now()

            def work(s: Session, part: list[NewPage] = part, at: datetime = at) -> list[Queued]:
                return write.queue_pages(s, part, at=at, revisit=revisit)

            done = await self.do(work)
            answers.update(zip((page.url for page in part), done, strict=True))
        return answers

    async def refuse(self, pages: Iterable[tuple[NewPage, str]]) -> None:
        """Record discovered addresses that must never be requested, each with its reason."""
        run_id, at, refused = self._services.run_id, now(), list(pages)

        def work(s: Session) -> None:
            for page, reason in refused:
                write.queue_page(s, page, at=at)
                page_id = write.find_page(s, page.url)
                if page_id is not None:
                    write.record_outcome(
                        s, run_id, page_id, PageState.REFUSED, reason=reason, at=at
                    )

        await self.do(work)

    async def take(self, source_id: int) -> PendingPage | None:
        """Return the next pending page of a source, never the same page twice in a run."""
        taken = self._taken.setdefault(source_id, Taken())
        if not taken.ahead:
            found = await self.do(lambda s: ledger.pending_in_order(s, source_id, limit=READ_AHEAD))
            # Pages that were handed out and have no outcome yet are still pending.
            taken.ahead = [page for page in found if page.id not in taken.handed_out][::-1]
        if not taken.ahead:
            return None
        page = taken.ahead.pop()
        taken.handed_out.add(page.id)
        return page

    async def keep(self, page_id: int, response: Response, series: str) -> int:
        """Archive a response, durably, then write its row; return the capture's id."""
        kept = self._archivist.keep(page_id, captured(response, now()), series)
        return await asyncio.wrap_future(kept)

    async def settle(
        self,
        page_id: int,
        state: PageState,
        reason: str | None,
        *,
        capture_id: int | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Record what became of a page; one that stays gone marks its report as withdrawn."""
        run_id, at = self._services.run_id, now()

        def work(s: Session) -> None:
            write.record_outcome(
                s,
                run_id,
                page_id,
                state,
                reason=reason,
                capture_id=capture_id,
                at=at,
                not_before=not_before,
            )

        await self.do(work)

    async def settle_error(self, page: PendingPage, error: FetchError) -> None:
        """Record why a page could not be had; what is quarantined gets its row."""
        if isinstance(error, BadBody):
            await self.quarantine(page, error.code, f"{error.detail}: {page.url}")
            return
        not_before = None
        if isinstance(error, SiteDeferred):
            not_before = now() + timedelta(seconds=max(error.seconds or 0.0, RETRY_HOURS * 3600))
        await self.settle(page.id, error.state, error.reason, not_before=not_before)

    async def settle_unanswered(self, source_id: int) -> int:
        """Fail the pages that were handed out and have no outcome; return how many.

        The table says so, not a callback: whatever lost the answer, the page does not vanish.
        """
        taken = self._taken.get(source_id)
        if taken is None:
            return 0
        ahead = {page.id for page in taken.ahead}
        requested = taken.handed_out - ahead
        pending = await self.do(lambda s: write.pending_pages(s, source_id, limit=READ_AHEAD))
        lost = [page for page in pending if page.id in requested]
        for page in lost:
            await self.settle(page.id, PageState.FAILED, Reason.NO_ANSWER)
        return len(lost)

    async def quarantine(self, page: PendingPage, code: str, detail: str) -> None:
        """Set a page aside: its outcome and its quarantine row in one transaction."""
        run_id, at = self._services.run_id, now()

        def work(s: Session) -> None:
            write.quarantine(
                s,
                page_id=page.id,
                run_id=run_id,
                source_id=page.source_id,
                stage="fetch",
                code=code,
                detail=detail,
                at=at,
            )
            write.record_outcome(
                s, run_id, page.id, PageState.QUARANTINED, reason=f"{code}: {detail}", at=at
            )

        await self.do(work)

    async def alarm(
        self,
        source_id: int,
        code: AlarmCode | DoubtCode,
        detail: str,
        *,
        page_id: int | None = None,
        cause: str | None = None,
        amount: int | None = None,
    ) -> write.RaisedAlarm:
        """Ask for a person's attention; see db.write.alarms for cause and amount."""
        run_id, at = self._services.run_id, now()
        return await self.do(
            lambda s: write.raise_alarm(
                s,
                run_id=run_id,
                source_id=source_id,
                page_id=page_id,
                code=code,
                detail=detail,
                cause=cause,
                amount=amount,
                at=at,
            )
        )
