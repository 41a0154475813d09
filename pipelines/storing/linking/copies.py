"""One news report among the others: copies of it are found, verified and kept as a story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import db.linking as store
from pipelines.duplicates import (
    SATURATED,
    Comparison,
    Fingerprint,
    compare,
    fingerprint,
    marks_of,
    shortlist,
)
from pipelines.storing.linking.stored import StoredNews


def join_story(
    s: Session, report_id: int, at: datetime, stored: StoredNews | None = None
) -> int | None:
    """Put a news report into the story of its copies; return the story's id, None if it has none.

    A report that is no copy any more leaves its story; a story of one is no story. stored: its
    text, where it has just been stored.
    """
    found = find_copies(s, report_id, stored)
    is_new = stored is not None and stored.is_new
    before = None if is_new else store.member_of(s, report_id)
    if not found:
        if before is not None:
            store.remove_member(s, report_id)
            settle(s, before)
        return None
    stories = {story for other in found if (story := store.member_of(s, other)) is not None}
    if before is not None and before not in stories:
        store.remove_member(s, report_id)
        settle(s, before)
    story = min(stories) if stories else store.new_story(s, min(report_id, *found), at)
    placed = {report_id, *found}
    for other in stories - {story}:
        placed |= set(store.members_of(s, other))
    for member in placed - set(store.members_of(s, story)):
        place(s, member, story)
    for other in stories - {story}:
        store.delete_story(s, other)
    settle(s, story, changed=report_id)
    return story


def find_copies(s: Session, report_id: int, stored: StoredNews | None = None) -> list[int]:
    """Return the reports that are copies of this one, and record its marks."""
    mine = stored.text_row(report_id) if stored else store.texts(s, [report_id]).get(report_id)
    marks = stored.marks if stored else marks_of(mine.text) if mine else frozenset[int]()
    hits = store.mark_hits(s, marks)
    changed = mine is None or mine.version > 1
    store.add_marks(s, report_id, marks, hits, most=SATURATED, replace=changed)
    likely = shortlist(((m, r) for m, r in hits if r != report_id), len(marks))
    if not likely or mine is None:
        return []
    own = print_of(mine)
    others = store.texts(s, likely)
    return [id_ for id_, other in others.items() if compare(print_of(other), own).is_copy]


def print_of(row: store.TextRow) -> Fingerprint:
    """Return a report's text ready to be compared."""
    return fingerprint(row.title, row.text)


def place(s: Session, report_id: int, story_id: int) -> None:
    """Put a report into a story; settle() then says how it relates to the earliest."""
    store.write_member(
        s, store.MemberRow(report_id=report_id, story_id=story_id, similarity=0.0, relation="new")
    )


def settle(s: Session, story_id: int, changed: int | None = None) -> None:
    """Find a story's earliest report and relate the others to it; end a story of one.

    changed: the report that came or changed: where the earliest stays the same, the others stay.
    """
    members = store.texts(s, store.members_of(s, story_id))
    if len(members) < 2:
        store.delete_story(s, story_id)
        return
    earliest = min(members.values(), key=lambda row: (row.told_at, row.report_id))
    first = print_of(earliest)
    placed = store.relations_of(s, story_id)
    as_before = placed.get(earliest.report_id) == "earliest" and changed != earliest.report_id
    store.set_earliest(s, story_id, earliest.report_id)
    for row in members.values():
        if row is earliest:
            relate(s, story_id, row.report_id, 1.0, "earliest", {})
        elif not as_before or row.report_id == changed or placed[row.report_id] == "new":
            found = compare(first, print_of(row))
            changes = changes_of(earliest, row, found)
            relate(s, story_id, row.report_id, found.similarity, found.relation, changes)


def relate(
    s: Session,
    story_id: int,
    report_id: int,
    similarity: float,
    relation: str,
    changes: Mapping[str, Any],
) -> None:
    """Write how a member relates to the earliest."""
    store.write_member(
        s,
        store.MemberRow(
            report_id=report_id,
            story_id=story_id,
            similarity=similarity,
            relation=relation,
            changes=changes,
        ),
    )


def changes_of(earliest: store.TextRow, row: store.TextRow, found: Comparison) -> dict[str, Any]:
    """Return in numbers what a member changed; the words are compared when somebody looks."""
    changes: dict[str, Any] = {
        "kept": found.kept,
        "taken": found.taken,
        "own_words": found.own_similarity,
    }
    if (earliest.title or "").split() != (row.title or "").split():
        changes["title"] = [earliest.title, row.title]
    return changes
