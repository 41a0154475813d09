"""The values that db.write takes and gives, in the shape in which they are stored.

Reading children make them too, so nothing here knows the database's engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from db.text import storable
from words.runs import Origin

Row = TypeVar("Row")


class Queued(StrEnum):
    """What queueing a page came to."""

    NEW = "new"  # never seen before; pending now
    REQUEUED = "requeued"  # known; pending again
    KNOWN = "known"  # known; left as it is
    TAKEN_DOWN = "taken_down"  # refused: it must not be requested


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """A source as its registry entry stands. hosts: the first is the canonical one."""

    key: str
    group_key: str
    kind: str  # news, ofsted, govuk, import
    name: str
    homepage: str | None = None
    hosts: Sequence[str] = ()
    areas: Sequence[str] = ()
    entry_sha256: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPage:
    """A URL that a listing or an import names. url: the canonical form, by which it is known."""

    url: str
    raw_url: str
    source_id: int
    role: str
    via: str  # feed, sitemap, section, search, import …
    discovered_on: str | None = None  # the listing's URL, or the imported file's name
    listing: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingPage:
    """A page that waits to be requested. attempts: failures in a row so far."""

    id: int
    url: str
    role: str
    etag: str | None
    last_modified: str | None
    listing: dict[str, Any]
    source_id: int
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CaptureRow:
    """One record of the archive. url: after redirects; headers with lower-case names."""

    page_id: int
    run_id: int | None
    url: str
    fetched_at: datetime
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = None
    payload_sha256: str
    payload_bytes: int
    series: str = "main"
    warc_file: str
    warc_offset: int
    warc_length: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedRow:
    """One block that a rule cut; position counts characters of the visible text."""

    rule: str
    kind: str
    text: str
    position: int
    spans: Sequence[Sequence[int]] = ()
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewVersion:
    """One state of a report's text. The fields are those of db.models.Version.

    blocks, candidates and markdown are packed (db.packing). text_sha256,
    word_count and search_words (tokens, divided by spaces) are what db.digested makes of the rest;
    they are made when it is stored where they are None.
    """

    capture_id: int
    title: str | None
    standfirst: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    modified_at: datetime | None = None
    section: str | None = None
    canonical_url: str | None = None
    image_url: str | None = None
    language: str | None = None
    page_kind: str
    access: str
    text: str
    markdown: str = ""
    blocks: Sequence[Any] = ()
    text_sha256: str | None = None
    word_count: int | None = None
    search_words: str | None = None
    candidates: Sequence[Any] = ()
    opt_outs: Sequence[str] = ()
    doubts: Sequence[str] = ()
    reader: str
    reader_version: str
    origin: Origin = Origin.CRAWL
    removed: Sequence[RemovedRow] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredVersion:
    """Where a text went. changed=False: the latest version had it already; nothing was written.

    is_hidden: a takedown names it, so nothing is to be found by it.
    """

    report_id: int
    version_id: int
    number: int
    changed: bool
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationRow:
    """What a document and its listing say. started_on and ended_on: first and last day on site.

    The provider is found by (provider_kind, provider_urn), else by a name that one authority
    alone has. Fields are None where nothing was printed.
    """

    framework: str | None = None
    event_type: str | None = None
    provider_kind: str | None = None
    provider_urn: str | None = None
    provider_name: str | None = None
    provider_category: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    date_ranges: Sequence[tuple[date, date]] = ()
    proven: bool = False
    file_id: str | None = None
    page_count: int | None = None
    published_printed_on: date | None = None
    site_label: str | None = None
    site_inspected_on: date | None = None
    site_published_on: date | None = None
    withdrawn_seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgementRow:
    """One graded area as printed; grade None has a null_reason."""

    area: str
    label: str
    grade: str | None = None
    grade_as_printed: str | None = None
    null_reason: str | None = None
    second_reading: str | None = None
    agreed: bool | None = None
    evidence_words: str | None = None
    evidence_page: int | None = None
    evidence_method: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectorRow:
    """A named inspector as the document prints the name."""

    name: str
    role: str
    body: str | None = None
    evidence_words: str | None = None
    evidence_page: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactRow:
    """Any other field read from a document; value None has a null_reason."""

    name: str
    value: str | None = None
    null_reason: str | None = None
    evidence_words: str | None = None
    evidence_page: int | None = None
    evidence_method: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ParagraphRow:
    """One paragraph of a publication, handed over in reading order."""

    text: str
    page: int
    number: str | None = None
    heading: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPublication:
    """All that a document says besides its text."""

    row: PublicationRow
    judgements: Sequence[JudgementRow] = ()
    inspectors: Sequence[InspectorRow] = ()
    facts: Sequence[FactRow] = ()
    paragraphs: Sequence[ParagraphRow] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsGradeRow:
    """One graded area; grade None has a null_reason."""

    area: str
    label: str
    grade: str | None
    grade_as_printed: str
    null_reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsLine:
    """What one line says of one inspection. The fields are those of db.models.StatisticsRow.

    inspected_urn: None where it is `urn`.
    """

    line: int
    slot: str
    urn: str
    provider_kind: str
    inspected_urn: str | None = None
    name: str | None = None
    name_then: str | None = None
    provider_type: str | None = None
    local_authority: str | None = None
    event_type: str | None = None
    inspection_number: str | None = None
    inspected_on: date | None = None
    ended_on: date | None = None
    published_on: date | None = None
    other: Mapping[str, str] = field(default_factory=dict)
    grades: Sequence[StatisticsGradeRow] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStatistics:
    """One table. The fields are those of db.models.StatisticsFile."""

    page_id: int
    capture_id: int
    payload_sha256: str
    dataset: str
    title: str | None
    as_at: date | None
    encoding: str
    preamble: Sequence[str]
    columns: Sequence[Mapping[str, Any]]
    doubts: Sequence[str]
    line_count: int
    reader: str
    reader_version: str
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenGrade:
    """One grade that a provider's page prints. file_id: of the report it stands beside."""

    label: str
    grade: str
    file_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SuccessionRow:
    """One provider having had another URN before. Fields: those of db.models.ProviderSuccession."""

    kind: str
    predecessor_urn: str
    successor_urn: str
    origin: str  # statistics or site
    evidence_words: str
    evidence_where: str
    predecessor_name: str | None = None
    successor_name: str | None = None
    changed_on: date | None = None


LENGTHS: Mapping[type, Mapping[str, int]] = {
    NewVersion: {"language": 5, "reader": 50},
    RemovedRow: {"rule": 100, "kind": 30},
    JudgementRow: {"area": 60, "grade_as_printed": 100, "evidence_method": 20},
    InspectorRow: {"name": 200, "role": 30, "body": 30},
    FactRow: {"name": 60, "evidence_method": 20},
    ParagraphRow: {"number": 20},
    StatisticsLine: {"urn": 20, "inspection_number": 40},
    NewStatistics: {"sheet": 255},
    SuccessionRow: {"successor_urn": 20, "predecessor_name": 300, "successor_name": 300},
}
"""Characters that a column holds, where what is read may be longer."""


def row_of(kind: type[Row], /, **values: Any) -> Row:
    """Return a row that can be stored: its texts cleaned, and cut to what their columns hold."""
    clean = {name: storable(value) for name, value in values.items()}
    for name, most in LENGTHS.get(kind, {}).items():
        if isinstance(value := clean.get(name), str):
            clean[name] = value[:most]
    return kind(**clean)
