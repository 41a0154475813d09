"""One recleaning as a run of the ledger, and what it came to, source by source and rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.errors import DatabaseError
from db.models import PageState
from db.queries.archived import Chosen, settled_pages
from db.write import end_run, end_run_source, start_run, start_run_source
from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.children.pool import Workers
from pipelines.recleaning.rereading import LayoutOf, Recleaning, Reread
from pipelines.services import Services
from words.exit_codes import ExitCode
from words.runs import Origin, RunKind

__all__ = ["RecleanRun", "RecleanSummary", "RuleCount", "SourceCount", "open_reclean"]

CLOSING_SECONDS = 10.0
"""How long the ledger's last rows may wait for a lost database."""

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
        try:
            self._read_all(layout_of, progress, summary)
        except KeyboardInterrupt:
            self._end(ExitCode.INTERRUPTED, "interrupted")
            raise
        except Exception as error:
            reason = " ".join(str(error).split())[:300] or type(error).__name__
            self._end(getattr(error, "exit_code", ExitCode.BUG), reason)
            raise
        self._end(summary.exit_code, summary.in_words(len(self.chosen)))
        return summary

    def _read_all(self, layout_of: LayoutOf, progress: Progress, summary: RecleanSummary) -> None:
        job = Recleaning(self.services, layout_of, dry_run=self.dry_run)
        with closing(job.run(self.chosen)) as rereads:
            for done, reread in enumerate(rereads, start=1):
                summary.add(reread)
                progress(done, len(self.chosen), reread)

    def _end(self, exit_code: int, reason: str) -> None:
        """Write the run's end; a lost database is no reason to hide why the run ended."""
        if self.dry_run:
            return
        run_id = self.services.run_id

        def work(s: Session) -> None:
            settled = settled_pages(s, run_id)
            for source_id, pages in self._pages_by_source().items():
                left = sum(page not in settled for page in pages)
                bad = sum(settled.get(page) == PageState.QUARANTINED for page in pages)
                status, why = _fared(left, bad, reason)
                end_run_source(s, run_id, source_id, status=status, reason=why, pending=left)
            end_run(s, run_id, exit_code=exit_code, reason=reason, at=datetime.now(UTC))

        try:
            self.services.writer.submit(work).result(CLOSING_SECONDS)
        except (DatabaseError, TimeoutError):
            if exit_code == ExitCode.WELL:
                raise

    def _pages_by_source(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for one in self.chosen:
            found.setdefault(one.source_id, []).append(one.page_id)
        return found


def _fared(left: int, bad: int, reason: str) -> tuple[str, str | None]:
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

    def begin(s: Session) -> int:
        at = datetime.now(UTC)
        run_id = start_run(
            s, command=RunKind.RECLEAN, software=software, at=at, config_sha256=config_sha256
        )
        for source_id, found in Counter(one.source_id for one in chosen).items():
            start_run_source(s, run_id, source_id, found=found)
        return run_id

    with ExitStack() as stack:
        stack.enter_context(workers)
        writer = Writer(engine)
        stack.callback(lambda: writer.close(patience=CLOSING_SECONDS))
        run_id = 0 if dry_run else writer.submit(begin).result()
        services = Services(
            engine=engine,
            writer=writer,
            workers=workers,
            archive=stack.enter_context(Archive(archive, run_id=run_id)),
            run_id=run_id,
            topic="all",
            origin=Origin.RECLEAN,
        )
        yield RecleanRun(services=services, chosen=chosen, dry_run=dry_run)
