"""The night's watchman: time, disk, memory and database, checked every few seconds."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from crawler.night_run import NightRun
from pipelines.run import Ending
from words.exit_codes import ExitCode
from words.london import LONDON

EVERY_SECONDS = 2.0
LEAST_FREE = 500 * 1024 * 1024  # bytes; SQLite and the archive need room to end in order


def seconds_left_of_window(window: str | None, moment: datetime) -> float:
    """Return the seconds until the crawl window (`22:00-06:00`, Europe/London) closes.

    Without a window that is never (infinity); outside the window it is 0.
    """
    if window is None:
        return float("inf")
    local = moment.astimezone(LONDON)
    opens, closes = (
        local.replace(hour=int(text[:2]), minute=int(text[3:]), second=0, microsecond=0)
        for text in window.split("-")
    )
    if closes <= opens:  # over midnight
        opens, closes = (
            (opens - timedelta(days=1), closes)
            if local < closes
            else (opens, closes + timedelta(1))
        )
    return (closes - local).total_seconds() if opens <= local < closes else 0.0


def resident_mb() -> float:
    """Return the memory this process holds, in MiB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


class Watch:
    """Ends a run in order when a limit is reached."""

    def __init__(self, run: NightRun, *, memory_mb: float) -> None:
        crawl = run.config.crawl
        left = seconds_left_of_window(crawl.window, run.now())
        self._run = run
        self._memory_mb = memory_mb
        self._window_closes_first = left < crawl.time_budget_minutes * 60
        self._deadline = time.monotonic() + min(left, crawl.time_budget_minutes * 60)

    async def run(self) -> None:
        """Check until a limit is reached; to be cancelled when the night is over."""
        while True:
            ending = self.check()
            if ending is not None:
                self._run.end_early(ending)
                return
            await asyncio.sleep(min(EVERY_SECONDS, max(0.05, self._deadline - time.monotonic())))

    def check(self) -> Ending | None:
        """Return why the night must end now, or None."""
        if self._run.services.writer.broken.is_set():
            return Ending(exit_code=ExitCode.DATABASE, reason="the database did not come back")
        if time.monotonic() >= self._deadline:
            why = "crawl.window is over" if self._window_closes_first else "time budget spent"
            return Ending(exit_code=ExitCode.TIME_BUDGET, reason=why)
        try:
            free = shutil.disk_usage(self._run.home.path).free
        except OSError as error:
            return Ending(exit_code=ExitCode.DISK, reason=f"disk: {error}")
        if free < LEAST_FREE:
            return Ending(
                exit_code=ExitCode.DISK, reason=f"{free // 2**20} MB left on the disk of the home"
            )
        used = resident_mb()
        if used > self._memory_mb:
            return Ending(exit_code=ExitCode.BUG, reason=f"{used:.0f} MB of memory in use")
        return None
