"""Spoil real pages and read them: never an exception, never over the limits.

    python -m bench.mutate --pages 10000 --seed 1
    python -m bench.mutate --seed 1 --only 4711    read that one page again, here

Each page of the measuring data (without it: of the miniature web) is spoilt by `bench.mutations`
and read twice: from its bytes, as a reading child does, and from a tree that is there already;
what it shows is read as a text dump now and then.
A page's number and the seed give the same bytes again, as long as the pages are the same.

A fault is an exception, a reading that names a fault, kept and removed text that are not all of
the visible text, more than 5 s of CPU, or death: the child that reads has the memory limit of a
reading child, and is killed when one page takes far too long.

Exit codes: 0 no fault · 1 a fault, with what replays it.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from lxml.html import document_fromstring

from bench.data import DataMissing, find_data
from bench.mutations import mutate
from pipelines.children.calls import ReadAnswer, ReadCall, ReadFailure
from pipelines.children.read import read_call
from pipelines.reading import PageContext, Reading, read_text, read_tree
from words.doubts import PageDoubt, codes
from words.quarantine import QuarantineCode
from words.roles import Role

T = TypeVar("T")
BUGS = frozenset({QuarantineCode.READER_ERROR, QuarantineCode.MEMORY, QuarantineCode.CRASHED})
CPU_SECONDS = 5.0
KILLED_AFTER = 30.0
"""Seconds of wall time after which a child is killed; CPU time is judged before that."""
MEMORY = 1024 * 1024 * 1024
"""Bytes that reading may add to a warm child."""
MOST_FAULTS = 20
TEXTS = 5
"""Of so many pages one is read as a text dump too: the visible text of what was spoilt."""
CONTENT_TYPES = (None, "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1",
                 "text/html; charset=utf-16", "text/html; charset=bogus")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page to spoil."""

    name: str
    url: str
    html: bytes


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A spoilt page: its bytes, the header it comes with, and how it was spoilt."""

    page: Page
    html: bytes
    content_type: str | None
    steps: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.name} ({len(self.html)} bytes; {', '.join(self.steps)})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: CPU seconds of the slower reading, its kind, a fault or None."""

    number: int
    seconds: float
    kind: str
    fault: str | None


def measuring_pages() -> list[Page]:
    """Return the pages of the measuring data, none where it is not there."""
    from bench.reading import DISTINCT, load_scorer

    data = find_data()
    if data is None:
        return []
    scorer = load_scorer(data)
    return [
        Page(page["id"], page["url"], scorer.html_of(page).encode())
        for corpus in DISTINCT
        for page in scorer.load(corpus)
    ]


def invented_pages(articles: int = 60) -> list[Page]:
    """Return the stories and traps of the miniature web."""
    from miniweb import MiniatureWeb

    found = []
    with MiniatureWeb(seed=1, articles=articles) as web:
        for truth in web.manifest.articles():
            parts = urlsplit(truth.url)
            connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=20)
            connection.request("GET", parts.path, headers={"Host": parts.netloc})
            answer = connection.getresponse()
            found.append(Page(parts.path, truth.url, answer.read()))
            connection.close()
    return found


def spoil(pages: Sequence[Page], seed: int, number: int) -> Spoilt:
    """Return the page of a number, spoilt by the hand that seed and number give."""
    hand = random.Random(f"{seed}:{number}")
    page, other = hand.choice(pages), hand.choice(pages)
    html, steps = mutate(page.html, hand, other.html)
    return Spoilt(page, html, hand.choice(CONTENT_TYPES), steps)


def read_spoilt(spoilt: Spoilt, number: int) -> Outcome:
    """Read a spoilt page from its bytes and from its tree, and some as the text they show."""
    answer, seconds = _timed(lambda: _from_bytes(spoilt))
    kind = answer.code if isinstance(answer, ReadFailure) else "other"
    fault = answer.detail if isinstance(answer, ReadFailure) and kind in BUGS else None
    readings: list[tuple[Reading, float]] = []
    if isinstance(answer, Reading):
        kind = answer.kind.value
        readings.append((answer, 0.0))
        if number % TEXTS == 0:
            readings.append(_timed(lambda: read_text(answer.visible)))
    if (root := _tree_of(spoilt)) is not None:
        readings.append(_timed(lambda: read_tree(root, spoilt.page.url)))
    for reading, taken in readings:
        seconds = max(seconds, taken)
        fault = fault or _fault_of(reading)
    if seconds > CPU_SECONDS:
        fault = fault or f"{seconds:.1f} s of CPU"
    return Outcome(number, seconds, kind, fault)


def _timed(read: Callable[[], T]) -> tuple[T, float]:
    """Return what a reading gives, and its CPU seconds."""
    start = time.process_time()
    return read(), time.process_time() - start


def _from_bytes(spoilt: Spoilt) -> ReadAnswer:
    call = ReadCall(
        role=Role.ARTICLE,
        payload=spoilt.html,
        url=spoilt.page.url,
        content_type=spoilt.content_type,
        context=PageContext(content_type=spoilt.content_type),
    )
    return read_call(call)


def _tree_of(spoilt: Spoilt) -> Any:
    """Return the tree that lxml makes of a page; None for none, and for pages above 1 MiB.

    The tree of a larger page is the caller's own risk.
    """
    if len(spoilt.html) > 1024 * 1024:
        return None
    try:
        return document_fromstring(spoilt.html)
    except (LxmlError, ValueError):
        return None


def _fault_of(reading: Reading) -> str | None:
    """Return what is wrong with a reading, or None."""
    if PageDoubt.FAULT in codes(reading.doubts):
        return reading.reason or "a fault without a reason"
    spans = [span for block in reading.body for span in block.spans]
    spans += [span for block in reading.removed for span in block.spans]
    place = 0
    for start, end in sorted((span.start, span.end) for span in spans):
        if start != place:
            return f"the visible text is not shared out at {min(start, place)}"
        place = end
    if spans and place != len(reading.visible):
        return f"{len(reading.visible) - place} visible characters are neither kept nor removed"
    return None


def _child(pipe: Connection, pages: list[Page], seed: int, numbers: range) -> None:
    """Read pages and send an outcome for each; its memory is bounded."""
    warm = read_spoilt(Spoilt(pages[0], pages[0].html, None, ()), -1)
    pipe.send(warm)
    with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123 - a file of the kernel
        size = int(sizes.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    for number in numbers:
        spoilt = spoil(pages, seed, number)
        try:
            outcome = read_spoilt(spoilt, number)
        except Exception as fault:  # what is looked for: it is told, with the page's number
            outcome = Outcome(number, 0.0, "raised", f"{type(fault).__name__}: {fault}"[:300])
        pipe.send(outcome)
    pipe.send(None)


class Tally:
    """What was seen so far, and its lines."""

    def __init__(self, pages: list[Page], seed: int, total: int) -> None:
        self.pages, self.seed, self.total = pages, seed, total
        self.kinds: Counter[str] = Counter()
        self.faults: list[Outcome] = []
        self.slowest = Outcome(-1, 0.0, "", None)
        self.seconds = 0.0
        self.count = 0
        self.started = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        """Count a page; print its fault, and a line every tenth of the way."""
        self.count += 1
        self.kinds[outcome.kind] += 1
        self.seconds += outcome.seconds
        self.slowest = max(self.slowest, outcome, key=lambda one: one.seconds)
        if outcome.fault is not None:
            self.faults.append(outcome)
            print(f"FAULT {outcome.number}: {self.name(outcome.number)}: {outcome.fault}")
            print(f"      python -m bench.mutate --seed {self.seed} --only {outcome.number}")
        if self.count % max(1, self.total // 10) == 0:
            self.line()

    def name(self, number: int) -> str:
        """Return which page it was and how it was spoilt."""
        return str(spoil(self.pages, self.seed, number))

    def line(self) -> None:
        """Print how far it is."""
        print(
            f"{self.count} of {self.total} pages, {len(self.faults)} faults, "
            f"{1000 * self.seconds / max(1, self.count):.1f} ms a page, slowest "
            f"{1000 * self.slowest.seconds:.0f} ms, {time.monotonic() - self.started:.0f} s",
            flush=True,
        )


def run(pages: list[Page], seed: int, count: int) -> Tally:
    """Read so many spoilt pages in a child; where it dies, another goes on with the next page."""
    tally = Tally(pages, seed, count)
    spawn = multiprocessing.get_context("spawn")
    number = 0
    while number < count and len(tally.faults) < MOST_FAULTS:
        ours, theirs = spawn.Pipe()
        child = spawn.Process(target=_child, args=(theirs, pages, seed, range(number, count)))
        child.start()
        theirs.close()
        number = _follow(ours, child.pid or 0, number, tally)
        child.join()
    return tally


def _follow(pipe: Connection, pid: int, number: int, tally: Tally) -> int:
    """Add a child's outcomes; return the number to go on with."""
    warm = False
    while True:
        if not pipe.poll(KILLED_AFTER if warm else 2 * KILLED_AFTER):
            os.kill(pid, signal.SIGKILL)
            fault = f"killed after {KILLED_AFTER:.0f} s"
            tally.add(Outcome(number, KILLED_AFTER, "killed", fault))
            return number + 1
        try:
            outcome = pipe.recv()
        except EOFError:
            tally.add(Outcome(number, 0.0, "died", "the child that read it died"))
            return number + 1
        if outcome is None:
            return number
        if warm:
            tally.add(outcome)
            number += 1
        warm = True


def main(argv: list[str] | None = None) -> int:
    """Spoil, read, print; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000, help="how many spoilt pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="read one page again, here")
    options = parser.parse_args(argv)
    try:
        pages = measuring_pages()
    except DataMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"{len(pages)} pages of the measuring data" if pages else "no data: invented pages")
    pages = pages or invented_pages()
    if options.only is not None:
        spoilt = spoil(pages, options.seed, options.only)
        print(spoilt)
        outcome = read_spoilt(spoilt, options.only)
        print(f"{outcome.kind}, {1000 * outcome.seconds:.0f} ms, fault: {outcome.fault}")
        return int(outcome.fault is not None)
    tally = run(pages, options.seed, options.pages)
    kinds = ", ".join(f"{kind} {count}" for kind, count in tally.kinds.most_common())
    print(f"read as: {kinds}")
    print(f"slowest: {tally.name(tally.slowest.number)}, {1000 * tally.slowest.seconds:.0f} ms")
    tally.line()
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main())
