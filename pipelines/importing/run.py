"""One import as a run of the ledger: its services, its row, its end, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.write import end_run_source, upsert_source
from pipelines.children.pool import Workers
from pipelines.importing.files import SOURCE, import_files
from pipelines.importing.imported import Address, ImportSummary, Progress
from pipelines.importing.inputs import FoundFiles
from pipelines.run import Ending, NewRun, ended_in_ledger, open_run
from pipelines.services import Services
from words.exit_codes import ExitCode
from words.runs import Origin, RunKind

__all__ = ["ImportRun", "open_import"]


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
        with ended_in_ledger(self.services, self._write_source) as end:
            summary = import_files(
                found, services=self.services, url=url, resolve=resolve, progress=progress
            )
            bad = f"{len(summary.bad)} could not be read" if summary.bad else None
            end.well(summary.exit_code, bad)
        return summary

    def _write_source(self, s: Session, ending: Ending) -> None:
        """Write how the source of imported files fared."""
        by_code: dict[int, str] = {ExitCode.WELL: "ok", ExitCode.PARTIAL: "alarmed"}
        status = by_code.get(ending.exit_code, "failed")
        source_id = upsert_source(s, SOURCE)
        end_run_source(s, self.services.run_id, source_id, status=status, reason=ending.reason)


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
    new = NewRun(
        command=RunKind.IMPORT,
        origin=Origin.IMPORT,
        topic=topic,
        software=software,
        config_sha256=config_sha256,
    )
    with open_run(engine, archive, workers, new, lambda s, run_id: None) as (services, _):
        yield ImportRun(services=services)
