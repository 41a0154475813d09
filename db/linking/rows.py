"""The values that db.linking takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRow:
    """A name of a provider. authority_id: of an authority its own id; None if unknown."""

    provider_id: int
    kind: str
    name: str
    authority_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsRow:
    """A news report's latest text and its outlet's areas. told_at: published, else None."""

    report_id: int
    version_id: int
    title: str | None
    standfirst: str | None
    text: str
    told_at: datetime | None
    areas: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class TextRow:
    """A news report as a copy is judged by. told_at: published, else first stored.

    version: the number of its latest version, 1 for a text that never changed.
    """

    report_id: int
    version: int
    title: str | None
    text: str
    told_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateRow:
    """An inspection and the latest version of a publication that tells of it."""

    report_id: int
    version_id: int
    inspection_id: int
    provider_id: int
    framework: str
    published_on: date | None
    ranges: Sequence[tuple[date, date]]


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionRow:
    """A provider named in a news report. field: title, standfirst or text."""

    provider_id: int
    field: str
    start: int
    end: int
    method: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchRow:
    """A quotation found: both wordings, how alike (0 to 1), and the place in the publication."""

    version_id: int
    quoted: str
    printed: str
    similarity: float
    page: int | None
    paragraph: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageRow:
    """A news report ↔ an inspection. status: linked, possible; role: subject, background."""

    inspection_id: int
    status: str
    role: str
    score: float
    parts: Mapping[str, Any]
    quotations: Sequence[MatchRow] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberRow:
    """A report's place in a story."""

    report_id: int
    story_id: int
    similarity: float
    relation: str
    changes: Mapping[str, Any] = field(default_factory=dict)
