"""A source that is ill is named, and what it said of its pages is not believed for ever."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import pytest

from crawler.breaches import SourceNight, breaches
from crawler.config import load_config
from crawler.opening import all_plans
from crawler.spiders.news import leads_to_index
from db.states import PageState
from tests.crawler.nights import Nights
from tests.crawler.paper import feed, papers, story
from tests.crawler.stage import Stage, http
from words.alarms import AlarmCode

HOST = "www.dale.test"
PLACES = ("Alston", "Burley", "Carden", "Denby", "Esham", "Fulmer")
INDEX = "<html><body><h1>Dale Papers</h1><ul><li><a href='/news/x'>A story</a></ul></body></html>"
GOOD = [SourceNight(outcomes={PageState.STORED: 4, PageState.OFF_TOPIC: 6}, found=10)] * 6


def night(**counts: int) -> SourceNight:
    outcomes = {PageState(state): count for state, count in counts.items()}
    return SourceNight(outcomes=outcomes, found=sum(counts.values()))


def codes(tonight: SourceNight, past: list[SourceNight] | None = None, **how: bool) -> set[str]:
    return {str(one.code) for one in breaches(tonight, GOOD if past is None else past, **how)}


@pytest.mark.parametrize(
    ("tonight", "code"),
    [
        (night(failed=4), AlarmCode.NOTHING_READ),
        (night(quarantined=10), AlarmCode.NOTHING_READ),
        (night(refused=3), AlarmCode.NOTHING_READ),
        (night(gone=5, not_article=2), AlarmCode.NOTHING_READ),
        (night(off_topic=10), AlarmCode.NOTHING_KEPT),
        (night(off_topic=5, not_article=5), AlarmCode.NOTHING_KEPT),
        (night(stored=3, quarantined=5), AlarmCode.MANY_SET_ASIDE),
    ],
)
def test_a_night_that_is_ill_has_a_name(tonight: SourceNight, code: AlarmCode) -> None:
    assert code in codes(tonight)


@pytest.mark.parametrize(
    "tonight",
    [
        night(stored=1, off_topic=9),
        night(unchanged=8),
        night(failed=1, off_topic=3, stored=2),
        night(failed=2),
        night(quarantined=2, stored=30),
        night(off_topic=3, stored=1),
        SourceNight(outcomes={}, found=0),
    ],
)
def test_a_quiet_night_rings_nothing(tonight: SourceNight) -> None:
    assert codes(tonight) == set()


def test_a_title_that_never_has_a_story_on_the_topic_is_not_ill() -> None:
    assert codes(night(off_topic=20), [night(off_topic=20)] * 10) == set()


def test_stored_stories_that_all_answer_otherwise_are_named() -> None:
    many = SourceNight(outcomes={PageState.GONE: 6, PageState.STORED: 9}, found=9, held=6, lost=6)
    few = SourceNight(outcomes={PageState.GONE: 2, PageState.STORED: 30}, found=9, held=20, lost=2)
    assert codes(many) == {"many_lost"}
    assert codes(few) == set()


def test_far_fewer_links_than_usual_are_named() -> None:
    usual = [SourceNight(outcomes={PageState.UNCHANGED: 40}, found=40)] * 6
    cut = SourceNight(outcomes={PageState.UNCHANGED: 5}, found=5)
    assert codes(cut, usual) == {"fewer_found"}
    assert codes(cut, usual[:3]) == set()  # nothing is usual yet


def test_each_document_of_ofsteds_counts() -> None:
    assert codes(night(stored=90, quarantined=1), is_official=True) == {"documents_set_aside"}


class Paper:
    """Six stories in a feed, night after night."""

    def __init__(self, stage: Stage, home: Path) -> None:
        self.stage = stage
        self.nights: Nights = papers(stage, home)
        self.paths = [f"/news/{place.lower()}" for place in PLACES]
        stage.answers[HOST, "/robots.txt"] = http("User-agent: *\nAllow: /", kind="text/plain")
        stage.answers[HOST, "/feed"] = feed([stage.url(HOST, path) for path in self.paths])
        self.serve()

    def serve(self, answer: bytes | None = None) -> None:
        for place, path in zip(PLACES, self.paths, strict=True):
            self.stage.answers[HOST, path] = answer or http(story(place))

    def a_day_passes(self) -> None:
        """Set back by a day what the record holds of when pages were seen as they are."""
        with closing(sqlite3.connect(self.nights.home / "winnow.db")) as database, database:
            database.execute("UPDATE pages SET state_since = datetime(state_since, '-1 day')")

    def clean(self) -> int:
        return self.nights.ask("SELECT count(*) FROM clean_report")[0][0]


@pytest.fixture
def paper(tmp_path: Path):
    with Stage() as stage:
        yield Paper(stage, tmp_path / "home")


def test_a_story_that_is_not_there_yet_is_stored_the_next_night(paper: Paper) -> None:
    paper.stage.answers[HOST, paper.paths[0]] = http("not found", 404)
    assert paper.nights.run().exit_code == 0
    assert paper.clean() == 5
    paper.serve()
    assert paper.nights.run().exit_code == 0
    assert paper.clean() == 6
    paper.nights.assert_sums_agree()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (http("not found", 404), "nothing_read"),
        (http("<html><body><h1>Back soon</h1><p>We are mending the site.</p></body>"), "many_lost"),
    ],
    ids=["404", "maintenance"],
)
def test_one_bad_night_takes_nothing_away_and_is_named(
    paper: Paper, answer: bytes, code: str
) -> None:
    assert paper.nights.run().exit_code == 0
    paper.serve(answer)
    bad = paper.nights.run()
    assert bad.exit_code == 3, bad.errors
    assert "dale" in bad.reason
    assert code in paper.nights.alarms()
    assert paper.clean() == 6
    paper.serve()
    assert paper.nights.run().exit_code == 0
    assert paper.clean() == 6
    assert set(paper.nights.states().values()) <= {"stored", "unchanged"}
    paper.nights.assert_sums_agree()


def test_new_stories_of_a_night_of_maintenance_are_stored_afterwards(paper: Paper) -> None:
    paper.serve(http("<html><body><h1>Back soon</h1><p>We are mending the site.</p></body>"))
    assert paper.nights.run().exit_code == 3
    assert paper.clean() == 0
    paper.serve()
    assert paper.nights.run().exit_code == 0
    assert paper.clean() == 6


def test_a_site_whose_every_page_answers_500_is_named(paper: Paper) -> None:
    paper.stage.answers[HOST, "/feed"] = feed(
        [paper.stage.url(HOST, path) for path in paper.paths[:4]]
    )
    paper.serve(http("oops", 500))
    ended = paper.nights.run()
    assert ended.exit_code == 3
    assert "dale" in ended.reason


def test_a_feed_that_is_gone_is_named(paper: Paper) -> None:
    paper.stage.answers[HOST, "/feed"] = http("not found", 404)
    assert paper.nights.run().exit_code == 3


@pytest.mark.parametrize("leads_to", ["/?from=old", "/news/"])
def test_a_story_that_leads_to_the_front_page_has_left_after_two_nights(
    paper: Paper, leads_to: str
) -> None:
    index = http(INDEX)
    paper.stage.answers[HOST, leads_to] = index
    assert paper.nights.run().exit_code == 0
    paper.stage.answers[HOST, paper.paths[0]] = http(status=302, Location=leads_to)
    for nights in (1, 2):
        paper.nights.run()
        states = {path: state for path, state in paper.nights.states().items() if state == "gone"}
        assert len(states) == 1
        assert paper.clean() == (6 if nights == 1 else 5)
        paper.a_day_passes()
    paper.serve()
    for _ in range(2):  # after a second sighting it is asked again in two nights
        paper.nights.run()
    assert paper.clean() == 6


@pytest.mark.parametrize(
    ("final", "is_so"),
    [
        ("/", True),
        ("/news/", True),
        ("/?utm_source=x", True),
        ("/news/town-hall", False),
        ("/news/town-hall-opens-at-last", False),
        ("/sport/", False),
        ("http://www.elsewhere.test/", False),
    ],
)
def test_an_index_above_a_story_is_none(paper: Paper, final: str, is_so: bool) -> None:
    config = load_config(paper.nights.config)
    (plan,) = [plan for plan in all_plans(config) if plan.news is not None]
    assert plan.news is not None
    asked = f"{plan.news.url}/news/town-hall-opens"
    assert leads_to_index(asked, urljoin(asked, final), plan.news) is is_so
