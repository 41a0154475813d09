"""Stored reports with the record of the archive they were read from: what can be read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from db.days import end_of, start_of
from db.models import (
    Capture,
    Outcome,
    Page,
    RemovedBlock,
    Report,
    Source,
    StatisticsFile,
    Version,
)
from db.queries.publications import facts_of, inspectors_of, judgements_of

STATISTICS = "statistics"

StatedFact = tuple[str, str, str | None]
"""(judgement, inspector or fact; its name; its value)."""


class Chosen(NamedTuple):
    """A report that is to be read again, or a file of statistics by the capture that holds it."""

    report_id: int | None
    page_id: int
    source_id: int
    capture_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedFilter:
    """Which reports; None does not narrow.

    since, until: days in London on which the latest version's bytes were fetched, both included.
    rule: one that cut a block of the latest version; `outside-body` names all `outside-body:…`.
    kind: news, publication, statistics (which no rule ever cut anything from).
    """

    source: str | None = None
    since: date | None = None
    until: date | None = None
    rule: str | None = None
    kind: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CutText:
    """One block that was cut from a version."""

    rule: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedReport:
    """A report's latest version, and where the bytes lie that it was read from.

    A file of statistics has the kind `statistics`, no report_id and no text. listing: what the
    page's listing said last. facts: what a publication states; empty for news.
    """

    report_id: int | None
    kind: str
    page_id: int
    source_id: int
    source: str
    role: str
    url: str
    listing: Mapping[str, Any]
    capture_id: int
    status: int
    headers: Mapping[str, str]
    content_type: str | None
    fetched_at: datetime
    payload_sha256: str
    warc_file: str
    warc_offset: int
    title: str | None
    standfirst: str | None
    text: str
    text_sha256: str
    removed: tuple[CutText, ...]
    facts: frozenset[StatedFact]


def choose_archived(session: Session, wanted: ArchivedFilter) -> list[Chosen]:
    """Return what a filter names, source by source, statistics last. Hidden reports are left."""
    statistics = wanted.kind in (None, STATISTICS) and wanted.rule is None
    return [
        *(_reports(session, wanted) if wanted.kind != STATISTICS else ()),
        *(_files(session, wanted) if statistics else ()),
    ]


def _files(session: Session, wanted: ArchivedFilter) -> list[Chosen]:
    held = select(StatisticsFile.capture_id).distinct()
    narrowed = _narrowed(replace(wanted, kind=None))
    asked = (
        select(Capture.page_id, Page.source_id, Capture.id)
        .join(Page, Page.id == Capture.page_id)
        .join(Source, Source.id == Page.source_id)
        .where(Capture.id.in_(held), *narrowed)
        .order_by(Source.key, Capture.id)
    )
    return [
        Chosen(report_id=None, page_id=page_id, source_id=source_id, capture_id=capture_id)
        for page_id, source_id, capture_id in session.execute(asked)
    ]


def _reports(session: Session, wanted: ArchivedFilter) -> list[Chosen]:
    asked = (
        select(Report.id, Report.page_id, Report.source_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Capture, Capture.id == Version.capture_id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.hidden_at.is_(None), *_narrowed(wanted))
        .order_by(Source.key, Report.id)
    )
    return [Chosen(*row) for row in session.execute(asked)]


def _narrowed(wanted: ArchivedFilter) -> Iterator[ColumnElement[bool]]:
    """Yield one condition for each thing that the filter names."""
    if wanted.source is not None:
        yield Source.key == wanted.source
    if wanted.kind is not None:
        yield Report.kind == wanted.kind
    if wanted.since is not None:
        yield Capture.fetched_at >= start_of(wanted.since)
    if wanted.until is not None:
        yield Capture.fetched_at < end_of(wanted.until)
    if wanted.rule is not None:
        cut = RemovedBlock.version_id == Report.latest_version_id
        yield exists().where(cut, _named(wanted.rule))


def knows_source(session: Session, key: str) -> bool:
    """Say whether a source of this key was ever loaded."""
    return session.scalar(select(exists().where(Source.key == key))) or False


def knows_rule(session: Session, rule: str) -> bool:
    """Say whether a rule ever cut a block of a report."""
    return session.scalar(select(exists().where(_named(rule)))) or False


def _named(rule: str) -> ColumnElement[bool]:
    """Return the condition that a removed block was cut by a rule or by one of its family."""
    family = RemovedBlock.rule.startswith(f"{rule}:", autoescape=True)
    return or_(RemovedBlock.rule == rule, family)


def archived_reports(session: Session, report_ids: Sequence[int]) -> list[ArchivedReport]:
    """Return reports by their ids, in the order of the ids; one that is gone is left out."""
    asked = (
        select(Report, Version, Capture, Page, Source.key)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Capture, Capture.id == Version.capture_id)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.id.in_(report_ids))
    )
    rows = session.execute(asked).all()
    version_ids = [row[1].id for row in rows]
    cut = _cut(session, version_ids)
    facts = _facts(session, [row[1].id for row in rows if row[0].kind == "publication"])
    found = {
        report.id: ArchivedReport(
            report_id=report.id,
            kind=report.kind,
            **_where_it_lies(page, capture, source),
            title=version.title,
            standfirst=version.standfirst,
            text=version.text,
            text_sha256=version.text_sha256,
            removed=tuple(cut.get(version.id, ())),
            facts=frozenset(facts.get(version.id, ())),
        )
        for report, version, capture, page, source in rows
    }
    return [found[report_id] for report_id in report_ids if report_id in found]


def archived_files(session: Session, capture_ids: Sequence[int]) -> list[ArchivedReport]:
    """Return files of statistics by the captures that hold them, in the order of the ids."""
    asked = (
        select(Capture, Page, Source.key)
        .join(Page, Page.id == Capture.page_id)
        .join(Source, Source.id == Page.source_id)
        .where(Capture.id.in_(capture_ids))
    )
    found = {
        capture.id: ArchivedReport(
            report_id=None,
            kind=STATISTICS,
            **_where_it_lies(page, capture, source),
            title=None,
            standfirst=None,
            text="",
            text_sha256="",
            removed=(),
            facts=frozenset(),
        )
        for capture, page, source in session.execute(asked)
    }
    return [found[capture_id] for capture_id in capture_ids if capture_id in found]


def _where_it_lies(page: Page, capture: Capture, source: str) -> dict[str, Any]:
    """Return the fields that tell of a page and of its bytes in the archive."""
    return {
        "page_id": page.id,
        "source_id": page.source_id,
        "source": source,
        "role": page.role,
        "url": page.url,
        "listing": page.listing,
        "capture_id": capture.id,
        "status": capture.status,
        "headers": capture.headers,
        "content_type": capture.content_type,
        "fetched_at": capture.fetched_at,
        "payload_sha256": capture.payload_sha256,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
    }


def _cut(session: Session, version_ids: list[int]) -> dict[int, list[CutText]]:
    asked = (
        select(RemovedBlock.version_id, RemovedBlock.rule, RemovedBlock.text)
        .where(RemovedBlock.version_id.in_(version_ids))
        .order_by(RemovedBlock.position, RemovedBlock.id)
    )
    found: dict[int, list[CutText]] = {}
    for version_id, rule, text in session.execute(asked):
        found.setdefault(version_id, []).append(CutText(rule=rule, text=text))
    return found


def _facts(session: Session, version_ids: list[int]) -> dict[int, set[StatedFact]]:
    found: dict[int, set[StatedFact]] = {version_id: set() for version_id in version_ids}
    for version_id, judgements in judgements_of(session, version_ids).items():
        found[version_id] |= {("judgement", row.area, row.grade) for row in judgements}
    for version_id, people in inspectors_of(session, version_ids).items():
        found[version_id] |= {("inspector", row.name, row.role) for row in people}
    for version_id, facts in facts_of(session, version_ids).items():
        found[version_id] |= {("fact", row.name, row.value) for row in facts}
    return found


def settled_pages(session: Session, run_id: int) -> dict[int, str]:
    """Return the pages that have an outcome in a run: id → state."""
    asked = select(Outcome.page_id, Outcome.state).where(Outcome.run_id == run_id)
    return {page_id: state for page_id, state in session.execute(asked)}
