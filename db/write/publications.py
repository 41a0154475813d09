"""Storing what makes a report a publication: provider, inspection, judgements and other facts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from db.models import Fact, Inspector, Judgement, Paragraph, Publication, Version
from db.rows import FactRow, InspectorRow, JudgementRow, ParagraphRow, PublicationRow
from db.text import refuse_unstorable
from db.write.core import Values, ask, ask_all, columns_of, table_of, values_of, write
from db.write.inspections import find_inspection, leave_inspection
from db.write.providers import find_provider

_PUBLICATIONS, _VERSIONS = table_of(Publication), table_of(Version)

BEFORE = (
    select(_VERSIONS.c.stored_at, _PUBLICATIONS.c.report_id, _PUBLICATIONS.c.inspection_id)
    .select_from(_VERSIONS)
    .outerjoin(_PUBLICATIONS, _PUBLICATIONS.c.report_id == bindparam("report_id"))
    .where(_VERSIONS.c.id == bindparam("version_id"))
)
INSERT_PUBLICATION = insert(_PUBLICATIONS)
UPDATE_PUBLICATION = update(_PUBLICATIONS).where(
    _PUBLICATIONS.c.report_id == bindparam("of_report")
)
_WRITTEN = (
    "framework",
    "event_type",
    "proven",
    "file_id",
    "page_count",
    "published_printed_on",
    "site_label",
    "site_inspected_on",
    "site_published_on",
    "withdrawn_seen_at",
)


class _Part:
    """The statements of a table whose rows a version owns."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        of_version = table.c.version_id == bindparam("of_version")
        self.held: Select[tuple[object, ...]] = (
            select(*(table.c[name] for name in names)).where(of_version).order_by(table.c.id)
        )
        self.names, self.insert = tuple(names), insert(table)
        self.delete = delete(table).where(of_version)


JUDGEMENTS = _Part(table_of(Judgement), (*columns_of(JudgementRow), "inspection_id"))
INSPECTORS = _Part(table_of(Inspector), (*columns_of(InspectorRow), "inspection_id"))
FACTS = _Part(table_of(Fact), columns_of(FactRow))
PARAGRAPHS = _Part(table_of(Paragraph), (*columns_of(ParagraphRow), "position"))


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
    Read anew and found to be about another, it takes links and decisions along. Raises
    UnstorableText, LookupError where there is no such version.
    """
    refuse_unstorable("publication", values_of(row))
    before = ask(s, BEFORE, report_id=report_id, version_id=version_id)
    if before is None:
        raise LookupError(f"no version {version_id}")
    provider_id = find_provider(s, row, at=before.stored_at)
    inspection_id = find_inspection(s, report_id, provider_id, row, at=before.stored_at)
    values = {name: getattr(row, name) for name in _WRITTEN}
    values |= {"provider_id": provider_id, "inspection_id": inspection_id}
    if before.report_id is None:
        write(s, INSERT_PUBLICATION, {"report_id": report_id, **values})
    else:
        write(s, UPDATE_PUBLICATION, {"of_report": report_id, **values})
    about = {"inspection_id": inspection_id}
    _replace(s, JUDGEMENTS, version_id, [values_of(one) | about for one in judgements])
    _replace(s, INSPECTORS, version_id, [values_of(one) | about for one in inspectors])
    _replace(s, FACTS, version_id, [values_of(one) for one in facts])
    numbered = [values_of(part) | {"position": at} for at, part in enumerate(paragraphs)]
    _replace(s, PARAGRAPHS, version_id, numbered)
    if before.inspection_id is not None and before.inspection_id != inspection_id:
        leave_inspection(s, before.inspection_id, inspection_id)
    return inspection_id


def _replace(s: Session, part: _Part, version_id: int, rows: Sequence[Values]) -> None:
    """Write the rows of a version in place of those that are there, unless these say the same."""
    there = ask_all(s, part.held, of_version=version_id)
    if [tuple(row) for row in there] == [tuple(row[name] for name in part.names) for row in rows]:
        return
    for row in rows:
        refuse_unstorable(part.insert.table.name, row)
    if there:
        write(s, part.delete, {"of_version": version_id})
    write(s, part.insert, [{**row, "version_id": version_id} for row in rows])
