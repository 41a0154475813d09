"""What was read → the database, all of it in one transaction or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import PageState, Publication, Report, Version
from db.queries.disagreements import disagreements
from db.queries.site_disagreements import site_disagreements
from db.write import (
    KnownPage,
    NewVersion,
    StoredVersion,
    known_page,
    mark_gone,
    move_capture,
    note_reread,
    note_site_blocks,
    quarantine,
    raise_alarm,
    settle,
    store_publication,
    store_version,
)
from pipelines.archive.files import ArchivedAt
from pipelines.capture import CaptureToRead, ProcessOutcome
from pipelines.children.calls import ReadAnswer, Role
from pipelines.ofsted.model import Publication as Document
from pipelines.reading import block_digest
from pipelines.reading.model import BlockKind, Reading
from pipelines.statistics.model import StatisticsTables
from pipelines.storing import publication_rows, rows
from pipelines.storing.linking import link_stored
from pipelines.storing.sameness import is_same_page
from pipelines.storing.statistics import keep_statistics, raise_disagreements
from pipelines.storing.verdict import Verdict, judge
from words.runs import Origin

__all__ = ["store_reading"]

SHORT_LIVED = "recent"
"""The series of the archive that is deleted after some weeks."""
ALARMING = frozenset(
    {
        "unknown_label",
        "missing_judgement",
        "tables_disagree",
        "sentences_disagree",
        "reader_failed",
        "framework",
    }
)
"""Doubts about our vocabularies and readers, in place of doubts about what one document prints."""

Promote = Callable[[str, int], ArchivedAt]


def store_reading(
    s: Session,
    capture: CaptureToRead,
    answer: ReadAnswer,
    *,
    at: datetime,
    promote: Promote | None = None,
) -> ProcessOutcome:
    """Write all that follows from an answer, in the caller's transaction.

    promote: copies a record from a short-lived series of the archive to the one that is kept.
    """
    verdict = judge(capture, answer)
    known = known_page(s, capture.run_id, capture.page_id, capture.capture_id)
    state, stored = verdict.state, None
    if isinstance(answer, StatisticsTables):
        kept = keep_statistics(s, capture, answer, at=at)
        state = PageState.STORED if kept.changed else PageState.UNCHANGED
    elif state is PageState.STORED:
        stored = _store(s, capture, answer, known, at=at)
    if stored is not None:
        _link(s, capture, answer, stored, at=at)
    if stored is not None and not stored.changed:
        state = PageState.UNCHANGED
    if state in (PageState.STORED, PageState.QUARANTINED) and promote is not None:
        _keep_bytes(s, known, promote)
    if state is PageState.QUARANTINED:
        _set_aside(s, capture, verdict, at=at)
    if state is PageState.GONE:
        _withdraw(s, capture, at=at)
    note = note_reread if capture.origin == Origin.RECLEAN else settle
    note(
        s,
        known,
        state,
        reason=verdict.reason,
        version_id=stored.version_id if stored and stored.changed else None,
        at=at,
    )
    return ProcessOutcome(
        state=state,
        reason=verdict.reason,
        version_id=stored.version_id if stored else None,
        report_id=stored.report_id if stored else None,
    )


def _link(
    s: Session, capture: CaptureToRead, answer: ReadAnswer, stored: StoredVersion, *, at: datetime
) -> None:
    """Find what belongs to a document that was read, or to a new text of news or of GOV.UK."""
    if isinstance(answer, Document) or (stored.changed and capture.role == Role.CONTENT):
        link_stored(s, "publication", stored.report_id, stored.version_id, at)
    elif stored.changed:
        link_stored(s, "news", stored.report_id, stored.version_id, at)


def _store(
    s: Session, capture: CaptureToRead, answer: ReadAnswer, known: KnownPage, *, at: datetime
) -> StoredVersion:
    if isinstance(answer, Document):
        return _store_publication(s, capture, answer, known, at=at)
    if not isinstance(answer, Reading):
        raise TypeError(f"a {type(answer).__name__} cannot be stored")
    new = rows.version_of_reading(answer, capture_id=capture.capture_id, origin=capture.origin)
    if capture.role == Role.CONTENT:
        stored = _store_version(s, capture, new, "publication", known, at=at)
        row = publication_rows.content_row(answer)
        store_publication(s, stored.report_id, stored.version_id, row)
        return stored
    stored = _seen_again(s, capture, answer, known) or _store_version(
        s, capture, new, "news", known, at=at
    )
    if stored.changed and stored.number == 1 and capture.origin == Origin.CRAWL:
        note_site_blocks(s, capture.source_id, _digests(answer), at=at)
    return stored


def _seen_again(
    s: Session, capture: CaptureToRead, reading: Reading, known: KnownPage
) -> StoredVersion | None:
    """Return the stored version of a page that did not change, though our reading of it may have.

    None: a page that is new, has changed, was withdrawn, or is cleaned again on purpose.
    """
    if capture.origin == Origin.RECLEAN or known.stored is None or known.withdrawn_at is not None:
        return None
    latest = s.get_one(Version, known.stored.version_id)
    return known.stored if is_same_page(reading, latest) else None


def _store_publication(
    s: Session, capture: CaptureToRead, publication: Document, known: KnownPage, *, at: datetime
) -> StoredVersion:
    new = publication_rows.version_of_publication(
        publication, capture_id=capture.capture_id, origin=capture.origin, listing=capture.listing
    )
    stored = _store_version(s, capture, new, "publication", known, at=at)
    inspection_id = store_publication(
        s,
        stored.report_id,
        stored.version_id,
        publication_rows.publication_row(publication, listing=capture.listing),
        publication_rows.judgement_rows(publication),
        publication_rows.inspector_rows(publication),
        publication_rows.fact_rows(publication),
        publication_rows.paragraph_rows(publication),
    )
    is_known = capture.origin == Origin.RECLEAN and not stored.changed
    for doubt in () if is_known else publication.doubts:
        _ask_for_attention(s, capture, doubt, at=at)
    if inspection_id is not None and not is_known:
        _hold_against_others(s, capture, inspection_id, at=at)
    return stored


def _hold_against_others(
    s: Session, capture: CaptureToRead, inspection_id: int, *, at: datetime
) -> None:
    """Raise alarms where statistics or the site say otherwise; both values stay as they are."""
    found = disagreements(s, inspection_id=inspection_id)
    found += site_disagreements(s, inspection_id=inspection_id)
    raise_disagreements(s, found, capture, at=at)


def _store_version(
    s: Session,
    capture: CaptureToRead,
    new: NewVersion,
    kind: str,
    known: KnownPage,
    *,
    at: datetime,
) -> StoredVersion:
    page = {"page_id": capture.page_id, "source_id": capture.source_id}
    return store_version(s, new, report_kind=kind, **page, at=at, known=known)


def _digests(reading: Reading) -> set[str]:
    """Return the digests of the blocks of a page, kept or cut.

    List items of the story are left out: lists of grades say the same words in many stories.
    """
    kept = [block.text for block in reading.body if block.kind is not BlockKind.LIST_ITEM]
    return {block_digest(text) for text in kept + [block.text for block in reading.removed]}


def _ask_for_attention(s: Session, capture: CaptureToRead, doubt: str, *, at: datetime) -> None:
    """Raise an alarm for a doubt that says the readers do not know something they should."""
    code, _, words = doubt.partition(":")
    from_elsewhere = capture.origin == Origin.IMPORT or capture.listing.get("via") == "content"
    is_anybodys_pdf = code == "framework" and from_elsewhere  # or one that GOV.UK attaches
    if code not in ALARMING or is_anybodys_pdf:
        return
    name = capture.file_name or capture.listing.get("file_id") or capture.url
    raise_alarm(
        s,
        code=code,
        detail=rows.storable(f"{name}: {words.strip() or code}")[:1000],
        at=at,
        run_id=capture.run_id,
        source_id=capture.source_id,
        page_id=capture.page_id,
    )


def _keep_bytes(s: Session, known: KnownPage, promote: Promote) -> None:
    """Have the record copied out of the series that is deleted after some weeks."""
    if known.series != SHORT_LIVED or known.warc_file is None or known.warc_offset is None:
        return
    kept = promote(known.warc_file, known.warc_offset)
    move_capture(s, known.capture_id, kept.series, kept.file, kept.offset, kept.length)


def _withdraw(s: Session, capture: CaptureToRead, *, at: datetime) -> None:
    """Note that the source gives a "not found" in place of what is stored. The text stays."""
    mark_gone(s, capture.page_id, at)
    reports = select(Report.id).where(Report.page_id == capture.page_id)
    s.execute(
        update(Publication)
        .where(Publication.report_id.in_(reports), Publication.withdrawn_seen_at.is_(None))
        .values(withdrawn_seen_at=at)
    )


def _set_aside(s: Session, capture: CaptureToRead, verdict: Verdict, *, at: datetime) -> None:
    where = capture.file_name or capture.url
    quarantine(
        s,
        stage=verdict.stage,
        code=verdict.code or "unreadable",
        detail=rows.storable(f"{where}: {verdict.words}")[:1000],
        at=at,
        page_id=capture.page_id,
        capture_id=capture.capture_id,
        run_id=capture.run_id,
        source_id=capture.source_id,
        file_path=rows.storable(capture.file_name) if capture.file_name else None,
    )
