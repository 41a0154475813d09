"""An inspection as one flat row, under the column names that users of Ofsted's data know.

The names are those of the tools of data-to-insight and JT-39 for local authority inspections, and
more. Neighbours by statistics (`stat_neighbours`) are not here: which authorities resemble each
other is another body's finding, and no list of them is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from db.queries.disagreements import SITE, STATISTICS
from db.queries.inspection_rows import InspectionRow
from db.rows import FactRow, JudgementRow
from words.frameworks import Framework

Column: TypeAlias = Callable[[InspectionRow], object]

GRADES = {f"{area}_grade": area for area in Framework.ILACS.areas}
"""Column → area. Areas of other frameworks are in the column `judgements`."""


OWN_FACTS = {(one.value, fact) for one in Framework for fact in one.own_facts}
"""Facts that only documents of some frameworks print; elsewhere nothing is missing without them."""
OF_FEW = {fact for _, fact in OWN_FACTS}


def as_columns(row: InspectionRow, *, evidence: bool = False) -> dict[str, object]:
    """Return the columns of one inspection, always the same ones in the same order.

    Values are text, whole numbers, days, moments, booleans, lists and mappings, or None: then
    `null_reasons` says why a grade is not there. evidence: also the printed words and their pages.
    """
    columns = {**COLUMNS, **EVIDENCE} if evidence else COLUMNS
    return {name: give(row) for name, give in columns.items()}


def inspection_column_names(*, evidence: bool = False) -> tuple[str, ...]:
    """Return the names of those columns, for a header."""
    return (*COLUMNS, *(EVIDENCE if evidence else ()))


def _grade(area: str, row: InspectionRow) -> str | None:
    return row.grades.get(area)


def _facts(name: str, row: InspectionRow) -> Iterator[FactRow]:
    return (fact for fact in row.facts if fact.name == name)


def _value(name: str, row: InspectionRow) -> str | None:
    return next((fact.value for fact in _facts(name, row) if fact.value), None)


def _words(name: str, row: InspectionRow) -> list[str]:
    return [fact.evidence_words for fact in _facts(name, row) if fact.evidence_words]


def _page(name: str, row: InspectionRow) -> int | None:
    return next((fact.evidence_page for fact in _facts(name, row)), None)


def _of_judgement(area: str, attribute: str, row: InspectionRow) -> object:
    found = next((one for one in row.judgements if one.area == area), None)
    return getattr(found, attribute) if found else None


def _null_reasons(row: InspectionRow) -> dict[str, str | None]:
    facts = {
        fact.name: fact.null_reason
        for fact in row.facts
        if fact.value is None and _may_print(row.framework, fact.name)
    }
    return facts | {one.area: one.null_reason for one in row.judgements if one.grade is None}


def _may_print(framework: str, fact: str) -> bool:
    return fact not in OF_FEW or (framework, fact) in OWN_FACTS


def _agrees(row: InspectionRow) -> bool | None:
    """Say whether document and statistics give one overall grade; None where one has none."""
    if row.stated is None or row.stated.overall is None or row.overall is None:
        return None
    return row.stated.overall == row.overall


def _contradictions(code: str, row: InspectionRow) -> list[dict[str, str]]:
    return [
        {"field": one.field, "document": one.ours, "other": one.theirs, "where": one.where}
        for one in row.contradictions
        if one.code == code
    ]


def _grade_changes(row: InspectionRow) -> list[dict[str, object]]:
    return [
        {"area": one.area, "before": one.before, "after": one.after, "went": one.direction}
        for one in row.changes
    ]


def _as_told(one: JudgementRow) -> dict[str, object]:
    return {
        "area": one.area,
        "label": one.label,
        "as_printed": one.grade_as_printed,
        "words": one.evidence_words,
        "page": one.evidence_page,
        "second_reading": one.second_reading,
        "agreed": one.agreed,
    }


COLUMNS: Mapping[str, Column] = {
    "urn": lambda row: row.provider_urn,
    "la_code": lambda row: row.la_code,
    "region_code": lambda row: row.region_code,
    "gss": lambda row: row.gss_code,
    "local_authority": lambda row: row.provider if row.provider_kind == "authority" else None,
    "provider": lambda row: row.provider,
    "provider_kind": lambda row: row.provider_kind,
    "region": lambda row: row.region,
    "predecessors": lambda row: [name for _, name in row.predecessors],
    "predecessor_urns": lambda row: [urn for urn, _ in row.predecessors],
    "successors": lambda row: [name for _, name in row.successors],
    "successor_urns": lambda row: [urn for urn, _ in row.successors],
    "operators_known": lambda row: [one.name for one in row.operators],
    "inspection_link": lambda row: row.document.url,
    "provider_page": lambda row: row.document.provider_page,
    **{column: partial(_grade, area) for column, area in GRADES.items()},
    "judgements": lambda row: {area: grade for area, grade in row.grades.items() if grade},
    "null_reasons": _null_reasons,
    "is_disputed": lambda row: row.is_disputed,
    "disagreements": lambda row: list(row.disagreements),
    "readings_disagree": lambda row: [one.area for one in row.unsure],
    "statistics_disagree": partial(_contradictions, STATISTICS),
    "site_disagrees": partial(_contradictions, SITE),
    "framework": lambda row: row.framework,
    "event_type": lambda row: row.event_type,
    "inspector_name": lambda row: "; ".join(row.leads) or None,
    "inspectors": lambda row: [f"{person.name} ({person.role})" for person in row.inspectors],
    "inspectors_inspections_count": lambda row: row.lead_count,
    "inspection_start_date": lambda row: row.started_on,
    "inspection_end_date": lambda row: row.ended_on,
    "inspection_dates": lambda row: [list(days) for days in row.date_ranges],
    "publication_date": lambda row: row.published_on,
    "publication_date_printed": lambda row: row.document.published_printed_on,
    "theme": partial(_value, "theme"),
    "send_outcome": partial(_value, "send_outcome"),
    "priority_actions": lambda row: [f.value for f in _facts("priority_action", row) if f.value],
    "statistics_overall_grade": lambda row: row.stated.overall if row.stated else None,
    "statistics_as_at": lambda row: row.stated.as_at if row.stated else None,
    "statistics_agree": _agrees,
    "previous_inspection_start_date": lambda row: row.previous_started_on,
    "grade_changes": _grade_changes,
    "is_downgrade": lambda row: bool(row.downgrades) if row.changes else None,
    "inspection_id": lambda row: row.id,
    "report_id": lambda row: row.document.report_id,
    "publications": lambda row: list(row.publications),
    "file_id": lambda row: row.document.file_id,
    "pdf_filename": lambda row: row.document.file_name,
    "pdf_sha256": lambda row: row.document.payload_sha256,
    "local_link": lambda row: row.document.archive,
    "site_label": lambda row: row.document.site_label,
    "version": lambda row: row.document.version,
    "first_stored_at": lambda row: row.document.first_stored_at,
    "stored_at": lambda row: row.document.stored_at,
    "withdrawn_at": lambda row: row.document.withdrawn_at,
    "parser_version": lambda row: f"{row.document.reader} {row.document.reader_version}",
    "proven": lambda row: row.proven,
}

EVIDENCE: Mapping[str, Column] = {
    **{
        f"{column.removesuffix('_grade')}_{name}": partial(_of_judgement, area, attribute)
        for column, area in GRADES.items()
        for name, attribute in (
            ("as_printed", "grade_as_printed"),
            ("words", "evidence_words"),
            ("page", "evidence_page"),
            ("second_reading", "second_reading"),
        )
    },
    "judgements_evidence": lambda row: [_as_told(one) for one in row.judgements],
    "inspection_dates_words": partial(_words, "inspected"),
    "inspection_dates_page": partial(_page, "inspected"),
    "inspector_name_words": partial(_words, "lead_inspector"),
    "inspector_name_page": partial(_page, "lead_inspector"),
}
