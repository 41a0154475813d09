"""What a command that writes for a while needs: room on the disk, and an orderly stop."""

from __future__ import annotations

import fcntl
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from db.home import Home

LEAST_FREE = 500 * 1024 * 1024  # bytes; SQLite and the archive need room to end in order


class DiskTooFull(Exception):
    """There is too little room to begin."""

    exit_code = ExitCode.DISK


def refuse_full_disk(folder: Path) -> None:
    """Raise DiskTooFull where there is too little room to begin."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise DiskTooFull(f"{free // 2**20} MB left on the disk of {folder}: too little to begin")


def is_run_active(home: Home) -> bool | None:
    """Say whether some process holds the home's lock; None where this home never had a run."""
    try:
        with home.lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


def how_unended(*, is_latest: bool) -> str:
    """Return what is to be said of a run without an end: one run at a time is active."""
    from db.home import find_home

    active = is_run_active(find_home()) if is_latest else False
    return {True: "running", False: "killed", None: "running or killed"}[active]


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: in order, with exit code 11."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
