"""Silence and echo, missed nights, stories, and a provider whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db.engine import write_session
from db.models import Coverage, Story, StoryMember
from db.queries import find_providers
from db.queries.gaps import source_nights
from db.queries.press import PressFilter, press_by_inspection
from db.queries.providers import provider, provider_heads
from db.queries.stories import stories, story_of_report
from db.write import end_run, end_run_source, start_run_source
from tests.db.test_inspections import CUMBERLAND, CUMBRIA, Inspected, overall

PUBLISHED = date(2026, 1, 10)


@pytest.fixture
def inspected(engine, world):
    """A writer of inspections, inside one transaction."""
    with write_session(engine) as s:
        yield Inspected(s, world)


def letter(inspected, name="Kent"):
    """Store a letter published on a known day; return the inspection."""
    began = PUBLISHED - timedelta(days=50)
    return inspected.store(name, began, overall("good"))[1]


def told(inspected, inspection, days, *, source="thorley_gazette", role="subject", hour=9):
    """Store a news report some days after the publication and link it."""
    s, world = inspected.s, inspected.world
    at = datetime(2026, 1, 10, hour, 30, tzinfo=UTC) + timedelta(days=days)
    text = f"A story of {source}, {days} days and {hour} hours after."
    report = world.report(s, world.source(s, source), published_at=at, text=text).report_id
    s.add(
        Coverage(
            report_id=report,
            inspection_id=inspection,
            status="linked",
            role=role,
            score=1.0,
            parts={},
            created_at=at,
        )
    )
    s.flush()
    return report


def copies(inspected, *reports):
    """Make a story of some reports, the first of which told it first."""
    s = inspected.s
    story = Story(earliest_report_id=reports[0], created_at=datetime(2026, 1, 11, tzinfo=UTC))
    s.add(story)
    s.flush()
    for report in reports:
        relation = "earliest" if report == reports[0] else "copy"
        member = StoryMember(
            report_id=report, story_id=story.id, similarity=1.0, relation=relation, changes={}
        )
        s.add(member)
    s.flush()
    return story.id


def echo(inspected, **wanted):
    return press_by_inspection(inspected.s, PressFilter(**wanted), today=date(2026, 12, 1))


def test_copies_count_once_and_days_count_from_the_publication(inspected):
    inspection = letter(inspected)
    first = told(inspected, inspection, 2)
    copy = told(inspected, inspection, 3, source="marle_post")
    copies(inspected, first, copy)
    told(inspected, inspection, 45)
    told(inspected, inspection, 300)
    told(inspected, inspection, 5, role="background")
    told(inspected, inspection, -3)  # told of the visit, before there was a letter
    (found,) = echo(inspected)
    assert found.stories == (1, 2, 3)
    assert found.outlets == (2, 2, 2)
    assert (found.first_after, found.ended) == (2, True)


def test_silence_is_said_only_when_its_days_are_over(inspected):
    letter(inspected)
    early = press_by_inspection(inspected.s, today=PUBLISHED + timedelta(days=60))
    assert [(one.first_after, one.ended) for one in early] == [(None, False)]
    assert [one.ended for one in echo(inspected)] == [True]
    assert len(echo(inspected, unreported=True)) == 1


def test_a_story_of_the_same_day_in_london_came_after_no_day(inspected):
    inspection = letter(inspected)
    told(inspected, inspection, 0, hour=0)
    assert echo(inspected)[0].first_after == 0
    assert echo(inspected, unreported=True) == []


def test_a_missed_night_is_no_silent_night(inspected):
    s, world = inspected.s, inspected.world
    source = world.source(s, "thorley_gazette")
    for number, status in enumerate(("ok", "failed", "ok")):
        at = datetime(2026, 3, 2 + number, 2, 0, tzinfo=UTC)
        run = world.run(s, at)
        start_run_source(s, run, source)
        if number == 0:
            world.report(s, source, run_id=run)
        end_run_source(s, run, source, status=status, reason="robots" if number == 1 else None)
        end_run(s, run, exit_code=0, reason=None, at=at)
    found = source_nights(s, source="thorley_gazette")
    assert [(one.night.day, one.state, one.stored) for one in found] == [
        (2, "read", 1),
        (3, "failed", 0),
        (4, "silent", 0),
    ]
    assert found[1].reason == "robots"
    assert len(source_nights(s, since=date(2026, 3, 3), until=date(2026, 3, 3))) == 1
    assert source_nights(s, source="nobody") == []


def test_stories_are_listed_by_who_told_them_first(inspected):
    inspection = letter(inspected)
    first = told(inspected, inspection, 2)
    copy = told(inspected, inspection, 3, source="marle_post")
    alone = told(inspected, inspection, 4)
    story = copies(inspected, first, copy)
    (found,) = stories(inspected.s)
    assert (found.story_id, found.members, found.outlets, found.about) == (story, 2, 2, ("Kent",))
    assert story_of_report(inspected.s, copy) == story
    assert story_of_report(inspected.s, alone) is None
    assert stories(inspected.s, since=date(2026, 1, 13)) == []
    assert len(stories(inspected.s, since=date(2026, 1, 12), until=date(2026, 1, 12))) == 1


def test_a_provider_has_its_predecessors_inspections_and_says_whose_they_are(inspected):
    inspected.store(CUMBRIA, date(2017, 11, 6), overall("requires_improvement"), framework="SIF")
    (head,) = provider_heads(inspected.s, find_providers(inspected.s, CUMBERLAND))
    found = provider(inspected.s, head.kind, head.urn)
    assert found is not None
    assert found.head.name == CUMBERLAND
    assert [row.provider for row in found.inspections] == [CUMBRIA]
    assert found.standing is not None
    assert found.standing.provider == CUMBRIA
    assert provider(inspected.s, "authority", "1") is None
