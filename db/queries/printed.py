"""What the publications about some providers print, gathered by inspection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from db.models import Capture, Inspection, Page, Publication, Report, Source, Version
from db.queries.decisions import not_withdrawn
from db.queries.publications import facts_of, inspectors_of, judgements_of
from db.rows import FactRow, InspectorRow, JudgementRow

FACTS = ("inspected", "lead_inspector", "judgements", "theme", "send_outcome", "priority_action")
"""The facts that a list of inspections shows, or gives as evidence."""


NOWHERE = "urn:sha256:"
"""How the addresses of imported files begin of which nobody said where they came from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationRef:
    """One document about an inspection. withdrawn_at: when its source was seen without it.

    url: None for an imported file of which nobody said where it came from. file_name: the last part
    of its address, or the name it was imported under.
    """

    report_id: int
    version_id: int
    version: int
    proven: bool
    url: str | None
    file_name: str | None
    provider_page: str | None
    file_id: str | None
    site_label: str | None
    published_on: date | None
    published_printed_on: date | None
    payload_sha256: str
    archive: str  # file and offset of the record that holds the bytes
    text_sha256: str
    reader: str
    reader_version: str
    first_stored_at: datetime
    stored_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """What is held about one inspection: its documents, and what the chosen one says.

    chosen: of a measured kind before others, standing before withdrawn, the latest published.
    others: the judgements of the documents that were not chosen.
    """

    documents: tuple[PublicationRef, ...]
    chosen: PublicationRef
    judgements: tuple[JudgementRow, ...] = ()
    inspectors: tuple[InspectorRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    others: tuple[JudgementRow, ...] = field(default=(), repr=False)

    @property
    def grades(self) -> dict[str, str | None]:
        """The grade by area, as printed in order; None where none is stated."""
        return {judgement.area: judgement.grade for judgement in self.judgements}

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Areas that another document about the same inspection grades differently."""
        own = self.grades
        return tuple(
            dict.fromkeys(
                other.area
                for other in self.others
                if other.grade is not None and own.get(other.area) not in (None, other.grade)
            )
        )


def is_shown(*, unproven: bool, withdrawn: bool) -> list[ColumnElement[bool]]:
    """Return the conditions on a publication (joined with report, version, source) to be clean."""
    asked: list[ColumnElement[bool]] = [
        Report.hidden_at.is_(None),
        Report.suspect_reason.is_(None),
        or_(Source.suspect_since.is_(None), Version.stored_at < Source.suspect_since),
    ]
    if not unproven:
        asked.append(Publication.proven.is_(True))
    if not withdrawn:
        asked.append(not_withdrawn())
    return asked


def shown_inspections(*, unproven: bool, withdrawn: bool) -> Select[Any]:
    """Return the ids of the inspections that some clean publication is about."""
    return (
        select(Publication.inspection_id)
        .join(Report, Report.id == Publication.report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .where(
            Publication.inspection_id.is_not(None),
            *is_shown(unproven=unproven, withdrawn=withdrawn),
        )
    )


def printed(
    session: Session, provider_ids: Sequence[int], *, unproven: bool, withdrawn: bool
) -> dict[int, Printed]:
    """Return what is printed about every inspection of these providers, by inspection."""
    documents: dict[int, list[PublicationRef]] = {}
    asked: Select[*tuple[Any, ...]] = (
        select(
            Publication,
            Inspection.id.label("inspection_id"),
            Report.first_stored_at,
            Report.withdrawn_at_source_at,
            Version.id,
            Version.number,
            Version.stored_at,
            Version.text_sha256,
            Version.reader,
            Version.reader_version,
            Page.url,
            Page.raw_url,
            Page.listing,
            Capture.payload_sha256,
            Capture.warc_file,
            Capture.warc_offset,
        )
        .join(Inspection, Inspection.id == Publication.inspection_id)
        .join(Report, Report.id == Publication.report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Capture, Capture.id == Version.capture_id)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .where(
            Inspection.provider_id.in_(provider_ids),
            *is_shown(unproven=unproven, withdrawn=withdrawn),
        )
        .order_by(Publication.report_id)
    )
    for row in session.execute(asked):
        documents.setdefault(row.inspection_id, []).append(_reference(row))
    return _with_facts(session, documents)


def _reference(row: Row[*tuple[Any, ...]]) -> PublicationRef:
    publication, listing = row[0], row.listing
    return PublicationRef(
        report_id=publication.report_id,
        version_id=row.id,
        version=row.number,
        proven=publication.proven,
        url=None if row.url.startswith(NOWHERE) else row.url,
        file_name=_file_name(row.raw_url if row.url.startswith(NOWHERE) else row.url),
        provider_page=listing.get("provider_page"),
        file_id=publication.file_id,
        site_label=publication.site_label,
        published_on=publication.site_published_on or publication.published_printed_on,
        published_printed_on=publication.published_printed_on,
        payload_sha256=row.payload_sha256,
        archive=f"{row.warc_file}@{row.warc_offset}",
        text_sha256=row.text_sha256,
        reader=row.reader,
        reader_version=row.reader_version,
        first_stored_at=row.first_stored_at,
        stored_at=row.stored_at,
        withdrawn_at=row.withdrawn_at_source_at,
    )


def _file_name(address: str) -> str | None:
    """Return the last part of an address, or of a path."""
    return urlsplit(address).path.rstrip("/").rpartition("/")[2] or None


def _with_facts(session: Session, documents: dict[int, list[PublicationRef]]) -> dict[int, Printed]:
    """Add what the documents say: of all of them the judgements, of the chosen one the rest."""
    chosen = {inspection: choose(found) for inspection, found in documents.items()}
    every = [one.version_id for found in documents.values() for one in found]
    judgements = judgements_of(session, every)
    ids = [one.version_id for one in chosen.values()]
    inspectors, facts = inspectors_of(session, ids), facts_of(session, ids, FACTS)
    return {
        inspection: Printed(
            documents=tuple(found),
            chosen=chosen[inspection],
            judgements=tuple(judgements.get(chosen[inspection].version_id, ())),
            inspectors=tuple(inspectors.get(chosen[inspection].version_id, ())),
            facts=tuple(facts.get(chosen[inspection].version_id, ())),
            others=tuple(
                judgement
                for one in found
                if one is not chosen[inspection]
                for judgement in judgements.get(one.version_id, ())
            ),
        )
        for inspection, found in documents.items()
    }


def choose(documents: Iterable[PublicationRef]) -> PublicationRef:
    """Return the document whose facts stand for the inspection."""
    return max(
        documents,
        key=lambda one: (
            one.proven,
            one.withdrawn_at is None,
            one.published_on or date.min,
            one.report_id,
        ),
    )
