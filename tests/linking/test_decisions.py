"""What a person said about a link or a withdrawn report stands, whatever runs find later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from test_relinking import TOLD, document

import db.linking as store
from bench.press_world import AT, World
from db.engine import read_session, write_session
from db.linking.asked import coverage_of_inspection, coverage_of_reports
from db.models import Coverage, Decision, Inspection, Report
from db.queries import link_decisions, rejected_links, withdrawn_reports
from db.search import search
from db.write import mark_gone, review_withdrawn
from pipelines.relinking import confirm_link, link_report, reject_link, relink, undo_decision

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
