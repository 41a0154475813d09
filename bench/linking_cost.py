"""What linking a story costs beside very many publications, in CPU and in rows.

The real publications are stored whole; of the others only the index is filled, with random hashes
as even as real ones. Everything that a story looks up is as far apart on the disk as it would be.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

import db.linking as store
from bench.invented_press import Reporter
from bench.linking import authorities, subjects_of
from bench.press_world import AT, World, new_world, read_documents
from db.engine import read_session, write_session
from pipelines.linking.clues import read_clues
from pipelines.linking.judge import judge
from pipelines.relinking import link_publication
from pipelines.relinking import news as steps
from pipelines.relinking.memory import memory_of

ROWS = 5_000  # rows of one publication: the mean of the real ones
ROWS_OF_MANY = 2_000  # beside more than 10,000, most are short reports on schools
SLICES = 256
SHORTLIST, VERIFIED = 2.0, 8.0  # milliseconds


def random_rows(count: int, publications: int) -> Iterator[list[tuple[int, int]]]:
    """Yield so many rows in the order of their hashes, slice by slice."""
    dice = random.Random(5)
    width = 2**32 // SLICES
    for number in range(SLICES):
        low = -(2**31) + number * width
        yield sorted(
            (low + int(dice.random() * width), 1_000_000 + int(dice.random() * publications))
            for _ in range(count // SLICES)
        )


def fill(file: Path, publications: int) -> int:
    """Put the index of so many publications beside the real ones; return the bytes it took."""
    before = file.stat().st_size
    rows = ROWS if publications <= 10_000 else ROWS_OF_MANY
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    for part in random_rows(publications * rows, publications):
        connection.execute("BEGIN")
        connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", part)
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file.stat().st_size - before


def time_one(s: Session, report_id: int) -> tuple[float, float, int]:
    """Return milliseconds of CPU to shortlist and to verify, and the number of candidates."""
    memory = memory_of(s)
    gazetteer = memory.gazetteer(s)
    version_id = store.version_of(s, report_id)
    if version_id is None:
        raise LookupError(report_id)
    begun = time.process_time()
    clues = read_clues(gazetteer, steps.text_of(store.news(s, report_id, version_id)))
    found = steps.shortlist(s, clues)
    listed = time.process_time()
    candidates = steps.candidates_for(s, clues, found, memory)
    judge(clues, candidates, found.shared)
    return 1000 * (listed - begun), 1000 * (time.process_time() - begun), len(candidates)


def measure_one(world: World, ids: list[int], publications: int) -> bool:
    """Time every story twice and print the second time; return whether the bars held."""
    for _ in range(2):
        with read_session(world.engine) as s:
            times = [time_one(s, report_id) for report_id in ids]
    shortlist = statistics.mean(t[0] for t in times)
    verified = statistics.mean(t[1] for t in times if t[2])
    slowest = sorted(t[1] for t in times)[int(0.95 * len(times))]
    print(
        f"beside {publications} publications: shortlist {shortlist:.2f} ms CPU, with verification "
        f"{verified:.2f} ms (p95 {slowest:.1f}), {len(times)} stories"
    )
    return shortlist <= SHORTLIST and verified <= VERIFIED


def measure_cost(data: Path, sizes: list[int]) -> bool:
    """Measure beside the real publications, then beside so many others; return if bars held."""
    documents = read_documents(data)
    held = True
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder))
        file = Path(folder) / "bench.db"
        with write_session(world.engine) as s:
            stored = {world.publication(s, d, link=False): d for d in documents}
        begun = time.process_time()
        with write_session(world.engine) as s:
            for report_id in stored:
                if (version_id := store.version_of(s, report_id)) is not None:
                    link_publication(s, report_id, version_id, AT)
        spent = 1000 * (time.process_time() - begun) / len(stored)
        print(f"indexing: {spent:.0f} ms CPU a publication")
        with read_session(world.engine) as s:
            stories = Reporter(1, subjects_of(s, stored), authorities(s)).stories(200)
        with write_session(world.engine) as s:
            ids = [
                world.news(s, title=t.title, text=t.text, told_on=t.told_on, link=False)
                for t in stories
            ]
        measure_one(world, ids, len(documents))
        present = 0
        for size in sorted(sizes):
            world.engine.dispose()
            begun = time.monotonic()
            taken = fill(file, size - present)
            print(
                f"index of {size - present} more: {taken / (size - present) / 1024:.0f} KiB each, "
                f"filled in {time.monotonic() - begun:.0f} s"
            )
            present = size
            held &= measure_one(world, ids, size)
        world.engine.dispose()
    return held
