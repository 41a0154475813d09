"""What leaves a reading child is judged, clean, short enough for its columns, and digested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, String

from db.engine import write_session
from db.models import (
    Fact,
    Inspector,
    Judgement,
    Paragraph,
    RemovedBlock,
    StatisticsFile,
    StatisticsRow,
    Version,
)
from db.models.places import ProviderSuccession
from db.rows import (
    LENGTHS,
    FactRow,
    InspectorRow,
    JudgementRow,
    NewStatistics,
    NewVersion,
    ParagraphRow,
    RemovedRow,
    StatisticsLine,
    SuccessionRow,
    row_of,
)
from db.states import PageState
from db.text import text_digest
from pipelines.children.calls import ReadCall, ReadFailure
from pipelines.children.read import answer_call
from pipelines.storing.prepared import Prepared, Subject
from pipelines.storing.store import store_reading
from tests.pipelines.world import NIGHT, World

ROOT = Path(__file__).resolve().parents[2]
TABLES = {
    NewVersion: Version,
    RemovedRow: RemovedBlock,
    JudgementRow: Judgement,
    InspectorRow: Inspector,
    FactRow: Fact,
    ParagraphRow: Paragraph,
    StatisticsLine: StatisticsRow,
    NewStatistics: StatisticsFile,
    SuccessionRow: ProviderSuccession,
}
PAGE = (
    b"<html><head><title>School praised</title></head><body><article><h1>School praised</h1>"
    + b"".join(
        b"<p>Inspectors of Ofsted praised the school on day %d of their visit to it.</p>" % n
        for n in range(9)
    )
    + b"</article><footer>Listen to us on the radio</footer></body></html>"
)


@pytest.mark.parametrize("row", sorted(LENGTHS, key=lambda row: row.__name__))
def test_what_is_cut_is_cut_to_the_length_of_its_column(row: type) -> None:
    for name, most in LENGTHS[row].items():
        column = TABLES[row].__table__.c[name]
        assert isinstance(column.type, String)
        assert column.type.length == most, name


def test_a_row_is_clean_and_fits_its_columns() -> None:
    row = row_of(RemovedRow, rule="r" * 200, kind="k\x00", text="a\x07b" * 100, position=0)
    assert (len(row.rule), row.kind, row.text) == (100, "k", "ab" * 100)


def test_a_child_gives_what_is_stored_and_the_store_keeps_it(engine: Engine) -> None:
    with write_session(engine) as s:
        capture = World().capture(s, payload=PAGE)
        call = ReadCall(role="article", payload=PAGE, url=capture.url, store=capture)
        answer = answer_call(call)
        assert isinstance(answer, Prepared)
        assert answer.subject is Subject.NEWS
        new = answer.version
        assert new is not None
        assert new.text_sha256 == text_digest(new.title, new.standfirst, new.text)
        assert new.word_count == len(new.text.split())
        outcome = store_reading(s, capture, answer, at=NIGHT)
        assert outcome.state is PageState.STORED
        kept = s.get_one(Version, outcome.version_id)
        assert (kept.title, kept.text) == (new.title, new.text)
        assert [block.text for block in kept.removed] == [block.text for block in new.removed]


def test_a_child_leaves_a_failure_as_it_is_and_stores_nothing_of_what_is_no_story(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        capture = World().capture(s, payload=b"")
        empty = answer_call(ReadCall(role="article", payload=b"", store=capture))
        assert isinstance(empty, ReadFailure)
        shell = b"<html><body><h1>Page not found</h1></body></html>"
        other = answer_call(ReadCall(role="article", payload=shell, url="u", store=capture))
        assert isinstance(other, Prepared)
        assert other.verdict.state is not PageState.STORED
        assert other.version is None


def test_a_child_does_not_load_the_engine_of_the_database() -> None:
    program = "import sys, pipelines.children.read; print('sqlalchemy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
