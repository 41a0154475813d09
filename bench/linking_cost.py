"""What linking a story costs beside very many publications, in CPU and in rows.

The real publications are stored whole; the others are invented (bench/invented_publications.py):
10,000 on authorities, of the size of the real ones, and beyond them short ones on schools. Because
machines differ, the same run measures two things that everybody has: lxml's parse of a page of 100
KB, and 100,000 turns of a loop.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

import db.linking as store
from bench.invented_press import Reporter
from bench.invented_publications import (
    Library,
    Row,
    invented_schools,
    put_reports,
    read_corpus,
)
from bench.linking import authorities, subjects_of
from bench.press_world import AT, Document, World, new_world, read_documents
from db.engine import read_session, write_session
from db.models import Provider
from pipelines.linking.clues import read_clues
from pipelines.linking.judge import judge
from pipelines.storing.linking import link_publication
from pipelines.storing.linking import news as steps
from pipelines.storing.linking.memory import memory_of
from pipelines.storing.linking.shortlist import shortlist

PAGE = "<html><body>" + "<p class='a'>Words <b>and</b> words of a page.</p>" * 2_100
WORDS = 5_000  # of a publication on an authority: about the mean of the real ones
WORDS_OF_SCHOOL = 2_000
ON_AUTHORITIES = 10_000
SHORTLIST, VERIFIED = 2.0, 8.0  # milliseconds
PUT_ROW = "INSERT OR IGNORE INTO shingles VALUES (?, ?)"
TOGETHER = 100  # rows of one statement: three times as quick as one by one
PUT_MANY = PUT_ROW + ", (?, ?)" * (TOGETHER - 1)


def fill(file: Path, rows: Iterable[list[Row]]) -> tuple[int, int]:
    """Write rows into the index; return how many there are and the bytes they took."""
    before, count = file.stat().st_size, 0
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("BEGIN")
    for part in rows:
        full = len(part) - len(part) % TOGETHER
        connection.executemany(PUT_MANY, flat(part[:full]))
        connection.executemany(PUT_ROW, part[full:])
        count += len(part)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return count, file.stat().st_size - before


def flat(rows: list[Row]) -> Iterator[list[int]]:
    """Yield the values of TOGETHER rows at a time."""
    for start in range(0, len(rows), TOGETHER):
        yield list(chain.from_iterable(rows[start : start + TOGETHER]))


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the CPU of the quickest of some turns."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return 1000 * min(spent)


def print_machine() -> None:
    """Print what this machine needs for two well-known things."""
    loop = milliseconds(lambda: sum(n * n for n in range(100_000)))
    print(
        f"this machine: lxml parses {len(PAGE) // 1000} KB in {parse_page():.1f} ms, "
        f"100,000 turns of a loop take {loop:.1f} ms"
    )


def parse_page() -> float:
    """Return the milliseconds of CPU that lxml needs for the page by which machines compare."""
    return milliseconds(lambda: html.document_fromstring(PAGE))


def time_one(s: Session, report_id: int) -> tuple[float, float, int]:
    """Return milliseconds of CPU to shortlist and to verify, and the number of candidates."""
    memory = memory_of(s)
    gazetteer = memory.gazetteer(s)
    version_id = store.version_of(s, report_id)
    if version_id is None:
        raise LookupError(report_id)
    begun = time.process_time()
    clues = read_clues(gazetteer, steps.text_of(store.news(s, report_id, version_id)))
    found = shortlist(s, clues)
    listed = time.process_time()
    candidates = steps.candidates_for(s, clues, found, memory)
    judge(clues, candidates, found.shared)
    return 1000 * (listed - begun), 1000 * (time.process_time() - begun), len(candidates)


def measure_one(world: World, ids: list[int], publications: int) -> bool:
    """Time every story twice and print both, beside lxml's parse; return if the second held.

    The first time nothing is remembered of publications, and the file is read from the disk.
    """
    for when in ("first time", "again"):
        before = parse_page()
        with read_session(world.engine) as s:
            times = [time_one(s, report_id) for report_id in ids]
        parse = (before + parse_page()) / 2
        shortlist = statistics.mean(t[0] for t in times)
        verified = statistics.mean(t[1] for t in times if t[2])
        slowest = sorted(t[1] for t in times)[int(0.95 * len(times))]
        candidates = statistics.mean(t[2] for t in times)
        print(
            f"beside {publications} publications, {when}: shortlist {shortlist:.2f} ms CPU "
            f"({shortlist / parse:.2f} parses), with verification {verified:.2f} ms "
            f"({verified / parse:.2f} parses; p95 {slowest:.1f} ms), {candidates:.1f} candidates, "
            f"{len(times)} stories; a parse takes {parse:.2f} ms",
            flush=True,
        )
    return shortlist <= SHORTLIST and verified <= VERIFIED


def put_real(world: World, documents: list[Document]) -> dict[int, Document]:
    """Store and index the real publications; print what indexing takes."""
    with write_session(world.engine) as s:
        stored = {world.publication(s, d, link=False): d for d in documents}
    begun = time.process_time()
    with write_session(world.engine) as s:
        for report_id in stored:
            if (version_id := store.version_of(s, report_id)) is not None:
                link_publication(s, report_id, version_id, AT)
    spent = 1000 * (time.process_time() - begun) / len(stored)
    print(f"indexing: {spent:.0f} ms CPU a publication")
    return stored


def put_invented(world: World, file: Path, library: Library, present: int, size: int) -> None:
    """Put invented publications beside those present until there are so many."""
    begun = time.monotonic()
    on_schools = present >= ON_AUTHORITIES
    with write_session(world.engine) as s:
        providers = (
            invented_schools(s, (size - present) // 3, library.dice)
            if on_schools
            else list(s.scalars(select(Provider.id).where(Provider.kind == "authority")))
        )
        words = WORDS_OF_SCHOOL if on_schools else WORDS
        ids = put_reports(world, s, library, size - present, words, providers)
    world.engine.dispose()
    rows, taken = fill(file, library.rows(ids))
    print(
        f"{size - present} more: {rows / len(ids):,.0f} rows of the index each, "
        f"{taken / len(ids) / 1024:.0f} KiB each; made in {time.monotonic() - begun:.0f} s"
    )


def measure_cost(data: Path, sizes: list[int]) -> bool:
    """Measure beside the real publications, then beside so many others; return if bars held."""
    documents = read_documents(data)
    held = True
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder))
        file = Path(folder) / "bench.db"
        stored = put_real(world, documents)
        with read_session(world.engine) as s:
            stories = Reporter(1, subjects_of(s, stored), authorities(s)).stories(200)
        with write_session(world.engine) as s:
            ids = [
                world.news(s, title=t.title, text=t.text, told_on=t.told_on, link=False)
                for t in stories
            ]
        measure_one(world, ids, len(documents))
        dice = random.Random(5)
        corpus = read_corpus(documents, dice)
        present = 0
        for size in steps_to(sizes):
            put_invented(world, file, Library(corpus, dice), present, size)
            present = size
            if size in sizes:
                held &= measure_one(world, ids, size)
        world.engine.dispose()
    return held


def steps_to(sizes: list[int]) -> list[int]:
    """Return the sizes in order, with the one beyond which publications are on schools."""
    beyond = [ON_AUTHORITIES] if max(sizes) > ON_AUTHORITIES else []
    return sorted({*sizes, *beyond})
