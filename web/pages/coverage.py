"""Silence and echo: what the press made of each inspection, and what it made of none."""

from __future__ import annotations

from datetime import date
from statistics import median
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from db.queries.press import Echo, PressFilter, press_by_inspection
from web.page import Asked, NotUnderstood, Page

ROWS = 200


def coverage_page(session: Session, asked: Asked) -> Page:
    """Return inspections with their echo, and sums by year and framework."""
    given = {
        name: asked.query[name]
        for name in ("since", "until", "framework", "unreported")
        if name in asked.query
    }
    found = press_by_inspection(
        session,
        PressFilter(
            since=_day(given, "since"),
            until=_day(given, "until"),
            framework=given.get("framework"),
            unreported=bool(given.get("unreported")),
        ),
    )
    return Page(
        template="coverage.html",
        title="Coverage",
        address="/coverage" + ("?" + urlencode(given) if given else ""),
        values={
            "rows": found[:ROWS],
            "total": len(found),
            "by_framework": _sums(found, lambda one: one.framework),
            "by_year": _sums(found, lambda one: str(one.published_on.year)),
        },
        extra={"section": "/coverage", "chosen": given},
    )


def _sums(found: list[Echo], key) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    groups: dict[str, list[Echo]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return [
        {
            "name": name,
            "inspections": len(some),
            "reported": sum(one.first_after is not None for one in some),
            "median_days": median(days) if (days := _days(some)) else None,
        }
        for name, some in sorted(groups.items())
    ]


def _days(some: list[Echo]) -> list[int]:
    return [one.first_after for one in some if one.first_after is not None]


def _day(given: dict[str, str], name: str) -> date | None:
    words = given.get(name)
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise NotUnderstood(f"{name}: {words!r} is no day: wanted is 2026-11-30") from error
