"""Questions about one report: its text, its versions, what was cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Capture,
    Page,
    RemovedBlock,
    Report,
    Source,
    Version,
)
from db.queries.publications import PublicationDetail, publication
from db.rows import RemovedRow
from db.values import value_of
from words.doubts import shown_form
from words.runs import Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionRow:
    """One state of a report's text, and the record of the archive it was read from."""

    id: int
    number: int
    stored_at: datetime
    title: str | None
    standfirst: str | None
    byline: str | None
    published_at: datetime | None
    published_precision: str | None
    modified_at: datetime | None
    section: str | None
    canonical_url: str | None
    image_url: str | None
    language: str | None
    page_kind: str
    access: str
    text: str
    markdown: str
    text_sha256: str
    word_count: int
    blocks: tuple[Mapping[str, Any], ...]
    candidates: tuple[Mapping[str, Any], ...]
    opt_outs: tuple[str, ...]
    doubts: tuple[str, ...]
    reader: str
    reader_version: str
    origin: str
    fetched_at: datetime
    payload_sha256: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportDetail:
    """A report with its latest text. hidden_at: taken down; do not show the text."""

    id: int
    kind: str
    source: str
    source_name: str
    url: str
    raw_url: str
    first_stored_at: datetime
    suspect_reason: str | None
    withdrawn_at_source_at: datetime | None
    hidden_at: datetime | None
    latest: VersionRow
    removed: tuple[RemovedRow, ...]
    publication: PublicationDetail | None  # None for news


def report(session: Session, report_id: int) -> ReportDetail | None:
    """Return a report with what was cut from it; None if there is none with this id."""
    asked = (
        select(Report, Page, Source)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.id == report_id, Report.latest_version_id.is_not(None))
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        return None
    row, page, source = found
    latest = next(v for v in versions(session, report_id) if v.id == row.latest_version_id)
    return ReportDetail(
        id=row.id,
        kind=row.kind,
        source=source.key,
        source_name=source.name,
        url=page.public_url,
        raw_url=page.raw_url,
        first_stored_at=row.first_stored_at,
        suspect_reason=row.suspect_reason,
        withdrawn_at_source_at=row.withdrawn_at_source_at,
        hidden_at=row.hidden_at,
        latest=latest,
        removed=tuple(removed_blocks(session, latest.id)),
        publication=publication(session, report_id),
    )


def report_at(session: Session, url: str) -> int | None:
    """Return the id of the report of a URL, as it was found or in canonical form."""
    asked = select(Report.id).join(Page, Page.id == Report.page_id)
    either = asked.where((Page.url == url) | (Page.raw_url == url)).order_by(Report.id)
    return session.scalars(either.limit(1)).first()


def versions(session: Session, report_id: int) -> list[VersionRow]:
    """Return every version of a report, the first one first."""
    asked = (
        select(Version, Capture)
        .join(Capture, Capture.id == Version.capture_id)
        .where(Version.report_id == report_id)
        .order_by(Version.number)
    )
    return [_version_row(version, capture) for version, capture in session.execute(asked)]


def latest_edited(session: Session) -> int | None:
    """Return the id of the news report whose source edited it last; None where none did."""
    asked = (
        select(Version.report_id)
        .join(Report, Report.latest_version_id == Version.id)
        .where(Version.number > 1, Version.origin == Origin.CRAWL, Report.kind == "news")
        .where(Report.hidden_at.is_(None))
        .order_by(Version.stored_at.desc(), Version.report_id)
    )
    return session.scalars(asked.limit(1)).first()


def _version_row(version: Version, capture: Capture) -> VersionRow:
    return value_of(
        VersionRow,
        version,
        blocks=tuple(version.blocks),
        candidates=tuple(version.candidates),
        opt_outs=tuple(version.opt_outs),
        doubts=tuple(map(shown_form, version.doubts)),
        fetched_at=capture.fetched_at,
        payload_sha256=capture.payload_sha256,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
    )


def removed_blocks(session: Session, version_id: int) -> list[RemovedRow]:
    """Return what was cut from a version, in the order of the page."""
    asked = (
        select(RemovedBlock)
        .where(RemovedBlock.version_id == version_id)
        .order_by(RemovedBlock.position, RemovedBlock.id)
    )
    return [value_of(RemovedRow, row) for row in session.scalars(asked)]
