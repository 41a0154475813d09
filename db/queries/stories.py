"""Stories that several titles told: a list of them, and the one that a report belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.days import end_of, start_of
from db.models import (
    Coverage,
    Inspection,
    Page,
    Provider,
    Report,
    Source,
    Story,
    StoryMember,
    Version,
)

__all__ = ["StoryHead", "stories", "story_of_report"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryHead:
    """A story by the report that told it first. about: providers whose inspections it is about."""

    story_id: int
    told_at: datetime | None
    outlet: str
    title: str | None
    url: str
    members: int
    outlets: int
    about: tuple[str, ...]


def stories(
    session: Session, *, since: date | None = None, until: date | None = None
) -> list[StoryHead]:
    """Return stories with two members or more, the latest told first."""
    sizes = (
        select(
            StoryMember.story_id,
            func.count().label("members"),
            func.count(Report.source_id.distinct()).label("outlets"),
        )
        .join(Report, Report.id == StoryMember.report_id)
        .where(Report.hidden_at.is_(None))
        .group_by(StoryMember.story_id)
        .having(func.count() > 1)
        .subquery()
    )
    asked = (
        select(Story.id, Version.published_at, Source.name, Version.title, Page, sizes)
        .join(sizes, sizes.c.story_id == Story.id)
        .join(Report, Report.id == Story.earliest_report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .join(Page, Page.id == Report.page_id)
        .order_by(Version.published_at.desc().nulls_last(), Story.id.desc())
    )
    if since is not None:
        asked = asked.where(Version.published_at >= start_of(since))
    if until is not None:
        asked = asked.where(Version.published_at < end_of(until))
    about = _about(session)
    return [
        StoryHead(
            story_id=row.id,
            told_at=row.published_at,
            outlet=row.name,
            title=row.title,
            url=row.Page.public_url,
            members=row.members,
            outlets=row.outlets,
            about=tuple(sorted(about.get(row.id, ()))),
        )
        for row in session.execute(asked)
    ]


def story_of_report(session: Session, report_id: int) -> int | None:
    """Return the story that a report belongs to; None for one that has no copies."""
    return session.scalar(select(StoryMember.story_id).where(StoryMember.report_id == report_id))


def _about(session: Session) -> dict[int, set[str]]:
    asked = (
        select(StoryMember.story_id, Provider.name)
        .join(Coverage, Coverage.report_id == StoryMember.report_id)
        .join(Inspection, Inspection.id == Coverage.inspection_id)
        .join(Provider, Provider.id == Inspection.provider_id)
        .where(Coverage.status == "linked", Coverage.role == "subject")
        .distinct()
    )
    found: dict[int, set[str]] = {}
    for story_id, name in session.execute(asked):
        found.setdefault(story_id, set()).add(name)
    return found
