"""How a run ends when it cannot go on: disk, memory, time, database. And on PostgreSQL."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler import watch
from crawler.config import Config, CrawlSettings
from crawler.frontier import now
from crawler.night_run import NightRun
from crawler.watch import Watch
from db.errors import DatabaseUnreachable, DiskFull
from db.home import Home
from pipelines.run import Ending
from tests.crawler.nights import Nights, kill_after
from tests.crawler.paper import feed, papers, story
from tests.crawler.stage import Stage, http
from words.london import LONDON

HOST = "www.dale.test"


def night_run(tmp_path: Path, *, broken: bool = False, **crawl: Any) -> NightRun:
    """Return a run without services."""
    services: Any = SimpleNamespace(
        writer=SimpleNamespace(broken=SimpleNamespace(is_set=lambda: broken)), run_id=1
    )
    nothing: Any = None
    return NightRun(
        config=Config(contact="desk@example.org", crawl=CrawlSettings(**crawl)),
        home=Home(path=tmp_path),
        services=services,
        frontier=nothing,
        plans=(),
        source_ids={},
        expected=frozenset(),
        night_began_at=now(),
    )


def test_a_watch_sees_nothing_on_a_quiet_night(tmp_path: Path) -> None:
    assert Watch(night_run(tmp_path), memory_mb=100_000).check() is None


def test_too_little_room_on_the_disk_ends_the_night_with_five(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=499 * 1024 * 1024)
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: usage)
    stop = Watch(night_run(tmp_path), memory_mb=100_000).check()
    assert stop == Ending(exit_code=5, reason="499 MB left on the disk of the home")


def test_memory_time_and_database_end_the_night(tmp_path: Path) -> None:
    assert watch.resident_mb() > 1
    memory = Watch(night_run(tmp_path), memory_mb=1).check()
    assert memory is not None
    assert memory.exit_code == 1
    late = Watch(night_run(tmp_path, time_budget_minutes=1e-9), memory_mb=100_000).check()
    assert late == Ending(exit_code=15, reason="time budget spent")
    gone = Watch(night_run(tmp_path, broken=True), memory_mb=100_000).check()
    assert gone is not None
    assert gone.exit_code == 4


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DatabaseUnreachable("away"), 4),
        (DiskFull("no room"), 5),
        (OSError(28, "No space left on device"), 5),
        (ExceptionGroup("visits", [DatabaseUnreachable("away")]), 4),
        (KeyError("a bug"), 1),
    ],
)
def test_what_no_source_can_go_on_after_ends_the_run_with_its_code(
    tmp_path: Path, error: Exception, code: int
) -> None:
    ending = night_run(tmp_path)
    stopped: list[int] = []
    ending.stop_spiders = lambda: stopped.append(1)
    ending.end_for(error)
    ending.end_for(OSError("a second reason"))
    assert ending.verdict().exit_code == code
    assert stopped == [1]


def test_a_watch_ends_the_night_by_itself(tmp_path: Path) -> None:
    ending = night_run(tmp_path, time_budget_minutes=0.002)
    began = time.monotonic()
    asyncio.run(Watch(ending, memory_mb=100_000).run())
    assert time.monotonic() - began < 2
    assert ending.verdict().exit_code == 15


def test_outside_the_crawl_window_nothing_is_asked_of_anybody(tmp_path: Path) -> None:
    opens, closes = (now().astimezone(LONDON) + timedelta(hours=hours) for hours in (2, 3))
    with Stage() as stage:
        stage.answers[HOST, "/feed"] = feed([stage.url(HOST, "/news/story")])
        night = papers(stage, tmp_path, crawl=f'window = "{opens:%H:%M}-{closes:%H:%M}"').run()
        assert night.exit_code == 15
        assert night.reason.startswith("outside crawl.window")
        assert not stage.asked


def test_an_unreachable_database_is_said_in_one_line(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = papers(stage, tmp_path)
        away = Nights(
            home=nights.home,
            config=nights.config,
            url="postgresql://winnow:secret@127.0.0.1:1/winnow",
        )
        night = away.run()
        assert night.exit_code == 4
        assert "secret" not in night.reason + night.errors
        assert "Traceback" not in night.errors
        assert not stage.asked


def test_kills_lose_nothing_on_postgresql_either(
    tmp_path: Path, postgresql_server: Callable[[str], str]
) -> None:
    import psycopg

    with psycopg.connect(postgresql_server("postgres"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE winnow_kills")
    count, rng = 120, random.Random(7)
    with Stage() as stage:
        for paper in ("dale", "hill", "moor"):
            urls = []
            for number in range(count // 3):
                path = f"/news/story-number-{number}"
                stage.answers[f"www.{paper}.test", path] = http(story(f"{paper} {number}"))
                urls.append(stage.url(f"www.{paper}.test", path))
            stage.answers[f"www.{paper}.test", "/feed"] = feed(urls)
        plain = papers(stage, tmp_path, ["dale", "hill", "moor"])
        nights = Nights(home=plain.home, config=plain.config, url=postgresql_server("winnow_kills"))
        for pages in (0, 25, 40):
            assert kill_after(nights.start(), pages, rng.random() * 0.1)
        assert nights.run().exit_code == 0
        assert len(nights.states()) == count
        assert set(nights.states().values()) == {"stored"}
        rows = nights.ask("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM versions)")
        assert rows == [(count, count)]
        nights.assert_sums_agree()
