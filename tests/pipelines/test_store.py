"""Storing is one transaction: all that follows from an answer, or nothing. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.engine import read_session, write_session
from db.models import (
    Alarm,
    Fact,
    Inspection,
    Inspector,
    Judgement,
    Outcome,
    Page,
    PageState,
    Paragraph,
    Publication,
    Quarantine,
    RemovedBlock,
    Report,
    SiteBlock,
    Version,
)
from pipelines.capture import CaptureToRead, ProcessOutcome
from pipelines.children.calls import ReadAnswer, ReadFailure
from pipelines.ofsted import model
from pipelines.reading.model import Block, BlockKind, PageKind, Reading
from pipelines.reading.model import RemovedBlock as Cut
from pipelines.storing.store import store_reading
from tests.pipelines.world import NIGHT, World
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason
from words.quarantine import QuarantineCode

TABLES = (Report, Version, RemovedBlock, Outcome, Quarantine, SiteBlock, Judgement, Fact, Alarm)

STORY = Reading(
    kind=PageKind.ARTICLE,
    title="School praised by Ofsted",
    text="Inspectors praised the school.\n\nPupils were kind.",
    body=(
        Block(kind=BlockKind.PARAGRAPH, text="Inspectors praised the school."),
        Block(kind=BlockKind.PARAGRAPH, text="Pupils were kind."),
    ),
    removed=(Cut(rule="radio-banner", kind="radio", text="Now playing: Song One", position=0),),
    reader="cluster",
)
LETTER = model.Publication(
    kind=model.PublicationKind.PUBLICATION,
    framework=model.Framework.ILACS,
    event_type="standard",
    provider="Marlshire",
    inspected=(model.DateRange(started_on=date(2022, 9, 5), ended_on=date(2022, 9, 16)),),
    inspectors=(model.Inspector(name="Ann Bell", role="lead", body="Ofsted"),),
    judgements=(model.Judgement(area="overall_effectiveness", label="Overall", grade="good"),),
    facts=(model.Fact(name="theme", reason=NullReason.NOT_PRINTED),),
    paragraphs=(model.Paragraph(text="Children are safe.", page=1, number="1"),),
    text="Children are safe.",
    page_count=3,
    doubts=(
        Doubt(PublicationDoubt.UNKNOWN_LABEL, "Progress of things"),
        Doubt(PublicationDoubt.NO_INSPECTORS),
    ),
)


@pytest.fixture
def world() -> World:
    return World()


def store(
    engine: Engine, capture: CaptureToRead, answer: ReadAnswer, at: datetime = NIGHT
) -> ProcessOutcome:
    with write_session(engine) as s:
        return store_reading(s, capture, answer, at=at)


def begin(engine: Engine, world: World, **changes: object) -> CaptureToRead:
    with write_session(engine) as s:
        return world.capture(s, **changes)


def counts(engine: Engine) -> dict[str, int]:
    with read_session(engine) as s:
        return {
            table.__tablename__: s.scalar(select(func.count()).select_from(table)) or 0
            for table in TABLES
        }


def ask(engine: Engine, question: Callable[[Session], object]) -> object:
    with read_session(engine) as s:
        return question(s)


def test_a_story_is_stored_with_what_was_cut_and_its_outcome(engine: Engine, world: World) -> None:
    capture = begin(engine, world)
    outcome = store(engine, capture, STORY)
    assert outcome.state is PageState.STORED
    with read_session(engine) as s:
        report = s.get_one(Report, outcome.report_id)
        assert (report.kind, report.latest_version_id) == ("news", outcome.version_id)
        assert report.latest is not None
        assert report.latest.text == STORY.text
        assert [cut.rule for cut in report.latest.removed] == ["radio-banner"]
        page = s.get_one(Page, capture.page_id)
        assert (page.state, page.reason) == ("stored", None)
        row = s.get_one(Outcome, (capture.run_id, capture.page_id))
        assert (row.version_id, row.capture_id) == (outcome.version_id, capture.capture_id)
        assert s.scalar(select(func.count()).select_from(SiteBlock)) == 3


def test_storing_twice_is_storing_once(engine: Engine, world: World) -> None:
    capture = begin(engine, world)
    first = store(engine, capture, STORY)
    before = counts(engine)
    again = store(engine, capture, STORY)
    assert counts(engine) == before
    assert again.state is PageState.UNCHANGED
    assert again.version_id == first.version_id
    state = ask(engine, lambda s: s.get_one(Outcome, (capture.run_id, capture.page_id)).state)
    assert state == "stored"  # in this run it was


def test_another_song_in_the_radio_banner_makes_no_version(engine: Engine, world: World) -> None:
    store(engine, begin(engine, world), STORY)
    song = replace(STORY.removed[0], text="Now playing: Song Two")
    second = store(engine, begin(engine, world), replace(STORY, removed=(song,)))
    assert second.state is PageState.UNCHANGED
    assert counts(engine)["versions"] == 1


EDIT = "Ofsted: the school was praised."


@pytest.mark.parametrize(
    "edit",
    [
        {"title": EDIT},
        {"standfirst": EDIT},
        {"text": EDIT, "body": (Block(kind=BlockKind.PARAGRAPH, text=EDIT),)},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_an_edited_story_is_a_second_version(
    engine: Engine, world: World, edit: dict[str, str]
) -> None:
    store(engine, begin(engine, world), STORY)
    second = store(engine, begin(engine, world), replace(STORY, **edit))  # type: ignore[arg-type]
    assert second.state is PageState.STORED
    assert counts(engine)["versions"] == 2
    assert counts(engine)["reports"] == 1


def test_a_block_that_we_learnt_to_cut_makes_no_version(engine: Engine, world: World) -> None:
    store(engine, begin(engine, world), STORY)
    last = STORY.body[1]
    learnt = Cut(rule="repeated-block", kind="repeated", text=last.text, position=9)
    shorter = replace(
        STORY, text=STORY.body[0].text, body=STORY.body[:1], removed=(*STORY.removed, learnt)
    )
    assert store(engine, begin(engine, world), shorter).state is PageState.UNCHANGED
    again = begin(engine, world, origin="reclean")
    assert store(engine, again, shorter).state is PageState.STORED


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (replace(STORY, kind=PageKind.INDEX, reason="links"), PageState.NOT_ARTICLE),
        (replace(STORY, title="Fair", text="A fair."), PageState.OFF_TOPIC),
        (replace(STORY, kind=PageKind.SOFT_404), PageState.GONE),
        (ReadFailure(code=QuarantineCode.TIMEOUT, detail="took 10 s"), PageState.QUARANTINED),
    ],
)
def test_what_is_no_story_leaves_a_state_and_no_text(
    engine: Engine, world: World, answer: ReadAnswer, state: PageState
) -> None:
    capture = begin(engine, world)
    outcome = store(engine, capture, answer)
    assert (outcome.state, outcome.report_id) == (state, None)
    found = counts(engine)
    assert (found["reports"], found["removed_blocks"], found["outcomes"]) == (0, 0, 1)
    assert found["quarantine"] == (1 if state is PageState.QUARANTINED else 0)
    assert ask(engine, lambda s: s.get_one(Page, capture.page_id).state) == state


def test_a_quarantine_row_says_who_when_what_and_where(engine: Engine, world: World) -> None:
    capture = begin(engine, world)
    store(engine, capture, ReadFailure(code=QuarantineCode.MEMORY, detail="more than 1024 MB"))
    with read_session(engine) as s:
        row = s.scalars(select(Quarantine)).one()
    assert (row.stage, row.code, row.page_id) == ("read", "memory", capture.page_id)
    assert (row.capture_id, row.run_id) == (capture.capture_id, capture.run_id)
    assert row.detail == "https://thorley.test/news/1: more than 1024 MB"


def test_a_page_that_turns_into_not_found_marks_its_report_and_keeps_the_text(
    engine: Engine, world: World
) -> None:
    first = store(engine, begin(engine, world), STORY)
    gone, later = replace(STORY, kind=PageKind.SOFT_404), NIGHT + timedelta(days=1)
    store(engine, begin(engine, world), gone)
    left = ask(engine, lambda s: s.get_one(Report, first.report_id).withdrawn_at_source_at)
    assert left is None  # once is an observation
    store(engine, begin(engine, world), gone, later)
    with read_session(engine) as s:
        report = s.get_one(Report, first.report_id)
        assert report.withdrawn_at_source_at == later
        assert report.latest is not None
        assert report.latest.text == STORY.text
    store(engine, begin(engine, world), STORY)
    withdrawn = ask(engine, lambda s: s.get_one(Report, first.report_id).withdrawn_at_source_at)
    assert withdrawn is None


def test_a_failure_in_the_middle_leaves_nothing(
    engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = begin(engine, world)
    before = counts(engine)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("pipelines.storing.store.settle", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        store(engine, capture, STORY)
    assert counts(engine) == before
    assert ask(engine, lambda s: s.get_one(Page, capture.page_id).state) == "pending"


def letter(engine: Engine, world: World, **listing: str) -> CaptureToRead:
    return begin(
        engine,
        world,
        url="https://files.thorley.test/file/50000001",
        role="publication",
        kind="ofsted",
        listing=listing,
    )


def test_a_document_is_stored_with_every_fact(engine: Engine, world: World) -> None:
    capture = letter(engine, world, provider_kind="authority", provider_urn="80999", label="ILACS")
    outcome = store(engine, capture, LETTER)
    with read_session(engine) as s:
        publication = s.get_one(Publication, outcome.report_id)
        assert (publication.framework, publication.site_label) == ("ILACS", "ILACS")
        inspection = s.get_one(Inspection, publication.inspection_id)
        assert (inspection.started_on, inspection.ended_on) == (date(2022, 9, 5), date(2022, 9, 16))
        version = s.get_one(Version, outcome.version_id)
        assert version.title == "Marlshire: standard inspection, 5 to 16 September 2022"
        assert s.scalars(select(Judgement)).one().grade == "good"
        assert s.scalars(select(Inspector)).one().name == "Ann Bell"
        assert s.scalars(select(Fact)).one().null_reason == "not_printed"
        assert s.scalars(select(Paragraph)).one().text == "Children are safe."


def test_a_label_nobody_knows_is_an_alarm_and_another_doubt_is_not(
    engine: Engine, world: World
) -> None:
    store(engine, letter(engine, world, file_id="50000001"), LETTER)
    with read_session(engine) as s:
        alarm = s.scalars(select(Alarm)).one()
    assert (alarm.code, alarm.detail) == ("unknown_label", "50000001: Progress of things")


def test_a_document_read_again_keeps_one_set_of_facts(engine: Engine, world: World) -> None:
    store(engine, letter(engine, world), LETTER)
    before = counts(engine)
    better = replace(LETTER, judgements=(replace(LETTER.judgements[0], grade="outstanding"),))
    outcome = store(engine, letter(engine, world), better)
    assert outcome.state is PageState.UNCHANGED
    assert counts(engine) == before | {"outcomes": 2, "alarms": 2}
    assert ask(engine, lambda s: s.scalars(select(Judgement)).one().grade) == "outstanding"


def test_a_withdrawn_document_keeps_its_version_and_says_when_it_was_seen(
    engine: Engine, world: World
) -> None:
    first = store(engine, letter(engine, world), LETTER)
    gone = model.Publication(kind=model.PublicationKind.SOFT_404, reason="Report not found")
    outcome = store(engine, letter(engine, world), gone)
    assert outcome.state is PageState.GONE
    with read_session(engine) as s:  # once is an observation
        assert s.get_one(Publication, first.report_id).withdrawn_seen_at is None
    store(engine, letter(engine, world), gone, NIGHT + timedelta(days=1))
    with read_session(engine) as s:
        seen_at = s.get_one(Publication, first.report_id).withdrawn_seen_at
        assert seen_at == NIGHT + timedelta(days=1)
        assert s.get_one(Report, first.report_id).latest_version_id == first.version_id


def test_a_content_item_is_a_publication_of_its_type(engine: Engine, world: World) -> None:
    item = replace(STORY, section="press_release", published=datetime(2026, 2, 3, 9, tzinfo=UTC))
    capture = begin(engine, world, role="content", kind="govuk", url="https://gov.test/a")
    outcome = store(engine, capture, item)
    with read_session(engine) as s:
        assert s.get_one(Report, outcome.report_id).kind == "publication"
        publication = s.get_one(Publication, outcome.report_id)
        assert s.get_one(Report, outcome.report_id).link_reason  # it was weighed as news is
    assert publication.site_label == "press_release"
    assert publication.site_published_on == date(2026, 2, 3)
    assert publication.inspection_id is None
