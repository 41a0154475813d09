"""What the days that a story states, and its own day, say for or against an inspection."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.linking.dates import StatedPeriod, overlaps
from pipelines.linking.model import Candidate, Clues, Part

IN_SOME_YEAR = 1.5
"""Points of days that fit where neither they nor the story have a year: no proof alone."""
TWO_MONTHS, FOUR_MONTHS, A_YEAR = 60, 120, 400


def visit_days(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh the days or months that the story states for the visit."""
    if not candidate.ranges or not clues.periods:
        return None
    exact = [period for period in clues.periods if period.exact]
    for period in exact:
        if overlaps(period, candidate.ranges, slack=1) and is_short(period):
            return Part(points=IN_SOME_YEAR if period.open_year else 2.5, words=period.words)
    for period in exact:
        if candidate.published_on and overlaps(period, [(candidate.published_on,) * 2]):
            return Part(points=1.2, words=f"published: {period.words}")
    for period in clues.periods:
        if overlaps(period, candidate.ranges):
            return Part(points=1.0, words=period.words)
    said = "; ".join(dict.fromkeys(period.words for period in clues.periods))
    return Part(points=-0.7 if exact else -0.4, words=f"states other days: {said}")


def stated_year(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh that a sentence on an inspection or a report states the year of this one."""
    days = [candidate.published_on, *(last for _, last in candidate.ranges)]
    years = sorted({day.year for day in days if day and day.year in clues.years})
    if not years:
        return None
    return Part(points=0.5, words=", ".join(map(str, years)))


def is_short(period: StatedPeriod) -> bool:
    """Say whether a period can be that of one visit (inspections last up to five weeks)."""
    return (period.last - period.first).days <= 40


def timing(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh how long after the publication (or before it) the story was told."""
    published = candidate.published_on or supposed_publication(candidate)
    told_on = clues.news.told_on
    if published is None or told_on is None:
        return None
    days = (told_on - published).days
    if any(first <= told_on <= last for first, last in candidate.ranges):
        return Part(points=1.5, words="told while the inspectors were there")
    when = f"{days} days after" if days >= 0 else f"{-days} days before"
    supposed = "" if candidate.published_on else " (supposed: six weeks after the visit)"
    return Part(points=time_points(days, told_on, candidate), words=f"{when} publication{supposed}")


def supposed_publication(candidate: Candidate) -> date | None:
    """Return the usual day of publication, six weeks after the last day of the visit."""
    ended = [last for _, last in candidate.ranges]
    return max(ended) + timedelta(days=42) if ended else None


def time_points(days: int, told_on: date, candidate: Candidate) -> float:
    """Return the points for so many days between publication and story."""
    if any(told_on < first for first, _ in candidate.ranges[:1]):
        return -3.0  # told before the inspectors came
    if days < -3:
        return -0.7
    steps = ((14, 1.8), (TWO_MONTHS, 1.2), (FOUR_MONTHS, 0.4), (A_YEAR, -0.5))
    return next((points for limit, points in steps if days <= limit), -1.5)
