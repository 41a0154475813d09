"""What linking is handed and what it returns. Nothing here knows the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipelines.linking.alignment import Match, PreparedText
from pipelines.linking.dates import StatedPeriod
from pipelines.linking.mentions import Naming
from pipelines.linking.quotations import Quotation
from words.subjects import Subject


class Status(StrEnum):
    """How sure a link is."""

    LINKED = "linked"
    POSSIBLE = "possible"
    NONE = "none"


class Role(StrEnum):
    """What the inspection is to the story."""

    SUBJECT = "subject"
    BACKGROUND = "background"  # an earlier one, told of or quoted in passing


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsText:
    """A news report as far as linking reads it. told_on: its day, None if unknown."""

    title: str | None
    standfirst: str | None
    text: str
    told_on: date | None
    areas: Sequence[str] = ()  # of its outlet

    def whole(self) -> str:
        """Return title, standfirst and text, divided by line ends."""
        return "\n".join(filter(None, (self.title, self.standfirst, self.text)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Clues:
    """What one story says that may tell which inspection it is about.

    outside: its words without the quotations. years: stated of inspections and reports.
    passages: the paragraphs that speak of each provider, as places in news.whole(). in_front:
    whether title, standfirst or the first sentences speak of an inspection. graded: whether any
    words are those of a graded inspection.
    """

    news: NewsText
    naming: Naming
    quotations: tuple[Quotation, ...]
    outside: str
    periods: tuple[StatedPeriod, ...]
    subjects: Mapping[Subject, int]
    grades: frozenset[str]
    years: frozenset[int]
    passages: Mapping[int, tuple[tuple[int, int], ...]]
    in_front: bool
    graded: bool
    on_inspection: bool

    def authorities(self) -> frozenset[int]:
        """Return the provider ids of the authorities named."""
        return frozenset(
            mention.provider_id
            for mention in self.naming.everywhere()
            if mention.provider_id == mention.authority_id
        )

    def is_beside(self, quotation: Quotation, provider_id: int) -> bool:
        """Say whether a quotation stands in a paragraph that speaks of a provider."""
        spans = self.passages.get(provider_id, ())
        return any(start <= quotation.start < end for start, end in spans)

    def providers(self) -> frozenset[int]:
        """Return the ids of everybody named."""
        return frozenset(mention.provider_id for mention in self.naming.everywhere())


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An inspection that a story might be about, with the publication that tells of it.

    ranges: the days on which inspectors worked. judgements: area → normalised grade, graded areas
    only. hits: the shingles of the story's quotations that stand in the publication. echoes: those
    of its other words (a sample). prepared: its text, None where quotations need not be tried.
    """

    inspection_id: int
    version_id: int
    provider_id: int
    framework: str
    published_on: date | None
    ranges: tuple[tuple[date, date], ...] = ()
    inspectors: tuple[str, ...] = ()
    judgements: Mapping[str, str] = field(default_factory=dict)
    hits: frozenset[int] = frozenset()
    echoes: int = 0
    prepared: PreparedText | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One piece of evidence: what it adds to the points (or takes), and the words it rests on."""

    points: float
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One story ↔ one inspection: how sure, as what, and why."""

    candidate: Candidate
    status: Status
    role: Role
    score: float  # 0 to 1
    parts: Mapping[str, Part]
    matches: tuple[Match, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkVerdict:
    """What a story is about: links that are linked or possible, best first.

    reason: why there is no linked one, a code and then words; None where there is one.
    """

    links: tuple[Link, ...]
    reason: str | None
