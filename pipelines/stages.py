"""The Scrapy item pipelines: a child reads, the writer stores, the reactor waits for neither.

Items are `CaptureToRead`. The reading stage hands on a `ReadCapture`, the storing stage a
`ProcessOutcome`: what became of the page, committed. Both get the services of the run from the
crawler (`from_crawler`). What a stage raises (a lost database, no reading process) leaves the page
pending.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Self

from scrapy.exceptions import NotConfigured

from pipelines.children.calls import ChildAnswer
from pipelines.process import CaptureToRead, ProcessOutcome, read_capture, store_answer
from pipelines.services import Services, services_of

__all__ = ["ReadCapture", "ReadPipeline", "StorePipeline"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCapture:
    """A capture with what was read from it."""

    capture: CaptureToRead
    answer: ChildAnswer


class _Stage:
    """An item pipeline over the services of a run."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build with the services of the crawler's run.

        Raises NotConfigured, by which Scrapy leaves the stage out, for a crawler without a run
        (`scrapy shell`).
        """
        services = services_of(crawler)
        if services is None:
            raise NotConfigured("no run is open")
        return cls(services)


class ReadPipeline(_Stage):
    """Awaits a reading child."""

    async def process_item(self, item: CaptureToRead) -> ReadCapture:
        """Return the capture with its answer; raises WorkersUnavailable, DatabaseUnreachable."""
        services = self._services
        if not services.site_blocks.is_fresh(item.source_id):  # else the database is asked
            await asyncio.to_thread(services.site_blocks.of, services.engine, item.source_id)
        reading = read_capture(item, services)
        return ReadCapture(capture=item, answer=await asyncio.wrap_future(reading))


class StorePipeline(_Stage):
    """Awaits the writer: the item is through when the transaction is committed."""

    async def process_item(self, item: ReadCapture) -> ProcessOutcome:
        """Store what was read; raises DatabaseError when the database is lost."""
        return await asyncio.wrap_future(store_answer(item.capture, item.answer, self._services))
