"""The reading child: a process of its own that reads one page a call, within limits.

Started by `pipelines.children.pool` as `python -m pipelines.children.child FD READER MEMORY_MB`.
It says `ready` when its imports are warm, then answers calls until the pipe closes. Nothing that a
page does to it (a hang, a crash, all memory) reaches the process that holds the database.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from pipelines.children.calls import ChildAnswer, ReadCall, ReadFailure
from words.quarantine import QuarantineCode

MAX_ANSWER = 64 * 1024 * 1024
"""Bytes of one pickled answer; a page of 20 MiB has less text than that."""
UNKNOWN_SIZE = 1024**3
"""What a warm process is taken to hold where the system does not say (outside Linux)."""
_PR_SET_PDEATHSIG = 1


def main(fd: int, reader: str, memory_mb: int) -> None:
    """Serve calls on the socket `fd` until the parent closes it."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with Connection(fd) as parent, contextlib.suppress(EOFError, ConnectionError):
        try:
            read = find_reader(reader)
        except Exception as error:  # the parent must learn why, whatever it was
            parent.send(f"{type(error).__name__}: {error}")
            return
        _limit_memory(memory_mb)
        parent.send("ready")
        while True:
            seconds, call = parent.recv()
            _limit_cpu(seconds)
            parent.send_bytes(answer(read, call))


def find_reader(name: str) -> Callable[[ReadCall], ChildAnswer]:
    """Import `module:function`, and with it every parser, so that the first call is quick."""
    module, _, function = name.partition(":")
    found: Callable[[ReadCall], ChildAnswer] = getattr(importlib.import_module(module), function)
    return found


def answer(read: Callable[[ReadCall], ChildAnswer], call: ReadCall) -> bytes:
    """Return the pickled answer to one call; what a reader raises becomes a ReadFailure."""
    try:
        pickled = bytes(ForkingPickler.dumps(read(call)))
    except MemoryError:
        return _failure(QuarantineCode.MEMORY, "reading needs more memory than a page may use")
    except RecursionError:
        return _failure(QuarantineCode.READER_ERROR, "nested too deeply for the reader")
    except Exception as error:
        return _failure(QuarantineCode.READER_ERROR, f"{type(error).__name__}: {error}"[:500])
    if len(pickled) > MAX_ANSWER:
        return _failure(QuarantineCode.ANSWER_TOO_LARGE, f"{len(pickled)} bytes were read from it")
    return pickled


def _failure(code: QuarantineCode, detail: str) -> bytes:
    return bytes(ForkingPickler.dumps(ReadFailure(code=code, detail=detail)))


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its parent is killed; elsewhere the pipe's end does."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_memory(memory_mb: int) -> None:
    """Let a call add `memory_mb` to the address space of the warm process, and no more."""
    limit = (address_space() or UNKNOWN_SIZE) + memory_mb * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):  # a lower hard limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def address_space(process: int | str = "self") -> int:
    """Return the size of a process's address space in bytes; 0 where nobody tells."""
    try:
        sizes = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
        return int(sizes[0]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def _limit_cpu(seconds: float) -> None:
    """Have the kernel end this process when a call burns more; the parent counts wall time.

    This is the second lock: it holds when the parent is stopped, or gone without a word.
    """
    soft = int(time.process_time() + seconds) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
