"""Who stands where now: over frameworks, predecessors, and the end of overall grades."""

from __future__ import annotations

from datetime import date

import pytest

from db.engine import write_session
from db.queries.standing import StandingFilter, standing
from tests.db.test_inspections import CUMBERLAND, CUMBRIA, Inspected, overall
from words.grades import grade_named, worst


@pytest.fixture
def inspected(engine, world):
    """A writer of inspections, inside one transaction."""
    with write_session(engine) as s:
        yield Inspected(s, world)


def names(inspected, **wanted):
    return [row.provider for row in standing(inspected.s, StandingFilter(**wanted)).rows]


def test_a_later_visit_without_grades_does_not_hide_a_grade(inspected):
    inspected.store("Kent", date(2023, 5, 1), overall("inadequate"))
    inspected.store("Kent", date(2024, 5, 6), framework="ILACS-FV", event_type="focused visit")
    inspected.store("Devon", date(2015, 5, 4), overall("inadequate"), framework="SIF")
    inspected.store("Derbyshire", date(2015, 5, 4), overall("inadequate"), framework="SIF")
    inspected.store("Derbyshire", date(2022, 5, 2), overall("good"))
    assert names(inspected, grade="inadequate") == ["Devon", "Kent"]
    found = standing(inspected.s, StandingFilter())
    assert (found.providers, found.held, found.inadequate) == (153, 3, 2)


def test_the_record_as_it_stood_on_a_day(inspected):
    inspected.store("Derbyshire", date(2015, 5, 4), overall("inadequate"), framework="SIF")
    inspected.store("Derbyshire", date(2022, 5, 2), overall("good"))
    assert names(inspected, grade="inadequate", as_at=date(2021, 1, 1)) == ["Derbyshire"]
    assert names(inspected, grade="inadequate") == []


def test_since_the_reform_areas_count_and_it_is_said_that_there_is_no_overall_grade(inspected):
    areas = {"overall_effectiveness": None, "in_care": "good", "care_leavers": "inadequate"}
    inspected.store("Kent", date(2026, 6, 1), areas)
    inspected.store("Devon", date(2026, 6, 1), {"overall_effectiveness": None, "in_care": "good"})
    inspected.store("Bury", date(2020, 6, 1), overall("good", in_care="inadequate"))
    assert names(inspected, area="any", grade="inadequate") == ["Bury", "Kent"]
    assert names(inspected, area="care_leavers", grade="inadequate") == ["Kent"]
    found = standing(inspected.s, StandingFilter())
    assert (found.without_overall, found.without_overall_inadequate) == (2, 1)
    kent = next(row for row in found.rows if row.provider == "Kent")
    assert (kent.overall, kent.worst, kent.worst_areas) == (None, "inadequate", ("care_leavers",))


def test_who_took_over_stands_where_its_predecessor_stood_until_it_is_graded(inspected):
    inspected.store(CUMBRIA, date(2017, 11, 6), overall("requires_improvement"), framework="SIF")
    row = standing(inspected.s, StandingFilter(grade="requires_improvement")).rows[0]
    assert (row.provider, row.inspected_as) == (CUMBERLAND, CUMBRIA)
    inspected.store(CUMBERLAND, date(2024, 11, 4), overall("good"))
    row = next(
        row for row in standing(inspected.s, StandingFilter()).rows if row.provider == CUMBERLAND
    )
    assert (row.overall, row.inspected_as) == ("good", None)
    assert CUMBRIA not in names(inspected)
    assert CUMBRIA in names(inspected, as_at=date(2020, 1, 1))


def test_a_grade_of_another_body_is_not_the_providers_own(inspected):
    inspected.store("Kent", date(2014, 5, 5), {"lscb": "inadequate"}, framework="SIF")
    assert names(inspected) == []


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("Inadequate", "inadequate"),
        ("INADEQUATE", "inadequate"),
        ("RI", "requires_improvement"),
        ("Requires improvement", "requires_improvement"),
        ("requires improvement to be good", "requires_improvement"),
        ("requires_improvement", "requires_improvement"),
        ("expected standard", "expected_standard"),
        ("excellent", None),
        ("", None),
    ],
)
def test_a_grade_is_understood_however_it_is_written(written, grade):
    assert grade_named(written) == grade


def test_the_worst_of_some_grades():
    assert worst(["good", None, "requires_improvement", "outstanding"]) == "requires_improvement"
    assert worst(["not_judged", None]) is None
