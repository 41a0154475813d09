"""Two sources that disagree on an inspection: both are kept, and both are shown."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from miniweb import MiniatureWeb
from tests.cli.conftest import Winnow, winnow_in
from tests.crawler.nights import Night, Nights

DISPUTED = 3


class Disputed:
    """A night over documents, provider pages and statistics that give other grades."""

    def __init__(self, web: MiniatureWeb, home: Path) -> None:
        self.nights = Nights(home=home, config=web.write_config(home))
        self.night: Night = self.nights.run("ofsted", "govuk")
        self.winnow: Winnow = winnow_in(home)


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disputed]:
    home = tmp_path_factory.mktemp("disputed") / "home"
    with MiniatureWeb(articles=4, disputed=DISPUTED) as web:
        yield Disputed(web, home)
    shutil.rmtree(home, ignore_errors=True)


def test_each_raises_one_alarm_that_names_both_values(disputed: Disputed) -> None:
    details = disputed.nights.ask("SELECT detail FROM alarms WHERE code = 'statistics_disagree'")
    assert len(details) == DISPUTED, disputed.night.errors
    for (detail,) in details:
        assert "overall_effectiveness: the document says " in detail
        assert "Latest inspections as at 30 Sept 2026" in detail


def test_the_list_and_the_export_flag_them_and_nothing_is_overwritten(disputed: Disputed) -> None:
    done = disputed.winnow("inspections", "--disputed")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()[1:]
    assert len(lines) == DISPUTED
    assert all("statistics say " in line for line in lines)
    exported = disputed.winnow("inspections", "--format", "csv", "--framework", "ILACS").stdout
    rows = list(csv.DictReader(io.StringIO(exported)))
    flagged = [row for row in rows if row["is_disputed"] == "True"]
    assert len(flagged) == DISPUTED < len(rows)
    for row in flagged:
        (said,) = json.loads(row["statistics_disagree"])
        assert said["field"] == "overall_effectiveness"
        assert said["document"] == row["overall_effectiveness_grade"] != said["other"]
        assert said["other"] == row["statistics_overall_grade"]
        assert row["statistics_agree"] == "False"
    agreed = [row for row in rows if row["statistics_agree"] == "True"]
    assert len(agreed) > 3


def test_the_statistics_keep_what_they_say(disputed: Disputed) -> None:
    stated = disputed.nights.ask(
        "SELECT g.grade FROM statistics_grades g JOIN statistics_rows r ON r.id = g.row_id"
        " WHERE g.area = 'overall_effectiveness' AND g.grade IN ('good', 'inadequate')"
    )
    assert len(stated) >= DISPUTED
