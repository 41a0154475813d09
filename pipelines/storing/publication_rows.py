"""A document of Ofsted's that was read → the rows that keep it.

Pure: nothing is looked up, nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from db.packing import pack_blocks
from db.rows import (
    FactRow,
    InspectorRow,
    JudgementRow,
    NewPublication,
    NewVersion,
    ParagraphRow,
    PublicationRow,
    row_of,
)
from db.text import storable
from pipelines.ofsted.model import Evidence, Publication
from pipelines.reading.model import Access, Precision, Reading
from pipelines.storing.rows import READER_VERSION, Json, iso_date, removed_rows, span_rows
from words.doubts import stored_form
from words.london import LONDON
from words.runs import Origin

__all__ = [
    "content_publication",
    "content_row",
    "document_title",
    "fact_rows",
    "inspector_rows",
    "judgement_rows",
    "new_publication",
    "paragraph_rows",
    "publication_row",
    "version_of_publication",
]


def version_of_publication(
    publication: Publication, *, capture_id: int, origin: Origin, listing: Mapping[str, Any]
) -> NewVersion:
    """Return the version that keeps a document of Ofsted's.

    It counts as published on the day the site says, else on the day it prints; else on no day.
    """
    published = iso_date(listing.get("published_on")) or publication.published_printed
    text = storable(publication.text)
    blocks = [
        {
            "kind": part.kind,
            "text": storable(part.text),
            "page": part.page,
            "spans": span_rows(part.spans),
        }
        for part in publication.paragraphs
    ]
    version = row_of(
        NewVersion,
        capture_id=capture_id,
        title=document_title(publication) or listing.get("title"),
        published_at=_midnight(published) if published else None,
        published_precision=Precision.DAY if published else None,
        language="en",
        page_kind="publication",
        access=Access.FULL.value,
        text="",
        doubts=stored_form(publication.doubts),
        reader=publication.reader or "text",
        reader_version=READER_VERSION,
        origin=origin,
    )
    removed = removed_rows(publication.removed)
    return replace(version, text=text, blocks=pack_blocks(text, blocks), removed=removed)


def document_title(publication: Publication) -> str | None:
    """Return "Derbyshire: focused visit, 21 to 22 September 2022", or the title as printed.

    The composed form needs all three: subject, kind of event and days.
    """
    days = _days(publication)
    if publication.provider and publication.event_type and days:
        return f"{publication.provider}: {_event(publication)}, {days}"
    return publication.title


def _event(publication: Publication) -> str:
    """Return the kind of event; "standard" and "short" alone say nothing to a reader."""
    event = publication.event_type or ""
    return f"{event} inspection" if event in ("standard", "short") else event


def _days(publication: Publication) -> str | None:
    """Return the days on site in words; separate stretches are named by first and last day."""
    first, last = publication.started_on, publication.ended_on
    if first is None or last is None:
        return None
    if first == last:
        return _day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def publication_row(publication: Publication, *, listing: Mapping[str, Any]) -> PublicationRow:
    """Return what document and listing say of the inspection and its provider.

    Who was inspected is the listing's word where there is one: it names kind and URN.
    """
    framework = publication.framework.value if publication.framework else None
    return row_of(
        PublicationRow,
        framework=framework,
        event_type=publication.event_type,
        provider_kind=listing.get("provider_kind"),
        provider_urn=listing.get("provider_urn") or publication.urn,
        provider_name=listing.get("provider_name") or publication.provider,
        provider_category=listing.get("provider_category"),
        started_on=publication.started_on,
        ended_on=publication.ended_on,
        date_ranges=tuple((r.started_on, r.ended_on) for r in publication.inspected),
        proven=publication.proven,
        file_id=listing.get("file_id"),
        page_count=publication.page_count,
        published_printed_on=publication.published_printed,
        site_label=listing.get("label"),
        site_inspected_on=iso_date(listing.get("inspected_on")),
        site_published_on=iso_date(listing.get("published_on")),
    )


def content_row(reading: Reading) -> PublicationRow:
    """Return what a content item of GOV.UK says: its type, and when it was first published.

    Proven: the interface states these, no reader of documents has read them off a page.
    """
    published = reading.published.astimezone(LONDON).date() if reading.published else None
    return row_of(
        PublicationRow, site_label=reading.section, site_published_on=published, proven=True
    )


def new_publication(publication: Publication, listing: Mapping[str, Any]) -> NewPublication:
    """Return all that a document says besides its text."""
    return NewPublication(
        row=publication_row(publication, listing=listing),
        judgements=judgement_rows(publication),
        inspectors=inspector_rows(publication),
        facts=fact_rows(publication),
        paragraphs=paragraph_rows(publication),
    )


def content_publication(reading: Reading) -> NewPublication:
    """Return what a content item says besides its text."""
    return NewPublication(row=content_row(reading))


def judgement_rows(publication: Publication) -> tuple[JudgementRow, ...]:
    """Return each graded area with its evidence."""
    return tuple(
        row_of(
            JudgementRow,
            area=judgement.area,
            label=judgement.label,
            grade=judgement.grade,
            grade_as_printed=judgement.grade_as_printed or None,
            null_reason=judgement.reason,
            second_reading=judgement.second_reading,
            agreed=judgement.agreed,
            **_evidence(judgement.evidence),
        )
        for judgement in publication.judgements
    )


def inspector_rows(publication: Publication) -> tuple[InspectorRow, ...]:
    """Return each named inspector with the words the name was read from."""
    return tuple(
        row_of(
            InspectorRow,
            name=inspector.name,
            role=inspector.role,
            body=inspector.body or None,
            evidence_words=_evidence(inspector.evidence)["evidence_words"],
            evidence_page=_evidence(inspector.evidence)["evidence_page"],
        )
        for inspector in publication.inspectors
    )


def fact_rows(publication: Publication) -> tuple[FactRow, ...]:
    """Return every other field, and the lists, each item a fact of its own."""
    listed = {
        "improvement": publication.improvements,
        "priority_action": publication.priority_actions,
        "recommendation": publication.recommendations,
    }
    facts = [
        row_of(
            FactRow,
            name=fact.name,
            value=fact.value,
            null_reason=fact.reason,
            **_evidence(fact.evidence),
        )
        for fact in publication.facts
    ]
    facts += [
        row_of(
            FactRow,
            name=name,
            value=value,
            evidence_words=value,  # such an item is printed as it stands
            evidence_method="text",
        )
        for name, part in listed.items()
        for value in part
    ]
    return tuple(facts)


def paragraph_rows(publication: Publication) -> tuple[ParagraphRow, ...]:
    """Return the paragraphs in reading order."""
    return tuple(
        row_of(
            ParagraphRow,
            text=paragraph.text,
            page=paragraph.page,
            number=paragraph.number or None,
            heading=paragraph.heading,
        )
        for paragraph in publication.paragraphs
    )


def _evidence(evidence: Evidence | None) -> Json:
    if evidence is None:
        return {"evidence_words": None, "evidence_page": None, "evidence_method": None}
    return {
        "evidence_words": evidence.words,
        "evidence_page": evidence.page,
        "evidence_method": evidence.method,
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
