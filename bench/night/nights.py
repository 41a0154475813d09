"""One night over the served pages: ours, and the plain spider's; each in a home of its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.data import ROOT
from bench.night.corpus import host_names
from bench.watched import Watched, watch, winnow

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """What a night cost, how many pages it stored, and the bytes of its database.

    table: what it printed of its run at the end.
    """

    cost: Watched
    stored: int
    database: int
    table: str = ""


@contextmanager
def serving(data: Path, pages: int, hosts: int) -> Iterator[int]:
    """Serve so many pages on so many hosts from a process of its own; give its port."""
    command = [sys.executable, "-m", "bench.night.server", str(data), str(pages), str(hosts)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        if server.stdout is None or not (port := server.stdout.readline()):
            raise RuntimeError("the server of the bench did not start")
        yield int(port)
    finally:
        server.communicate()


def our_night(home: Path, port: int, hosts: int) -> Night:
    """Run `winnow nightly` in a home that has its tables and nothing else.

    Making them is no part of a night: a home is made once.
    """
    names = host_names(hosts)
    titles = [
        TITLE.format(number=number, host=name, port=port) for number, name in enumerate(names)
    ]
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "bench.toml").write_text(REGISTRY + "".join(titles))
    allowed = "\n".join(f'"{name}:{port}" = "127.0.0.1"' for name in names)
    (home / "winnow.toml").write_text(CONFIG.format(hosts=allowed))
    winnow("db", "upgrade", home=home)
    cost = winnow("nightly", home=home)
    lines = cost.output.splitlines()
    table = [line for line in lines if line.startswith(("source", "all ", "run "))]
    return Night(
        cost=cost,
        stored=_count(home / "winnow.db", "pages WHERE state = 'stored'"),
        database=(home / "winnow.db").stat().st_size,
        table="\n".join(table),
    )


def plain_night(database: Path, port: int, hosts: int, how: str) -> Night:
    """Run the plain spider into a new database. how: default or fast."""
    feeds = [f"http://127.0.0.1:{port}/feed-{number}.xml" for number in range(hosts)]
    command = [sys.executable, "-m", "bench.night.plain_spider", str(database), how, *feeds]
    cost = watch(command)
    if cost.exit_code:
        sys.exit(f"the plain spider ended with {cost.exit_code}:\n{cost.output[-3000:]}")
    return Night(cost=cost, stored=_count(database, "articles"), database=database.stat().st_size)


def _count(database: Path, what: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608
        return found
