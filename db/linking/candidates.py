"""Which inspections a story may be about, and which stories a publication may be told of in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from db.linking.driver import rows_of
from db.linking.rows import CandidateRow
from db.linking.shingles import hits
from db.models import (
    Inspection,
    Inspector,
    Judgement,
    Mention,
    Paragraph,
    Publication,
    QuotationShingle,
    Report,
    Version,
)

DAY = func.coalesce(Inspection.published_on, Inspection.ended_on, Inspection.started_on)
QUOTED = Publication.report_id.in_(bindparam("quoted", expanding=True))
NAMED = and_(
    Inspection.provider_id.in_(bindparam("providers", expanding=True)),
    or_(
        DAY.between(bindparam("since"), bindparam("until")),
        Publication.report_id.in_(bindparam("named", expanding=True)),
    ),
)
# Built once: composing a statement takes longer than running it.
CANDIDATES = (
    select(
        Publication.report_id,
        Report.latest_version_id,
        Inspection.id,
        Inspection.provider_id,
        Inspection.framework,
        Inspection.published_on,
        Inspection.started_on,
        Inspection.ended_on,
        Inspection.date_ranges,
    )
    .join(Inspection, Inspection.id == Publication.inspection_id)
    .join(Report, Report.id == Publication.report_id)
    .where(Report.hidden_at.is_(None), Report.latest_version_id.is_not(None))
)
CANDIDATES_QUOTED = CANDIDATES.where(QUOTED)
CANDIDATES_NAMED = (
    CANDIDATES.where(NAMED).order_by(DAY.desc(), Publication.report_id).limit(bindparam("most"))
)
INSPECTORS = select(Inspector.version_id, Inspector.name).where(
    Inspector.version_id.in_(bindparam("versions", expanding=True))
)
JUDGEMENTS = select(Judgement.version_id, Judgement.area, Judgement.grade).where(
    Judgement.version_id.in_(bindparam("versions", expanding=True)),
    Judgement.grade.is_not(None),
)
PARAGRAPHS = (
    select(Paragraph.position, Paragraph.page, Paragraph.text)
    .where(Paragraph.version_id == bindparam("version"))
    .order_by(Paragraph.position)
)


def candidates(
    s: Session,
    *,
    provider_ids: Collection[int],
    since: date | None,
    until: date | None,
    report_ids: Collection[int],
    named_report_ids: Collection[int] = (),
    limit: int,
) -> list[CandidateRow]:
    """Return the inspections of these reports, and those of these providers of a time.

    since, until: days of publication (else of the last day on site); None = any time.
    named_report_ids: reports that count at any time, but only if they are on these providers.
    limit: of all but report_ids, the latest ones.
    """
    connection = s.connection()
    rows: list[Any] = []
    if report_ids:
        rows += connection.execute(CANDIDATES_QUOTED, {"quoted": list(report_ids)}).all()
    if provider_ids:
        asked = {
            "providers": list(provider_ids),
            "named": list(named_report_ids),
            "since": since or date.min,
            "until": until or date.max,
            "most": limit,
        }
        rows += connection.execute(CANDIDATES_NAMED, asked).all()
    return [candidate_of(*row) for row in dict.fromkeys(map(hashable, rows))]


def hashable(row: Row[Any]) -> tuple[Any, ...]:
    """Return a row that can be compared with others: its ranges as tuples."""
    *values, ranges = tuple(row)
    return (*values, tuple(map(tuple, ranges or ())))


def candidate_of(
    report_id: int,
    version_id: int | None,
    inspection_id: int,
    provider_id: int,
    framework: str,
    published_on: date | None,
    started_on: date | None,
    ended_on: date | None,
    date_ranges: Sequence[Sequence[str]],
) -> CandidateRow:
    """Return one row as a value; without stored ranges, the first and last day are the range."""
    ranges = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in date_ranges or ()]
    if not ranges and (started_on or ended_on):
        ranges = [(started_on or ended_on, ended_on or started_on)]  # type: ignore[list-item]
    if version_id is None:
        raise LookupError(f"report {report_id} has no version")
    return CandidateRow(
        report_id=report_id,
        version_id=version_id,
        inspection_id=inspection_id,
        provider_id=provider_id,
        framework=framework,
        published_on=published_on,
        ranges=tuple(ranges),
    )


def inspectors_of(s: Session, version_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the inspectors' names by version."""
    found: dict[int, list[str]] = {}
    for version_id, name in s.connection().execute(INSPECTORS, {"versions": list(version_ids)}):
        found.setdefault(version_id, []).append(name)
    return found


def judgements_of(s: Session, version_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Return area → grade by version; areas without a grade are left out."""
    found: dict[int, dict[str, str]] = {}
    rows = s.connection().execute(JUDGEMENTS, {"versions": list(version_ids)})
    for version_id, area, grade in rows:
        if grade is not None:
            found.setdefault(version_id, {})[area] = grade
    return found


def paragraphs_of(s: Session, version_id: int) -> list[tuple[int, int | None, str]]:
    """Return (position, page, text) of a publication's paragraphs.

    A version without paragraphs gives the lines of its text, without pages.
    """
    if found := rows_of(s.connection().execute(PARAGRAPHS, {"version": version_id})):
        return found
    text = s.scalar(select(Version.text).where(Version.id == version_id)) or ""
    lines = (line for line in text.splitlines() if line.strip())
    return [(position, None, line) for position, line in enumerate(lines)]


def publications_on(s: Session, inspection_id: int) -> list[int]:
    """Return the report ids of the publications that tell of an inspection."""
    asked = select(Publication.report_id).where(Publication.inspection_id == inspection_id)
    return list(s.scalars(asked.order_by(Publication.report_id)))


def news_quoting(s: Session, hashes: Collection[int], *, least: int, limit: int) -> list[int]:
    """Return the news reports that quote most of these runs of five words, at least `least`."""
    counts: dict[int, int] = {}
    for _, report_id in hits(s, QuotationShingle, hashes):
        counts[report_id] = counts.get(report_id, 0) + 1
    found = sorted((id_ for id_, n in counts.items() if n >= least), key=lambda id_: -counts[id_])
    return found[:limit]


def news_mentioning(
    s: Session, provider_id: int, *, since: datetime, until: datetime, near: datetime, limit: int
) -> list[int]:
    """Return the news reports of a time that name a provider, nearest to a moment first.

    Reports without a date may be of any time; they come last.
    """
    told_at = Version.published_at
    asked = (
        select(Report.id, told_at)
        .join(Version, Version.id == Report.latest_version_id)
        .where(
            Report.id.in_(select(Mention.report_id).where(Mention.provider_id == provider_id)),
            or_(told_at.is_(None), told_at.between(since, until)),
        )
    )
    found = s.execute(asked).all()
    nearest = sorted(found, key=lambda row: (row[1] is None, abs((row[1] or near) - near), row[0]))
    return [row[0] for row in nearest[:limit]]
