"""`winnow coverage`, `winnow story` and `winnow relink`, on a record with one link and one copy."""

from __future__ import annotations

import csv
import json
from datetime import date
from itertools import count
from pathlib import Path

import pytest
import typer
from test_relinking import TOLD, document
from typer.testing import CliRunner

from bench.press_world import AT, World
from cli.commands import exporting, linking, showing, status, withdrawn
from db.engine import make_engine, write_session
from db.home import database_url, find_home
from db.models import Report
from db.schema import upgrade
from db.write import mark_gone, review_withdrawn

APP = typer.Typer()
for family in (linking, showing, exporting, withdrawn, status):
    family.register(APP)


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
    assert "Derbyshire, focused visit (ILACS-FV)" in printed
    assert "linked, as subject; score" in printed
    assert "[page 2, paragraph 2]" in printed
    assert "copies of this story: [" in printed


def test_coverage_as_json_is_whole(record: int) -> None:
    found = json.loads(run("coverage", str(record), "--report", "--json"))
    assert len(found["coverage"]) == 2
    assert found["coverage"][0]["parts"]["name"]["words"]


def test_a_story_shows_who_told_it_first(record: int) -> None:
    printed = run("story", "1", "--words")
    assert printed.index("star") < printed.index("echo")
    assert "told first" in printed
    assert "about inspection" in printed


def test_relink_says_what_it_did(record: int) -> None:
    engine = make_engine(database_url(find_home()))
    with write_session(engine) as s:
        World(engine, numbers=count(90)).official(
            s, title="Children well served", text=TOLD, told_on=date(2022, 10, 27)
        )
    engine.dispose()
    assert (
        "1 publication indexed, 2 news reports and 1 of Ofsted's own pages linked anew; "
        "the record has 3 links, 0 possible and 1 story"
    ) in run("relink")


def test_relink_needed_says_what_waited_and_what_the_record_has(record: int) -> None:
    assert "no report waits for being linked; the record has 2 links" in run("relink", "--needed")
    engine = make_engine(database_url(find_home()))
    with write_session(engine) as s:
        s.get_one(Report, 3).relink_needed = True
    engine.dispose()
    assert "linking          1 report waits for `winnow relink --needed`" in run("status")
    told = "0 publications linked, 1 news report and 0 of Ofsted's own pages linked anew; "
    assert told in run("relink", "--needed")
    assert "linking          complete" in run("status")


def test_a_person_rejects_a_link_and_it_is_said_who(record: int) -> None:
    printed = run(
        "coverage", str(record), "--report", "--reject", "2", "--by", "Ann", "--note", "no"
    )
    assert "[2] is not about it: rejected by Ann" in printed
    assert "1 report" in printed
    assert "confirmed by Ann" in run(
        "coverage", str(record), "--report", "--confirm", "2", "--by", "Ann"
    )


def test_two_words_on_one_link_at_a_time_are_refused(record: int) -> None:
    from cli.errors import UsageError

    with pytest.raises(UsageError, match="one of"):
        run("coverage", "1", "--confirm", "2", "--reject", "2")


@pytest.fixture
def rewritten(record: int) -> int:
    """A news report with a second version; gives its number."""
    world = World(make_engine(database_url(find_home())))
    text = TOLD.replace("is glad of it", "is sorry for it").replace("told", "asked", 1)
    notice = "CORRECTION: An earlier version of this story said the council was glad."
    with write_session(world.engine) as s:
        world.again(s, 2, title="Verdict anew", text=f"{text}\n\n{notice}", told_on=None)
    world.engine.dispose()
    return 2


def test_what_a_version_changed_is_shown_word_by_word(rewritten: int) -> None:
    printed = run("show", str(rewritten), "--changes")
    assert "version 1 → 2" in printed
    assert "title: Verdict {+anew+}" in printed
    assert "published at: [-2022-11-02 09:00-]" in printed
    assert "The council is [-glad of-] {+sorry for+} it." in printed
    assert "Ofsted has [-told-] {+asked+} Derbyshire" in printed
    assert "correction: CORRECTION: An earlier version" in printed
    assert "(one paragraph unchanged)" in printed
    assert "(--changes says what changed)" in run("show", str(rewritten))


def test_changes_are_told_to_machines_too(rewritten: int) -> None:
    (step,) = json.loads(run("show", str(rewritten), "--changes", "--json"))["changes"]
    assert (step["from"], step["to"], step["title"]) == (1, 2, ["Verdict", "Verdict anew"])
    assert {"kind": "old", "text": "glad of"} in step["paragraphs"][1]
    assert step["fields"]["published_at"][0] == "2022-11-02 09:00"


def test_a_report_of_one_version_has_no_changes(record: int) -> None:
    assert "it has had one version only" in run("show", "3", "--changes")


def test_a_withdrawn_report_is_listed_reviewed_and_shown_as_such(record: int) -> None:
    engine = make_engine(database_url(find_home()))
    with write_session(engine) as s:
        mark_gone(s, s.get_one(Report, 3).page_id, AT)
    engine.dispose()
    assert "https://page-3.test/" in run("withdrawn", "list")
    assert "not reviewed, so in no export" in run("show", "3")
    assert "1 kept" in run("withdrawn", "keep", "3", "--by", "Ann", "--note", "closed")
    assert "no withdrawn report waits" in run("withdrawn", "list")
    assert "kept by Ann" in run("withdrawn", "list", "--all")
    assert "kept by Ann" in run("show", "3")
    assert "1 hidden" in run("withdrawn", "hide", "3", "--by", "Bob")


def test_a_report_that_stands_cannot_be_reviewed(record: int) -> None:
    from cli.errors import NotFound

    with pytest.raises(NotFound, match="nothing was changed"):
        run("withdrawn", "keep", "2")


def test_links_are_a_table(record: int, tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    run("export", "--links", "-o", str(file))
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(row["report_id"], row["provider"], row["status"]) for row in rows] == [
        ("2", "Derbyshire", "linked"),
        ("3", "Derbyshire", "linked"),
    ]
    assert rows[0]["longest_quotation"].startswith("While average caseloads")
    run("export", "--links", "--format", "jsonl", "-o", str(file))
    assert [json.loads(line)["quotations"] for line in file.read_text().splitlines()] == [1, 1]


def test_a_page_of_govuk_is_linked_by_the_address_that_a_reader_may_follow(
    record: int, tmp_path: Path
) -> None:
    engine = make_engine(database_url(find_home()))
    with write_session(engine) as s:
        release = World(engine, numbers=count(90)).official(
            s, title="Children well served", text=TOLD, told_on=date(2022, 10, 27)
        )
        page = s.get_one(Report, release).page
        page.url, page.raw_url = "https://www.gov.test/api/content/a", "https://www.gov.test/a"
        mark_gone(s, page.id, AT)
        review_withdrawn(s, release, keep=True, by="Ann", at=AT)
    engine.dispose()
    file = tmp_path / "links.jsonl"
    run("export", "--links", "--unproven", "--format", "jsonl", "-o", str(file))
    urls = {one["report_id"]: one["url"] for one in map(json.loads, file.read_text().splitlines())}
    assert urls[release] == "https://www.gov.test/a"
    assert "https://www.gov.test/a" in run("withdrawn", "list", "--all")
    assert "api/content" not in run("withdrawn", "list", "--all")


def test_an_unknown_inspection_is_one_clear_line(record: int) -> None:
    from cli.errors import NotFound

    with pytest.raises(NotFound, match="no inspection 99"):
        run("coverage", "99")
