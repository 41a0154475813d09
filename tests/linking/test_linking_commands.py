"""`winnow coverage`, `winnow story` and `winnow relink`, on a record with one link and one copy."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from test_relinking import TOLD, document
from typer.testing import CliRunner

from bench.press_world import World
from cli.commands import linking
from db.engine import make_engine, write_session
from db.home import database_url, find_home
from db.schema import upgrade

APP = typer.Typer()
linking.register(APP)


@pytest.fixture
def record(home: Path) -> int:
    """A record with a publication, a story on it and a copy; gives the publication's number."""
    url = database_url(find_home())
    upgrade(url)
    world = World(make_engine(url))
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        for day, outlet in ((2, "star"), (3, "echo")):
            world.news(s, title="Verdict", text=TOLD, told_on=date(2022, 11, day), outlet=outlet)
    world.engine.dispose()
    return publication


def run(*words: str) -> str:
    result = CliRunner().invoke(APP, words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_coverage_shows_the_evidence(record: int) -> None:
    printed = run("coverage", str(record), "--report")
    assert "Derbyshire, ILACS-FV (focused visit)" in printed
    assert "linked, subject, score" in printed
    assert "[page 2, paragraph 2]" in printed
    assert "the same story: reports" in printed


def test_coverage_as_json_is_whole(record: int) -> None:
    found = json.loads(run("coverage", str(record), "--report", "--json"))
    assert len(found["coverage"]) == 2
    assert found["coverage"][0]["parts"]["name"]["words"]


def test_a_story_shows_who_told_it_first(record: int) -> None:
    printed = run("story", "1", "--words")
    assert printed.index("star") < printed.index("echo")
    assert "earliest" in printed
    assert "about inspection" in printed


def test_relink_says_what_it_did(record: int) -> None:
    assert "1 publications indexed, 2 news reports linked anew: 2 links" in run("relink")


def test_an_unknown_inspection_is_one_clear_line(record: int) -> None:
    from cli.errors import NotFound

    with pytest.raises(NotFound, match="no inspection 99"):
        run("coverage", "99")
