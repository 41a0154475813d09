"""What a command costs: its CPU and that of every process it started, its memory, its threads.

`watch(command)` runs any command. `python -m bench.watched ARG…` is `winnow ARG…` that writes at
its end what only the process itself can know: the CPU of each thread, the transactions of the
writer, and children that nobody waited for, whose CPU would be missing from every sum.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from compileall import compile_dir
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench.data import ROOT

INSIDE = "WINNOW_BENCH_INSIDE"
"""Environment: the file into which a watched `winnow` writes what it knows of itself."""
MEGABYTE = 2**20
MAXRSS = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss


@dataclass(frozen=True, kw_only=True, slots=True)
class Inside:
    """What a process knows of itself at its end.

    threads: name → CPU seconds; those that ended only with the process are together under
    "others". busy: wall seconds in which the writer had work, waits for the disk included.
    children: their CPU seconds; child_mb: the largest of them. lost: children not waited for.
    """

    threads: Mapping[str, float] = field(default_factory=dict)
    busy: float = 0.0
    transactions: int = 0
    children: float = 0.0
    child_mb: float = 0.0
    lost: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """How a command ended and what it cost: CPU seconds with all processes that it waited for."""

    exit_code: int
    wall: float
    cpu: float
    megabytes: float
    output: str
    inside: Inside


def watch(command: Sequence[str], **environment: str) -> Watched:
    """Run a command from the checkout, with these variables added; return what it cost.

    Variables of ours that the caller has set are not handed on, and the code is compiled, as it is
    from a user's second day. Raises RuntimeError when a process that it started was not waited for:
    then the sum is not the whole.
    """
    compile_once()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WINNOW_")}
    with tempfile.TemporaryDirectory() as made, (Path(made) / "output").open("w+b") as output:
        inside = Path(made) / "inside.json"
        variables = {**kept, "PYTHONPATH": str(ROOT), INSIDE: str(inside), **environment}
        started = time.monotonic()
        process = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        known = Inside(**json.loads(inside.read_text())) if inside.exists() else Inside()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
    if known.lost:
        raise RuntimeError(f"{known.lost} children were not waited for: {' '.join(command)}")
    return Watched(
        exit_code=process.returncode,
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss * MAXRSS / MEGABYTE,
        output=printed,
        inside=known,
    )


@cache
def compile_once() -> None:
    """Write the bytecode of the checkout, whatever PYTHONDONTWRITEBYTECODE says."""
    for room in ROOT.glob("*/__init__.py"):
        compile_dir(room.parent, quiet=2)


def winnow(*arguments: str, home: Path) -> Watched:
    """Run `winnow` on a home; exits with its last words where it does not end well."""
    done = watch([sys.executable, "-m", "bench.watched", *arguments], WINNOW_HOME=str(home))
    if done.exit_code:
        sys.exit(
            f"winnow {' '.join(arguments)} ended with {done.exit_code}:\n{done.output[-3000:]}"
        )
    return done


# ── inside the process that is watched ────────────────────────────────────────────────────────────


@contextmanager
def watching(file: Path) -> Iterator[None]:
    """Note what this process costs while the block runs, and write it to a file."""
    threads: dict[str, float] = defaultdict(float)
    writer: dict[str, float] = defaultdict(float)
    _note_threads(threads)
    _note_writer(writer)
    try:
        yield
    finally:
        threads["main"] = time.thread_time()
        threads["others"] = max(0.0, time.process_time() - sum(threads.values()))
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        known = Inside(
            threads=dict(threads),
            busy=writer["busy"],
            transactions=int(writer["transactions"]),
            children=usage.ru_utime + usage.ru_stime,
            child_mb=usage.ru_maxrss * MAXRSS / MEGABYTE,
            lost=len(_children()),
        )
        file.write_text(json.dumps(asdict(known)))


def _note_threads(threads: dict[str, float]) -> None:
    """Have each thread add its CPU at its end, under its name without a number."""
    run = threading.Thread.run

    def noted(self: threading.Thread) -> None:
        try:
            run(self)
        finally:
            name = self.name.removeprefix("winnow-").rstrip("0123456789").rstrip("-_")
            threads[name] += time.thread_time()

    threading.Thread.run = noted  # type: ignore[method-assign]


def _note_writer(writer: dict[str, float]) -> None:
    """Count the writer's transactions and the time they take."""
    from db.writer import Writer

    transact: Callable[..., Any] = Writer._transact

    def noted(self: Writer, work: Callable[[Any], Any]) -> Any:
        started = time.monotonic()
        try:
            return transact(self, work)
        finally:
            writer["busy"] += time.monotonic() - started
            writer["transactions"] += 1

    Writer._transact = noted  # type: ignore[method-assign]


def _children() -> list[int]:
    """Return the children that live or were not waited for; none where the system does not say."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path("/proc/self/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


if __name__ == "__main__":
    from cli.main import main

    sys.argv = ["winnow", *sys.argv[1:]]
    with watching(Path(os.environ[INSIDE])):
        main()
