"""The commands as a whole: help with examples, quick, and what a small record answers."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.main import app
from cli.reference import reference
from tests.cli.conftest import ROOT, STORY_URL, Winnow


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path
        return
    for name, child in children.items():
        yield from commands(child, (*path, name))


def options(command: Any) -> list[Any]:
    return [one for one in command.params if one.param_type_name == "option"]


ALL = sorted(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    words = command.help or ""
    assert "winnow" in words, "no example"
    assert "Example" in words
    assert all(option.help for option in options(command)), "an option without help"


def test_the_reference_is_what_the_commands_say_of_themselves() -> None:
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert told == reference(), "write it anew: make docs"
    for path in ALL:
        assert f"winnow {' '.join(path)}" in told


def test_the_options_of_a_command_are_seen_by_these_tests() -> None:
    search = typer.main.get_command(app).commands["search"]  # type: ignore[attr-defined]
    assert {option.opts[0] for option in options(search)} >= {"--kind", "--since", "--json"}


def test_help_answers_at_once() -> None:
    best = min(time_of_help() for _ in range(3))
    assert best < 0.4


def time_of_help() -> float:
    """Seconds of CPU: what else the machine does is not the command's."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "cli.main", "--help"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = os.times()
    ended_before = before.children_user + before.children_system
    return after.children_user + after.children_system - ended_before


def test_importing_the_command_imports_neither_scrapy_nor_the_database() -> None:
    heavy = ["scrapy", "sqlalchemy", "lxml", "bs4", "pydantic", "twisted"]
    check = f"import sys, cli.main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_stored_story_is_found_and_shown_by_number_and_by_address(told: Winnow) -> None:
    found = json.loads(told("search", '"never seen the building"', "--json").stdout)
    assert found["url"] == STORY_URL
    by_number = told("show", str(found["id"])).stdout
    by_address = told("show", found["url"]).stdout
    assert by_number == by_address
    assert "Maud Ellerby" in by_number


def test_a_csv_export_holds_no_live_formula_and_says_how_many_rows(told: Winnow) -> None:
    done = told("export", "--format", "csv")
    assert "1 of 1 reports written" in done.stderr
    row = next(csv.DictReader(io.StringIO(done.stdout)))
    assert row["title"].startswith("'=SUM(1)")
    assert "Maud Ellerby" in row["text"]


def test_a_jsonl_export_is_verbatim_and_takes_its_name_when_whole(
    told: Winnow, tmp_path: Path
) -> None:
    target = tmp_path / "reports.jsonl"
    assert told("export", "--format", "jsonl", "-o", str(target)).returncode == 0
    row = json.loads(target.read_text(encoding="utf-8"))
    assert row["title"].startswith("=SUM(1)")
    assert not list(tmp_path.glob("*.part"))


def test_importing_twice_stores_once(winnow: Winnow, story: Path) -> None:
    for words in ("1 stored", "1 unchanged"):
        assert words in winnow("import", str(story), "--url", STORY_URL).stdout
    assert len(winnow("export", "--format", "jsonl").stdout.splitlines()) == 1


def test_status_and_runs_say_what_happened(told: Winnow) -> None:
    status = told("status")
    assert status.returncode == 0
    assert told("status", "--max-age", "1h").returncode == 3, "an import is no night"
    assert "news 1 in 1 versions" in status.stdout
    assert "import" in told("run", "list").stdout
    table = told("run", "show").stdout
    assert "every page found stands in exactly one column" in table


def test_a_query_may_be_several_words_and_forbid_some(told: Winnow) -> None:
    assert "Maud" in told("search", "treasurer", "building").stdout
    assert "no report matches" in told("search", "treasurer", "-building").stdout
    refused = told("search", "treasurer", "--sinse", "2026-01-01")
    assert refused.returncode == 2
    assert "--sinse" in refused.stderr


def test_days_that_leave_out_a_story_without_one_say_so(told: Winnow) -> None:
    for words in (("search", "treasurer"), ("export", "--format", "jsonl")):
        dated = told(*words, "--since", "2020-01-01")
        assert "Maud" not in dated.stdout
        line = "1 report without a day of publication left out; --undated has them too"
        assert line in dated.stderr.splitlines()
        both = told(*words, "--since", "2020-01-01", "--undated")
        assert "Maud" in both.stdout
        assert "left out" not in both.stderr
        assert "left out" not in told(*words).stderr


def test_an_unknown_source_is_refused_in_place_of_an_empty_answer(told: Winnow) -> None:
    for words in (("search", "x", "--source", "nosuch"), ("export", "--source", "nosuch")):
        done = told(*words)
        assert done.returncode == 2
        assert "nosuch" in done.stderr
