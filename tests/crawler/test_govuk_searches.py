"""What GOV.UK's search is asked, and that a document its pages leave out is not lost in silence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.govuk_searches import Window, count_query, missing, search_query, windows
from miniweb import MiniatureWeb
from miniweb.exchange import Request
from miniweb.govuk import GOVUK
from tests.crawler.nights import Nights

TODAY = date(2026, 11, 22)


def test_windows_follow_each_other_without_a_gap_and_the_last_is_open() -> None:
    found = list(windows(date(2023, 1, 1), TODAY))
    assert [one.first for one in found] == [
        date(2023, 1, 1),
        date(2024, 1, 1),
        date(2024, 12, 31),
        date(2025, 12, 31),
    ]
    for before, after in pairwise(found):
        assert before.last == after.first - timedelta(days=1)
    assert found[-1].words == "from:2025-12-31"
    assert found[0].words == "from:2023-01-01,to:2023-12-31"
    assert list(windows(TODAY, TODAY)) == [Window(first=TODAY)]


def test_queries_hold_nothing_that_the_search_does_not_know() -> None:
    with MiniatureWeb(articles=4) as web:
        host = web.government
        for query in (
            search_query(Window(first=date(2020, 1, 1)), 0),
            search_query(Window(first=date(2020, 1, 1), last=TODAY), 500, "press_release"),
            count_query(Window(first=date(2020, 1, 1))),
        ):
            asked = Request(host=GOVUK, path="/api/search.json", query=query)
            assert host.respond(asked).status == 200, query


def test_fewer_rows_than_counted_are_named_and_more_are_no_fault() -> None:
    counts = (("press_release", 5), ("guidance", 2), ("form", 1))
    held = {"press_release": 4, "guidance": 3}
    assert missing(counts, held) == {"press_release": 1, "form": 1}


class Asked:
    """A night that reads GOV.UK alone, over a search that leaves something out."""

    def __init__(self, web: MiniatureWeb, home: Path) -> None:
        self.web = web
        self.nights = Nights(home=home, config=web.write_config(home))
        press = [i for i in web.government.items if i.document_type == "press_release"]
        mine = [i for i in press if i.from_night == 1 and i.organisation == "ofsted"]
        self.lost, self.slipped = mine[0].path, mine[1].path
        web.government.left_out = {self.lost}
        web.government.slipping = {self.slipped}
        self.night = self.nights.run("govuk")
        self.log = [v for v in web.access_log if v.host == GOVUK]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    home = tmp_path_factory.mktemp("govuk") / "home"
    with MiniatureWeb(articles=4) as web:
        yield Asked(web, home)
    shutil.rmtree(home, ignore_errors=True)


def test_a_document_that_is_counted_and_named_on_no_page_raises_one_alarm(asked: Asked) -> None:
    assert asked.night.exit_code == 3, asked.night.errors
    alarms = asked.nights.ask("SELECT code, detail FROM alarms WHERE code LIKE 'search%'")
    ((code, detail),) = alarms
    assert code == "search_incomplete"
    assert detail.endswith(": 1 of press_release")
    assert asked.web.url(GOVUK, f"/api/content{asked.lost}") not in asked.nights.states()


def test_a_document_that_slipped_between_two_pages_is_found_by_its_type(asked: Asked) -> None:
    url = asked.web.url(GOVUK, f"/api/content{asked.slipped}")
    assert asked.nights.states()[url] == "stored"
    queries = [parse_qs(urlsplit(v.path).query) for v in asked.log if "search" in v.path]
    types = {name for q in queries for name in q.get("filter_content_store_document_type[]", ())}
    assert types == {"press_release"}


class Whole:
    """A night that reads all of GOV.UK."""

    def __init__(self, web: MiniatureWeb, home: Path) -> None:
        self.web = web
        self.nights = Nights(home=home, config=web.write_config(home))
        self.night = self.nights.run("govuk")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    home = tmp_path_factory.mktemp("whole") / "home"
    with MiniatureWeb(articles=4) as web:
        yield Whole(web, home)
    shutil.rmtree(home, ignore_errors=True)


def test_a_search_that_names_all_it_counts_raises_none(whole: Whole) -> None:
    assert (whole.night.exit_code, whole.nights.alarms()) == (0, []), whole.night.errors
    whole.nights.assert_sums_agree()


def test_what_is_published_there_is_clean_and_stands_under_its_public_address(
    whole: Whole,
) -> None:
    items = {
        item.path: item
        for item in whole.web.government.items
        if item.from_night == 1 and item.organisation == "ofsted"
        if item.state in ("live", "withdrawn")
    }
    rows = whole.nights.ask("SELECT url, text FROM clean_report WHERE source LIKE '%govuk%'")
    texts = {url.removeprefix(whole.web.url(GOVUK, "")): text for url, text in rows}
    pages = {path: text for path, text in texts.items() if path.startswith("/")}
    assert set(pages) == set(items)
    full = next(item for item in items.values() if item.schema == "html_publication")
    assert pages[full.path] == "\n\n".join(full.paragraphs)


def test_a_pdf_attached_to_a_page_is_read_as_a_document(whole: Whole) -> None:
    rows = whole.nights.ask(
        "SELECT u.framework, p.role, p.listing FROM publications u"
        " JOIN reports r ON r.id = u.report_id JOIN pages p ON p.id = r.page_id"
        " WHERE p.role = 'publication'"
    )
    ((framework, _, listing),) = rows
    assert framework == "ILACS-FV"
    assert "/api/content/government/" in listing
