"""Files of what was not kept are deleted after their days; what was kept is carried on before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import read_session, write_session
from db.models import Capture
from db.writer import Writer
from pipelines.archive.files import Archive, CapturedResponse
from pipelines.children.calls import ReadAnswer, ReadFailure
from pipelines.reading.model import Block, BlockKind, PageKind, Reading
from pipelines.storing import expiry
from pipelines.storing.expiry import RECENT, forget_old_captures
from pipelines.storing.store import store_reading
from tests.pipelines.world import NIGHT, World
from words.quarantine import QuarantineCode

WORDS = "Ofsted inspectors praised the school and its pupils."
STORY = Reading(
    kind=PageKind.ARTICLE,
    title="School praised by Ofsted",
    text=WORDS,
    body=(Block(kind=BlockKind.PARAGRAPH, text=WORDS),),
    reader="cluster",
)
LATER = NIGHT + timedelta(days=31)
ANSWERS: dict[str, tuple[ReadAnswer, str]] = {
    "stored": (STORY, "main"),
    "quarantined": (ReadFailure(code=QuarantineCode.CRASHED, detail="x"), "main"),
    "off topic": (replace(STORY, title="Fair", text="A fair."), RECENT),
    "no article": (replace(STORY, kind=PageKind.INDEX), RECENT),
}


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    with Writer(engine) as writer:
        yield writer


def night(engine: Engine, folder: Path) -> dict[str, int]:
    """Archive and store one page of each kind; return their captures."""
    world, captures = World(), {}
    with Archive(folder, run_id=1, now=lambda: NIGHT) as archive:
        for number, (name, (answer, _)) in enumerate(ANSWERS.items()):
            url, body = f"https://thorley.test/news/{number}", name.encode()
            response = CapturedResponse(url=url, body=body, payload=body, fetched_at=NIGHT)
            at = archive.append(RECENT, response)
            place = {"series": RECENT, "warc_file": at.file, "warc_offset": at.offset}
            with write_session(engine) as s:
                capture = world.capture(s, url=url, payload=body, **place)
                store_reading(s, capture, answer, at=NIGHT)
            captures[name] = capture.capture_id
    return captures


def forget(folder: Path, writer: Writer, before: datetime = LATER) -> list[str]:
    with Archive(folder, run_id=2) as archive:
        return forget_old_captures(archive, writer, before=before)


def places(engine: Engine, captures: dict[str, int]) -> dict[str, tuple[str, str, int]]:
    with read_session(engine) as s:
        rows = {name: s.get_one(Capture, number) for name, number in captures.items()}
        return {name: (r.series, r.warc_file, r.warc_offset) for name, r in rows.items()}


def test_what_is_needed_is_carried_and_the_rest_is_deleted(
    engine: Engine, writer: Writer, tmp_path: Path
) -> None:
    captures = night(engine, tmp_path)
    before = places(engine, captures)
    assert forget(tmp_path, writer) == [before["stored"][1]]
    after = places(engine, captures)
    assert {name: series for name, (series, *_) in after.items()} == {
        name: series for name, (_, series) in ANSWERS.items()
    }
    archive = Archive(tmp_path)
    for name in ("stored", "quarantined"):
        assert archive.read(*after[name][1:]).payload == name.encode()
    assert not list(tmp_path.glob("recent-*"))
    assert forget(tmp_path, writer) == []


def test_a_file_within_its_days_stays(engine: Engine, writer: Writer, tmp_path: Path) -> None:
    captures = night(engine, tmp_path)
    before = places(engine, captures)
    assert forget(tmp_path, writer, NIGHT) == []
    assert places(engine, captures) == before


def test_a_kill_before_the_rows_are_changed_loses_nothing(
    engine: Engine, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = night(engine, tmp_path)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(expiry, "move_captures", killed)
        with pytest.raises(KeyboardInterrupt):
            forget(tmp_path, writer)
    for name, (_, file, offset) in places(engine, captures).items():
        assert Archive(tmp_path).read(file, offset).payload == name.encode()
    assert len(forget(tmp_path, writer)) == 1


def test_a_file_whose_needed_record_is_damaged_stays(
    engine: Engine, writer: Writer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    captures = night(engine, tmp_path)
    _, file, offset = places(engine, captures)["stored"]
    content = bytearray((tmp_path / file).read_bytes())
    content[offset + 40 : offset + 60] = b"?" * 20
    (tmp_path / file).write_bytes(bytes(content))
    assert forget(tmp_path, writer) == []
    assert (tmp_path / file).exists()
    assert "past its days and stays" in caplog.text
