"""Where an export goes: a file that is whole or not there, or what is no regular file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["BadTarget", "written_to"]


class BadTarget(ValueError):
    """A path that nothing can be written to; the message says why."""


@contextmanager
def written_to(path: Path | None) -> Iterator[IO[bytes]]:
    """Give a stream: standard output for None, else what stands at the path.

    A regular file, or a new one, takes its name only when all of it is written: an export that
    fails leaves what was there. A link is followed, and what it leads to is replaced. A device or
    a pipe is written through, never replaced. Raises BadTarget, OSError.
    """
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    real = Path(os.path.realpath(path))
    if real.is_dir():
        raise BadTarget(f"{path}: is a folder")
    if not real.parent.is_dir():
        raise BadTarget(f"{path}: there is no folder {path.parent}")
    if _is_special(real):
        with real.open("wb") as target:
            yield target
        return
    part = real.with_name(f"{real.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        if real.exists():
            part.chmod(stat.S_IMODE(real.stat().st_mode))
        part.replace(real)
    finally:
        part.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    """Say whether a device, pipe or socket stands at a path."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False
