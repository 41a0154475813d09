"""A process and all that it starts, watched from outside: CPU, threads, memory."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.1  # seconds between two looks
PROC = Path("/proc")


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """What a process cost. cpu: seconds of it and of all its children that have ended.

    threads: name → CPU seconds of the main process's threads, as last seen. main_mb, child_mb:
    the largest resident sizes seen.
    """

    exit_code: int
    wall: float
    cpu: float
    threads: dict[str, float]
    main_mb: float
    child_mb: float
    output: str


@dataclass(slots=True)
class _Look:
    threads: dict[int, tuple[str, float]] = field(default_factory=dict)
    main_kb: int = 0
    child_kb: int = 0


def watch(command: Sequence[str], *, environment: dict[str, str], folder: Path) -> Watched:
    """Run a command to its end and return what it cost. Linux only."""
    started = time.monotonic()
    with (folder / "output.txt").open("w+b") as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, cwd=folder
        )
        look, ended = _Look(), threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, look, ended))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
    threads: dict[str, float] = {}
    for name, seconds in look.threads.values():
        threads[name] = threads.get(name, 0.0) + seconds
    return Watched(
        exit_code=process.returncode,
        wall=time.monotonic() - started,
        cpu=usage.ru_utime + usage.ru_stime,
        threads=threads,
        main_mb=look.main_kb / 1024,
        child_mb=look.child_kb / 1024,
        output=printed,
    )


def _watch(pid: int, look: _Look, ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        with contextlib.suppress(OSError, ValueError, IndexError):
            for task in (PROC / str(pid) / "task").iterdir():
                name, cpu = _thread(task)
                look.threads[int(task.name)] = (name, cpu)
            look.main_kb = max(look.main_kb, _peak_kb(pid))
            for child in _children(pid):
                look.child_kb = max(look.child_kb, _peak_kb(child))


def _thread(task: Path) -> tuple[str, float]:
    words = (task / "stat").read_text()
    name = words[words.index("(") + 1 : words.rindex(")")]
    parts = words[words.rindex(")") + 2 :].split()
    return name, (int(parts[11]) + int(parts[12])) / TICK


def _peak_kb(pid: int) -> int:
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in (PROC / str(pid) / "task").iterdir():
        with contextlib.suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found


def name_threads() -> None:
    """Give the threads of this process their Python names where the system shows them."""
    import ctypes

    libc = ctypes.CDLL(None)
    run = threading.Thread.run

    def named(self: threading.Thread) -> None:
        libc.prctl(15, self.name.removeprefix("winnow-").encode()[:15], 0, 0, 0)
        run(self)

    threading.Thread.run = named  # type: ignore[method-assign]


if __name__ == "__main__":  # `python -m bench.night.watched ARG…` is `winnow ARG…`, threads named
    name_threads()
    from cli.main import main

    sys.argv = ["winnow", *sys.argv[1:]]
    main()
