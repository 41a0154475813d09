"""One run of the ledger: its services, its captures a few at a time, its end, whatever happens.

A night, an import and a recleaning are opened, carried out and closed alike:

    with open_run(engine, folder, workers, new, begin) as (services, begun):
        with ended_in_ledger(services, write_sources) as end:
            ...
            end.well(exit_code, reason)
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.errors import DatabaseError
from db.write import end_run, start_run
from db.writer import Writer
from pipelines.archive.files import Archive, Recovered
from pipelines.children.pool import Workers
from pipelines.services import Services
from words.exit_codes import ExitCode
from words.runs import Origin, RunKind

__all__ = [
    "Ending",
    "NewRun",
    "RunEnd",
    "ended_in_ledger",
    "ending_of",
    "in_parallel",
    "open_dry_run",
    "open_run",
]

T = TypeVar("T")
R = TypeVar("R")

CLOSING_SECONDS = 5.0
"""How long a run that ends early waits for the writer: for what it was given, and for its rows."""
WAITING_PER_WORKER = 3
"""Captures on their way for each reading child: one is read, one stored, one waits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """How a run ended: its exit code and why, in one line."""

    exit_code: int
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRun:
    """What a run is opened with.

    topic: ofsted or all.
    """

    command: RunKind
    origin: Origin
    topic: str
    software: str
    config_sha256: str | None = None


def _ignore(found: Recovered) -> None:
    """Take no note of a file that a killed run left open."""


@contextmanager
def open_run(
    engine: Engine,
    archive: Path,
    workers: Workers,
    new: NewRun,
    begin: Callable[[Session, int], T],
    *,
    recovered: Callable[[Recovered], None] = _ignore,
) -> Iterator[tuple[Services, T]]:
    """Open a run and its services; at the end all of them are closed, the workers too.

    begin: writes the rows that belong to the start, in the transaction that opens the run; what it
    returns is handed on. recovered: called with each archive file that a killed run left open.

    To be called by the process that holds the home's lock. Raises DatabaseError, OSError.
    """

    def start(s: Session) -> tuple[int, T]:
        run_id = start_run(
            s,
            command=new.command,
            software=new.software,
            at=datetime.now(UTC),
            config_sha256=new.config_sha256,
        )
        return run_id, begin(s, run_id)

    with ExitStack() as stack:
        writer = _open_writer(stack, engine, workers)
        run_id, begun = writer.submit(start).result()
        files = stack.enter_context(Archive(archive, run_id=run_id))
        for found in files.recover():
            recovered(found)
        yield _services(stack, engine, writer, workers, files, new), begun


@contextmanager
def open_dry_run(
    engine: Engine, archive: Path, workers: Workers, new: NewRun
) -> Iterator[Services]:
    """Open the services of a run that writes nothing: it has no row, and 0 for its id."""
    with ExitStack() as stack:
        writer = _open_writer(stack, engine, workers)
        files = stack.enter_context(Archive(archive))
        yield _services(stack, engine, writer, workers, files, new)


def _open_writer(stack: ExitStack, engine: Engine, workers: Workers) -> Writer:
    """Start the writer; the stack closes it and the workers, also where nothing else opens."""
    stack.enter_context(workers)
    writer = Writer(engine)
    stack.callback(writer.close, patience=CLOSING_SECONDS)
    return writer


def _services(
    stack: ExitStack,
    engine: Engine,
    writer: Writer,
    workers: Workers,
    archive: Archive,
    new: NewRun,
) -> Services:
    """Return the services, to be closed before the archive.

    In this order: nothing more is read, what was read is stored (which may copy bytes within the
    archive), and only then are the archive's files finished.
    """
    stack.callback(writer.close, patience=CLOSING_SECONDS)
    stack.callback(workers.close)
    return Services(
        engine=engine,
        writer=writer,
        workers=workers,
        archive=archive,
        run_id=archive.run_id,
        topic=new.topic,
        origin=new.origin,
    )


@dataclass(slots=True)
class RunEnd:
    """How a run ends: said by whoever carries it out, final after `ended_in_ledger`."""

    ending: Ending | None = None

    @property
    def final(self) -> Ending:
        """How the run ended; raises RuntimeError when nobody has said so."""
        if self.ending is None:
            raise RuntimeError("a run came to its end without saying how")
        return self.ending

    def well(self, exit_code: int, reason: str | None) -> None:
        """Note how the run came to its end by itself."""
        self.ending = Ending(exit_code=exit_code, reason=reason)


WriteSources = Callable[[Session, Ending], Ending | None]
"""Writes the rows of a run's sources; may say that the run ends otherwise."""


@contextmanager
def ended_in_ledger(services: Services, write_sources: WriteSources) -> Iterator[RunEnd]:
    """Write the rows of the sources and the run's end, in one transaction, whatever happens.

    What was raised is raised again. That the rows could not be written is raised only where the
    run would have gone well: a lost database is no reason to hide why a run ended.
    """
    end = RunEnd()
    try:
        yield end
    except BaseException as error:
        end.ending = ending_of(error)
        _write_end(services, write_sources, end)
        raise
    _write_end(services, write_sources, end)


def ending_of(error: BaseException) -> Ending:
    """Return how a run ends that an error ends."""
    if isinstance(error, KeyboardInterrupt):
        words = " ".join(str(error).split())
        return Ending(
            exit_code=ExitCode.INTERRUPTED,
            reason=f"interrupted by {words}" if words else "interrupted",
        )
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    code = getattr(error, "exit_code", None)
    if isinstance(code, int):
        return Ending(exit_code=code, reason=reason)
    if isinstance(error, OSError):
        return Ending(exit_code=ExitCode.DISK, reason=f"disk: {reason}")
    return Ending(exit_code=ExitCode.BUG, reason=reason)


def _write_end(services: Services, write_sources: WriteSources, end: RunEnd) -> None:
    """Write the end, unless the run is a dry one; note what it was written as."""
    ending = end.final
    if services.run_id == 0:
        return

    def work(s: Session) -> Ending:
        final = write_sources(s, ending) or ending
        end_run(
            s,
            services.run_id,
            exit_code=final.exit_code,
            reason=final.reason,
            at=datetime.now(UTC),
        )
        return final

    is_early = ending.exit_code not in (ExitCode.WELL, ExitCode.PARTIAL)
    try:
        written = services.writer.submit(work)
        end.ending = written.result(CLOSING_SECONDS if is_early else None)
    except (DatabaseError, TimeoutError):
        if not is_early:
            raise


def in_parallel(
    work: Callable[[T], R],
    items: Iterable[T],
    services: Services,
    *,
    key: Callable[[T], Hashable] | None = None,
) -> Generator[R, None, None]:
    """Yield what became of each item, in the order in which they are done.

    A few are on their way at a time, each in a thread that mostly waits. key: items of the same
    key are worked on one after the other, in their order.

    Close it (contextlib.closing) when it is left early: the children are ended then, and what was
    being stored is stored. Raises what work raises.
    """
    most = services.workers.count * WAITING_PER_WORKER
    pool = ThreadPoolExecutor(most, thread_name_prefix="winnow-capture")
    running: set[Future[R]] = set()
    latest: dict[Hashable, Future[R]] = {}

    def after(before: Future[R] | None, item: T) -> R:
        if before is not None:
            wait([before])
        return work(item)

    try:
        for item in items:
            name = key(item) if key else None
            future = pool.submit(after, latest.get(name), item)
            running.add(future)
            if key:
                latest[name] = future
            while len(running) >= most:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                latest = {name: one for name, one in latest.items() if one in running}
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    except BaseException:
        services.workers.close()  # nobody waits for pages that are not wanted any more
        raise
    finally:
        pool.shutdown(cancel_futures=True)
