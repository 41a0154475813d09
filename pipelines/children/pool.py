"""Killable child processes: one call a page, bytes and context → Reading or Publication.

A 164 KB page can stop a parser for seconds and a 3 KB PDF can take gigabytes, so nothing that was
fetched is parsed in the process that crawls and stores. One thread minds each child: it hands over
a call, waits no longer than the limit, and kills and replaces a child that hangs, crashes or grows.
The decision against a ready-made pool is docs/decisions/0001-killable-workers.md.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from pipelines.capture import CaptureToRead
from pipelines.children.calls import ChildAnswer, ReadAnswer, ReadCall, ReadFailure
from pipelines.children.child import MAX_ANSWER, address_space
from words.quarantine import QuarantineCode
from words.roles import Role

__all__ = ["ReadAnswer", "ReadCall", "ReadFailure", "Role", "Workers", "WorkersUnavailable"]

READER = "pipelines.children.read:answer_call"
START_SECONDS = 60.0
"""How long a child may take over its imports."""
LOOK_SECONDS = 0.05
MAY_BE_INHERITED = frozenset({QuarantineCode.MEMORY, QuarantineCode.CRASHED})
SPOILS_THE_CHILD = MAY_BE_INHERITED | {QuarantineCode.TIMEOUT}


class WorkersUnavailable(Exception):
    """No child process could be started, or the pool is closed: no page's fault."""


class _Died(Exception):
    """The child ended by itself. code: what subprocess calls its return code; grown_by: bytes of
    address space that the call had added when it was last looked at.
    """

    def __init__(self, code: int, grown_by: int) -> None:
        super().__init__(code)
        self.code, self.grown_by = code, grown_by


class _Child:
    """One child process and the socket to it."""

    def __init__(self, reader: str, memory_mb: int) -> None:
        ours, theirs = socket.socketpair()
        arguments = [str(theirs.fileno()), reader, str(memory_mb)]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 (our own module, our own arguments)
                [sys.executable, "-P", "-m", "pipelines.children.child", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        self.pipe = Connection(ours.detach())
        self.calls = 0
        self._size = 0  # of its address space, when it was last looked at

    def wait_until_ready(self) -> None:
        """Return when the imports are done; raises WorkersUnavailable."""
        try:
            word = self.pipe.recv() if self.pipe.poll(START_SECONDS) else "it never answered"
        except (EOFError, ConnectionError):
            word = f"it ended with code {self.process.wait()}"
        if word != "ready":
            raise WorkersUnavailable(f"a reading process could not be started: {word}")

    def read(self, call: ReadCall, seconds: float) -> ChildAnswer | None:
        """Return the answer, None when the time is over; raises _Died."""
        self.calls += 1
        before = self._size = address_space(self.process.pid)
        try:
            self.pipe.send((seconds, call))
            if not self._answers_within(seconds):
                return None
            read: ChildAnswer = pickle.loads(self.pipe.recv_bytes(MAX_ANSWER))  # noqa: S301
        except (EOFError, OSError) as error:
            self.process.kill()  # does nothing to a process that has ended
            raise _Died(self.process.wait(), self._size - before) from error
        return read

    def _answers_within(self, seconds: float) -> bool:
        """Wait for an answer, looking now and then how large the child has become.

        A C library that gets no memory aborts like one that has a bug: only its size tells.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.pipe.poll(min(left, LOOK_SECONDS)):
                return True
            self._size = max(self._size, address_space(self.process.pid))
        return False

    def kill(self) -> None:
        """End the process and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()


class Workers:
    """A pool of reading processes.

    count: children at a time. seconds_per_page, seconds_per_pdf: wall time of one call.
    memory_mb: what one call may add to a warm child. calls_per_child: after so many a child is
    replaced. Children are started when first needed, and die with this process.
    """

    def __init__(
        self,
        count: int = 2,
        *,
        seconds_per_page: float = 10.0,
        seconds_per_pdf: float = 30.0,
        memory_mb: int = 1024,
        calls_per_child: int = 2000,
        _reader: str = READER,
    ) -> None:
        self.count = count
        self._seconds = {Role.PUBLICATION: seconds_per_pdf, Role.STATISTICS: seconds_per_pdf}
        self._seconds_per_page = seconds_per_page
        self._memory_mb = memory_mb
        self._calls_per_child = calls_per_child
        self._reader = _reader
        self._calls: queue.SimpleQueue[tuple[ReadCall, Future[ChildAnswer]] | None]
        self._calls = queue.SimpleQueue()
        self._closed = threading.Event()
        self._children: dict[int, _Child] = {}  # thread number → its child
        self._threads = [
            threading.Thread(target=self._mind, args=(n,), name=f"reader-{n}", daemon=True)
            for n in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def read(self, call: ReadCall) -> Future[ReadAnswer]:
        """Queue one page; the future holds a Reading, a Publication or a ReadFailure.

        It raises WorkersUnavailable if no child can be started, and is cancelled by close().
        """
        if self._closed.is_set():
            raise WorkersUnavailable("the reading processes are closed")
        future: Future[Any] = Future()
        self._calls.put((call, future))
        return future

    def prepare(self, call: ReadCall, capture: CaptureToRead) -> Future[ChildAnswer]:
        """Queue one page as read() does; its answer comes back as what is stored of a capture."""
        answer: Future[Any] = self.read(replace(call, store=replace(capture, payload=b"")))
        return answer

    def close(self) -> None:
        """Kill every child, cancel what waits, and return when nothing is left."""
        self._closed.set()
        for _ in self._threads:
            self._calls.put(None)
        for child in list(self._children.values()):
            child.process.kill()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _mind(self, number: int) -> None:
        """Serve calls with one child after another until the pool is closed."""
        while (taken := self._calls.get()) is not None:
            call, future = taken
            if self._closed.is_set():
                future.cancel()
            elif future.set_running_or_notify_cancel():
                try:
                    future.set_result(self._answer(number, call))
                except Exception as error:  # whoever waits must hear of it
                    future.set_exception(error)
        self._drop(number)

    def _answer(self, number: int, call: ReadCall) -> ChildAnswer:
        """Return the child's answer, or the failure that its end stands for.

        A child that has read other pages may have been hurt by them: a crash or a full memory
        counts against a page only in a fresh child.
        """
        while True:
            child = self._ready_child(number)
            answer = self._ask(child, call)
            if child.calls >= self._calls_per_child or _is_one_of(answer, SPOILS_THE_CHILD):
                self._drop(number)
            if self._closed.is_set():
                raise WorkersUnavailable("the reading processes were closed")
            if child.calls == 1 or not _is_one_of(answer, MAY_BE_INHERITED):
                return answer

    def _ask(self, child: _Child, call: ReadCall) -> ChildAnswer:
        seconds = self._seconds_for(call)
        try:
            answer = child.read(call, seconds)
        except _Died as death:
            return _cause_of_death(death, self._memory_mb)
        if answer is None:
            detail = f"reading took longer than {seconds:g} s"
            return ReadFailure(code=QuarantineCode.TIMEOUT, detail=detail)
        return answer

    def _seconds_for(self, call: ReadCall) -> float:
        is_pdf = call.payload.startswith(b"%PDF-")
        role = Role.PUBLICATION if is_pdf else call.role
        return self._seconds.get(Role(role), self._seconds_per_page)

    def _ready_child(self, number: int) -> _Child:
        child = self._children.get(number)
        if child is not None and child.process.poll() is None:
            return child
        self._drop(number)
        child = self._children[number] = _Child(self._reader, self._memory_mb)
        if self._closed.is_set():  # close() may have looked just before
            child.process.kill()
        try:
            child.wait_until_ready()
        except WorkersUnavailable:
            self._drop(number)
            raise
        return child

    def _drop(self, number: int) -> None:
        if child := self._children.pop(number, None):
            child.kill()


def _is_one_of(answer: ChildAnswer, codes: frozenset[QuarantineCode]) -> bool:
    return isinstance(answer, ReadFailure) and answer.code in codes


def _cause_of_death(death: _Died, memory_mb: int) -> ReadFailure:
    """Return the failure that a child's end stands for."""
    number = -death.code  # of the signal, if it was one
    if number == signal.SIGXCPU:
        return ReadFailure(code=QuarantineCode.TIMEOUT, detail="reading burnt all its CPU time")
    if number == signal.SIGKILL:
        detail = "the system killed the reading process, most likely for want of memory"
        return ReadFailure(code=QuarantineCode.MEMORY, detail=detail)
    name = f"code {death.code}"
    with contextlib.suppress(ValueError):
        name = signal.Signals(number).name
    grown_mb = death.grown_by // 1024 // 1024
    if number > 0 and grown_mb > memory_mb // 2:
        detail = f"reading had taken {grown_mb} of {memory_mb} MB when it ended with {name}"
        return ReadFailure(code=QuarantineCode.MEMORY, detail=detail)
    detail = f"the reading process ended with {name}"
    return ReadFailure(code=QuarantineCode.CRASHED, detail=detail)


def _environment() -> dict[str, str]:
    """Return our environment without its secrets: a child reads hostile bytes.

    The checkout leads the path and (`-P`) the current folder is not on it, so that a file called
    `lxml.py` in a folder of saved pages is never run.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WINNOW_", "PG"))}
    root = str(Path(__file__).resolve().parents[2])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [root, kept.get("PYTHONPATH")]))
    return kept
