"""The one way: read in a child, stored by the writer. What fails is set aside or left pending."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from sqlalchemy import Engine, select

from db.engine import DatabaseUnreachable, read_session
from db.models import Page, PageState, Quarantine, Report
from db.write import note_site_blocks
from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadAnswer, ReadCall
from pipelines.children.pool import Workers
from pipelines.process import ProcessOutcome, process_capture, store_answer
from pipelines.reading.model import PageKind, Reading
from pipelines.services import Services, lend
from pipelines.stages import ReadPipeline, StorePipeline
from tests.pipelines.world import NIGHT, World

STORY = Reading(kind=PageKind.ARTICLE, title="Ofsted visits", text="They came.", reader="cluster")


class Readers(Workers):
    """Answers at once, and remembers what it was asked."""

    def __init__(self, answer: ReadAnswer) -> None:
        self.answer = answer
        self.calls: list[ReadCall] = []

    def read(self, call: ReadCall) -> Future[ReadAnswer]:
        self.calls.append(call)
        done: Future[ReadAnswer] = Future()
        done.set_result(self.answer)
        return done


@pytest.fixture
def readers() -> Readers:
    return Readers(STORY)


@pytest.fixture
def services(engine: Engine, tmp_path: Path, readers: Readers) -> Iterator[Services]:
    with Writer(engine, outage_seconds=0.1) as writer, Archive(tmp_path / "archive") as archive:
        yield Services(engine=engine, writer=writer, workers=readers, archive=archive, run_id=1)


def begin(services: Services, **changes: object) -> CaptureToRead:
    return services.writer.submit(lambda s: World().capture(s, **changes)).result()


def test_a_capture_is_read_and_stored(services: Services, readers: Readers) -> None:
    listing = {"title": "Listed", "published": "2026-03-01T10:00:00+00:00", "via": "feed"}
    capture = begin(services, listing=listing, headers={"x-robots-tag": "noai"})
    outcome = process_capture(capture, services)
    assert outcome.state is PageState.STORED
    context = readers.calls[0].context
    assert (context.listing_title, context.listing_via) == ("Listed", "feed")
    assert context.listing_published is not None
    assert (context.source, context.fetched_at) == ("thorley_news", NIGHT)
    assert context.headers["x-robots-tag"] == "noai"
    with read_session(services.engine) as s:
        assert s.get_one(Report, outcome.report_id).page_id == capture.page_id


def test_blocks_that_repeat_on_the_source_are_handed_to_the_reader(
    services: Services, readers: Readers
) -> None:
    capture = begin(services)
    for _ in range(10):
        services.writer.submit(
            lambda s: note_site_blocks(s, capture.source_id, ["d" * 16], at=NIGHT)
        ).result()
    process_capture(capture, services)
    assert readers.calls[0].context.repeated_blocks == {
        "d" * 16: "seen on 10 of 10 pages of this source"
    }


def test_what_cannot_be_stored_is_set_aside_and_said(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("a bug of ours")

    monkeypatch.setattr("pipelines.storing.store.store_version", refuse)
    capture = begin(services)
    outcome = store_answer(capture, STORY, services).result(5)
    assert outcome.state is PageState.QUARANTINED
    assert outcome.reason == "store_error: ValueError: a bug of ours"
    with read_session(services.engine) as s:
        row = s.scalars(select(Quarantine)).one()
    assert (row.stage, row.code) == ("store", "store_error")


@pytest.mark.parametrize("error", [DatabaseUnreachable("away"), OSError(28, "disk full")])
def test_a_lost_database_or_disk_is_no_fault_of_the_page(
    services: Services, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("pipelines.storing.store.store_version", fail)
    capture = begin(services)
    with pytest.raises(type(error)):
        store_answer(capture, STORY, services).result(5)
    with read_session(services.engine) as s:
        assert s.get_one(Page, capture.page_id).state == "pending"
        assert s.scalars(select(Quarantine)).all() == []


def test_a_closed_writer_is_heard_of(services: Services) -> None:
    capture = begin(services)
    services.writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        store_answer(capture, STORY, services).result(5)


def test_the_stages_read_then_store_and_say_what_became_of_the_page(services: Services) -> None:
    capture = begin(services)
    crawler = SimpleNamespace()
    lend(services, crawler)

    async def night() -> ProcessOutcome:
        read = await ReadPipeline.from_crawler(crawler).process_item(capture)
        assert read.answer is STORY
        return await StorePipeline.from_crawler(crawler).process_item(read)

    assert asyncio.run(night()).state is PageState.STORED
    with read_session(services.engine) as s:
        assert s.get_one(Page, capture.page_id).state == "stored"


def test_the_stages_are_left_out_of_a_crawler_without_a_run() -> None:
    for stage in (ReadPipeline, StorePipeline):
        with pytest.raises(NotConfigured):
            stage.from_crawler(SimpleNamespace())


def test_many_captures_at_once_are_all_stored(services: Services) -> None:
    numbers = itertools.count()
    captures = [begin(services, url=f"https://thorley.test/{next(numbers)}") for _ in range(25)]
    futures = [store_answer(capture, STORY, services) for capture in captures]
    assert {future.result(30).state for future in futures} == {PageState.STORED}
