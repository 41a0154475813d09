"""One import as a run of the ledger: its services, its row, its end, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.errors import DatabaseError
from db.write import end_run, end_run_source, start_run, upsert_source
from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.children.pool import Workers
from pipelines.importing.files import SOURCE, import_files
from pipelines.importing.imported import Address, ImportSummary, Progress
from pipelines.importing.inputs import FoundFiles
from pipelines.services import Services
from words.exit_codes import ExitCode
from words.runs import Origin, RunKind

__all__ = ["ImportRun", "open_import"]

CLOSING_SECONDS = 10.0
"""How long the ledger's last row may wait for a lost database."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRun:
    """An open run."""

    services: Services

    def run(
        self,
        found: FoundFiles,
        *,
        url: str | None = None,
        resolve: Callable[[str], Address] | None = None,
        progress: Progress | None = None,
    ) -> ImportSummary:
        """Import the files and close the run in the ledger, also when it is stopped."""
        try:
            summary = import_files(
                found, services=self.services, url=url, resolve=resolve, progress=progress
            )
        except KeyboardInterrupt:
            self._end(ExitCode.INTERRUPTED, "interrupted", status="failed")
            raise
        except Exception as error:
            reason = " ".join(str(error).split())[:300] or type(error).__name__
            self._end(getattr(error, "exit_code", ExitCode.BUG), reason, status="failed")
            raise
        bad = f"{len(summary.bad)} could not be read" if summary.bad else None
        self._end(summary.exit_code, bad, status="alarmed" if bad else "ok")
        return summary

    def _end(self, exit_code: int, reason: str | None, *, status: str) -> None:
        """Write the run's end; a lost database is no reason to hide why the run ended."""
        run_id = self.services.run_id

        def work(s: Session) -> None:
            source_id = upsert_source(s, SOURCE)
            end_run_source(s, run_id, source_id, status=status, reason=reason)
            end_run(s, run_id, exit_code=exit_code, reason=reason, at=datetime.now(UTC))

        try:
            self.services.writer.submit(work).result(CLOSING_SECONDS)
        except (DatabaseError, TimeoutError):
            if exit_code == ExitCode.WELL:
                raise


@contextmanager
def open_import(
    engine: Engine,
    archive: Path,
    workers: Workers,
    *,
    topic: str,
    software: str,
    config_sha256: str | None = None,
) -> Iterator[ImportRun]:
    """Open a run and its services; they are closed at the end, the workers with them.

    To be called by the process that holds the home's lock. Raises DatabaseError, OSError.
    """
    with ExitStack() as stack:
        stack.enter_context(workers)
        writer = Writer(engine)
        stack.callback(lambda: writer.close(patience=CLOSING_SECONDS))
        at = datetime.now(UTC)
        run_id = writer.submit(
            lambda s: start_run(
                s, command=RunKind.IMPORT, software=software, at=at, config_sha256=config_sha256
            )
        ).result()
        store = stack.enter_context(Archive(archive, run_id=run_id))
        store.recover()
        services = Services(
            engine=engine,
            writer=writer,
            workers=workers,
            archive=store,
            run_id=run_id,
            topic=topic,
            origin=Origin.IMPORT,
        )
        yield ImportRun(services=services)
