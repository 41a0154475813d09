"""No state is for ever after one sighting, and none is asked for more often than it should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.life import GAPS, has_left, rest_nights
from db.models import Page, PageState, Report
from db.write import queue_revisits, record_outcome, start_run

NIGHT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SEEN = (*GAPS, PageState.OFF_TOPIC, PageState.FAILED, PageState.STORED)


@pytest.mark.parametrize("state", GAPS)
def test_a_first_sighting_is_looked_at_again_and_a_long_row_rests(state: PageState) -> None:
    gaps = [rest_nights(state, "any", seen) for seen in range(1, 10)]
    known = [gap for gap in gaps if gap is not None]
    assert known
    assert known == sorted(known)
    assert gaps[-1] is None


@pytest.mark.parametrize("reason", ["takedown", "scheme: ftp", "private_address: 10.0.0.1"])
def test_a_refusal_of_our_own_is_for_good(reason: str) -> None:
    assert rest_nights(PageState.REFUSED, reason, 1) is None


@given(st.sampled_from(SEEN), st.integers(1, 9), st.integers(0, 400))
def test_only_what_was_gone_twice_a_day_apart_has_left(
    state: PageState, sightings: int, hours: int
) -> None:
    left = has_left(state, sightings, NIGHT, NIGHT + timedelta(hours=hours))
    assert left == (state is PageState.GONE and sightings >= 2 and hours >= 20)


class Source:
    """One page of one source, night after night."""

    def __init__(self, s, world) -> None:
        self.s, self.world = s, world
        self.source = world.source(s)
        stored = world.report(s, self.source, published_at=NIGHT)
        self.report_id = stored.report_id
        self.page_id = s.get_one(Report, stored.report_id).page_id
        self.at = NIGHT - timedelta(days=1)

    def night(self, state: PageState | None) -> bool:
        """Let a night pass; tell whether the page was requested. None: it must not be."""
        self.at += timedelta(days=1)
        run = start_run(self.s, command="nightly", software="0", at=self.at)
        queue_revisits(
            self.s,
            self.source,
            first_seen_after=NIGHT + timedelta(days=999),
            at=self.at,
            max_attempts=5,
        )
        page = self.s.get_one(Page, self.page_id, populate_existing=True)
        asked = page.state == PageState.PENDING
        if asked and state is not None:
            record_outcome(
                self.s, run, self.page_id, state, reason="x", capture_id=None, at=self.at
            )
        return asked

    @property
    def is_withdrawn(self) -> bool:
        report = self.s.get_one(Report, self.report_id, populate_existing=True)
        return report.withdrawn_at_source_at is not None

    def settle(self, state: PageState) -> None:
        run = start_run(self.s, command="nightly", software="0", at=self.at)
        record_outcome(self.s, run, self.page_id, state, reason="x", capture_id=None, at=self.at)


@pytest.fixture
def source(engine, world):
    from db.engine import write_session

    with write_session(engine) as s:
        yield Source(s, world)


def test_a_page_that_stays_gone_is_requested_after_growing_gaps(source: Source) -> None:
    source.settle(PageState.GONE)
    asked = [night for night in range(1, 60) if source.night(PageState.GONE)]
    assert asked == [1, 3, 7, 15, 31]


def test_one_sighting_never_takes_a_report_out_of_clean_exports(source: Source) -> None:
    source.settle(PageState.GONE)
    assert not source.is_withdrawn
    assert source.night(PageState.GONE)
    assert source.is_withdrawn


def test_two_sightings_with_another_state_between_are_two_first_ones(source: Source) -> None:
    source.settle(PageState.GONE)
    assert source.night(PageState.FAILED)
    assert source.night(PageState.GONE)
    assert not source.is_withdrawn


def test_a_run_that_sees_a_page_twice_has_seen_it_once(source: Source) -> None:
    run = start_run(source.s, command="nightly", software="0", at=source.at)
    for hours in (0, 30):
        at = source.at + timedelta(hours=hours)
        record_outcome(
            source.s, run, source.page_id, PageState.GONE, reason="x", capture_id=None, at=at
        )
    assert not source.is_withdrawn


@given(st.lists(st.sampled_from(SEEN), min_size=1, max_size=12))
def test_whatever_is_seen_a_page_is_never_lost_after_one_sighting(states: list[PageState]) -> None:
    """The same sums without a database: after any history, a state seen first is due again."""
    last, sightings = None, 0
    for state in states:
        sightings = sightings + 1 if state is last else 1
        last = state
        if state in GAPS and sightings == 1:
            assert rest_nights(state, None, sightings) is not None
