"""What the reports site is asked: authorities always, other providers as the operator says."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from crawler.config import ConfigError, OfstedSettings, ProviderSearch, load_config
from crawler.ofsted_searches import LEVELS, searches
from miniweb import MiniatureWeb
from tests.crawler.nights import Nights

TODAY = date(2026, 11, 22)


def asked(*others: ProviderSearch) -> list[dict[str, list[str]]]:
    """Return the parameters of each search; those that are sent empty are left out."""
    settings = OfstedSettings(others=others)
    return [parse_qs(one.query) for one in searches(settings, TODAY)]


def test_authorities_alone_are_asked_for_where_nothing_else_is_wanted() -> None:
    (only,) = asked()
    assert only == {
        "level_1_types": ["3"],
        "level_2_types[]": ["12"],
        "start": ["0"],
        "rows": ["100"],
    }


def test_an_entry_names_kind_areas_and_days() -> None:
    entry = ProviderSearch(kind="schools", authorities=("830", "831"), reported_within_days=30)
    schools = asked(entry)[1]
    assert schools["level_1_types"] == ["1"]
    assert schools["level_2_types[]"] == ["1", "2"]
    assert schools["local_authority[]"] == ["830", "831"]
    assert schools["latest_report_date_start"] == ["23-10-2026"]
    assert schools["latest_report_date_end"] == ["22-11-2026"]
    assert schools["rows"] == ["100"]


@pytest.mark.parametrize("kind", sorted(LEVELS))
def test_every_kind_of_the_configuration_has_a_search(kind: str) -> None:
    assert len(asked(ProviderSearch.model_validate({"kind": kind}))) == 2


@pytest.mark.parametrize(
    "entry",
    ['{ kind = "pubs" }', '{ kind = "schools", authorities = ["83"] }', "{ }", '{ knid = "x" }'],
)
def test_a_mistake_in_an_entry_is_named(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "winnow.toml"
    path.write_text(f"[ofsted]\nothers = [{entry}]\n")
    with pytest.raises(ConfigError, match=r"ofsted\.others\.entry 1"):
        load_config(path)


def test_a_night_reads_the_schools_and_nurseries_that_are_named_and_no_others(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    with MiniatureWeb(articles=16) as web:
        config = web.write_config(home)
        words = config.read_text(encoding="utf-8")
        entry = 'others = [{ kind = "schools" }, { kind = "early_years" }]'
        config.write_text(words.replace("[ofsted]\n", f"[ofsted]\n{entry}\n"), encoding="utf-8")
        nights = Nights(home=home, config=config)
        night = nights.run("ofsted")
        wanted = {one.path for one in web.world.establishments}
        publications = sum(len(one.publications) for one in web.world.establishments)
        again = nights.run("ofsted")
        states = nights.states()
    assert night.exit_code in (0, 3), night.errors
    read = {url for url, state in states.items() if any(url.endswith(path) for path in wanted)}
    assert len(read) == len(wanted) > 0
    kinds = dict(nights.ask("SELECT kind, count(*) FROM providers GROUP BY kind"))
    assert kinds["school"] + kinds["early_years"] == len(wanted)
    held = nights.ask(
        "SELECT count(*) FROM publications u JOIN providers p ON p.id = u.provider_id"
        " WHERE p.kind <> 'authority'"
    )[0][0]
    assert held == publications
    assert "search_incomplete" not in nights.alarms()
    unread = [asked for asked in again.events if asked["event"] == "page_settled"]
    assert len(unread) < len(states)
    shutil.rmtree(home, ignore_errors=True)
