"""The questions put to the search of Ofsted's reports site: authorities, then what is configured.

Parameters as seen on the site (November 2023; at most 100 rows since February 2025). Of the second
levels under social care only that of the authorities is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from crawler.config import OfstedSettings, ProviderSearch

ROWS = 100
LEVELS: dict[str, tuple[str, tuple[str, ...]]] = {
    "schools": ("1", ("1", "2")),  # primary, secondary; a third level divides these (special …)
    "fe_and_skills": ("1", ("3",)),
    "teacher_training": ("1", ("23",)),
    "trusts": ("1", ("26",)),
    "early_years": ("2", ()),
    "social_care": ("3", ()),  # homes, fostering, adoption, and the authorities themselves
}
AUTHORITIES: tuple[str, tuple[str, ...]] = ("3", ("12",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """One question. name: for alarms. is_of_authorities: its answer is counted against 153."""

    name: str
    query: str
    is_of_authorities: bool = False


def searches(settings: OfstedSettings, today: date) -> Iterator[Search]:
    """Yield the authorities' search, then one for each entry of `others`."""
    level_1, level_2 = AUTHORITIES
    yield Search(name="authorities", query=_query(level_1, level_2, ()), is_of_authorities=True)
    for other in settings.others:
        level_1, level_2 = LEVELS[other.kind]
        more = tuple(_narrowed(other, today))
        yield Search(name=other.kind, query=_query(level_1, level_2, more))


def _narrowed(other: ProviderSearch, today: date) -> Iterator[tuple[str, str]]:
    """Yield the parameters of an entry: whose area, and how recent the latest report must be."""
    for code in other.authorities:
        yield "local_authority[]", code
    if other.reported_within_days is not None:
        first = today - timedelta(days=other.reported_within_days)
        yield "latest_report_date_start", f"{first:%d-%m-%Y}"
        yield "latest_report_date_end", f"{today:%d-%m-%Y}"


def _query(level_1: str, level_2: tuple[str, ...], more: tuple[tuple[str, str], ...]) -> str:
    empty = [(name, "") for name in ("q", "location", "lat", "lon", "radius")]
    levels = [("level_1_types", level_1), *(("level_2_types[]", one) for one in level_2)]
    return urlencode([*empty, *levels, *more, ("start", "0"), ("rows", str(ROWS))])
