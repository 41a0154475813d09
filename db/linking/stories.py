"""Stories: clusters of copies, and each report's place in one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.linking.rows import MemberRow
from db.models import Story, StoryMember


def member_of(s: Session, report_id: int) -> int | None:
    """Return the id of the story that a report belongs to."""
    asked = select(StoryMember.story_id).where(StoryMember.report_id == report_id)
    return s.execute(asked).scalar_one_or_none()


def members_of(s: Session, story_id: int) -> list[int]:
    """Return the report ids of a story's members."""
    asked = select(StoryMember.report_id).where(StoryMember.story_id == story_id)
    return list(s.scalars(asked.order_by(StoryMember.report_id)))


def relations_of(s: Session, story_id: int) -> dict[int, str]:
    """Return how each member relates to the earliest, by report id."""
    asked = select(StoryMember.report_id, StoryMember.relation).where(
        StoryMember.story_id == story_id
    )
    return dict(s.execute(asked).all())


def new_story(s: Session, earliest_report_id: int, at: datetime) -> int:
    """Add a story and return its id."""
    story = Story(earliest_report_id=earliest_report_id, created_at=at)
    s.add(story)
    s.flush()
    return story.id


def set_earliest(s: Session, story_id: int, report_id: int) -> None:
    """Note which report told a story first."""
    s.get_one(Story, story_id).earliest_report_id = report_id
    s.flush()


def write_member(s: Session, row: MemberRow) -> None:
    """Write a report's place in a story, in place of any other it had."""
    member = s.get(StoryMember, row.report_id) or StoryMember(report_id=row.report_id)
    member.story_id, member.similarity = row.story_id, row.similarity
    member.relation, member.changes = row.relation, dict(row.changes)
    s.add(member)
    s.flush()


def remove_member(s: Session, report_id: int) -> None:
    """Take a report out of its story."""
    if member := s.get(StoryMember, report_id):
        s.delete(member)
        s.flush()


def delete_story(s: Session, story_id: int) -> None:
    """Delete a story and its membership rows; the reports stay."""
    for report_id in members_of(s, story_id):
        remove_member(s, report_id)
    s.delete(s.get_one(Story, story_id))
    s.flush()
