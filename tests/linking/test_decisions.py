"""What a person said about a link or a withdrawn report stands, whatever runs find later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from test_relinking import TOLD, document

import db.linking as store
from bench.press_world import AT, World
from db.engine import is_sqlite, read_session, write_session
from db.linking.asked import coverage_of_inspection, coverage_of_reports
from db.models import Coverage, Decision, Inspection, Report
from db.queries import link_decisions, rejected_links, withdrawn_reports
from db.search import search
from db.write import mark_gone, review_withdrawn, store_publication
from pipelines.ofsted.model import DateRange
from pipelines.storing import publication_rows
from pipelines.storing.linking import (
    confirm_link,
    link_publication,
    link_report,
    reject_link,
    relink,
    undo_decision,
)

LATER = AT + timedelta(days=3)


@pytest.fixture
def world(engine: Engine) -> World:
    return World(engine)


def put_news(world: World, s: Session, text: str = TOLD) -> int:
    return world.news(s, title="Verdict is out", text=text, told_on=date(2022, 11, 2))


def linked(s: Session, news: int) -> list[int]:
    s.expire_all()
    asked = select(Coverage.inspection_id).where(
        Coverage.report_id == news, Coverage.status == "linked"
    )
    return list(s.scalars(asked))


def inspection(s: Session) -> int:
    return s.scalars(select(Inspection.id)).one()


def test_a_rejected_link_stays_rejected_when_the_archive_is_linked_anew(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s)
        number = inspection(s)
        assert linked(s, news) == [number]
        reject_link(s, news, number, by="ann", at=LATER, note="about the school")
        assert linked(s, news) == []
    relink(world.engine, at=LATER)
    with read_session(world.engine) as s:
        assert linked(s, news) == []
        (row,) = rejected_links(s, number)
        assert (row.report_id, row.decided_by, row.note) == (news, "ann", "about the school")
        assert s.scalars(select(Decision.evidence)).one()["score"] > 0.8  # type: ignore[index]


def test_a_rejected_link_may_be_found_again_once_the_decision_is_undone(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news, number = put_news(world, s), inspection(s)
        reject_link(s, news, number, by="ann", at=LATER, note=None)
        undo_decision(s, news, number, by="ann", at=LATER, note=None)
        assert linked(s, news) == [number]
        assert rejected_links(s, number) == []
        assert link_decisions(s, [news]) == {}
        verdicts = s.scalars(select(Decision.verdict).order_by(Decision.id)).all()
        assert verdicts == ["rejected", "undone"]


def test_a_link_that_nobody_found_can_be_confirmed_and_stays(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s, "A page of gossip from the county, of no inspection at all.")
        number = inspection(s)
        assert linked(s, news) == []
        confirm_link(s, news, number, by="bob", at=LATER, note=None)
        assert s.get_one(Report, news).link_reason is None
        link_report(s, news, store.version_of(s, news) or 0, LATER)
        assert linked(s, news) == [number]
        (one,) = coverage_of_inspection(s, number)
        assert one.confirmed
        assert one.score < 0.5  # the score still says what the evidence says
        assert one.decision is not None
        assert (one.decision.verdict, one.decision.decided_by) == ("confirmed", "bob")


def test_a_confirmed_link_can_be_rejected_after_all(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news, number = put_news(world, s), inspection(s)
        confirm_link(s, news, number, by="bob", at=AT, note=None)
        reject_link(s, news, number, by="ann", at=LATER, note=None)
        assert linked(s, news) == []


def test_only_news_can_be_about_an_inspection(world: World) -> None:
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        with pytest.raises(LookupError, match="no news"):
            reject_link(s, publication, inspection(s), by="ann", at=AT, note=None)
        with pytest.raises(LookupError, match="no report 99"):
            confirm_link(s, 99, inspection(s), by="ann", at=AT, note=None)


def test_a_withdrawn_report_waits_for_a_word_and_comes_back_when_kept(world: World) -> None:
    with write_session(world.engine) as s:
        news = put_news(world, s)
        page = s.get_one(Report, news).page_id
        assert not review_withdrawn(s, news, keep=True, by="ann", at=AT)
        mark_gone(s, page, AT)
        s.expire_all()
        assert search(s, "derbyshire").total == 0
        assert [(row.report_id, row.review) for row in withdrawn_reports(s)] == [(news, None)]
        assert review_withdrawn(s, news, keep=True, by="ann", at=LATER, note="archive closed")
        assert search(s, "derbyshire").total == 1
        assert withdrawn_reports(s) == []
        (row,) = withdrawn_reports(s, reviewed=True)
        assert row.review is not None
        assert (row.review.verdict, row.review.note) == ("kept", "archive closed")
        assert review_withdrawn(s, news, keep=False, by="bob", at=LATER)
        assert search(s, "derbyshire").total == 0


def test_a_report_that_came_back_and_goes_again_asks_anew(world: World) -> None:
    with write_session(world.engine) as s:
        news = put_news(world, s)
        report = s.get_one(Report, news)
        mark_gone(s, report.page_id, AT)
        review_withdrawn(s, news, keep=True, by="ann", at=AT + timedelta(hours=1))
        world.again(s, news, title="Verdict is out", text=TOLD, told_on=None)
        mark_gone(s, report.page_id, LATER)
        s.expire_all()
        assert [row.report_id for row in withdrawn_reports(s)] == [news]
        assert search(s, "derbyshire").total == 0


def test_what_ofsted_says_on_govuk_is_linked_and_told_apart(world: World) -> None:
    with write_session(world.engine) as s:
        release = world.official(
            s, title="Children well served in Derbyshire", text=TOLD, told_on=date(2022, 10, 27)
        )
        world.publication(s, document())
        news, number = put_news(world, s), inspection(s)
        found = {one.report_id: one.by_ofsted for one in coverage_of_inspection(s, number)}
        assert found == {release: True, news: False}
    done = relink(world.engine, at=LATER)
    assert (done.publications, done.official, done.news) == (1, 1, 1)
    with read_session(world.engine) as s:
        assert set(coverage_of_reports(s, [release, news])) == {release, news}


VISIT = DateRange(started_on=date(2022, 9, 20), ended_on=date(2022, 9, 22))


def reread(s: Session, report: int, **changes: object) -> None:
    """Store what better readers make of a publication."""
    paper = document()
    read = replace(paper.read, **changes)  # type: ignore[arg-type]
    version = store.version_of(s, report) or 0
    row = publication_rows.publication_row(read, listing=paper.listing)
    store_publication(s, report, version, row, paragraphs=publication_rows.paragraph_rows(read))
    link_publication(s, report, version, LATER)


@pytest.mark.parametrize("changes", [{"inspected": (VISIT,)}, {"event_type": "monitoring visit"}])
@pytest.mark.parametrize("verdict", ["confirmed", "rejected"])
def test_what_a_person_said_stays_when_the_day_or_the_kind_of_an_inspection_is_corrected(
    world: World, changes: dict[str, object], verdict: str
) -> None:
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        news, number = put_news(world, s), inspection(s)
        act = confirm_link if verdict == "confirmed" else reject_link
        act(s, news, number, by="ann", at=AT, note=None)
        reread(s, publication, **changes)
        assert inspection(s) == number
        event = s.get_one(Inspection, number)
        told = changes.get("event_type", "focused visit")
        day = date(2022, 9, 20) if "inspected" in changes else date(2022, 9, 21)
        assert (event.event_type, event.started_on, event.ended_on) == (told, day, VISIT.ended_on)
    relink(world.engine, at=LATER)
    with read_session(world.engine) as s:
        assert linked(s, news) == ([number] if verdict == "confirmed" else [])
        assert link_decisions(s, [news])[news, number].verdict == verdict


@pytest.mark.parametrize("verdict", ["confirmed", "rejected"])
def test_decisions_move_with_the_last_publication_that_leaves_an_inspection(
    world: World, verdict: str
) -> None:
    with write_session(world.engine) as s:
        first, again = (world.publication(s, document()) for _ in range(2))
        news, number = put_news(world, s), inspection(s)
        act = confirm_link if verdict == "confirmed" else reject_link
        act(s, news, number, by="ann", at=AT, note=None)
        reread(s, first, inspected=(VISIT,))
        other = s.scalars(select(Inspection.id).where(Inspection.id != number)).one()
        assert link_decisions(s, [news]).keys() == {(news, number)}
        reread(s, again, inspected=(VISIT,))
        assert inspection(s) == other
    relink(world.engine, at=LATER)
    with read_session(world.engine) as s:
        assert linked(s, news) == ([other] if verdict == "confirmed" else [])
        assert link_decisions(s, [news])[news, other].verdict == verdict


def test_an_inspection_that_nobody_tells_of_is_kept_as_long_as_a_decision_hangs_on_it(
    world: World,
) -> None:
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        number = inspection(s)
        reread(s, publication, event_type=None)
        assert s.scalars(select(Inspection)).all() == []
        reread(s, publication)
        news, number = put_news(world, s), inspection(s)
        confirm_link(s, news, number, by="ann", at=AT, note=None)
        reread(s, publication, event_type=None)
        assert inspection(s) == number


def test_a_confirmed_link_that_went_missing_is_put_back_from_its_decision(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s, "A page of gossip from the county, of no inspection at all.")
        number = inspection(s)
        confirm_link(s, news, number, by="ann", at=AT, note=None)
        s.execute(delete(Coverage))
    relink(world.engine, at=LATER)
    with read_session(world.engine) as s:
        assert linked(s, news) == [number]
        (one,) = coverage_of_inspection(s, number)
        assert one.confirmed


def test_a_report_is_not_decided_on_while_it_is_linked_anew(world: World) -> None:
    if is_sqlite(world.engine):
        pytest.skip("SQLite has one writer at a time")
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s, "A page of gossip from the county, of no inspection at all.")
        number, version = inspection(s), store.version_of(s, news) or 0
    with write_session(world.engine) as s:
        link_report(s, news, version, LATER)
        with write_session(world.engine) as other:
            other.execute(text("SET LOCAL lock_timeout = '200ms'"))
            with pytest.raises(DBAPIError, match="lock timeout"):
                confirm_link(other, news, number, by="ann", at=LATER, note=None)
            other.rollback()
