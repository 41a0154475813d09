"""Who stands where now: one row an authority, and the stories on its latest graded inspection."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from db.queries import inspection_words
from db.queries.press import press_by_inspection
from db.queries.standing import ANY_AREA, Standing, StandingFilter, standing
from web.page import Asked, NotUnderstood, Page
from words.grades import SCALES, grade_named

OVERALL = "overall_effectiveness"
SORTS = {
    "name": lambda row: row.provider,
    "region": lambda row: (row.region or "", row.provider),
    "day": lambda row: (row.inspection.started_on or date.min, row.provider),
    "grade": lambda row: SCALES[0].index(row.worst) if row.worst in SCALES[0] else -1,
}


def standing_page(session: Session, asked: Asked) -> Page:
    """Return the list, narrowed by grade, area, region and day, in the order that is asked for."""
    given = {name: asked.query[name] for name in ("grade", "area", "as_at") if name in asked.query}
    region, sort = asked.query.get("region"), asked.query.get("sort", "name")
    if sort not in SORTS:
        raise NotUnderstood(f"sort: {sort!r} is none of {', '.join(SORTS)}")
    areas = [ANY_AREA, OVERALL, *inspection_words(session, "area")]
    area = given.get("area", OVERALL)
    if area not in areas:
        raise NotUnderstood(f"area: {area!r} is no area that is held")
    found = standing(
        session,
        StandingFilter(area=area, grade=_grade(given.get("grade")), as_at=_day(given.get("as_at"))),
    )
    rows = [row for row in found.rows if region is None or row.region == region]
    rows.sort(key=SORTS[sort], reverse=sort in ("day", "grade"))
    echo = {
        (one.provider_urn, one.framework, one.started_on): one.stories[1]
        for one in press_by_inspection(session)
    }
    shown = {**given, **({"region": region} if region else {}), "sort": sort}
    return Page(
        template="standing.html",
        title="Standing now",
        address="/standing" + ("?" + urlencode(shown) if asked.query else ""),
        values={
            "rows": rows,
            "sums": {
                "listed": len(rows),
                "held": found.held,
                "providers": found.providers,
                "inadequate": found.inadequate,
                "without_overall": found.without_overall,
                "without_overall_inadequate": found.without_overall_inadequate,
            },
            "stories": {row.provider_urn: echo.get(_key(row), 0) for row in rows},
        },
        extra={
            "section": "/standing",
            "areas": list(dict.fromkeys(areas)),
            "regions": sorted({row.region for row in found.rows if row.region}),
            "chosen": shown,
        },
    )


def _key(row: Standing) -> tuple[str, str, date | None]:
    one = row.inspection
    return one.provider_urn, one.framework, one.started_on


def _grade(words: str | None) -> str | None:
    if words is None:
        return None
    grade = grade_named(words)
    if grade is None:
        raise NotUnderstood(f"grade: {words!r} is no grade")
    return grade


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise NotUnderstood(f"as_at: {words!r} is no day: wanted is 2026-11-30") from error
