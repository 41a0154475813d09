"""One run at a time: a lock on a file of the home, which the kernel frees even after kill -9."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from db.home import Home
from words.exit_codes import ExitCode


class AlreadyRunning(Exception):
    """Another run holds the lock."""

    exit_code = ExitCode.BUSY


@contextmanager
def only_run(home: Home) -> Iterator[None]:
    """Hold the home's lock; raises AlreadyRunning at once when another process does."""
    with home.lock.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise AlreadyRunning(
                f"another run is active (process {holder}, {home.lock})"
            ) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
