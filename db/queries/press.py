"""Silence and echo: for every inspection, how soon and how widely the press told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Coverage, Inspection, Provider, Report, Source, StoryMember, Version
from db.queries.printed import shown_inspections
from words.london import LONDON

__all__ = ["Echo", "PressFilter", "press_by_inspection"]

WINDOWS = (30, 60, 365)
"""Days after publication in which stories are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PressFilter:
    """Which inspections: published from since to until, both included; of one framework or kind.

    unreported: only those that no title is known to have reported.
    """

    since: date | None = None
    until: date | None = None
    framework: str | None = None
    kind: str = "authority"
    unreported: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """What the press made of one inspection. Copies of one story count once.

    stories, outlets: within 30, 60 and 365 days of its publication. first_after: days from the
    publication to the first story (0: the same day, London), None without one. ended: whether the
    60 days are over on the day that the record was asked, so that silence is silence.
    """

    provider: str
    provider_kind: str
    provider_urn: str
    framework: str
    event_type: str
    started_on: date | None
    published_on: date
    stories: tuple[int, int, int]
    outlets: tuple[int, int, int]
    first_after: int | None
    ended: bool


def press_by_inspection(
    session: Session, wanted: PressFilter | None = None, *, today: date | None = None
) -> list[Echo]:
    """Return the echo of each inspection whose day of publication is known, the latest first."""
    wanted = wanted or PressFilter()
    now = today or datetime.now(LONDON).date()
    asked = (
        select(Inspection, Provider)
        .join(Provider, Provider.id == Inspection.provider_id)
        .where(
            Inspection.published_on.is_not(None),
            Inspection.id.in_(shown_inspections(unproven=False, withdrawn=False)),
            Provider.kind == wanted.kind,
        )
        .order_by(Inspection.published_on.desc(), Inspection.id.desc())
    )
    if wanted.since:
        asked = asked.where(Inspection.published_on >= wanted.since)
    if wanted.until:
        asked = asked.where(Inspection.published_on <= wanted.until)
    if wanted.framework:
        asked = asked.where(Inspection.framework == wanted.framework)
    told = _stories(session)
    found = [_echo(row, who, told.get(row.id, ()), now) for row, who in session.execute(asked)]
    return [one for one in found if not wanted.unreported or one.first_after is None]


@dataclass(frozen=True, slots=True)
class _Told:
    """One report that is linked: its story (its own id where it has none), outlet and day."""

    story: tuple[str, int]
    outlet: int
    day: date


def _stories(session: Session) -> dict[int, list[_Told]]:
    """Return the linked news reports by inspection; those without a day are left out."""
    asked = (
        select(
            Coverage.inspection_id,
            Coverage.report_id,
            StoryMember.story_id,
            Report.source_id,
            Version.published_at,
        )
        .join(Report, Report.id == Coverage.report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .outerjoin(StoryMember, StoryMember.report_id == Report.id)
        .where(
            Coverage.status == "linked",
            Coverage.role == "subject",
            Report.kind == "news",
            Report.hidden_at.is_(None),
            Source.kind != "govuk",
            Version.published_at.is_not(None),
        )
    )
    found: dict[int, list[_Told]] = {}
    for inspection_id, report_id, story_id, source_id, at in session.execute(asked):
        story = ("story", story_id) if story_id is not None else ("report", report_id)
        if at is not None:
            found.setdefault(inspection_id, []).append(_Told(story, source_id, _day(at)))
    return found


def _day(at: datetime) -> date:
    """Return the day in London; 00:00 UTC stands for a day whose hour is not known."""
    return at.date() if at.timetz().replace(tzinfo=None) == time() else at.astimezone(LONDON).date()


def _echo(row: Inspection, who: Provider, told: Iterable[_Told], now: date) -> Echo:
    published = row.published_on
    if published is None:
        raise ValueError("an inspection without a day of publication has no echo")
    after = [one for one in told if one.day >= published]
    within = [
        [one for one in after if one.day <= published + timedelta(days=days)] for days in WINDOWS
    ]
    stories = [len({one.story for one in some}) for some in within]
    outlets = [len({one.outlet for one in some}) for some in within]
    return Echo(
        provider=who.name,
        provider_kind=who.kind,
        provider_urn=who.urn,
        framework=row.framework,
        event_type=row.event_type,
        started_on=row.started_on,
        published_on=published,
        stories=(stories[0], stories[1], stories[2]),
        outlets=(outlets[0], outlets[1], outlets[2]),
        first_after=min(((one.day - published).days for one in after), default=None),
        ended=now > published + timedelta(days=WINDOWS[1]),
    )
