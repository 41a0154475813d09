"""kill -9 at ten random moments of a crawl of a thousand stories: nothing lost, nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from miniweb import MiniatureWeb
from pipelines.archive.files import Archive
from tests.crawler.nights import Nights, kill_after

KILLS = 10
STORIES = 1000
SEED = 20260302


@pytest.fixture(scope="module")
def web() -> MiniatureWeb:
    return MiniatureWeb(seed=3, articles=STORIES)


def test_ten_kills_over_a_thousand_stories_lose_nothing_and_store_nothing_twice(
    tmp_path: Path, web: MiniatureWeb
) -> None:
    rng = random.Random(SEED)
    with web:
        config = web.write_config(tmp_path)
        text = config.read_text().replace("[ofsted]\n", "[ofsted]\nenabled = false\n")
        config.write_text(text.replace("[govuk]\n", "[govuk]\nenabled = false\n"))
        nights = Nights(home=tmp_path, config=config)
        killed = 0
        for number in range(KILLS):
            # Some kills fall into discovery, the others anywhere between pages.
            pages = rng.randrange(0, 17) if number in (0, 4) else rng.randrange(40, 100)
            killed += kill_after(nights.start(), pages, rng.random() * 0.2)
            assert nights.ask("PRAGMA integrity_check") == [("ok",)]
        last = nights.run(seconds=240)
        log = web.access_log
    assert killed == KILLS
    assert last.exit_code == 3  # one site's robots.txt is down, as the web wants it
    assert_nothing_is_lost(nights, web)
    assert_nothing_is_twice(nights)
    nights.assert_sums_agree()
    assert_captures_can_be_read(nights)
    asked = Counter(visit.path for visit in log if visit.status == 200 and "/rss" not in visit.path)
    stories = {p.url.partition(f":{web.port}")[2] for p in web.manifest.articles()}
    again = sum(count - 1 for path, count in asked.items() if path in stories)
    assert again <= KILLS * 17  # what was in flight at a kill, and no more, is asked again


def assert_nothing_is_lost(nights: Nights, web: MiniatureWeb) -> None:
    """Every story of the manifest was read; what it was taken for is the readers' affair."""
    states = nights.states()
    expected = web.manifest.expected(1, role="article")
    read = {"stored", "off_topic", "not_article", "quarantined"}
    assert {url: states.get(url) for url in expected if states.get(url) not in read} == {}
    assert "pending" not in states.values()
    agreed = sum(states[url] == wanted for url, wanted in expected.items())
    assert agreed > 0.98 * len(expected)
    assert sum(wanted == "stored" for wanted in expected.values()) > STORIES / 2


def assert_nothing_is_twice(nights: Nights) -> None:
    """One report a page, one version a report, one current outcome a page and run."""
    reports, versions, pages = nights.ask(
        "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM versions),"
        " (SELECT count(DISTINCT page_id) FROM reports)"
    )[0]
    assert reports == versions == pages
    torn = nights.ask(
        "SELECT p.url FROM pages p LEFT JOIN reports r ON r.page_id = p.id"
        " WHERE (p.state = 'stored') <> (r.id IS NOT NULL)"
    )
    assert not torn
    indexed = nights.ask("SELECT count(*) FROM outcomes WHERE state = 'stored'")[0][0]
    assert indexed == reports


def assert_captures_can_be_read(nights: Nights) -> None:
    """Every row of the archive points at whole bytes."""
    archive = Archive(nights.home / "archive")
    rows = nights.ask("SELECT warc_file, warc_offset, payload_sha256 FROM captures ORDER BY id")
    assert len(rows) > STORIES / 2
    for file, offset, digest in rows[:: max(1, len(rows) // 150)]:
        assert archive.read(file, offset).payload_sha256 == digest
