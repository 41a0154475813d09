"""Storing what makes a report a publication: provider, inspection, judgements and other facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import (
    AuthorityAlias,
    Fact,
    Inspector,
    Judgement,
    Paragraph,
    Provider,
    Publication,
    Version,
)
from db.rows import FactRow, InspectorRow, JudgementRow, ParagraphRow, PublicationRow
from db.text import refuse_unstorable
from db.write.inspections import find_inspection, leave_inspection


def store_publication(
    s: Session,
    report_id: int,
    version_id: int,
    row: PublicationRow,
    judgements: Sequence[JudgementRow] = (),
    inspectors: Sequence[InspectorRow] = (),
    facts: Sequence[FactRow] = (),
    paragraphs: Sequence[ParagraphRow] = (),
) -> int | None:
    """Write what a document says, in place of what was written of this version before.

    Returns the inspection's id; None where the document does not say which inspection it is
    about (no provider, framework or kind of event, or neither a day on site nor of publication).
    Read anew and found to be about another, it takes links and decisions along.
    """
    for where, rows in (
        ("publication", [row]),
        ("judgements", judgements),
        ("inspectors", inspectors),
        ("facts", facts),
        ("paragraphs", paragraphs),
    ):
        for value in rows:
            refuse_unstorable(where, asdict(value))
    at = s.get_one(Version, version_id).stored_at
    provider_id = find_provider(s, row, at=at)
    before = s.get(Publication, report_id)
    left = before.inspection_id if before is not None else None
    inspection_id = find_inspection(s, report_id, provider_id, row, at=at)
    _write_publication(s, report_id, provider_id, inspection_id, row)
    about = {"inspection_id": inspection_id}
    _replace(s, Judgement, version_id, [asdict(judgement) | about for judgement in judgements])
    _replace(s, Inspector, version_id, [asdict(inspector) | about for inspector in inspectors])
    _replace(s, Fact, version_id, [asdict(fact) for fact in facts])
    numbered = [asdict(part) | {"position": at} for at, part in enumerate(paragraphs)]
    _replace(s, Paragraph, version_id, numbered)
    s.flush()
    if left is not None and left != inspection_id:
        leave_inspection(s, left, inspection_id)
    return inspection_id


def _replace(
    s: Session,
    table: type[Judgement | Inspector | Fact | Paragraph],
    version_id: int,
    rows: list[dict[str, Any]],
) -> None:
    """Write the rows of a version in place of those that are there, unless these say the same."""
    asked = select(table).where(table.version_id == version_id).order_by(table.id)
    there = s.scalars(asked).all()
    names = tuple(rows[0]) if rows else ()
    if [{name: getattr(row, name) for name in names} for row in there] == rows:
        return
    s.execute(delete(table).where(table.version_id == version_id))
    s.add_all(table(**row, version_id=version_id) for row in rows)


def find_provider(s: Session, row: PublicationRow, *, at: datetime) -> int | None:
    """Return the provider a document names, adding one that has a kind and a URN.

    A name alone decides only if one authority, and no other, is called that.
    """
    if row.provider_kind and row.provider_urn:
        return _keyed_provider(s, row, row.provider_kind, row.provider_urn, at=at).id
    if row.provider_urn:
        asked = select(Provider.id).where(Provider.urn == row.provider_urn)
        found = s.scalars(asked.limit(2)).all()
        return found[0] if len(found) == 1 else None
    if row.provider_name and row.provider_kind in (None, "authority"):
        return authority_named(s, row.provider_name)
    return None


def _keyed_provider(
    s: Session, row: PublicationRow, kind: str, urn: str, *, at: datetime
) -> Provider:
    asked = select(Provider).where(Provider.kind == kind, Provider.urn == urn)
    provider = s.scalars(asked).one_or_none()
    if provider is None:
        name = row.provider_name or f"URN {urn}"
        provider = Provider(kind=kind, urn=urn, name=name, registration={}, first_seen_at=at)
        s.add(provider)
    provider.first_seen_at = provider.first_seen_at or at
    provider.seen_at = max(provider.seen_at or at, at)
    provider.category = row.provider_category or provider.category
    s.flush()
    return provider


def authority_named(s: Session, name: str) -> int | None:
    """Return the one authority with this name or alias, whatever its case; None if two have it."""
    plain = " ".join(name.split()).lower()
    asked = (
        select(AuthorityAlias.provider_id)
        .where(func.lower(AuthorityAlias.alias) == plain)
        .distinct()
        .limit(2)
    )
    found = s.scalars(asked).all()
    return found[0] if len(found) == 1 else None


def authority_urn(s: Session, name: str) -> str | None:
    """Return the URN of the one authority with this name or alias, None as for its id."""
    found = authority_named(s, name)
    return s.get_one(Provider, found).urn if found is not None else None


def _write_publication(
    s: Session,
    report_id: int,
    provider_id: int | None,
    inspection_id: int | None,
    row: PublicationRow,
) -> None:
    publication = s.get(Publication, report_id) or Publication(report_id=report_id)
    publication.provider_id, publication.inspection_id = provider_id, inspection_id
    publication.framework, publication.event_type = row.framework, row.event_type
    publication.proven, publication.page_count = row.proven, row.page_count
    publication.file_id, publication.site_label = row.file_id, row.site_label
    publication.published_printed_on = row.published_printed_on
    publication.site_inspected_on = row.site_inspected_on
    publication.site_published_on = row.site_published_on
    publication.withdrawn_seen_at = row.withdrawn_seen_at
    s.add(publication)
