"""Runs nights in processes of their own, and asks the database what they did."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("one_night.py")


@dataclass(frozen=True, kw_only=True)
class Night:
    """How one night ended."""

    exit_code: int
    run: int | None = None
    reason: str = ""
    errors: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Nights:
    """A home and its configuration file. url: of a PostgreSQL database, None for SQLite."""

    home: Path
    config: Path
    url: str | None = None

    def start(self, *only: str) -> subprocess.Popen[str]:
        """Begin a night and return its process."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "WINNOW_HOME": str(self.home)}
        environment.pop("WINNOW_DATABASE_URL", None)
        if self.url:
            environment["WINNOW_DATABASE_URL"] = self.url
        return subprocess.Popen(
            [sys.executable, str(SCRIPT), str(self.config), str(self.home), *only],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, process: subprocess.Popen[str], seconds: float = 240) -> Night:
        """Wait for a night's end; its process is killed when it takes too long."""
        try:
            out, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        ends = [line for line in lines if "exit" in line]
        return Night(
            exit_code=process.returncode,
            run=ends[0]["run"] if ends else None,
            reason=ends[0]["reason"] if ends else "",
            errors=errors,
            events=[line for line in lines if "event" in line],
        )

    def run(self, *only: str, seconds: float = 240) -> Night:
        """Run a whole night."""
        return self.finish(self.start(*only), seconds)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a question to the database; `?` stands for a value."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as database:
                return database.execute(statement.replace("?", "%s"), values).fetchall()  # type: ignore[arg-type]
        with closing(sqlite3.connect(self.home / "winnow.db")) as connection:
            return connection.execute(statement, values).fetchall()

    def states(self) -> dict[str, str]:
        """Return the state of every page by its URL."""
        return dict(self.ask("SELECT url, state FROM pages"))

    def reasons(self) -> dict[str, str]:
        """Return state and reason of every page by its URL, as `state reason`."""
        rows = self.ask("SELECT url, state, reason FROM pages")
        return {url: f"{state} {reason or ''}".strip() for url, state, reason in rows}

    def alarms(self) -> list[str]:
        """Return the codes of all alarms."""
        return [code for (code,) in self.ask("SELECT code FROM alarms ORDER BY id")]

    def assert_sums_agree(self) -> None:
        """Hold the accounting identity for the latest run: found = outcomes + pending."""
        run = self.ask("SELECT max(id) FROM runs")[0][0]
        found, left = self.ask(
            "SELECT coalesce(sum(found), 0), coalesce(sum(pending), 0) FROM run_sources"
            " WHERE run_id = ?",
            run,
        )[0]
        outcomes = self.ask(
            "SELECT count(*) FROM outcomes WHERE run_id = ? AND source_id IN"
            " (SELECT source_id FROM run_sources WHERE run_id = ?)",
            run,
            run,
        )[0][0]
        assert found == outcomes + left, (found, outcomes, left)
        twice = self.ask("SELECT page_id FROM reports GROUP BY page_id HAVING count(*) > 1")
        assert not twice


def kill_after(process: subprocess.Popen[str], pages: int, seconds: float) -> bool:
    """Kill a night when it has settled so many pages, and a moment later; tell whether it ran."""
    assert process.stdout is not None
    settled = 0
    for line in process.stdout:
        event = json.loads(line) if line.startswith("{") else {}
        settled += event.get("event") in ("page_settled", "source_started")
        if settled > pages:
            break
    time.sleep(seconds)
    still_running = process.poll() is None
    process.kill()
    process.communicate()
    return still_running
