"""`make bench-night`: the same real pages through our whole night and through a plain spider.

    python -m bench.night [--pages 1000] [--record]

Exit codes: 0 the ratios are held · 1 one is not · 2 there is no data to measure with.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lxml import html

from bench.data import ROOT, DataMissing, find_data
from bench.gate import FLOORS, compare, record
from bench.night.corpus import HOSTS, host_names, load_pages
from bench.night.watched import Watched, watch

REGISTRY = """[group]
key = "bench"
name = "Bench titles"
article_url = '^/news/[a-z0-9-]+$'
delay_seconds = 0
"""
TITLE = """
[[title]]
key = "title_{number}"
name = "Title {number}"
url = "http://{host}:{port}"
areas = ["Bench"]
feeds = ["/feed-{number}.xml"]
"""
CONFIG = """contact = "bench@example.org"
topic = "all"
sources = ["sources"]
[crawl]
delay_seconds = 0
max_pages_per_source = 100000
[ofsted]
enabled = false
[govuk]
enabled = false
[allow_hosts]
{hosts}
"""


@contextmanager
def serving(data: Path, pages: int) -> Iterator[int]:
    """Serve the pages from a process of its own; give its port."""
    command = [sys.executable, "-m", "bench.night.server", str(data), str(pages), str(HOSTS)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None  # noqa: S101 - asked for just above
        yield int(server.stdout.readline())
    finally:
        server.communicate()


def our_night(folder: Path, port: int) -> tuple[Watched, Counter[str]]:
    """Run `winnow nightly` over the titles; return its cost and the states of the pages."""
    sources = folder / "sources"
    sources.mkdir()
    names = host_names()
    titles = [
        TITLE.format(number=number, host=name, port=port) for number, name in enumerate(names)
    ]
    (sources / "bench.toml").write_text(REGISTRY + "".join(titles))
    hosts = "\n".join(f'"{name}:{port}" = "127.0.0.1"' for name in names)
    (folder / "winnow.toml").write_text(CONFIG.format(hosts=hosts))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WINNOW_HOME": str(folder)}
    environment.pop("WINNOW_DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.night.watched", "nightly"]
    cost = watch(command, environment=environment, folder=folder)
    with closing(sqlite3.connect(folder / "winnow.db")) as database:
        states = Counter(
            dict(database.execute("SELECT state, count(*) FROM pages GROUP BY state").fetchall())
        )
    return cost, states


def plain_night(folder: Path, port: int, how: str) -> tuple[Watched, int]:
    """Run the plain spider; return its cost and how many articles it stored."""
    feeds = [f"http://127.0.0.1:{port}/feed-{number}.xml" for number in range(HOSTS)]
    database = folder / f"{how}.db"
    command = [sys.executable, "-m", "bench.night.plain_spider", str(database), how, *feeds]
    cost = watch(command, environment={**os.environ, "PYTHONPATH": str(ROOT)}, folder=folder)
    with closing(sqlite3.connect(database)) as stored:
        return cost, stored.execute("SELECT count(*) FROM articles").fetchone()[0]


def parse_ms(data: Path, pages: int) -> float:
    """Return the CPU milliseconds that lxml's parse of one page takes."""
    bodies = [page.html for page in load_pages(data, pages)]
    started = time.process_time()
    for body in bodies:
        html.fromstring(body)
    return (time.process_time() - started) * 1000 / len(bodies)


def row(name: str, cost: Watched, stored: int, pages: int) -> str:
    """Return one line of the table."""
    return (
        f"{name:28} {stored:6} {cost.cpu * 1000 / pages:8.1f} {pages / cost.wall:8.1f} "
        f"{cost.wall:8.1f} {cost.main_mb:8.0f} {cost.child_mb:8.0f}"
    )


def measure(data: Path, pages: int) -> dict[str, float]:
    """Run all three on one server, print the table, and return the ratios."""
    with tempfile.TemporaryDirectory() as made, serving(data, pages) as port:
        folder = Path(made)
        home = folder / "home"
        home.mkdir()
        ours, states = our_night(home, port)
        if not states["stored"]:
            sys.exit(f"our night stored nothing (exit {ours.exit_code}):\n{ours.output[-3000:]}")
        default, default_stored = plain_night(folder, port, "default")
        fast, fast_stored = plain_night(folder, port, "fast")
        size = sum(file.stat().st_size for file in home.glob("winnow.db*"))
    parse = parse_ms(data, min(pages, 400))
    head = ("", "stored", "CPU ms", "pages/s", "wall s", "main MB", "child MB")
    print(f"{head[0]:28} {head[1]:>6}" + "".join(f" {name:>8}" for name in head[2:]))
    print(row("winnow nightly, all of it", ours, states["stored"], pages))
    print(row("Scrapy, trafilatura, ORM", default, default_stored, pages))
    print(row("the same, fast=True", fast, fast_stored, pages))
    print("our pages: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())))
    inside = sum(ours.threads.values())
    print("our CPU a page, in ms:")
    for name, seconds in sorted(ours.threads.items(), key=lambda pair: -pair[1]):
        if seconds * 1000 / pages >= 0.1:
            print(f"  main process, {name:18} {seconds * 1000 / pages:6.1f}")
    print(f"  reading children and start   {(ours.cpu - inside) * 1000 / pages:6.1f}")
    writer = ours.threads.get("writer", 0.0)
    print(f"  writer: busy {writer / ours.wall:.0%} of the night; lxml's parse takes {parse:.2f}")
    print(f"database: {size / 1024 / states['stored']:.1f} KiB a stored report")
    return {
        "night.cost_of_plain": round(ours.cpu / default.cpu, 3),
        "night.cost_of_fast": round(ours.cpu / fast.cpu, 3),
        "night.writer_of_parse": round(writer * 1000 / pages / parse, 2),
    }


def main() -> int:
    """Measure, print, and compare with the floors or record them."""
    parser = argparse.ArgumentParser(description="our night beside a plain spider")
    parser.add_argument("--pages", type=int, default=1000, help="how many pages (1000)")
    parser.add_argument("--record", action="store_true", help="write bench/floors.json")
    parser.add_argument("--lower", metavar="REASON", help="with --record: allow worse ratios")
    options = parser.parse_args()
    try:
        data = find_data()
    except DataMissing as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if data is None:
        print("bench: skipped, no measuring data (set WINNOW_DATA to its folder)")
        return 2
    scores = measure(data, options.pages)
    floors: dict[str, float] = json.loads(FLOORS.read_text())["floors"]
    if options.record:
        record(scores, floors, options.lower)
    return 0 if compare(scores, floors) else 1


if __name__ == "__main__":
    sys.exit(main())
