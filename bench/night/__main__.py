"""`make bench-night`: the same real pages through our whole night and through a plain spider.

    python -m bench.night                 1,000 pages; the ratios are held to bench/floors.json
    python -m bench.night --pages 200     a quick look (less pages make starting dearer)
    python -m bench.night --record        write better ratios into bench/floors.json

CPU is that of every process. Where more pages are wanted than the data has, some are served again
with a number in each paragraph (bench/night/corpus.py).

Exit codes: 0 the ratios are held · 1 one is not · 2 there is no data to measure with.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.gate import Scores
from bench.night.corpus import HOSTS, load_pages
from bench.night.nights import Night, our_night, plain_night, serving
from bench.night.stages import child_stages, start_seconds
from bench.ratios import hold

TWO_HOSTS_SHARE = 4
"""The night of two hosts reads one page in so many."""
STEPS = {
    "night.cost_of_plain": 0.02,
    "night.cost_of_fast": 0.02,
    "night.writer_of_parse": 0.5,
    "night.writer_busy": 0.1,
    "night.kib_a_page": 1.0,
    "night.stored": 0,
}
"""To which ratios are rounded up when they are recorded: what differs from run to run."""
NAMES = {
    "main": "discover, fetch, hand on (reactor)",
    "archivist": "archive",
    "reader": "hand to a child, take its answer",
    "writer": "store, link, index (writer)",
}


def measure(data: Path, pages: int) -> tuple[Night, Night, Night]:
    """Run the three nights on one server; print their table."""
    with tempfile.TemporaryDirectory() as made, serving(data, pages, HOSTS) as port:
        folder = Path(made)
        nights = (
            our_night(folder / "home", port, HOSTS),
            plain_night(folder / "default.db", port, HOSTS, "default"),
            plain_night(folder / "fast.db", port, HOSTS, "fast"),
        )
    head = ("", "stored", "CPU ms", "pages/s", "wall s", "main MB", "child MB", "KiB kept")
    print(f"{head[0]:28} {head[1]:>6}" + "".join(f" {name:>8}" for name in head[2:]))
    names = ("winnow nightly, all of it", "Scrapy, trafilatura, ORM", "the same, fast=True")
    for name, night in zip(names, nights, strict=True):
        cost = night.cost
        print(
            f"{name:28} {night.stored:6} {cost.cpu * 1000 / pages:8.1f} {pages / cost.wall:8.1f} "
            f"{cost.wall:8.1f} {cost.megabytes:8.0f} {cost.inside.child_mb:8.0f} "
            f"{night.database / 1024 / night.stored:8.1f}"
        )
    print(nights[0].table)
    return nights


def print_stages(night: Night, data: Path, pages: int) -> float:
    """Print where the CPU of our night went; return the milliseconds of lxml's parse of a page."""
    steps = child_stages(load_pages(data, pages))
    inside = night.cost.inside
    start = start_seconds()
    print("\nour CPU a page, stage by stage, in ms")
    for thread, seconds in sorted(inside.threads.items(), key=lambda pair: -pair[1]):
        print(f"  {NAMES.get(thread, thread + ' threads'):36} {seconds * 1000 / pages:6.2f}")
    print(f"  {'read (children)':36} {inside.children * 1000 / pages:6.2f}")
    print("    where a child alone in a quiet process needs")
    for name, spent in steps.items():
        print(f"      {name:32} {spent:6.2f}")
    print(f"      {'(its start: once, in all)':32} {start * 1000:6.0f}")
    busy = inside.busy
    print(
        f"writer: {inside.transactions / pages:.1f} transactions a page, at work "
        f"{busy * 1000 / pages:.1f} ms a page with its waits for the disk, "
        f"{busy / night.cost.wall:.0%} of the night"
    )
    return steps["lxml's parse"]


def two_hosts(data: Path, pages: int) -> float:
    """Read two hosts at once; return the share of the night in which the writer was at work."""
    with tempfile.TemporaryDirectory() as made, serving(data, pages, 2) as port:
        cost = our_night(Path(made) / "home", port, 2).cost
    share = cost.inside.busy / cost.wall
    print(
        f"two hosts at once, {pages} pages: {pages / cost.wall:.1f} pages a second, "
        f"the writer is at work {share:.0%} of the time"
    )
    return share


def scores_of(data: Path, pages: int) -> Scores:
    """Measure all, print it, and return the ratios that are held."""
    ours, default, fast = measure(data, pages)
    parse = print_stages(ours, data, pages)
    writer = ours.cost.inside.threads["writer"] * 1000 / pages
    return {
        "night.cost_of_plain": ours.cost.cpu / default.cost.cpu,
        "night.cost_of_fast": ours.cost.cpu / fast.cost.cpu,
        "night.writer_of_parse": writer / parse,
        "night.writer_busy": two_hosts(data, pages // TWO_HOSTS_SHARE),
        "night.kib_a_page": ours.database / 1024 / ours.stored,
        "night.stored": ours.stored / pages,
    }


def main() -> int:
    """Measure, print, and compare with the floors or record them."""
    return hold("our night beside a plain spider", scores_of, STEPS, pages=1000)


if __name__ == "__main__":
    sys.exit(main())
