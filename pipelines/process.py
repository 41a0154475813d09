"""The one way through the house: a capture is read in a child and stored in one transaction.

The Scrapy stages, `winnow import` and `winnow reclean` all come through here. Reading is
`read_capture`; what a page's state becomes is `verdict.judge`, a pure function;
`store.store_reading` writes report, version, removed blocks, facts, page state, outcome and
quarantine row, or nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime

from db.errors import DatabaseError
from db.text import storable
from pipelines.capture import CaptureToRead, ProcessOutcome
from pipelines.children.calls import ChildAnswer, ReadCall, ReadFailure
from pipelines.page.forms import role_of
from pipelines.reading.model import PageContext
from pipelines.services import Services
from pipelines.storing.rows import iso_time
from pipelines.storing.store import store_reading
from words.quarantine import QuarantineCode

__all__ = [
    "CaptureToRead",
    "ProcessOutcome",
    "process_capture",
    "read_capture",
    "store_answer",
    "store_reading",
]

log = logging.getLogger(__name__)


def process_capture(capture: CaptureToRead, services: Services) -> ProcessOutcome:
    """Read a capture and store what was read; returns after the commit.

    Raises DatabaseError when the database is lost and WorkersUnavailable when nothing can be read:
    then the page is still pending.
    """
    return store_answer(capture, read_capture(capture, services).result(), services).result()


def read_capture(capture: CaptureToRead, services: Services) -> Future[ChildAnswer]:
    """Hand a capture to a reading child."""
    blocks = services.site_blocks.of(services.engine, capture.source_id)
    call = ReadCall(
        role=role_of(
            capture.role, capture.payload, capture.content_type, capture.file_name or capture.url
        ),
        payload=capture.payload,
        url=capture.url,
        content_type=capture.content_type,
        context=_context(capture, blocks),
    )
    return services.workers.prepare(call, capture)


def store_answer(
    capture: CaptureToRead, answer: ChildAnswer, services: Services
) -> Future[ProcessOutcome]:
    """Hand an answer to the writer. A capture that cannot be stored is set aside, not lost."""
    at = datetime.now(UTC)
    done: Future[ProcessOutcome] = Future()
    done.set_running_or_notify_cancel()

    def store(what: ChildAnswer, then: Callable[[Future[ProcessOutcome]], None]) -> None:
        try:
            stored = services.writer.submit(lambda s: store_reading(s, capture, what, at=at))
        except RuntimeError as error:  # the writer was closed in between
            done.set_exception(error)
        else:
            stored.add_done_callback(then)

    def after_storing(stored: Future[ProcessOutcome]) -> None:
        error = stored.exception()
        if error is None or _is_no_fault_of_the_page(error):
            _hand_on(stored, done)
        else:
            log.error("%s could not be stored: %r", capture.url, error)
            store(_store_error(error), lambda aside: _hand_on(aside, done))

    store(answer, after_storing)
    return done


def _is_no_fault_of_the_page(error: BaseException) -> bool:
    """Whether database or disk failed: then the page is still pending, and tried again."""
    return isinstance(error, (DatabaseError, OSError)) or not isinstance(error, Exception)


def _store_error(error: BaseException) -> ReadFailure:
    detail = storable(f"{type(error).__name__}: {error}")[:500]
    return ReadFailure(code=QuarantineCode.STORE_ERROR, detail=detail)


def _hand_on(source: Future[ProcessOutcome], target: Future[ProcessOutcome]) -> None:
    error = source.exception()
    if error is None:
        target.set_result(source.result())
    else:
        target.set_exception(error)


def _context(capture: CaptureToRead, blocks: Mapping[str, str]) -> PageContext:
    listing = capture.listing
    return PageContext(
        source=capture.source_key,
        layout=capture.layout,
        listing_title=listing.get("title"),
        listing_published=iso_time(listing.get("published")),
        listing_modified=iso_time(listing.get("modified")),
        listing_via=listing.get("via"),
        headers=capture.headers,
        content_type=capture.content_type,
        fetched_at=capture.fetched_at,
        repeated_blocks=blocks,
    )
