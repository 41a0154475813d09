"""Measure the finding of copies on invented families of stories.

    python -m bench.copies --seed 1                  recall of each kind, false positives
    python -m bench.copies --seed 1 --stories 100000 with so many other stories in the index

Every story is invented. A family has an original and five copies (cut by 30 %, a new intro, 5 % of
the words changed, a new headline, half kept and half new) and a rival: another agency's story on
the same event, with the same people quoted. The recipe is in docs/linking.md. Exit codes: 0 the
bars held · 1 a bar was broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

import db.linking as store
from bench.copies_newsroom import Newsroom, Tale
from bench.linking_cost import parse_page
from bench.press_world import AT, World, new_world
from db.engine import write_session
from db.models import Report, Version
from pipelines.duplicates import SATURATED, compare, fingerprint, marks_of, shortlist

BARS = {"cut": 0.99, "new intro": 0.99, "copy-edit": 0.97, "new headline": 1.0, "half kept": 0.98}
FALSE_POSITIVES = 0.005
MILLISECONDS = 0.6
BATCH = 1000
NEW = 500  # stories that are looked up and remembered, to measure the cost of one

PAGE = text(
    "INSERT INTO pages (id, url, raw_url, source_id, role, state, discovered_via, listing, "
    "first_seen_at, listed_at, state_at, attempts) VALUES (:id, :url, :url, :source, 'article', "
    "'stored', 'import', '{}', :at, :at, :at, 0)"
)
LATEST = text(
    "UPDATE reports SET latest_version_id = id + 1000000 "
    "WHERE id >= :first AND latest_version_id IS NULL"
)
APART = 1_000_000  # the filler's pages and versions have the numbers of its reports, so much higher


def fill(s: Session, room: Newsroom, count: int, base: Report, version: Version) -> None:
    """Put so many other stories into the database and the index, modelled on a stored one."""
    first, source = base.id + 1, base.source_id
    own = {"id", "report_id", "text", "title"}
    same = {c.name: getattr(version, c.name) for c in Version.__table__.c if c.name not in own}
    at = AT.replace(tzinfo=None)
    recorded: Counter[int] = Counter()
    for start in range(0, count, BATCH):
        tales = {first + n: room.tale() for n in range(start, min(start + BATCH, count))}
        pages = [
            {"id": id_ + APART, "url": f"https://filler-{id_}.test/", "source": source, "at": at}
            for id_ in tales
        ]
        reports = [
            {"id": id_, "page_id": id_ + APART, "source_id": source, "kind": "news"}
            for id_ in tales
        ]
        versions = [
            {**same, "id": id_ + APART, "report_id": id_, "title": t.title, "text": t.text()}
            for id_, t in tales.items()
        ]
        s.execute(PAGE, pages)
        s.execute(insert(Report), [{**row, "first_stored_at": AT} for row in reports])
        s.execute(insert(Version), versions)
        s.execute(LATEST, {"first": first})
        for id_, tale in tales.items():
            marks = {mark for mark in marks_of(tale.text()) if recorded[mark] < SATURATED}
            recorded.update(marks)
            store.add_marks(s, id_, marks, (), most=SATURATED, replace=False)


@dataclass
class Found:
    """What one look-up gave: copies verified, how many were compared, CPU seconds."""

    copies: list[int]
    compared: int
    seconds: float


def look_up(s: Session, tale: Tale, *, remember_as: int | None = None) -> Found:
    """Find copies of a story the way the night does; remember it under an id."""
    told = tale.text()
    begun = time.process_time()
    marks = marks_of(told)
    hits = store.mark_hits(s, marks)
    if remember_as is not None:
        store.add_marks(s, remember_as, marks, hits, most=SATURATED, replace=False)
    likely = shortlist(hits, len(marks))
    copies = []
    if likely:
        own = fingerprint(tale.title, told)
        others = store.texts(s, likely)
        copies = [
            id_
            for id_, row in others.items()
            if compare(fingerprint(row.title, row.text), own).is_copy
        ]
    return Found(copies, len(likely), time.process_time() - begun)


@dataclass
class Tally:
    """What came of the look-ups. right: by kind of copy; spent: CPU seconds of each look-up."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    compared: int = 0
    spent: list[float] = field(default_factory=list)

    def count(self, found: Found, *, kind: str = "", original: int = 0) -> None:
        """Count one look-up. original: the id of the story that it copies; 0 for a stranger."""
        self.right[kind] += original in found.copies
        self.wrong += sum(other != original for other in found.copies)
        self.compared += found.compared
        self.spent.append(found.seconds)


def put_originals(s: Session, world: World, tales: list[Tale]) -> list[int]:
    """Store the originals of the families and remember them; return their ids."""
    ids = [world.news(s, title=t.title, text=t.text(), told_on=None, link=False) for t in tales]
    for id_, tale in zip(ids, tales, strict=True):
        look_up(s, tale, remember_as=id_)
    return ids


def count_families(s: Session, room: Newsroom, originals: dict[int, Tale]) -> Tally:
    """Look up the copies and the rivals of every original."""
    tally = Tally()
    for id_, tale in originals.items():
        for kind, change in room.kinds().items():
            tally.count(look_up(s, change(tale)), kind=kind, original=id_)
        for stranger in (room.rival(tale), room.tale()):
            tally.count(look_up(s, stranger))
    return tally


def measure(world: World, seed: int, families: int, stories: int) -> bool:
    """Fill the index, look up the families, print the figures; return whether the bars held."""
    room = Newsroom(seed)
    with write_session(world.engine) as s:
        base = s.get_one(Report, world.news(s, title="t", text="x", told_on=None, link=False))
        version = s.get_one(Version, base.latest_version_id)
        tales = [room.tale() for _ in range(families)]
        ids = put_originals(s, world, tales)
        top = s.get_one(Report, ids[-1])
        fill(s, room, max(0, stories - families), top, version)
        new = [room.tale() for _ in range(NEW)]
        new_ids = [world.news(s, title="t", text="x", told_on=None, link=False) for _ in new]
    with write_session(world.engine) as s:
        tally = count_families(s, room, dict(zip(ids, tales, strict=True)))
        parse = parse_page()
        begun = [
            look_up(s, tale, remember_as=id_).seconds
            for tale, id_ in zip(new, new_ids, strict=True)
        ]
    return report(tally, families, stories, 1000 * sum(begun) / len(begun), parse)


def report(tally: Tally, families: int, stories: int, cost: float, parse: float) -> bool:
    """Print the figures; return whether the bars held. cost, parse: milliseconds of CPU."""
    recall = {kind: tally.right[kind] / families for kind in BARS}
    for kind, value in recall.items():
        print(f"{kind:14} recall {value:.3f}  (bar {BARS[kind]})")
    looked = len(tally.spent)
    rate = tally.wrong / looked
    print(f"verified false positives: {tally.wrong} of {looked} look-ups ({100 * rate:.2f} %)")
    print(
        f"CPU beside {stories} stories: {cost:.2f} ms a new story, found and remembered "
        f"({cost / parse:.2f} of lxml's parse of a page of 105 KB, {parse:.2f} ms); "
        f"{1000 * sum(tally.spent) / looked:.2f} ms a copy, verified "
        f"({tally.compared / looked:.1f} compared)"
    )
    held = all(recall[kind] >= bar for kind, bar in BARS.items())
    return held and rate < FALSE_POSITIVES and cost <= MILLISECONDS


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=300)
    parser.add_argument("--stories", type=int, default=5_000, help="stories in the index")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder))
        held = measure(world, asked.seed, asked.families, asked.stories)
        world.engine.dispose()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
