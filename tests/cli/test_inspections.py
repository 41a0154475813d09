"""`winnow inspections` on a small record: tables, files, and words that name nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.commands.inspections import as_line, told_of
from db.engine import make_engine, write_session
from db.queries.inspection_rows import RecordChange
from db.queries.inspections import History
from db.queries.successions import Succession
from db.schema import upgrade
from db.write import (
    CaptureRow,
    JudgementRow,
    NewPage,
    NewVersion,
    PublicationRow,
    SourceRow,
    find_page,
    queue_page,
    record_capture,
    store_publication,
    store_version,
    upsert_source,
)
from tests.cli.conftest import STORY_URL, Winnow, winnow_in

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def store(s, source: int, number: int, name: str, day: date, grade: str) -> None:
    """Store one report of an inspection."""
    url = f"https://files.ofsted.example/v1/file/{number}"
    queue_page(
        s, NewPage(url=url, raw_url=url, source_id=source, role="publication", via="x"), at=AT
    )
    page = find_page(s, url)
    assert page is not None
    capture = record_capture(
        s,
        CaptureRow(
            page_id=page,
            run_id=None,
            url=url,
            fetched_at=AT,
            status=200,
            payload_sha256=f"{number:064}",
            payload_bytes=1,
            warc_file="main.warc.gz",
            warc_offset=number,
        ),
    )
    version = NewVersion(
        capture_id=capture,
        title=name,
        page_kind="publication",
        access="full",
        text=f"{name} {grade}",
        reader="ilacs",
        reader_version="1",
    )
    stored = store_version(
        s, version, report_kind="publication", page_id=page, source_id=source, at=AT
    )
    row = PublicationRow(
        framework="ILACS",
        event_type="standard",
        provider_name=name,
        started_on=day,
        proven=True,
        site_published_on=day,
    )
    judgement = JudgementRow(area="overall_effectiveness", label="Overall", grade=grade)
    store_publication(s, stored.report_id, stored.version_id, row, [judgement])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Winnow:
    """Return `winnow` on a home that holds three inspections."""
    home: Path = tmp_path_factory.mktemp("inspected") / "home"
    home.mkdir()
    url = f"sqlite:///{home / 'winnow.db'}"
    upgrade(url)
    engine = make_engine(url)
    with write_session(engine) as s:
        source = upsert_source(
            s, SourceRow(key="ofsted", group_key="official", kind="ofsted", name="Ofsted"), at=AT
        )
        store(s, source, 1, "Cumbria", date(2022, 9, 5), "good")
        store(s, source, 2, "Cumberland", date(2023, 9, 4), "outstanding")
        store(s, source, 3, "Cumberland", date(2026, 9, 7), "good")
    engine.dispose()
    return winnow_in(home)


def test_a_table_names_what_went_down(record: Winnow) -> None:
    done = record("inspections", "--downgrades")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()[1:]
    assert "Cumberland" in line
    assert "overall_effectiveness: outstanding → good" in line
    assert done.stderr == "1 inspection\n"


def test_a_history_ends_with_who_took_over_from_whom(record: Winnow) -> None:
    lines = record("inspections", "--provider", "cumberland", "--history").stdout.splitlines()
    assert len(lines) == 5
    assert "Cumbria" in lines[1]
    assert lines[-1] == "2023-04-01: Cumberland took over from Cumbria"


def test_csv_and_json_lines_hold_the_same_columns(record: Winnow, tmp_path: Path) -> None:
    target = tmp_path / "inspections.csv"
    asked = ("inspections", "--latest", "--framework", "ILACS", "--evidence")
    assert record(*asked, "--format", "csv", "-o", str(target)).returncode == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    told = [json.loads(line) for line in record(*asked, "--format", "jsonl").stdout.splitlines()]
    assert [row["local_authority"] for row in rows] == ["Cumberland", "Cumbria"]
    assert [list(row) for row in rows] == [list(row) for row in told]
    assert json.loads(rows[0]["predecessors"]) == told[0]["predecessors"] == ["Cumbria"]
    assert told[0]["overall_effectiveness_grade"] == "good"


def test_a_limit_says_how_many_there_are(record: Winnow) -> None:
    every = record("inspections").stderr.split()[0]
    assert int(every) > 1
    assert record("inspections", "--limit", "1").stderr == f"1 of {every} inspections\n"
    assert record("inspections", "--limit", every).stderr == f"{every} inspections\n"


def test_a_word_on_a_link_is_answered_and_what_was_never_said_is_not_taken_back(
    record: Winnow, story: Path
) -> None:
    assert record("import", str(story), "--url", STORY_URL).returncode == 0
    news = str(json.loads(record("search", "treasurer", "--json").stdout)["id"])
    line = f"winnow: {news}: nothing was said of it and inspection 1 to take back\n"
    refused = record("coverage", "1", "--undo", news)
    assert (refused.returncode, refused.stderr) == (2, line)
    said = record("coverage", "1", "--reject", news, "--by", "Ann")
    assert said.stderr == f"rejected: report {news} is not about inspection 1\n"
    assert record("coverage", "1", "--undo", news).returncode == 0
    assert record("coverage", "1", "--undo", news).stderr == line, "it was taken back before"


def test_no_row_still_gives_a_header(record: Winnow) -> None:
    done = record("inspections", "--format", "csv", "--until", "2001-01-01")
    assert done.stdout.startswith("urn,la_code,")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--provider", "Nowhere"), "no provider is called 'Nowhere'"),
        (("--grade", "splendid"), "held: good, outstanding"),
        (("--framework", "XX"), "held: ILACS"),
        (("--history",), "--history wants --provider"),
        (("--area", "in_care"), "give both"),
        (("--format", "xml"), "table, csv, jsonl"),
        (("-o", "x.csv"), "--format csv or jsonl"),
        (("--since", "May"), "YYYY-MM-DD"),
    ],
)
def test_words_that_name_nothing_are_a_mistake_not_an_empty_answer(
    record: Winnow, words: tuple[str, ...], told: str
) -> None:
    done = record("inspections", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_days_are_those_in_london() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    row = SimpleNamespace(
        id=1,
        downgrades=(),
        record=(RecordChange(at=late, what="withdrawn", report_id=1),),
        disagreements=(),
        unsure=(),
        contradictions=(),
        proven=True,
        judgements=(),
        overall="good",
        document=SimpleNamespace(report_id=1),
        **dict.fromkeys(("published_on", "started_on", "provider", "framework", "event_type")),
    )
    assert as_line(row)[-1] == "withdrawn 2026-07-01"
    change = Succession(
        kind="school",
        before_id=None,
        before_urn="1",
        before="A",
        after_id=None,
        after_urn="2",
        after="B",
        changed_on=None,
        origin="site",
        seen_at=late,
    )
    (line,) = told_of(History(inspections=(), successions=(change,)))
    assert "seen 2026-07-01" in line
