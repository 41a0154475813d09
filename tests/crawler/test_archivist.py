"""Bytes first, durably, and only then the rows that point at them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from crawler.archivist import Archivist
from db.engine import read_session
from db.models import Capture
from db.write import NewPage, SourceRow, find_page, queue_page, start_run, upsert_source
from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.archive.records import CapturedResponse
from pipelines.children.pool import Workers
from pipelines.services import Services
from tests.pipelines.world import NIGHT
from words.runs import RunKind

HOME = "https://thorley.test"


class Watched(Archive):
    """An archive that notes what is done to it, and can be held up or fail."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.deeds: list[str] = []
        self.entered = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.full = False

    def append(self, series: str, response: CapturedResponse) -> Any:
        self.entered.set()
        self.gate.wait(10)
        if b"too much" in response.payload:
            raise OSError(28, "No space left on device")
        self.deeds.append("append")
        return super().append(series, response)

    def sync(self) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.deeds.append("sync")
        super().sync()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Watched]:
    with Watched(tmp_path / "archive") as opened:
        yield opened


@pytest.fixture
def services(engine: Engine, archive: Watched) -> Iterator[Services]:
    with Writer(engine, outage_seconds=0.1) as writer, Workers(1) as workers:
        run_id = writer.submit(
            lambda s: start_run(s, command=RunKind.CRAWL, software="0", at=NIGHT)
        ).result()
        yield Services(
            engine=engine, writer=writer, workers=workers, archive=archive, run_id=run_id
        )


@pytest.fixture
def page_id(services: Services) -> int:
    def work(s: Any) -> int:
        row = SourceRow(key="thorley", group_key="thorley", kind="news", name="Thorley News")
        source_id = upsert_source(s, row)
        page = NewPage(
            url=f"{HOME}/1", raw_url=f"{HOME}/1", source_id=source_id, role="article", via="feed"
        )
        queue_page(s, page, at=NIGHT)
        return find_page(s, page.url) or 0

    return services.writer.submit(work).result()


def response(body: bytes = b"a story", **changes: Any) -> CapturedResponse:
    values: dict[str, Any] = {
        "url": f"{HOME}/1",
        "status": 200,
        "headers": (("Content-Type", "text/html"),),
        "body": body,
        "payload": body,
        "fetched_at": NIGHT,
    }
    return CapturedResponse(**{**values, **changes})


def rows(engine: Engine) -> list[Capture]:
    with read_session(engine) as s:
        return list(s.scalars(select(Capture).order_by(Capture.id)))


def noting(services: Services, archive: Watched) -> Callable[..., Any]:
    """Return the writer's submit, which notes when rows are handed to it."""
    submit = services.writer.submit

    def noted(work: Callable[[Any], Any]) -> Any:
        archive.deeds.append("row")
        return submit(work)

    return noted


def test_a_row_is_written_after_the_bytes_have_reached_the_disk(
    services: Services, archive: Watched, page_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.writer, "submit", noting(services, archive))
    archivist = Archivist(services)
    capture_id = archivist.keep(page_id, response(), "recent").result(10)
    archivist.close()
    assert archive.deeds == ["append", "sync", "row"]
    (row,) = rows(services.engine)
    assert (row.id, row.page_id, row.series) == (capture_id, page_id, "recent")
    assert archive.read(row.warc_file, row.warc_offset).payload == b"a story"


def test_what_waits_together_shares_one_sync_and_one_transaction(
    services: Services, archive: Watched, page_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.writer, "submit", noting(services, archive))
    archive.gate.clear()
    archivist = Archivist(services)
    bodies = [f"story {number}".encode() for number in range(20)]
    kept = [archivist.keep(page_id, response(body), "recent") for body in bodies]
    archive.gate.set()
    ids = [future.result(10) for future in kept]
    archivist.close()
    assert archive.deeds.count("append") == 20
    assert archive.deeds.count("sync") == archive.deeds.count("row") <= 2
    found = {row.id: archive.read(row.warc_file, row.warc_offset) for row in rows(services.engine)}
    assert [found[one].payload for one in ids] == bodies


def test_a_response_that_cannot_be_kept_spoils_no_other(
    services: Services, archive: Watched, page_id: int
) -> None:
    archive.gate.clear()
    archivist = Archivist(services)
    good = archivist.keep(page_id, response(b"good"), "recent")
    unwritten = archivist.keep(page_id, response(b"too much"), "recent")
    nobodys = archivist.keep(page_id + 99, response(b"of no page"), "recent")
    also_good = archivist.keep(page_id, response(b"also good"), "recent")
    archive.gate.set()
    assert {good.result(10), also_good.result(10)} == {row.id for row in rows(services.engine)}
    assert isinstance(unwritten.exception(10), OSError)
    assert nobodys.exception(10) is not None
    archivist.close()


def test_no_row_is_written_where_the_disk_does_not_confirm_the_bytes(
    services: Services, archive: Watched, page_id: int
) -> None:
    archivist = Archivist(services)
    archive.full = True
    assert isinstance(archivist.keep(page_id, response(), "recent").exception(10), OSError)
    archive.full = False
    archivist.close()
    assert rows(services.engine) == []


def test_one_that_nobody_waits_for_any_more_is_left_out(
    services: Services, archive: Watched, page_id: int
) -> None:
    archive.gate.clear()
    archivist = Archivist(services)
    first = archivist.keep(page_id, response(b"first"), "recent")
    assert archive.entered.wait(10)  # it is being appended, the next one waits
    given_up = archivist.keep(page_id, response(b"given up"), "recent")
    assert given_up.cancel()
    archive.gate.set()
    assert first.result(10)
    archivist.close()
    assert len(rows(services.engine)) == 1


def test_closing_keeps_what_was_handed_over(
    services: Services, archive: Watched, page_id: int
) -> None:
    archivist = Archivist(services)
    kept = [archivist.keep(page_id, response(), "recent") for _ in range(5)]
    archivist.close()
    assert len({future.result(10) for future in kept}) == 5


def test_a_closed_writer_is_heard_of(services: Services, page_id: int) -> None:
    archivist = Archivist(services)
    services.writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        archivist.keep(page_id, response(), "recent").result(10)
    archivist.close()
