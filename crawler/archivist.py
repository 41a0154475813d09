"""The thread that keeps what was fetched: bytes first, durably, then the rows that point at them.

What several sources hand over at the same time shares one fsync and one transaction. A row is
committed only after the bytes of its record have reached the disk; a kill in between leaves bytes
without a row, and their page pending.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from db.write import CaptureRow, record_capture
from pipelines.archive.files import ArchivedAt, CapturedResponse
from pipelines.services import Services

MOST_AT_ONCE = 64  # captures of one fsync and one transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A response on its way. done: gets the id of its capture, after the commit."""

    page_id: int
    series: str
    response: CapturedResponse = field(repr=False)
    done: Future[int] = field(default_factory=Future)


class Archivist:
    """Keeps responses, in the order in which they are handed over."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._waiting: queue.SimpleQueue[Kept | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="winnow-archivist", daemon=True)
        self._thread.start()

    def keep(self, page_id: int, response: CapturedResponse, series: str) -> Future[int]:
        """Hand over a response; the future has the capture's id, or the OSError or DatabaseError
        that befell it.
        """
        one = Kept(page_id=page_id, series=series, response=response)
        self._waiting.put(one)
        return one.done

    def close(self) -> None:
        """Return when everything that was handed over lies in the archive."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, is_over = self._with_others(first)
            self._keep([one for one in batch if one.done.set_running_or_notify_cancel()])
            del first, batch  # an idle archivist holds on to no page
            if is_over:
                return

    def _with_others(self, first: Kept) -> tuple[list[Kept], bool]:
        """Return what waits at this moment, and whether the end mark was among it."""
        batch = [first]
        while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
            found = self._waiting.get()
            if found is None:
                return batch, True
            batch.append(found)
        return batch, False

    def _keep(self, batch: list[Kept]) -> None:
        """Append every response, sync once, and only then have the rows written."""
        placed: list[tuple[Kept, CaptureRow]] = []
        for one in batch:
            try:
                place = self._services.archive.append(one.series, one.response)
            except Exception as error:
                one.done.set_exception(error)
            else:
                placed.append((one, _row(one, place, self._services.run_id)))
        try:
            self._services.archive.sync()
        except Exception as error:
            for one, _ in placed:
                one.done.set_exception(error)
        else:
            self._write(placed)

    def _write(self, placed: list[tuple[Kept, CaptureRow]]) -> None:
        """Hand the rows to the writer, in one transaction."""
        if not placed:
            return
        rows = [row for _, row in placed]

        def work(s: Session) -> list[int]:
            return [record_capture(s, row) for row in rows]

        try:
            written = self._services.writer.submit(work)
        except RuntimeError as error:  # the writer was closed in between
            for one, _ in placed:
                one.done.set_exception(error)
        else:
            written.add_done_callback(partial(self._answer, placed))

    def _answer(self, placed: list[tuple[Kept, CaptureRow]], written: Future[list[int]]) -> None:
        """Hand the ids on; where the rows could not be written together, write them one by one."""
        error = written.exception()
        if error is None:
            for (one, _), capture_id in zip(placed, written.result(), strict=True):
                one.done.set_result(capture_id)
        elif len(placed) == 1:
            placed[0][0].done.set_exception(error)
        else:
            for pair in placed:
                self._write([pair])


def _row(one: Kept, place: ArchivedAt, run_id: int) -> CaptureRow:
    """Return the row that points at a record."""
    response = one.response
    return CaptureRow(
        page_id=one.page_id,
        run_id=run_id,
        url=response.url,
        fetched_at=response.fetched_at,
        status=response.status,
        headers=response.headers_by_name(),
        content_type=response.header("content-type"),
        payload_sha256=place.payload_sha256,
        payload_bytes=place.payload_bytes,
        series=place.series,
        warc_file=place.file,
        warc_offset=place.offset,
        warc_length=place.length,
    )
