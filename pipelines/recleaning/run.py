"""One recleaning as a run of the ledger, and what it came to, source by source and rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.models import PageState
from db.queries.archived import Chosen, settled_pages
from db.write import end_run_source, start_run_source
from pipelines.children.pool import Workers
from pipelines.recleaning.rereading import LayoutOf, Recleaning, Reread
from pipelines.run import Ending, NewRun, ended_in_ledger, open_dry_run, open_run
from pipelines.services import Services
from words.exit_codes import ExitCode
from words.runs import Origin, RunKind

__all__ = ["RecleanRun", "RecleanSummary", "RuleCount", "SourceCount", "open_reclean"]

Progress = Callable[[int, int, Reread], None]
"""Called with (reports done, reports in all, the report done last)."""


@dataclass(slots=True)
class RuleCount:
    """Blocks of changed reports that a rule cuts now and nothing cut before; and the reverse."""

    newly_removed: int = 0
    no_longer_removed: int = 0


@dataclass(slots=True)
class SourceCount:
    """What reading one source's reports again came to."""

    states: Counter[PageState] = field(default_factory=Counter)
    facts_changed: int = 0
    rules: dict[str, RuleCount] = field(default_factory=dict)

    def add(self, reread: Reread) -> None:
        """Count one report."""
        self.states[reread.state] += 1
        self.facts_changed += reread.facts_changed
        if reread.change is None:
            return
        for rule, count in reread.change.newly_removed.items():
            self.rules.setdefault(rule, RuleCount()).newly_removed += count
        for rule, count in reread.change.no_longer_removed.items():
            self.rules.setdefault(rule, RuleCount()).no_longer_removed += count


@dataclass(slots=True)
class RecleanSummary:
    """Counts by the key of the source."""

    sources: dict[str, SourceCount] = field(default_factory=dict)

    def add(self, reread: Reread) -> None:
        """Count one report."""
        self.sources.setdefault(reread.report.source, SourceCount()).add(reread)

    def total(self, state: PageState) -> int:
        """Return how many reports ended in a state."""
        return sum(count.states[state] for count in self.sources.values())

    def in_words(self, total: int) -> str:
        """Return "12 of 300 reports changed, 1 could not be read again"."""
        bad = self.total(PageState.QUARANTINED)
        words = f"{self.total(PageState.STORED)} of {total} reports changed"
        return f"{words}, {bad} could not be read again" if bad else words

    @property
    def exit_code(self) -> int:
        """3 where a report could not be read again, else 0."""
        is_partial = self.total(PageState.QUARANTINED)
        return ExitCode.PARTIAL if is_partial else ExitCode.WELL


@dataclass(frozen=True, kw_only=True, slots=True)
class RecleanRun:
    """An open recleaning. dry_run: it has no run in the ledger and writes nothing."""

    services: Services
    chosen: Sequence[Chosen]
    dry_run: bool

    def run(self, layout_of: LayoutOf, progress: Progress) -> RecleanSummary:
        """Read the chosen reports again, and close the run in the ledger, also when it is stopped.

        Raises DatabaseError, WorkersUnavailable, OSError, KeyboardInterrupt.
        """
        summary = RecleanSummary()
        with ended_in_ledger(self.services, self._write_sources) as end:
            self._read_all(layout_of, progress, summary)
            end.well(summary.exit_code, summary.in_words(len(self.chosen)))
        return summary

    def _read_all(self, layout_of: LayoutOf, progress: Progress, summary: RecleanSummary) -> None:
        job = Recleaning(self.services, layout_of, dry_run=self.dry_run)
        with closing(job.run(self.chosen)) as rereads:
            for done, reread in enumerate(rereads, start=1):
                summary.add(reread)
                progress(done, len(self.chosen), reread)

    def _write_sources(self, s: Session, ending: Ending) -> None:
        """Write how each source fared: what was not reached, what could not be read again."""
        settled = settled_pages(s, self.services.run_id)
        for source_id, pages in self._pages_by_source().items():
            left = sum(page not in settled for page in pages)
            bad = sum(settled.get(page) == PageState.QUARANTINED for page in pages)
            status, why = _fared(left, bad, ending.reason)
            end_run_source(
                s, self.services.run_id, source_id, status=status, reason=why, pending=left
            )

    def _pages_by_source(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for one in self.chosen:
            found.setdefault(one.source_id, []).append(one.page_id)
        return found


def _fared(left: int, bad: int, reason: str | None) -> tuple[str, str | None]:
    """Return status and reason of a source with so many reports not reached, and not readable."""
    if left:
        return "failed", reason
    return ("alarmed", f"{bad} could not be read again") if bad else ("ok", None)


@contextmanager
def open_reclean(
    engine: Engine,
    archive: Path,
    workers: Workers,
    chosen: Sequence[Chosen],
    *,
    dry_run: bool,
    software: str,
    config_sha256: str | None = None,
) -> Iterator[RecleanRun]:
    """Open a recleaning and its services; they are closed at the end, the workers with them.

    Unless dry_run, to be called by the process that holds the home's lock. Raises DatabaseError.
    """

    def begin(s: Session, run_id: int) -> None:
        for source_id, found in Counter(one.source_id for one in chosen).items():
            start_run_source(s, run_id, source_id, found=found)

    new = NewRun(
        command=RunKind.RECLEAN,
        origin=Origin.RECLEAN,
        topic="all",
        software=software,
        config_sha256=config_sha256,
    )
    if dry_run:
        with open_dry_run(engine, archive, workers, new) as services:
            yield RecleanRun(services=services, chosen=chosen, dry_run=True)
        return
    with open_run(engine, archive, workers, new, begin) as (services, _):
        yield RecleanRun(services=services, chosen=chosen, dry_run=False)
