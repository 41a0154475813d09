"""Nights over the reports site in every form it has: each document once, then only what changed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from miniweb import MiniatureWeb, Visit
from miniweb.files_host import FILES, file_url
from miniweb.reports_site import REPORTS
from tests.cli.conftest import Winnow, winnow_in
from tests.crawler.nights import Night, Nights

OTHERS = "schools", "fe_and_skills", "early_years", "social_care"


class ThreeNights:
    """A night, the same web again, and the web after its changes."""

    def __init__(self, web: MiniatureWeb, home: Path) -> None:
        self.web = web
        config = web.write_config(home)
        words = config.read_text(encoding="utf-8")
        others = ", ".join(f'{{ kind = "{kind}" }}' for kind in OTHERS)
        entry = f"[ofsted]\nothers = [{others}]\n"
        config.write_text(words.replace("[ofsted]\n", entry), encoding="utf-8")
        self.nights = Nights(home=home, config=config)
        self.first, self.first_log = self._run()
        self.states = self.nights.states()
        self.again, self.again_log = self._run()
        web.turn_night(2)
        self.second, self.second_log = self._run()
        self.winnow: Winnow = winnow_in(home)

    def _run(self) -> tuple[Night, list[Visit]]:
        before = len(self.web.access_log)
        night = self.nights.run("ofsted", seconds=300)
        return night, self.web.access_log[before:]

    def files(self, night: int) -> dict[str, str]:
        """Return every file that is on some timeline on a night, and what it answers."""
        of_others = [p for one in self.web.world.establishments for p in one.publications]
        return {
            file_url(p.key, self.web.port): p.answers
            for p in (*self.web.world.publications, *of_others)
            if p.from_night <= night
        }


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeNights]:
    home = tmp_path_factory.mktemp("forms") / "home"
    with MiniatureWeb(articles=4, every_form=True) as web:
        yield ThreeNights(web, home)
    shutil.rmtree(home, ignore_errors=True)


def asked(log: list[Visit], host: str) -> Counter[str]:
    """Return how often each path of a host was asked for, robots.txt apart."""
    paths = (urlsplit(visit.path).path for visit in log if visit.host == host)
    return Counter(path for path in paths if path != "/robots.txt")


def test_every_document_of_every_form_is_found_and_asked_for_exactly_once(
    three: ThreeNights,
) -> None:
    assert three.first.exit_code in (0, 3), three.first.errors
    files = three.files(1)
    assert asked(three.first_log, FILES) == Counter(urlsplit(url).path for url in files)
    ends = {"pdf": "stored", "soft_404": "gone", "broken_pdf": "quarantined"}
    assert {url: three.states[url] for url in files} == {
        url: ends[answer] for url, answer in files.items()
    }
    three.nights.assert_sums_agree()


def test_every_label_of_the_timelines_is_stored_as_it_stands(three: ThreeNights) -> None:
    labels = {label for (label,) in three.nights.ask("SELECT site_label FROM publications")}
    wanted = {p.label for p in three.web.world.publications if p.answers == "pdf"}
    wanted |= {p.label for one in three.web.world.establishments for p in one.publications}
    assert labels == wanted
    unknown = three.nights.ask("SELECT DISTINCT detail FROM alarms WHERE code = 'unknown_label'")
    assert ["Thematic learning visit" in detail for (detail,) in unknown] == [True] * len(unknown)


def test_the_documents_are_read_by_their_own_frameworks(three: ThreeNights) -> None:
    read = dict(
        three.nights.ask(
            "SELECT site_label, framework FROM publications WHERE site_label LIKE '%visit'"
            " OR site_label LIKE 'Single%' OR site_label LIKE 'Joint area review%'"
            " OR site_label = 'SEND inspection'"
        )
    )
    assert read == {
        "Children's services focused visit": "ILACS-FV",
        "Children's services monitoring visit": "ILACS-MV",
        "Single inspection of LA children's services (as pdf)": "SIF",
        "Joint area review - progress inspection": "JAR",
        "SEND inspection": "AREASEND-2016",
    }
    assert "site_disagrees" not in three.nights.alarms()


def test_the_same_web_again_asks_for_no_stored_file_and_for_authorities_alone(
    three: ThreeNights,
) -> None:
    not_stored = {url: end for url, end in three.files(1).items() if end != "pdf"}
    assert asked(three.again_log, FILES) == Counter(urlsplit(url).path for url in not_stored)
    pages = asked(three.again_log, REPORTS)
    assert {path for path in pages if path.startswith("/provider/")} == {
        f"/provider/44/{one.urn}" for one in three.web.world.authorities
    }
    assert set(pages.values()) - {pages["/search"]} == {1}


def test_the_next_night_asks_only_for_what_changed(three: ThreeNights) -> None:
    changed = {p.key for p in three.web.world.publications if p.from_night == 2 or p.until_night}
    of_others = [p for one in three.web.world.establishments for p in one.publications]
    changed |= {p.key for p in of_others if p.from_night == 2}
    got = asked(three.second_log, FILES)
    still_listed = {p.key for p in three.web.world.publications if p.until_night} - {
        p.replaces for p in three.web.world.publications
    }
    # Nothing that was asked for last night could be read, so it is looked at again at once.
    not_stored = {urlsplit(url).path for url, end in three.files(1).items() if end != "pdf"}
    assert got == Counter({f"/v1/file/{key}" for key in changed - still_listed} | not_stored)
    others = [
        path
        for path in asked(three.second_log, REPORTS)
        if path.startswith("/provider/") and not path.startswith("/provider/44/")
    ]
    assert others == ["/provider/21/148001"]


def test_a_grade_that_the_site_stops_printing_is_kept_with_its_days(three: ThreeNights) -> None:
    rows = three.nights.ask(
        "SELECT g.grade_as_printed, g.first_seen_at < max_.at, g.last_seen_at < max_.at"
        " FROM site_grades g JOIN providers p ON p.id = g.provider_id,"
        " (SELECT max(started_at) AS at FROM runs) max_"
        " WHERE p.urn = '148001' AND g.file_id IS NULL"
    )
    assert rows
    assert rows[0][0] == "Requires improvement"
    assert {(first, last) for _, first, last in rows} == {(1, 1)}


def test_a_school_that_became_an_academy_is_followed_back_and_told(three: ThreeNights) -> None:
    url = three.web.url(REPORTS, "/provider/21/100901")
    assert three.states[url] == "stored"
    told = three.winnow("inspections", "--provider", "148001", "--history", "--unproven").stdout
    assert "St Osyth’s Primary School (URN 148001), earlier as St Osyth’s School (URN 100901)" in (
        told
    )
    assert "Academy conversion letter" in told
    assert "2019-05-07" in told
    rows = three.nights.ask("SELECT origin, evidence_words FROM provider_successions")
    assert rows == [("site", "Predecessor school: St Osyth’s School")]


def test_a_search_that_names_too_few_authorities_is_an_alarm(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with MiniatureWeb(articles=4) as web:
        config = web.write_config(home)
        words = config.read_text(encoding="utf-8")
        count = len(web.world.authorities)
        config.write_text(
            words.replace(f"expected_authorities = {count}", "expected_authorities = 153"),
            encoding="utf-8",
        )
        nights = Nights(home=home, config=config)
        night = nights.run("ofsted")
    assert night.exit_code == 3
    details = nights.ask("SELECT detail FROM alarms WHERE code = 'authorities_missing'")
    assert details == [(f"{count} authorities in the search, 153 expected",)]
