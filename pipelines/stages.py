"""The Scrapy item pipelines: a child reads, the writer stores, the reactor waits for neither.

Items are `CaptureToRead`. The reading stage hands on a `ReadCapture`; the storing stage gives the
`CaptureToRead` back, so that whoever listens to `item_scraped` knows the page. What a stage raises
(a lost database, no reading process) leaves the page pending.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from pipelines.children.calls import ReadAnswer
from pipelines.process import CaptureToRead, read_capture, store_answer
from pipelines.services import current

__all__ = ["ReadCapture", "ReadPipeline", "StorePipeline"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCapture:
    """A capture with what was read from it."""

    capture: CaptureToRead
    answer: ReadAnswer


class ReadPipeline:
    """Awaits a reading child."""

    async def process_item(self, item: CaptureToRead) -> ReadCapture:
        """Return the capture with its answer; raises WorkersUnavailable, DatabaseUnreachable."""
        services = current()
        reading = await asyncio.to_thread(read_capture, item, services)
        return ReadCapture(capture=item, answer=await asyncio.wrap_future(reading))


class StorePipeline:
    """Awaits the writer: the item is through when the transaction is committed."""

    async def process_item(self, item: ReadCapture) -> CaptureToRead:
        """Store what was read; raises DatabaseError when the database is lost."""
        await asyncio.wrap_future(store_answer(item.capture, item.answer, current()))
        return item.capture
