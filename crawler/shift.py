"""One run of the crawl room: what its spiders share, and how it ends.

There is one shift per process. `crawler.opening` opens and closes it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from crawler import ledger
from crawler.config import Config
from crawler.frontier import Frontier, now
from crawler.plans import Plan
from crawler.progress import Event, Happened, Progress, silent
from crawler.visit import Visit
from db import queries, write
from db.errors import DatabaseError
from db.home import Home
from pipelines.services import Services
from words.exit_codes import ExitCode

log = logging.getLogger(__name__)

CLOSING_SECONDS = 5.0  # how long the writer may take over what it was given, at an early end


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """Why a run ends early, and with which exit code."""

    exit_code: int
    reason: str


SUMS_DIFFER = Stop(
    exit_code=ExitCode.BUG, reason="the sums do not add up: a page was lost; please report"
)


@dataclass(kw_only=True)
class Shift:
    """What the spiders of one run share.

    expected: keys of the sources that are to be visited. night_began_at: the start of this run, or
    of the killed one that it takes up.
    """

    config: Config
    home: Home
    services: Services
    frontier: Frontier
    plans: tuple[Plan, ...]
    source_ids: dict[str, int]
    expected: frozenset[str]
    night_began_at: datetime
    progress: Progress = silent
    stop: Stop | None = None
    stopper: Callable[[], None] | None = None  # ends the spiders; set by whoever runs them
    visits: list[Visit] = field(default_factory=list)  # ended ones
    open_visits: dict[str, Visit] = field(default_factory=dict)
    bugs: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the current time, aware UTC."""
        return now()

    async def begin_visit(self, visit: Visit) -> None:
        """Write that a source is being visited."""
        self.open_visits[visit.plan.key] = visit
        run_id = self.services.run_id
        await self.frontier.do(lambda s: write.start_run_source(s, run_id, visit.source_id))
        self._tell(Happened.SOURCE_STARTED, visit)

    async def end_visit(self, visit: Visit) -> None:
        """Settle what was asked for without an answer, and write how the source fared."""
        lost = await self.frontier.settle_unanswered(visit.source_id)
        if lost:
            visit.problems.append(f"{lost} pages without an answer")
        run_id = self.services.run_id

        def work(s: Session) -> dict[str, int]:
            self._write_visit(s, visit, visit.status, visit.reason)
            return ledger.outcome_counts(s, run_id, visit.source_id)

        visit.progress = Counter(await self.frontier.do(work))
        del self.open_visits[visit.plan.key]
        self.visits.append(visit)
        self._tell(Happened.SOURCE_FINISHED, visit, visit.reason)

    def _write_visit(self, s: Session, visit: Visit, status: str, reason: str | None) -> None:
        """Write the row of a source in this run."""
        run_id = self.services.run_id
        write.end_run_source(
            s,
            run_id,
            visit.source_id,
            status=status,
            reason=reason,
            listings_read=visit.listings_read,
            listings_failed=visit.listings_failed,
            discovered=visit.discovered,
            requests=visit.requests,
            fetched_bytes=visit.fetched_bytes,
            median_chars=ledger.median_chars(s, run_id, visit.source_id),
            seconds=round(visit.seconds, 1),
        )

    def page_settled(self, visit: Visit) -> None:
        """Tell that one more page has its outcome."""
        self._tell(Happened.PAGE_SETTLED, visit)

    def _tell(self, kind: Happened, visit: Visit, detail: str | None = None) -> None:
        """Hand an event to whoever watches."""
        self.progress(
            Event(
                kind=kind,
                source=visit.plan.key,
                name=visit.plan.row.name,
                counts=dict(visit.progress),
                detail=detail,
                finished=len(self.visits),
                sources=len(self.expected),
            )
        )

    def note_bug(self, visit: Visit, error: Exception) -> None:
        """Record that a visit failed for a reason nobody foresaw; the other sources go on."""
        log.error("%s: %s", visit.plan.key, error, exc_info=error)
        visit.lost = True
        visit.problems.append(f"bug: {type(error).__name__}: {error}")
        self.bugs.append(f"{visit.plan.key}: {type(error).__name__}: {error}")

    def stop_for(self, error: BaseException) -> None:
        """End the run because of an error that no source can go on after."""
        for inner in getattr(error, "exceptions", ()):
            self.stop_for(inner)
            return
        if isinstance(error, DatabaseError):
            self.end_early(Stop(exit_code=error.exit_code, reason=str(error)))
        elif isinstance(error, OSError):
            self.end_early(Stop(exit_code=ExitCode.DISK, reason=f"disk: {error}"))
        else:
            log.error("the run ends: %s", error, exc_info=error)
            self.end_early(Stop(exit_code=ExitCode.BUG, reason=f"{type(error).__name__}: {error}"))

    def end_early(self, stop: Stop) -> None:
        """Ask the spiders to end; the first reason stands."""
        if self.stop is not None:
            return
        self.stop = stop
        log.warning("ending early: %s", stop.reason)
        self.progress(Event(kind=Happened.STOPPING, detail=stop.reason, sources=len(self.expected)))
        if self.stopper is not None:
            self.stopper()

    def verdict(self) -> Stop:
        """Return the exit code of the run and why, in one line."""
        if self.stop is not None:
            return self.stop
        if self.bugs:
            return Stop(exit_code=ExitCode.BUG, reason=f"a bug: {self.bugs[0]}")
        bad = [visit.plan.key for visit in self.visits if visit.status != "ok"]
        if bad:
            shown = ", ".join(bad[:5]) + (" …" if len(bad) > 5 else "")
            words = f"{len(bad)} of {len(self.visits)} sources failed or alarmed: {shown}"
            return Stop(exit_code=ExitCode.PARTIAL, reason=words)
        return Stop(exit_code=ExitCode.WELL, reason=f"{len(self.visits)} sources read")

    def close(self) -> Stop:
        """Write the rows of sources that were cut short, and the run's end; return the verdict."""
        stop = self.verdict()
        if self.services.writer.broken.is_set():
            return stop
        left = self.expected - {visit.plan.key for visit in self.visits}
        by_key = {plan.key: plan for plan in self.plans}

        def work(s: Session) -> Stop:
            for key in sorted(left):
                visit = self.open_visits.get(key) or Visit(
                    plan=by_key[key], source_id=self.source_ids[key]
                )
                self._write_visit(s, visit, "skipped", stop.reason)
            table = queries.run_table(s, self.services.run_id)
            ended = stop if table.adds_up is not False else SUMS_DIFFER
            write.end_run(
                s, self.services.run_id, exit_code=ended.exit_code, reason=ended.reason, at=now()
            )
            return ended

        return self.services.writer.submit(work).result(CLOSING_SECONDS)


_current: Shift | None = None


def make_current(shift: Shift | None) -> None:
    """Make this the process's shift; None when it is over."""
    global _current
    _current = shift


def current_shift() -> Shift:
    """Return the process's shift; raises RuntimeError when none is open."""
    if _current is None:
        raise RuntimeError(
            "no shift is open: run `winnow nightly`, `winnow crawl` or `scrapy crawl`"
        )
    return _current


def is_open() -> bool:
    """Tell whether this process has a shift."""
    return _current is not None
