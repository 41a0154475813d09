"""What accepting an alarm means: the same one is known until it changes, gets worse or was away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.engine import write_session
from db.models import Alarm
from db.write import accept_alarms, end_run_source, raise_alarm, reopen_alarms

MISSING = {"code": "authorities_missing", "cause": ""}


class Source:
    """A source whose nights raise one alarm."""

    def __init__(self, s: Session, world: Any, night: Any) -> None:
        self.s, self.world, self.night = s, world, night
        self.id = world.source(s)
        self.page: int | None = None

    def spends_a_night(self, *, status: str = "alarmed", **alarm: Any) -> bool | None:
        """Say whether the alarm of a new night is known; None for a night without one."""
        self.night += timedelta(days=1)
        run = self.world.run(self.s, self.night)
        told = None
        if alarm:
            place = {"run_id": run, "source_id": self.id, "page_id": self.page}
            told = raise_alarm(self.s, at=self.night, **place, **alarm).is_known
        end_run_source(self.s, run, self.id, status=status)
        return told

    def is_accepted(self) -> None:
        """Let a person accept everything that stands."""
        accept_alarms(self.s, None, at=self.night + timedelta(hours=8), by="ann", note="seen")


@pytest.fixture
def source(engine, world, night):
    with write_session(engine) as s:
        yield Source(s, world, night)


def test_an_accepted_alarm_is_known_the_next_night_and_not_listed(source):
    quiet = {"code": "zero_yield", "detail": "no listing named a page"}
    assert not source.spends_a_night(**quiet)
    source.is_accepted()
    assert source.spends_a_night(**quiet)
    assert queries.alarms(source.s) == []
    assert queries.standing_alarms(source.s) == 0
    (listed,) = queries.alarms(source.s, accepted=True)
    assert (listed.times, listed.accepted_by, listed.note) == (2, "ann", "seen")
    assert listed.accepted_at < listed.created_at


def test_other_words_of_the_same_code_ring(source):
    assert not source.spends_a_night(code="unknown_label", detail="'Splendid' on page 1")
    source.is_accepted()
    assert not source.spends_a_night(code="unknown_label", detail="'Glorious' on page 1")


def test_the_same_words_of_another_source_ring(source):
    quiet = {"code": "zero_yield", "detail": "no listing named a page"}
    source.spends_a_night(**quiet)
    source.is_accepted()
    source.id = source.world.source(source.s, "otherby_echo")
    assert not source.spends_a_night(**quiet)


def test_fewer_missing_is_known_and_more_missing_rings(source):
    source.spends_a_night(detail="148 of 153", amount=5, **MISSING)
    source.is_accepted()
    assert source.spends_a_night(detail="150 of 153", amount=3, **MISSING)
    assert source.spends_a_night(detail="148 of 153", amount=5, **MISSING)
    assert not source.spends_a_night(detail="147 of 153", amount=6, **MISSING)
    assert source.spends_a_night(detail="149 of 153", amount=4, **MISSING)
    assert not source.spends_a_night(detail="147 of 153", amount=6, **MISSING), "it stands"
    source.is_accepted()
    assert source.spends_a_night(detail="147 of 153", amount=6, **MISSING)


def test_an_alarm_that_was_away_for_a_night_rings_when_it_is_back_and_until_it_is_accepted(source):
    quiet = {"code": "zero_yield", "detail": "no listing named a page"}
    source.spends_a_night(**quiet)
    source.is_accepted()
    source.spends_a_night(status="ok")
    assert not source.spends_a_night(**quiet)
    assert not source.spends_a_night(**quiet)
    source.is_accepted()
    assert source.spends_a_night(**quiet)


def test_a_night_on_which_the_source_was_not_read_says_nothing_of_its_alarm(source):
    quiet = {"code": "zero_yield", "detail": "no listing named a page"}
    source.spends_a_night(**quiet)
    source.is_accepted()
    source.spends_a_night(status="failed")
    assert source.spends_a_night(**quiet)


def test_what_is_said_of_a_page_is_not_away_while_the_page_rests(source):
    label = {"code": "unknown_label", "detail": "'Splendid' on page 1"}
    source.page = source.world.page(source.s, source.id)
    source.spends_a_night(**label)
    source.is_accepted()
    source.spends_a_night(status="ok")
    assert source.spends_a_night(**label)


def test_an_alarm_of_three_nights_is_listed_once_and_accepted_as_one(source):
    for missing in (5, 6, 5):
        source.spends_a_night(detail=f"{153 - missing} of 153", amount=missing, **MISSING)
    (listed,) = queries.alarms(source.s)
    assert (listed.times, listed.detail) == (3, "148 of 153")
    last = max(one.id for one in source.s.scalars(select(Alarm)))
    assert listed.id == last - 2, "the number stays from night to night"
    assert queries.standing_alarms(source.s) == 1
    assert accept_alarms(source.s, [listed.id], at=source.night) == [listed.id]
    assert queries.alarms(source.s) == []
    assert reopen_alarms(source.s, None) == [listed.id], "counted as it is listed"
    assert accept_alarms(source.s, [last], at=source.night) == [last], "any of its numbers"
    assert queries.alarms(source.s) == []


def test_an_acceptance_that_is_taken_back_rings_again(source):
    quiet = {"code": "zero_yield", "detail": "no listing named a page"}
    source.spends_a_night(**quiet)
    source.is_accepted()
    source.spends_a_night(**quiet)
    (known,) = queries.alarms(source.s, accepted=True)
    assert reopen_alarms(source.s, [known.id]) == [known.id]
    assert [one.times for one in queries.alarms(source.s)] == [2]
    assert not source.spends_a_night(**quiet)
