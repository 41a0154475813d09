"""What researchers ask of links and copies: coverage of an inspection, of a report, a story."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import (
    Coverage,
    CoverageQuotation,
    Inspection,
    Page,
    Provider,
    Publication,
    Report,
    Source,
    Story,
    StoryMember,
    Version,
)
from db.queries.decisions import DecisionRow, link_decisions
from db.values import value_of


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionHead:
    """An inspection in one line: who, what, when."""

    inspection_id: int
    provider: str
    framework: str
    event_type: str
    started_on: date | None
    ended_on: date | None
    published_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchedQuotation:
    """A quotation found in a publication: both wordings, similarity 0 to 1, and the place."""

    quoted: str
    printed: str
    similarity: float
    page: int | None
    paragraph: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageDetail:
    """A report ↔ an inspection.

    found_as: the address as it was found; of an imported file its name. by_ofsted: Ofsted's own
    word on GOV.UK, not the press. withdrawn_at: when it was gone from its source. decision: a
    person's, None where nobody decided. copies: other reports of the same story.
    """

    coverage_id: int
    report_id: int
    title: str | None
    source: str
    by_ofsted: bool
    withdrawn_at: datetime | None
    url: str
    found_as: str
    told_at: datetime | None
    inspection: InspectionHead
    status: str
    role: str
    score: float
    parts: Mapping[str, Any]
    confirmed: bool
    decision: DecisionRow | None
    quotations: tuple[MatchedQuotation, ...]
    copies: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryPlace:
    """One report's place in a story. found_as: its address as found, or the file's name."""

    report_id: int
    title: str | None
    source: str
    url: str
    found_as: str
    told_at: datetime | None
    text: str
    similarity: float
    relation: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryDetail:
    """A story: its members, the earliest first, and the coverage of all of them together."""

    story_id: int
    members: tuple[StoryPlace, ...]
    coverage: tuple[CoverageDetail, ...]


def inspection_head(s: Session, inspection_id: int) -> InspectionHead | None:
    """Return an inspection in one line, None if there is no such inspection."""
    return heads(s, [inspection_id]).get(inspection_id)


def heads(s: Session, inspection_ids: Collection[int]) -> dict[int, InspectionHead]:
    """Return inspections in one line each, by id."""
    asked = (
        select(Inspection, Provider.name)
        .join(Provider, Provider.id == Inspection.provider_id)
        .where(Inspection.id.in_(list(inspection_ids)))
    )
    return {
        inspection.id: value_of(
            InspectionHead, inspection, inspection_id=inspection.id, provider=name
        )
        for inspection, name in s.execute(asked)
    }


def inspection_of_publication(s: Session, report_id: int) -> int | None:
    """Return the inspection that a publication tells of."""
    return s.scalar(select(Publication.inspection_id).where(Publication.report_id == report_id))


def coverage_of_inspection(s: Session, inspection_id: int) -> list[CoverageDetail]:
    """Return the news on an inspection: subjects first, then by score."""
    found = details(s, asked_coverage().where(Coverage.inspection_id == inspection_id))
    return sorted(found, key=lambda c: (c.status, c.role == "background", -c.score, c.report_id))


def coverage_of_reports(s: Session, report_ids: Collection[int]) -> dict[int, list[CoverageDetail]]:
    """Return what news reports are about, by report id, best first; for exports and pages."""
    found: dict[int, list[CoverageDetail]] = {}
    for one in details(s, asked_coverage().where(Coverage.report_id.in_(list(report_ids)))):
        found.setdefault(one.report_id, []).append(one)
    return {id_: sorted(rows, key=lambda c: -c.score) for id_, rows in found.items()}


def asked_coverage() -> Select[*tuple[Any, ...]]:
    """Return the question for coverage of reports that may be shown."""
    return (
        select(Coverage, Version.title, Source, Page, Report, Version.published_at)
        .join(Report, Report.id == Coverage.report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .join(Page, Page.id == Report.page_id)
        .where(Report.hidden_at.is_(None))
    )


def details(s: Session, asked: Select[*tuple[Any, ...]]) -> list[CoverageDetail]:
    """Return the rows of a question with their quotations, inspections and copies."""
    rows = s.execute(asked).all()
    inspections = heads(s, {row[0].inspection_id for row in rows})
    quotations = quotations_of(s, [row[0].id for row in rows])
    copies = copies_of(s, {row[0].report_id for row in rows})
    decisions = link_decisions(s, {row[0].report_id for row in rows})
    return [
        value_of(
            CoverageDetail,
            one,
            coverage_id=one.id,
            title=title,
            source=source.name,
            by_ofsted=source.kind == "govuk",
            withdrawn_at=report.withdrawn_at_source_at,
            url=page.public_url,
            found_as=page.raw_url,
            told_at=told_at,
            inspection=inspections[one.inspection_id],
            confirmed=one.confirmed_at is not None,
            decision=decisions.get((one.report_id, one.inspection_id)),
            quotations=tuple(quotations.get(one.id, ())),
            copies=tuple(copies.get(one.report_id, ())),
        )
        for one, title, source, page, report, told_at in rows
    ]


def quotations_of(s: Session, coverage_ids: Collection[int]) -> dict[int, list[MatchedQuotation]]:
    """Return the matched quotations by coverage, in the order of the publication."""
    asked = (
        select(CoverageQuotation)
        .where(CoverageQuotation.coverage_id.in_(list(coverage_ids)))
        .order_by(CoverageQuotation.paragraph, CoverageQuotation.id)
    )
    found: dict[int, list[MatchedQuotation]] = {}
    for row in s.scalars(asked):
        found.setdefault(row.coverage_id, []).append(value_of(MatchedQuotation, row))
    return found


def copies_of(s: Session, report_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the other reports of each report's story, by report id."""
    mine = select(StoryMember.report_id, StoryMember.story_id).where(
        StoryMember.report_id.in_(list(report_ids))
    )
    stories = {report: story for report, story in s.execute(mine)}
    asked = select(StoryMember.story_id, StoryMember.report_id).where(
        StoryMember.story_id.in_(list(stories.values()))
    )
    members: dict[int, list[int]] = {}
    for story, report in s.execute(asked):
        members.setdefault(story, []).append(report)
    return {
        report: sorted(other for other in members[story] if other != report)
        for report, story in stories.items()
    }


def story(s: Session, story_id: int) -> StoryDetail | None:
    """Return a story with its members and their coverage, None if there is no such story."""
    if s.get(Story, story_id) is None:
        return None
    asked = (
        select(StoryMember, Version.title, Source.name, Page, Version.published_at, Version.text)
        .join(Report, Report.id == StoryMember.report_id)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Source, Source.id == Report.source_id)
        .join(Page, Page.id == Report.page_id)
        .where(StoryMember.story_id == story_id, Report.hidden_at.is_(None))
    )
    members = [
        value_of(
            StoryPlace,
            member,
            title=title,
            source=source,
            url=page.public_url,
            found_as=page.raw_url,
            told_at=told_at,
            text=text,
        )
        for member, title, source, page, told_at, text in s.execute(asked)
    ]
    members.sort(key=lambda member: (member.relation != "earliest", -member.similarity))
    found = coverage_of_reports(s, [member.report_id for member in members])
    return StoryDetail(
        story_id=story_id,
        members=tuple(members),
        coverage=tuple(one for rows in found.values() for one in rows),
    )
