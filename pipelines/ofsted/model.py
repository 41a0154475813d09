"""What reading an Ofsted document returns. Every fact carries the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipelines.reading.model import RemovedBlock, Span
from words.doubts import Doubt
from words.frameworks import Framework
from words.null_reasons import NullReason


class PublicationKind(StrEnum):
    """What became of the bytes."""

    PUBLICATION = "publication"
    SOFT_404 = "soft_404"  # HTML in place of the file
    ENCRYPTED = "encrypted"
    NO_TEXT_LAYER = "no_text_layer"
    UNREADABLE = "unreadable"  # not a PDF, broken, over a limit: `reason` says which


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a fact was read: the printed words and the 1-based page they stand on."""

    words: str
    page: int | None = None
    method: str = (
        "text"  # text (reading order), table (boxes of the judgement table), site, statistics
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One value with its evidence, or no value with its reason. `name` is the field; `value` is
    text or ISO date.
    """

    name: str
    value: str | None = None
    reason: NullReason | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DateRange:
    """One run of days on which inspectors worked, both ends included."""

    started_on: date
    ended_on: date
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspector:
    """A named inspector. role: lead, deputy_lead, team, reporting, cqc_lead, signatory …"""

    name: str
    role: str
    body: str | None = None  # Ofsted, CQC, HMICFRS, HMIP, where printed
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One graded area in its own words and on the normalised scale.

    area: normalised key (`overall_effectiveness`, `help_and_protection` …); label and
    grade_as_printed: as printed.
    grade: outstanding, good, requires_improvement, inadequate, adequate, satisfactory,
    not_judged, or the report-card
    scale; None with a reason where it is not stated. second_reading: the grade an independent
    reading gave.
    """

    area: str
    label: str
    grade: str | None = None
    grade_as_printed: str | None = None
    reason: NullReason | None = None
    evidence: Evidence | None = None
    second_reading: str | None = None
    agreed: bool | None = None  # None = there was no second reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One block of the document's text, in reading order, with page and printed number where it
    has one.
    """

    text: str
    page: int
    number: str | None = None
    heading: str | None = None  # the heading it stands under
    kind: str = "paragraph"  # heading, paragraph, list_item, footnote
    level: int | None = None  # of a heading: 1 for the largest print; None for other kinds
    spans: tuple[Span, ...] = ()  # its lines in the visible text, which `removed` counts in too


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """What was read from one Ofsted document. Fields that are None have a reason in `facts`."""

    kind: PublicationKind
    framework: Framework | None = None
    event_type: str | None = None  # standard, short, focused visit, re-inspection, JTAI …
    title: str | None = None
    provider: str | None = None  # plain name of the subject
    provider_as_printed: str | None = None
    urn: str | None = None  # only where the document prints it
    published_printed: date | None = None  # printed publication date or date of the letter
    inspected: tuple[DateRange, ...] = ()
    dates_as_printed: str | None = None
    inspectors: tuple[Inspector, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    theme: str | None = None
    send_outcome: str | None = None
    previous_inspection_printed: str | None = None
    improvements: tuple[str, ...] = ()  # "What needs to improve"
    priority_actions: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    facts: tuple[Fact, ...] = ()
    text: str = ""  # the whole document, page furniture removed, line-break hyphens kept as "-"
    removed: tuple[RemovedBlock, ...] = ()
    """What the text leaves out: letterhead, running heads, page numbers, footnote marks, imprint.
    Positions count characters of all printed lines of all pages, one below the other."""
    page_count: int | None = None
    doubts: tuple[Doubt, ...] = ()
    reason: str | None = None
    reader: str = ""
    proven: bool = False  # measured on real documents of this kind

    @property
    def started_on(self) -> date | None:
        """First day of the inspection; None where no date could be read."""
        return min((r.started_on for r in self.inspected), default=None)

    @property
    def ended_on(self) -> date | None:
        """Last day of the inspection; None where no date could be read."""
        return max((r.ended_on for r in self.inspected), default=None)
