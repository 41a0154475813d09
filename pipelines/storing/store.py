"""What was read → the database, all of it in one transaction or nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.models import PageState, Version
from db.queries.disagreements import disagreements
from db.queries.site_disagreements import site_disagreements
from db.text import storable
from db.write import (
    KnownPage,
    NewPublication,
    NewVersion,
    StoredVersion,
    is_told_of_elsewhere,
    known_page,
    note_reread,
    note_site_blocks,
    quarantine,
    raise_alarm,
    settle,
    store_publication,
    store_version,
)
from pipelines.capture import CaptureToRead, ProcessOutcome
from pipelines.children.calls import ChildAnswer
from pipelines.storing.linking import link_stored
from pipelines.storing.linking.stored import StoredNews
from pipelines.storing.prepare import made_ready
from pipelines.storing.prepared import Prepared, Subject, Verdict
from pipelines.storing.sameness import is_same_page
from pipelines.storing.statistics import keep_statistics, raise_disagreements
from words.doubts import ALARMING, PublicationDoubt, parse_doubt
from words.quarantine import QuarantineCode
from words.runs import Origin

__all__ = ["store_reading"]


def store_reading(
    s: Session,
    capture: CaptureToRead,
    answer: ChildAnswer,
    *,
    at: datetime,
) -> ProcessOutcome:
    """Write all that follows from an answer, in the caller's transaction."""
    ready = made_ready(capture, answer)
    known = known_page(s, capture.run_id, capture.page_id, capture.capture_id)
    state, stored = ready.verdict.state, None
    if ready.tables is not None:
        kept = keep_statistics(s, capture, ready.tables, at=at)
        state = PageState.STORED if kept.changed else PageState.UNCHANGED
    elif ready.version is not None:
        stored = _store(s, capture, ready, ready.version, known, at=at)
        state = PageState.STORED if stored.changed else PageState.UNCHANGED
        _link(s, capture, ready, ready.version, stored, at=at)
    if state is PageState.QUARANTINED:
        _set_aside(s, capture, ready.verdict, at=at)
    note = note_reread if capture.origin == Origin.RECLEAN else settle
    note(
        s,
        known,
        state,
        reason=ready.verdict.reason,
        version_id=stored.version_id if stored and stored.changed else None,
        at=at,
    )
    return ProcessOutcome(
        state=state,
        reason=ready.verdict.reason,
        version_id=stored.version_id if stored else None,
        report_id=stored.report_id if stored else None,
    )


def _store(
    s: Session,
    capture: CaptureToRead,
    ready: Prepared,
    new: NewVersion,
    known: KnownPage,
    *,
    at: datetime,
) -> StoredVersion:
    """Write the text, then what goes with it."""
    kind = "news" if ready.subject is Subject.NEWS else "publication"
    page = {"page_id": capture.page_id, "source_id": capture.source_id}
    stored = _seen_again(s, capture, ready, known) or store_version(
        s, new, report_kind=kind, **page, at=at, known=known
    )
    if ready.publication is not None:
        _store_publication(s, capture, ready, ready.publication, stored, at=at)
    if ready.blocks and stored.changed and stored.number == 1 and capture.origin == Origin.CRAWL:
        note_site_blocks(s, capture.source_id, ready.blocks.shared, at=at)
    return stored


def _link(
    s: Session,
    capture: CaptureToRead,
    ready: Prepared,
    new: NewVersion,
    stored: StoredVersion,
    *,
    at: datetime,
) -> None:
    """Find what belongs to a document that was read, or to a new text of news or of GOV.UK."""
    if ready.subject is Subject.DOCUMENT or (stored.changed and ready.subject is Subject.CONTENT):
        link_stored(s, "publication", stored.report_id, stored.version_id, at)
    elif stored.changed:
        news = StoredNews(
            source_id=capture.source_id,
            number=stored.number,
            title=new.title,
            standfirst=new.standfirst,
            text=new.text,
            published_at=new.published_at,
            stored_at=at,
            marks=ready.marks,
        )
        told = None if stored.is_hidden else news
        link_stored(s, "news", stored.report_id, stored.version_id, at, told)


def _seen_again(
    s: Session, capture: CaptureToRead, ready: Prepared, known: KnownPage
) -> StoredVersion | None:
    """Return the stored version of a page that did not change, though our reading of it may have.

    None: a page that is new, has changed, was withdrawn, or is cleaned again on purpose.
    """
    is_new = known.stored is None or known.withdrawn_at is not None
    if ready.blocks is None or is_new or capture.origin == Origin.RECLEAN:
        return None
    latest = s.get_one(Version, known.version_id)
    return known.stored if is_same_page(ready.blocks, latest) else None


def _store_publication(
    s: Session,
    capture: CaptureToRead,
    ready: Prepared,
    new: NewPublication,
    stored: StoredVersion,
    *,
    at: datetime,
) -> None:
    """Write what a document says besides its text, and ask for attention where it is odd."""
    inspection_id = store_publication(
        s,
        stored.report_id,
        stored.version_id,
        new.row,
        new.judgements,
        new.inspectors,
        new.facts,
        new.paragraphs,
    )
    if ready.subject is Subject.CONTENT or (
        capture.origin == Origin.RECLEAN and not stored.changed
    ):
        return
    for doubt in ready.version.doubts if ready.version else ():
        _ask_for_attention(s, capture, doubt, at=at)
    if inspection_id is not None and is_told_of_elsewhere(s, inspection_id):
        _hold_against_others(s, capture, inspection_id, at=at)


def _hold_against_others(
    s: Session, capture: CaptureToRead, inspection_id: int, *, at: datetime
) -> None:
    """Raise alarms where statistics or the site say otherwise; both values stay as they are."""
    found = disagreements(s, inspection_id=inspection_id)
    found += site_disagreements(s, inspection_id=inspection_id)
    raise_disagreements(s, found, capture, at=at)


def _ask_for_attention(s: Session, capture: CaptureToRead, doubt: str, *, at: datetime) -> None:
    """Raise an alarm for a doubt that says the readers do not know something they should."""
    code, words = parse_doubt(doubt)
    from_elsewhere = capture.origin == Origin.IMPORT or capture.listing.get("via") == "content"
    # anybody's PDF, or one that GOV.UK attaches
    is_of_no_framework = code == PublicationDoubt.FRAMEWORK and from_elsewhere
    alarming = ALARMING.get(code)
    if alarming is None or is_of_no_framework:
        return
    name = capture.file_name or capture.listing.get("file_id") or capture.url
    raise_alarm(
        s,
        code=alarming,
        detail=storable(f"{name}: {words or code}")[:1000],
        at=at,
        run_id=capture.run_id,
        source_id=capture.source_id,
        page_id=capture.page_id,
    )


def _set_aside(s: Session, capture: CaptureToRead, verdict: Verdict, *, at: datetime) -> None:
    where = capture.file_name or capture.url
    quarantine(
        s,
        stage=verdict.stage,
        code=verdict.code or QuarantineCode.UNREADABLE,
        detail=storable(f"{where}: {verdict.words}")[:1000],
        at=at,
        page_id=capture.page_id,
        capture_id=capture.capture_id,
        run_id=capture.run_id,
        source_id=capture.source_id,
        file_path=storable(capture.file_name) if capture.file_name else None,
    )
