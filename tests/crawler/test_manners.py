"""How sites are treated: delays, wishes, outages; and how a run ends early."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crawler.nights import ROOT, Nights
from tests.crawler.paper import feed, papers, story
from tests.crawler.stage import Stage, drip, http

HOST = "www.dale.test"


def publish(stage: Stage, count: int, host: str = HOST, **headers: str) -> list[str]:
    """Put stories and their feed on the stage; return their URLs."""
    urls = []
    for number in range(count):
        path = f"/news/story-number-{number}"
        stage.answers[host, path] = http(story(f"Ward {number} of {host}"), **headers)
        urls.append(stage.url(host, path))
    stage.answers[host, "/feed"] = feed(urls)
    return urls


CLOSED = {
    "too-large": http("User-agent: *\nAllow: /\n" + "#" * 600_000, kind="text/plain"),
    "binary": http(bytes(range(256)) * 4, kind="text/plain"),
    "wide": http("\ufeffUser-agent: *\nDisallow: /".encode("utf-16-le"), kind="text/plain"),
    "marked": http("\ufeffUser-agent: *\nDisallow: /", kind="text/plain"),
    "inside": http(status=302, Location="http://127.0.0.1/robots.txt"),
    "down": http("down", 503),
}
"""Paper → a robots.txt after which nothing of the site may be asked."""


OPEN = {
    "forbidden": http("no", 403),
    "looping": http(status=302, Location="/robots.txt"),
    "strange": http("<!DOCTYPE html><html><body>Welcome</body></html>"),
}
"""Paper → a robots.txt that is taken for absent (RFC 9309: 4xx, more than five redirects)."""


class Difficult:
    """Two nights over papers that each have a wish or a fault."""

    def __init__(self, stage: Stage, home: Path) -> None:
        self.stage = stage
        others = ["slowly", "busy", "broken", "silent", "prolific", "healthy"]
        for name, robots in {**CLOSED, **OPEN}.items():
            publish(stage, 1, f"www.{name}.test")
            stage.answers[f"www.{name}.test", "/robots.txt"] = robots
        publish(stage, 2, "www.slowly.test")
        stage.answers["www.slowly.test", "/robots.txt"] = http(
            "User-agent: *\nCrawl-delay: 1\n", kind="text/plain"
        )
        self.busy = publish(stage, 4, "www.busy.test")
        first, third = ("/news/story-number-0", "/news/story-number-2")
        again = stage.answers["www.busy.test", first]
        assert isinstance(again, bytes)
        stage.answers["www.busy.test", first] = [http("later", 429, Retry_After="1"), again]
        stage.answers["www.busy.test", third] = http("later", 503, Retry_After="900")
        publish(stage, 12, "www.broken.test")
        for number in range(12):
            stage.answers["www.broken.test", f"/news/story-number-{number}"] = http("oops", 500)
        stage.answers["www.silent.test", "/feed"] = feed([])
        publish(stage, 7, "www.prolific.test")
        known = {"ETag": '"one"', "Last_Modified": "Mon, 02 Mar 2026 09:00:00 GMT"}
        publish(stage, 1, "www.healthy.test", **known)
        limit = "max_pages_per_source = 6"
        self.nights = papers(stage, home, [*CLOSED, *OPEN, *others], crawl=limit)
        self.first = self.nights.run()
        self.first_states = self.nights.states()
        self.first_asked = len(stage.asked)
        stage.answers["www.down.test", "/robots.txt"] = http("none", 404)
        stage.answers["www.healthy.test", first] = b"HTTP/1.1 304 X\r\nConnection: close\r\n\r\n"
        self.second = self.nights.run("down", "healthy", "prolific")

    def first_paths(self, name: str) -> list[str]:
        """Return what the first night asked of a paper."""
        asked = self.stage.asked[: self.first_asked]
        return [one.path for one in asked if one.host == f"www.{name}.test"]

    def states(self, name: str) -> list[str]:
        """Return the states of a paper's pages after the first night, in their order."""
        return [state for url, state in self.first_states.items() if f"www.{name}.test" in url]

    def row(self, name: str) -> tuple[str, str]:
        """Return status and reason of a paper in the first run."""
        status, reason = self.nights.ask(
            "SELECT r.status, r.reason FROM run_sources r JOIN sources s ON s.id = r.source_id"
            " WHERE r.run_id = 1 AND s.key = ?",
            name.replace("-", "_"),
        )[0]
        return status, reason or ""


@pytest.fixture(scope="module")
def difficult(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Difficult]:
    with Stage() as stage:
        yield Difficult(stage, tmp_path_factory.mktemp("difficult") / "home")


@pytest.mark.parametrize("name", list(CLOSED))
def test_a_robots_txt_that_closes_or_cannot_be_trusted_is_all_that_is_asked(
    difficult: Difficult, name: str
) -> None:
    assert set(difficult.first_paths(name)) == {"/robots.txt"}
    assert difficult.row(name)[0] == "failed"


@pytest.mark.parametrize("name", list(OPEN))
def test_a_site_without_rules_is_read(difficult: Difficult, name: str) -> None:
    assert difficult.states(name) == ["stored"]


def test_a_site_whose_robots_txt_came_back_is_read_the_next_night(difficult: Difficult) -> None:
    assert difficult.nights.states()[
        difficult.stage.url("www.down.test", "/news/story-number-0")
    ] == ("stored")


def test_the_delay_of_robots_txt_is_kept(difficult: Difficult) -> None:
    times = [one.at for one in difficult.stage.asked if one.host == "www.slowly.test"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert min(gaps) > 0.8  # a busy machine notes a request late, and the next one in time
    assert sum(gaps) > 2.9


def test_retry_after_is_kept_and_a_long_one_defers_the_site(difficult: Difficult) -> None:
    waited = [
        one.at
        for one in difficult.stage.asked
        if one.host == "www.busy.test" and one.path == "/news/story-number-0"
    ]
    assert 0.8 < waited[1] - waited[0] < 3.0
    assert difficult.states("busy") == ["stored", "stored", "failed", "pending"]
    assert difficult.first_paths("busy")[-1] == "/news/story-number-2"
    assert "retry_after" in difficult.row("busy")[1]


def test_a_site_that_is_down_is_left_after_five_failures(difficult: Difficult) -> None:
    assert difficult.states("broken") == ["failed"] * 5 + ["pending"] * 7
    status, reason = difficult.row("broken")
    assert status == "failed"
    assert "5 failures in a row" in reason


def test_the_healthy_sites_of_such_a_night_are_read(difficult: Difficult) -> None:
    assert difficult.first.exit_code == 3
    assert difficult.states("healthy") == ["stored"]
    difficult.nights.assert_sums_agree()


def test_a_source_that_names_nothing_raises_an_alarm(difficult: Difficult) -> None:
    status, reason = difficult.row("silent")
    assert status == "alarmed"
    assert "zero_yield" in reason
    assert "zero_yield" in difficult.nights.alarms()


def test_pages_over_the_limit_of_a_night_wait_for_the_next(difficult: Difficult) -> None:
    assert difficult.states("prolific") == ["stored"] * 6 + ["pending"]
    assert "stays pending" in difficult.row("prolific")[1]
    last = difficult.stage.url("www.prolific.test", "/news/story-number-6")
    assert difficult.nights.states()[last] == "stored"  # before those to be looked at again


def test_not_modified_is_unchanged_and_asked_with_the_validators(difficult: Difficult) -> None:
    url = difficult.stage.url("www.healthy.test", "/news/story-number-0")
    assert difficult.nights.reasons()[url] == "unchanged not_modified"
    asked = [
        one.headers
        for one in difficult.stage.asked
        if one.host == "www.healthy.test" and one.path == "/news/story-number-0"
    ]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"] == '"one"'
    assert asked[1]["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_listings_that_are_traps_fail_alone_and_end(tmp_path: Path) -> None:
    with Stage() as stage:
        entities = (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><rss version="2.0">'
            "<channel><item><link>http://www.dale.test/news/a</link></item></channel></rss>"
        )
        stage.answers[HOST, "/feed"] = http(entities, kind="application/rss+xml")
        attributes = " ".join(f"a{number}=''" for number in range(20_000))
        stage.answers[HOST, "/news/"] = http(f"<html><body><p {attributes}>x</p></body></html>")

        def index(*paths: str) -> bytes:
            parts = "".join(f"<sitemap><loc>{stage.url(HOST, p)}</loc></sitemap>" for p in paths)
            return http(f"<sitemapindex>{parts}</sitemapindex>", kind="application/xml")

        many = [f"/maps/{number}.xml" for number in range(150)]
        stage.answers[HOST, "/sitemap.xml"] = index("/sitemap.xml", "/deep/1.xml", *many)
        for depth in range(1, 9):
            stage.answers[HOST, f"/deep/{depth}.xml"] = index(f"/deep/{depth + 1}.xml")
        url = stage.url(HOST, "/news/the-one-story")
        stage.answers[HOST, "/maps/7.xml"] = http(f"<urlset><url><loc>{url}</loc></url></urlset>")
        stage.answers[HOST, "/news/the-one-story"] = http(story("the Ward"))
        nights = papers(stage, tmp_path, sections='["/news/"]', sitemaps='["/sitemap.xml"]')
        night = nights.run()
        assert nights.states() == {url: "stored"}
        asked = stage.paths(HOST)
        assert len(asked) < 160
        assert "/deep/2.xml" in asked
        assert "/deep/3.xml" not in asked
        reason = nights.ask("SELECT reason FROM run_sources")[0][0]
        assert "a tag of" in reason
        assert night.exit_code == 0  # other listings of the source worked


def slow_paper(stage: Stage, home: Path) -> Nights:
    """Return a paper with one story that takes its time and many that do not."""
    urls = publish(stage, 40)
    stage.answers[HOST, "/news/slow"] = drip(30)
    stage.answers[HOST, "/feed"] = feed([*urls[:3], stage.url(HOST, "/news/slow"), *urls[3:]])
    nights = papers(stage, home, crawl="")
    text = nights.config.read_text().replace("timeout_seconds = 1.5", "timeout_seconds = 60")
    nights.config.write_text(text)
    return nights


def wait_for(stage: Stage, path: str) -> None:
    """Return when a path has been asked for."""
    deadline = time.monotonic() + 30
    while path not in stage.paths(HOST):
        assert time.monotonic() < deadline, stage.paths(HOST)
        time.sleep(0.05)


def scrapy(nights: Nights, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Scrapy's own command in the home of a paper."""
    environment = {**os.environ, "WINNOW_HOME": str(nights.home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env={**environment, "WINNOW_CONFIG": str(nights.config)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_a_second_run_is_turned_away_and_sigterm_ends_the_first(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        process = nights.start()
        wait_for(stage, "/news/slow")
        assert nights.run().exit_code == 75
        by_scrapy = scrapy(nights, "crawl", "news")
        assert by_scrapy.returncode == 75
        assert "another run is active" in by_scrapy.stderr
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        night = nights.finish(process, 20)
        assert time.monotonic() - began < 10
        assert night.exit_code == 11
        assert "SIGTERM" in night.reason
        assert "Traceback" not in night.errors
        assert nights.ask("SELECT exit_code FROM runs") == [(11,)]
        assert sorted(set(nights.states().values())) == ["pending", "stored"]
        nights.assert_sums_agree()


def test_sigterm_while_the_night_begins_ends_it_too(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        process = nights.start()
        deadline = time.monotonic() + 20
        while not (tmp_path / "run.lock").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert nights.finish(process, 20).exit_code == 11


def test_ctrl_c_ends_the_night_and_the_next_one_takes_up_what_is_left(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        process = nights.start()
        wait_for(stage, "/news/slow")
        process.send_signal(signal.SIGINT)
        assert nights.finish(process, 20).exit_code == 11
        stage.answers[HOST, "/news/slow"] = http(story("the slow ward"))
        assert nights.run().exit_code == 0
        assert set(nights.states().values()) <= {"stored", "unchanged"}
        assert len(nights.states()) == 41


def test_the_time_budget_ends_the_night(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        text = nights.config.read_text()
        nights.config.write_text(text.replace("[crawl]\n", "[crawl]\ntime_budget_minutes = 0.06\n"))
        night = nights.run()
        assert night.exit_code == 15
        nights.assert_sums_agree()


def test_the_time_budget_of_a_source_leaves_the_others_alone(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        slow, quick = stage.url(HOST, "/news/slow"), stage.url(HOST, "/news/story-number-0")
        stage.answers[HOST, "/feed"] = feed([slow, quick])
        text = nights.config.read_text()
        nights.config.write_text(
            text.replace("[crawl]\n", "[crawl]\nsource_budget_minutes = 0.1\n")
        )
        night = nights.run()
        assert night.exit_code == 0
        assert "time budget" in nights.ask("SELECT reason FROM run_sources")[0][0]
        assert nights.reasons() == {slow: "failed no_answer", quick: "pending"}
        nights.assert_sums_agree()


def test_scrapy_crawl_reads_one_source_by_the_same_way(tmp_path: Path) -> None:
    with Stage() as stage:
        publish(stage, 2)
        publish(stage, 2, "www.hill.test")
        nights = papers(stage, tmp_path, ["dale", "hill"])
        ended = scrapy(nights, "crawl", "news", "-a", "source=hill")
        assert ended.returncode == 0, ended.stderr
        assert list(nights.states().values()) == ["stored", "stored"]
        assert not stage.paths(HOST)
        assert nights.ask("SELECT command, exit_code FROM runs") == [("crawl", 0)]
        stage.answers.clear()
        assert scrapy(nights, "crawl", "news", "-a", "source=hill").returncode == 3


def test_scrapy_crawl_takes_only_sources_of_its_spider(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = papers(stage, tmp_path)
        for wrong in (("news", "-a", "source=ofsted"), ("news", "-a", "source=nowhere")):
            ended = scrapy(nights, "crawl", *wrong)
            assert ended.returncode == 2
            assert "no source" in ended.stderr
        assert not stage.asked


def test_scrapy_crawl_ends_with_eleven_when_it_is_interrupted(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = slow_paper(stage, tmp_path)
        environment = {**os.environ, "WINNOW_HOME": str(nights.home), "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", "news"],
            cwd=ROOT,
            env={**environment, "WINNOW_CONFIG": str(nights.config)},
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for(stage, "/news/slow")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 11
        assert "Enabled item pipelines" in errors
        assert nights.ask("SELECT command, exit_code, reason FROM runs") == [
            ("crawl", 11, "interrupted by SIGINT")
        ]
        nights.assert_sums_agree()
