"""The one thread that writes: each piece of work is one transaction, and outages are waited out."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.engine import is_sqlite
from db.errors import DatabaseUnreachable, DiskFull, first_line, is_disk_full, is_outage

log = logging.getLogger(__name__)

T = TypeVar("T")
Job = tuple[Callable[[Session], Any], "Future[Any]"]

FIRST_WAIT = 0.1
LONGEST_WAIT = 5.0


class _Uncertain(Exception):
    """The connection died while committing; `xid` tells whether PostgreSQL kept the work."""

    def __init__(self, xid: str, error: DBAPIError, value: Any) -> None:
        super().__init__(xid)
        self.xid, self.error, self.value = xid, error, value


class Writer:
    """Runs submitted work in one thread, each piece in ONE transaction, in the order given.

    outage_seconds: how long a lost or locked database is waited for. After that `broken` is set,
    and every pending and later future fails with DatabaseUnreachable.
    """

    def __init__(self, engine: Engine, *, outage_seconds: float = 300.0) -> None:
        self.broken = threading.Event()
        self._engine = engine
        self._outage_seconds = outage_seconds
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._gate = threading.Lock()  # so that nothing is queued behind the end mark
        self._give_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="winnow-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        """Queue work; its future gets the result after the commit, or the exception it raised.

        The work may be run again after an outage, so it must do nothing but use its session.
        Raises RuntimeError after close().
        """
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise RuntimeError("the writer is closed")
            self._jobs.put((work, future))
        return future

    def close(self, *, patience: float | None = None) -> None:
        """Finish everything that was submitted, then stop the thread.

        patience: seconds after which an outage is no longer waited for; None = outage_seconds.
        """
        with self._gate:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if patience is not None:
            self._thread.join(patience)
            self._give_up.set()
        self._thread.join()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, future = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                value = self._do(work)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(value)
            del job, work, future  # an idle writer holds on to no page

    def _do(self, work: Callable[[Session], Any]) -> Any:
        """Run the work until it is committed, raises, or the outage lasts too long."""
        if self.broken.is_set():
            raise DatabaseUnreachable(f"{self._shown} did not come back; nothing more is written")
        started = time.monotonic()
        wait = FIRST_WAIT
        uncertain: _Uncertain | None = None
        while True:
            try:
                if uncertain and self._was_committed(uncertain.xid):
                    return uncertain.value
                uncertain = None
                return self._transact(work)
            except _Uncertain as doubt:
                uncertain, error = doubt, doubt.error
            except DBAPIError as failure:
                error = failure
            self._refuse_what_waiting_cannot_mend(error, time.monotonic() - started)
            log.warning("database outage, waiting %.1f s: %s", wait, first_line(error))
            self._give_up.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _refuse_what_waiting_cannot_mend(self, error: DBAPIError, waited: float) -> None:
        """Raise the error itself, DiskFull or DatabaseUnreachable; return if waiting may help."""
        if is_disk_full(error):
            raise DiskFull(f"no room left for the database {self._shown}") from error
        if not is_outage(error):
            raise error
        if waited >= self._outage_seconds or self._give_up.is_set():
            self.broken.set()
            raise DatabaseUnreachable(
                f"{self._shown} was away for {waited:.0f} s: {first_line(error)}"
            ) from error

    def _transact(self, work: Callable[[Session], Any]) -> Any:
        with Session(self._engine, expire_on_commit=False) as session:
            value = work(session)
            session.flush()
            xid = None if is_sqlite(self._engine) else _transaction_id(session)
            try:
                session.commit()
            except DBAPIError as error:
                if xid and is_outage(error):
                    raise _Uncertain(xid, error, value) from error
                raise
            return value

    def _was_committed(self, xid: str) -> bool:
        """Ask PostgreSQL whether a transaction whose commit went unanswered was kept."""
        asked = text("SELECT pg_xact_status(CAST(CAST(:xid AS text) AS xid8))")
        while True:
            with self._engine.connect() as connection:
                status = connection.execute(asked, {"xid": xid}).scalar()
            if status != "in progress":
                return bool(status == "committed")
            self._give_up.wait(FIRST_WAIT)  # the server has not yet noticed the lost connection

    @property
    def _shown(self) -> str:
        return self._engine.url.render_as_string(hide_password=True)


def _transaction_id(session: Session) -> str | None:
    """Return the transaction's identity; None if it wrote nothing."""
    asked = text("SELECT CAST(pg_current_xact_id_if_assigned() AS text)")
    found: str | None = session.execute(asked).scalar()
    return found
