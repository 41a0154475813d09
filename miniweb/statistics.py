"""A table of management information, as GOV.UK carries it: what it says of authorities."""

from __future__ import annotations

import csv
import io
from datetime import date

from miniweb.model import Publication
from miniweb.world import World

_AUTHORITIES = 20
_AREAS = (
    "Overall effectiveness",
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
    "The experiences and progress of children in care and care leavers",
)
_HEADINGS = (
    "Web link",
    "URN",
    "Local authority name",
    "Ofsted region",
    "Inspection date",
    "Publication date",
    *_AREAS,
)


def statistics_table(world: World, today: date, disputed: int = 0) -> str:
    """Return the table: a preamble line, headings, the latest inspection of some authorities.

    disputed: so many of them get another overall grade than their document prints.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["Inspections of children’s services as at the date in the title"])
    writer.writerow(_HEADINGS)
    for authority in world.authorities[:_AUTHORITIES]:
        latest = latest_graded(world, authority.urn, today)
        grades = dict(latest.grades) if latest else {}
        if disputed and grades.get(_AREAS[0]):
            disputed -= 1
            grades[_AREAS[0]] = _another(grades[_AREAS[0]])
        days = (latest.started_on, latest.published_on) if latest else ()
        printed = [f"{day:%d/%m/%Y}" for day in days] or ["NULL", "NULL"]
        cells = ["Provider page", authority.urn, authority.name, "North East", *printed]
        writer.writerow([*cells, *(grades.get(area, "NULL") for area in _AREAS)])
    return target.getvalue()


def latest_graded(world: World, urn: str, today: date) -> Publication | None:
    """Return an authority's latest full inspection that is out and can be read."""
    found = [
        one
        for one in world.publications
        if one.kind == "ilacs"
        and one.authority_urn == urn
        and one.published_on <= today
        and one.answers == "pdf"
        and one.from_night == 1
    ]
    return max(found, key=lambda one: one.started_on, default=None)


def _another(grade: str) -> str:
    return "Good" if grade == "Inadequate" else "Inadequate"
