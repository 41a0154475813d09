"""What a provider's page gives: its publications are queued, what it prints is kept with the day.

Once a school has a report card the site stops printing the grades of its older reports: so every
grade that was seen stays, with the days on which it was first and last seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler import life
from crawler.ledger import past_of
from db import write
from db.models import Page, Provider
from db.models.base import PageRole, PageState
from db.queries.disagreements import OVERALL
from db.queries.site_disagreements import site_disagreements
from db.rows import SuccessionRow
from db.write import NewPage, PendingPage, PublicationRow, Queued, SeenGrade
from db.write.successions import note_successions
from pipelines.ofsted.page_values import ProviderPage, TimelineEntry
from pipelines.ofsted.related import RelatedProvider

LATEST = "latest_report_on"
"""What the search says of a provider: the day of its latest report."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A provider's page that was read, with the files and other providers it names."""

    page: PendingPage
    read: ProviderPage
    files: tuple[NewPage, ...]
    capture_id: int
    related: tuple[RelatedProvider, ...] = ()
    earlier: tuple[NewPage, ...] = ()  # pages of what the provider was before


def queue_providers(
    s: Session, pages: Iterable[NewPage], *, at: datetime, night_began_at: datetime
) -> int:
    """Queue the providers whose page must be read; return how many were never seen before.

    Whether a known one must be is crawler.life's to say.
    """
    new = 0
    for page in pages:
        known = s.scalars(select(Page).where(Page.url == page.url)).one_or_none()
        again = known and life.provider_listed(
            past_of(known),
            at=at,
            night_began_at=night_began_at,
            is_authority=page.listing.get("provider_kind") == "authority",
            is_changed=known.listing.get(LATEST) != page.listing.get(LATEST),
        )
        new += write.queue_page(s, page, at=at, revisit=bool(again)) is Queued.NEW
    return new


def publication_pages(
    page: PendingPage, read: ProviderPage, canonical: Callable[[str], str | None]
) -> tuple[list[NewPage], list[str]]:
    """Return the files of a timeline as pages, and the addresses that are not the site's own."""
    files: dict[str, NewPage] = {}
    foreign = []
    for entry in read.timeline:
        if entry.file_url is None:
            continue
        url = canonical(entry.file_url)
        if url is None:
            foreign.append(entry.file_url)
        elif url not in files:
            files[url] = _file(page, read, entry, url)
    return list(files.values()), foreign


def _file(page: PendingPage, read: ProviderPage, entry: TimelineEntry, url: str) -> NewPage:
    """Return one file with everything its timeline says about it."""
    said = page.listing
    listing = {
        "label": entry.label,
        "inspected_on": entry.inspected_on.isoformat() if entry.inspected_on else None,
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "grade": entry.grade,
        "file_id": entry.file_id,
        "provider_kind": read.kind or said.get("provider_kind"),
        "provider_urn": read.urn or said.get("provider_urn"),
        "provider_name": said.get("provider_name") or read.name,
        "provider_category": read.category or said.get("provider_category"),
        "provider_page": page.url,
        "via": "provider",
    }
    return NewPage(
        url=url,
        raw_url=entry.file_url or url,
        source_id=page.source_id,
        role=PageRole.PUBLICATION,
        via="provider",
        discovered_on=page.url,
        listing={name: value for name, value in listing.items() if value},
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPage:
    """What became of a provider's page. state: stored where it says something new."""

    state: PageState
    new_files: int


def keep_provider_page(s: Session, run_id: int, seen: Seen, *, at: datetime) -> KeptPage:
    """Queue the files, keep what the page prints and settle it."""
    answers = [_queue_file(s, page, at=at) for page in seen.files]
    vanished = _check_vanished(s, seen, at=at)
    changed = _keep_facts(s, run_id, seen, at=at)
    news = changed or vanished > 0 or any(answer is Queued.NEW for answer in answers)
    state = PageState.STORED if news else PageState.UNCHANGED
    write.record_outcome(
        s, run_id, seen.page.id, state, reason=None, capture_id=seen.capture_id, at=at
    )
    return KeptPage(state=state, new_files=sum(answer is Queued.NEW for answer in answers))


def _queue_file(s: Session, page: NewPage, *, at: datetime, keep_listing: bool = False) -> Queued:
    """Queue one file, or a closed provider; a known one only where crawler.life says so.

    keep_listing: what the search said of a known provider stands, which this page does not say:
    without the day of its latest report the next search would take it for changed.
    """
    known = s.scalars(select(Page).where(Page.url == page.url)).one_or_none()
    again = known and life.document_listed(past_of(known), at=at)
    if keep_listing and known is not None:
        page = replace(page, listing=known.listing)
    return write.queue_page(s, page, at=at, revisit=bool(again))


def _check_vanished(s: Session, seen: Seen, *, at: datetime) -> int:
    """Queue the stored files that this page named before and no longer names; return how many."""
    listed = {page.url for page in seen.files}
    before = s.scalars(
        select(Page).where(
            Page.source_id == seen.page.source_id,
            Page.role == PageRole.PUBLICATION,
            Page.discovered_on == seen.page.url,
            Page.state.in_(life.HELD),
        )
    ).all()
    gone = [
        page
        for page in before
        if page.url not in listed and life.document_not_listed(past_of(page), at=at) is not None
    ]
    for page in gone:
        again = NewPage(
            url=page.url,
            raw_url=page.raw_url,
            source_id=page.source_id,
            role=page.role,
            via=page.discovered_via,
            discovered_on=page.discovered_on,
            listing=page.listing,
        )
        write.queue_page(s, again, at=at, revisit=True)
        page.etag = page.last_modified = None  # "not modified" would say nothing about a withdrawal
    return len(gone)


def _keep_facts(s: Session, run_id: int, seen: Seen, *, at: datetime) -> bool:
    """Keep registration details, events and grades; say whether any of them is new."""
    read, said = seen.read, seen.page.listing
    row = PublicationRow(
        provider_kind=read.kind or said.get("provider_kind") or "other",
        provider_urn=read.urn or said.get("provider_urn"),
        provider_name=said.get("provider_name") or read.name,
        provider_category=read.category,
    )
    provider_id = write.find_provider(s, row, at=at)
    provider = s.get(Provider, provider_id) if provider_id is not None else None
    if provider is None:
        return False
    before = dict(provider.registration or {})
    facts = {
        "details": dict(read.details),
        "events": [_event(entry) for entry in read.timeline],
    }
    provider.registration = {**before, **facts}
    new = write.note_site_grades(s, provider.id, _grades(read), capture_id=seen.capture_id, at=at)
    if new:
        _hold_against_documents(s, run_id, seen.page, provider.id, at=at)
    for earlier in seen.earlier:
        _queue_file(s, earlier, at=at, keep_listing=True)
    linked = _note_successions(s, seen, provider, at=at)
    return new > 0 or linked > 0 or before != provider.registration


def _note_successions(s: Session, seen: Seen, provider: Provider, *, at: datetime) -> int:
    """Note who the page says the provider was, or became; return how many links are new."""
    rows = [
        SuccessionRow(
            kind=provider.kind,
            predecessor_urn=one.urn if one.is_earlier else provider.urn,
            predecessor_name=one.name if one.is_earlier else provider.name,
            successor_urn=provider.urn if one.is_earlier else one.urn,
            successor_name=provider.name if one.is_earlier else one.name,
            origin="site",
            evidence_words=one.words,
            evidence_where=seen.page.url,
        )
        for one in seen.related
        if one.kind == provider.kind
    ]
    return note_successions(s, rows, capture_id=seen.capture_id, at=at)


def _hold_against_documents(
    s: Session, run_id: int, page: PendingPage, provider_id: int, *, at: datetime
) -> None:
    """Raise an alarm for each grade that the document it stands beside does not give."""
    for one in site_disagreements(s, provider_id=provider_id):
        if one.field != OVERALL:  # reported when the document was stored
            continue
        write.raise_alarm(
            s,
            code=one.code,
            detail=one.words[:1000],
            at=at,
            run_id=run_id,
            source_id=page.source_id,
            page_id=page.id,
        )


def _event(entry: TimelineEntry) -> dict[str, str | None]:
    """Return one event of the timeline as it is kept."""
    return {
        "label": entry.label,
        "inspected_on": entry.inspected_on.isoformat() if entry.inspected_on else None,
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "grade": entry.grade,
        "file_id": entry.file_id,
    }


def _grades(read: ProviderPage) -> list[SeenGrade]:
    """Return every grade the page prints: of the provider, and of its reports."""
    of_page = [SeenGrade(label=label, grade=grade) for label, grade in read.grades]
    of_reports = [
        SeenGrade(label=entry.label, grade=entry.grade, file_id=entry.file_id)
        for entry in read.timeline
        if entry.grade
    ]
    return [*of_page, *of_reports]
