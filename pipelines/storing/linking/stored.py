"""A news report as it has just been stored: linking need not ask the database for it again."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

import db.linking as store

__all__ = ["StoredNews"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredNews:
    """The text of a new version, what a child computed of it, and whether it is the first.

    marks: see pipelines.duplicates.marks. is_new: then nothing was linked to the report before,
    and nothing has to be taken back. A hidden report is none: it is no copy of anything.
    """

    source_id: int
    number: int
    title: str | None
    standfirst: str | None
    text: str
    published_at: datetime | None
    stored_at: datetime
    marks: Set[int]

    @property
    def is_new(self) -> bool:
        """Whether this is the report's first version."""
        return self.number == 1

    def news_row(self, report_id: int, version_id: int, areas: tuple[str, ...]) -> store.NewsRow:
        """Return it as linking reads it."""
        return store.NewsRow(
            report_id=report_id,
            version_id=version_id,
            title=self.title,
            standfirst=self.standfirst,
            text=self.text,
            told_at=self.published_at,
            areas=areas,
        )

    def text_row(self, report_id: int) -> store.TextRow:
        """Return it as copies are judged by."""
        return store.TextRow(
            report_id=report_id,
            version=self.number,
            title=self.title,
            text=self.text,
            told_at=self.published_at or self.stored_at,
        )
