"""Whole nights over the miniature web: what is stored, what a second night finds, manners."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from miniweb import MiniatureWeb, Visit
from tests.crawler.nights import Night, Nights

CRAWLERS_OWN = {"refused", "failed", "gone"}


class TwoNights:
    """Two nights over one web, and a third that finds nothing new."""

    def __init__(self, web: MiniatureWeb, home: Path) -> None:
        self.web = web
        self.nights = Nights(home=home, config=web.write_config(home))
        self.first = self.nights.run()
        self.states_after_first = self.nights.states()
        self.first_log: list[Visit] = web.access_log
        self.reports_after_first = self._reports()
        self.again = self.nights.run()
        self.reports_after_again = self._reports()
        web.turn_night(2)
        self.second = self.nights.run()

    def _reports(self) -> tuple[int, int]:
        """Return the number of reports and of their versions."""
        return (
            self.nights.ask("SELECT count(*) FROM reports")[0][0],
            self.nights.ask("SELECT count(*) FROM versions")[0][0],
        )


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoNights]:
    home = tmp_path_factory.mktemp("nights") / "home"
    with MiniatureWeb(articles=64) as web:
        yield TwoNights(web, home)
    shutil.rmtree(home, ignore_errors=True)


def test_the_first_night_knows_every_page_the_web_names(two: TwoNights) -> None:
    expected = two.web.manifest.expected(1)
    missing = sorted(set(expected) - set(two.states_after_first))
    assert not missing


def test_pages_that_the_crawler_alone_judges_end_as_they_should(two: TwoNights) -> None:
    wrong = {}
    for page in two.web.manifest.pages:
        wanted = page.expected[1]
        got = two.states_after_first.get(page.url)
        if page.role != "trap" or wanted not in CRAWLERS_OWN:
            continue
        if got != wanted and got not in page.also_right:
            wrong[page.url] = (page.reason, wanted, got)
    assert not wrong


def test_the_same_web_again_stores_nothing_new(two: TwoNights) -> None:
    assert two.reports_after_again == two.reports_after_first


def test_a_second_night_finds_new_stories_edits_and_removals(two: TwoNights) -> None:
    manifest, states = two.web.manifest, two.nights.states()
    for page in manifest.articles():
        before, after = page.expected[1], page.expected[2]
        if before is None and after == "stored":
            assert states[page.url] == "stored", page.url
        if before == "stored" and after == "gone" and "stored" not in page.also_right:
            assert states[page.url] == "gone", page.url
    edited = [p.url for p in manifest.articles() if p.expected == {1: "stored", 2: "stored"}]
    for url in edited:
        versions = two.nights.ask(
            "SELECT count(*) FROM versions v JOIN reports r ON r.id = v.report_id"
            " JOIN pages p ON p.id = r.page_id WHERE p.url = ?",
            url,
        )
        assert versions == [(2,)], url


def test_a_file_that_is_published_again_is_found(two: TwoNights) -> None:
    new = [
        url
        for url, publication in two.web.manifest.publications.items()
        if publication.from_night == 2
    ]
    states = two.nights.states()
    assert new
    assert {url: states.get(url) for url in new} == dict.fromkeys(new, "stored")


def test_the_sums_agree_after_every_night(two: TwoNights) -> None:
    two.nights.assert_sums_agree()
    rows = two.nights.ask(
        "SELECT r.run_id, sum(r.found), sum(r.pending),"
        " (SELECT count(*) FROM outcomes o WHERE o.run_id = r.run_id)"
        " FROM run_sources r GROUP BY r.run_id"
    )
    assert [found - pending - outcomes for _, found, pending, outcomes in rows] == [0, 0, 0]


def test_a_site_without_robots_txt_tonight_is_not_fetched(two: TwoNights) -> None:
    asked = {v.path for v in two.web.access_log if v.host == "www.pellgate-star.test"}
    assert asked == {"/robots.txt"}
    row = two.nights.ask(
        "SELECT r.status, r.reason FROM run_sources r JOIN sources s ON s.id = r.source_id"
        " WHERE s.key = 'pellgate_star'"
    )[0]
    assert row[0] == "failed"
    assert "robots_unreachable" in row[1]


def test_what_robots_txt_disallows_is_never_asked(two: TwoNights) -> None:
    assert not [v.path for v in two.web.access_log if v.path.startswith("/news/archive/")]


def test_every_request_says_who_asks_and_one_at_a_time(two: TwoNights) -> None:
    agents = {visit.user_agent for visit in two.web.access_log}
    assert len(agents) == 1
    agent = agents.pop()
    assert agent.startswith("Winnow/")
    assert "mailto:operator@example.org" in agent
    assert max(visit.in_flight for visit in two.web.access_log) == 1


def test_an_address_is_asked_once_a_night(two: TwoNights) -> None:
    stories = [
        v.path
        for v in two.first_log
        if v.host == "www.brackmere-argus.test" and v.status == 200 and "/news/2" in v.path
    ]
    assert len(stories) == len(set(stories))


def test_a_label_never_seen_raises_an_alarm_and_its_file_is_read(two: TwoNights) -> None:
    assert "unknown_label" in two.nights.alarms()
    strange = [u for u, p in two.web.manifest.publications.items() if p.kind == "survey"]
    assert strange
    assert all(two.nights.states()[url] in ("stored", "unchanged") for url in strange)


def test_grades_of_provider_pages_are_kept_with_their_days(two: TwoNights) -> None:
    rows = two.nights.ask("SELECT grade_as_printed, first_seen_at, last_seen_at FROM site_grades")
    assert rows
    assert all(grade and first <= last for grade, first, last in rows)


def test_a_night_with_trouble_ends_with_three_and_says_where(two: TwoNights) -> None:
    for night in (two.first, two.again, two.second):
        assert isinstance(night, Night)
        assert night.exit_code == 3
        assert "pellgate_star" in night.reason
        assert "Traceback" not in night.errors


def test_progress_names_every_source_once(two: TwoNights) -> None:
    finished = [e["source"] for e in two.first.events if e["event"] == "source_finished"]
    assert len(finished) == len(set(finished)) == 19


def test_robots_txt_and_listings_are_no_pages(two: TwoNights) -> None:
    listings = {page.url for page in two.web.manifest.pages if page.role == "listing"}
    assert not listings & set(two.nights.states())
