"""One run of the crawler: what its spiders share, and how it ends.

`crawler.opening` opens and closes it; Scrapy's crawlers carry it (`attach`, `run_of`).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from crawler import ledger
from crawler.config import Config
from crawler.frontier import Frontier, now
from crawler.plans import Plan
from crawler.progress import Event, Happened, Progress, silent
from crawler.source_run import SourceRun
from db import queries, write
from db.home import Home
from db.models.base import PageState
from pipelines.run import Ending, ending_of
from pipelines.services import Services, lend
from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

SUMS_DIFFER = Ending(
    exit_code=ExitCode.BUG, reason="the sums do not add up: a page was lost; please report"
)


@dataclass(kw_only=True)
class NightRun:
    """What the spiders of one run share.

    expected: keys of the sources that are to be crawled. night_began_at: the start of this run, or
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
    early_end: Ending | None = None
    stop_spiders: Callable[[], None] | None = None  # set by whoever runs them
    ended_sources: list[SourceRun] = field(default_factory=list)
    open_sources: dict[str, SourceRun] = field(default_factory=dict)
    bugs: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the current time, aware UTC."""
        return now()

    async def begin_source(self, source: SourceRun) -> None:
        """Write that a source is being crawled."""
        self.open_sources[source.plan.key] = source
        run_id = self.services.run_id
        await self.frontier.do(lambda s: write.start_run_source(s, run_id, source.source_id))
        self._report(Happened.SOURCE_STARTED, source)

    async def end_source(self, source: SourceRun) -> None:
        """Settle what was requested without an answer, and write how the source fared."""
        lost = await self.frontier.settle_unanswered(source.source_id)
        if lost:
            source.problems.append(f"{lost} pages without an answer")
        run_id = self.services.run_id

        def work(s: Session) -> dict[str, int]:
            self._write_source(s, source, source.status, source.reason)
            return ledger.outcome_counts(s, run_id, source.source_id)

        source.outcomes = Counter(await self.frontier.do(work))
        del self.open_sources[source.plan.key]
        self.ended_sources.append(source)
        self._report(Happened.SOURCE_FINISHED, source, source.reason)

    def _write_source(self, s: Session, source: SourceRun, status: str, reason: str | None) -> None:
        """Write the row of a source in this run."""
        run_id = self.services.run_id
        write.end_run_source(
            s,
            run_id,
            source.source_id,
            status=status,
            reason=reason,
            listings_read=source.listings_read,
            listings_failed=source.listings_failed,
            discovered=source.discovered,
            requests=source.requests,
            fetched_bytes=source.fetched_bytes,
            median_chars=ledger.median_chars(s, run_id, source.source_id),
            seconds=round(source.seconds, 1),
        )

    def page_settled(self, source: SourceRun, state: PageState) -> None:
        """Count a page that has its outcome, and report it."""
        source.outcomes[state.value] += 1
        self._report(Happened.PAGE_SETTLED, source)

    def _report(self, kind: Happened, source: SourceRun, detail: str | None = None) -> None:
        """Hand an event to whoever watches."""
        self.progress(
            Event(
                kind=kind,
                source=source.plan.key,
                name=source.plan.row.name,
                counts=dict(source.outcomes),
                detail=detail,
                finished=len(self.ended_sources),
                sources=len(self.expected),
            )
        )

    def note_bug(self, source: SourceRun, error: Exception) -> None:
        """Record that a source failed for an unforeseen reason; the other sources go on."""
        log.error("%s: %s", source.plan.key, error, exc_info=error)
        source.lost = True
        source.problems.append(f"bug: {type(error).__name__}: {error}")
        self.bugs.append(f"{source.plan.key}: {type(error).__name__}: {error}")

    def end_for(self, error: BaseException) -> None:
        """End the run because of an error that no source can go on after."""
        for inner in getattr(error, "exceptions", ()):
            self.end_for(inner)
            return
        ending = ending_of(error)
        if ending.exit_code == ExitCode.BUG:
            log.error("the run ends: %s", error, exc_info=error)
            ending = Ending(exit_code=ExitCode.BUG, reason=f"{type(error).__name__}: {error}")
        self.end_early(ending)

    def end_early(self, ending: Ending) -> None:
        """Ask the spiders to end; the first reason stands."""
        if self.early_end is not None:
            return
        self.early_end = ending
        log.warning("ending early: %s", ending.reason)
        self.progress(
            Event(kind=Happened.STOPPING, detail=ending.reason, sources=len(self.expected))
        )
        if self.stop_spiders is not None:
            self.stop_spiders()

    def verdict(self) -> Ending:
        """Return the exit code of the run and why, in one line."""
        if self.early_end is not None:
            return self.early_end
        if self.bugs:
            return Ending(exit_code=ExitCode.BUG, reason=f"a bug: {self.bugs[0]}")
        bad = [source.plan.key for source in self.ended_sources if source.status != "ok"]
        if bad:
            shown = ", ".join(bad[:5]) + (" …" if len(bad) > 5 else "")
            words = f"{len(bad)} of {len(self.ended_sources)} sources failed or alarmed: {shown}"
            return Ending(exit_code=ExitCode.PARTIAL, reason=words)
        return Ending(exit_code=ExitCode.WELL, reason=f"{len(self.ended_sources)} sources read")

    def write_sources(self, s: Session, ending: Ending) -> Ending:
        """Write the rows of sources that were cut short; return the ending, if the sums add up."""
        by_key = {plan.key: plan for plan in self.plans}
        left = self.expected - {source.plan.key for source in self.ended_sources}
        for key in sorted(left):
            source = self.open_sources.get(key) or SourceRun(
                plan=by_key[key], source_id=self.source_ids[key]
            )
            self._write_source(s, source, "skipped", ending.reason)
        table = queries.run_table(s, self.services.run_id)
        return ending if table.adds_up is not False else SUMS_DIFFER


def attach(run: NightRun, crawler: Crawler) -> None:
    """Have one of Scrapy's crawlers carry the run, and lend its services to the item pipelines."""
    crawler.winnow_run = run  # type: ignore[attr-defined]
    lend(run.services, crawler)


def run_of(crawler: Crawler) -> NightRun:
    """Return the run that a crawler carries; raises RuntimeError for one that carries none."""
    run: NightRun | None = getattr(crawler, "winnow_run", None)
    if run is None:
        raise RuntimeError("no run is open: use `winnow nightly`, `winnow crawl` or `scrapy crawl`")
    return run
