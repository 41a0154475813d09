"""Where Ofsted's documents, statistics and provider pages do not agree. Both sides are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.models import Judgement, Report, StatisticsFile, StatisticsGrade, Version
from db.queries.statistics_pairs import (
    Pair,
    age_of,
    are_near,
    chunks,
    is_same_file,
    name_of,
    pairs_of,
)
from words.alarms import AlarmCode

STATISTICS, SITE = AlarmCode.STATISTICS_DISAGREE, AlarmCode.SITE_DISAGREES
OVERALL = "overall_effectiveness"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """One value that two sources give differently.

    code: STATISTICS or SITE. field: an area, or started_on. ours: what the
    document says; theirs: what the other says. where: the file and line, or the label on the page.
    """

    code: AlarmCode
    inspection_id: int
    provider: str
    urn: str
    field: str
    ours: str
    theirs: str
    where: str

    @property
    def words(self) -> str:
        """One line for a person."""
        return (
            f"{self.provider} (URN {self.urn}), inspection {self.inspection_id}, {self.field}: "
            f"the document says {self.ours}, {self.where} {self.theirs}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A value of a line that the documents give too. differs: they give another."""

    pair: Pair
    field: str
    ours: str
    theirs: str
    differs: bool

    @property
    def key(self) -> tuple[int, str, str]:
        """What one series of files says again and again: inspection, series, field."""
        return self.pair.inspection.id, self.pair.file.dataset, self.field


def disagreements(
    session: Session,
    *,
    inspection_id: int | None = None,
    provider_ids: Iterable[int] | None = None,
) -> list[Disagreement]:
    """Return what statistics and documents say differently of the same inspection.

    inspection_id, provider_ids: only of that inspection, or of those providers.
    """
    only = None if inspection_id is None else [inspection_id]
    return contradictions(
        session, pairs_of(session, inspection_ids=only, provider_ids=provider_ids)
    )


def contradictions(session: Session, pairs: Iterable[Pair]) -> list[Disagreement]:
    """Return what the lines say otherwise than the documents about the inspections beside them.

    Every month has a file that repeats the one before: of each series the latest file that states
    a value counts, so what was corrected since is disputed no more.
    """
    return [_disagreement(one) for one in _latest(_said(session, pairs)) if one.differs]


def new_disagreements(session: Session, file_id: int) -> list[Disagreement]:
    """Return what a file is the first of its series to say otherwise than the documents.

    Nothing where a later file of the series states the value.
    """
    disputed = {
        one.pair.inspection.id
        for one in _said(session, pairs_of(session, file_id=file_id))
        if one.differs
    }
    said = _said(session, pairs_of(session, inspection_ids=disputed))
    before = _latest([one for one in said if one.pair.file.id != file_id])
    known = {(one.key, one.theirs) for one in before if one.differs}
    return [
        _disagreement(one)
        for one in _latest(said)
        if one.differs and one.pair.file.id == file_id and (one.key, one.theirs) not in known
    ]


def _said(session: Session, pairs: Iterable[Pair]) -> list[_Said]:
    """Return the values that lines and documents both give, the lines in their order."""
    pairs = list(pairs)
    ours = grades_of(session, {pair.inspection.id for pair in pairs})
    theirs = _stated(session, [pair.row.id for pair in pairs])
    found: list[_Said] = []
    for pair in pairs:
        graded, row = ours.get(pair.inspection.id, {}), pair.row
        found += [
            _Said(pair=pair, field=area, ours=our, theirs=grade, differs=our != grade)
            for area, grade in theirs.get(row.id, {}).items()
            if (our := graded.get(area)) is not None
        ]
        began = pair.inspection.started_on
        if row.inspected_on or row.ended_on:
            days = {"ours": str(began), "theirs": str(row.inspected_on or row.ended_on)}
            differs = not are_near(began, row.inspected_on, row.ended_on)
            found.append(_Said(pair=pair, field="started_on", **days, differs=differs))
    return found


def _latest(said: Iterable[_Said]) -> list[_Said]:
    """Keep of each value what the latest file of its series says, in as many lines as it does."""
    said = list(said)
    latest: dict[tuple[int, str, str], StatisticsFile] = {}
    for one in said:
        file = one.pair.file
        latest[one.key] = max(latest.get(one.key, file), file, key=age_of)
    return [one for one in said if is_same_file(one.pair.file, latest[one.key])]


def _disagreement(one: _Said) -> Disagreement:
    pair = one.pair
    return Disagreement(
        code=STATISTICS,
        inspection_id=pair.inspection.id,
        provider=pair.provider.name,
        urn=pair.provider.urn,
        where=f"line {pair.row.line} of {name_of(pair.file)}",
        field=one.field,
        ours=one.ours,
        theirs=one.theirs,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What the latest file of statistics says of an inspection. overall None: no grade there."""

    as_at: date | None
    title: str | None
    overall: str | None


def stated_of(session: Session, pairs: Iterable[Pair]) -> dict[int, Stated]:
    """Return what the statistics say of the inspections of some pairs, by inspection.

    Of two files the one that describes the later day counts, then the one stored last.
    """
    latest: dict[int, Pair] = {}
    for pair in pairs:
        known = latest.get(pair.inspection.id)
        if known is None or age_of(pair.file) >= age_of(known.file):
            latest[pair.inspection.id] = pair
    grades = _stated(session, [pair.row.id for pair in latest.values()])
    return {
        inspection_id: Stated(
            as_at=pair.file.as_at,
            title=pair.file.title,
            overall=grades.get(pair.row.id, {}).get(OVERALL),
        )
        for inspection_id, pair in latest.items()
    }


def grades_of(session: Session, inspection_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the grades by inspection and area; of two documents the later stored one counts.

    What was taken down does not count. No index leads from a version to the report whose latest it
    is: so the way goes over the version, by two primary keys.
    """
    found: dict[int, dict[str, str]] = {}
    for some in chunks(inspection_ids):
        asked = (
            select(Judgement.inspection_id, Judgement.area, Judgement.grade)
            .join(Version, Version.id == Judgement.version_id)
            .join(
                Report,
                and_(Report.id == Version.report_id, Report.latest_version_id == Version.id),
            )
            .where(
                Judgement.inspection_id.in_(some),
                Judgement.grade.is_not(None),
                Report.hidden_at.is_(None),
            )
            .order_by(Report.id, Judgement.id)
        )
        for inspection_id, area, grade in session.execute(asked):
            found.setdefault(inspection_id or 0, {})[area] = str(grade)
    return found


def _stated(session: Session, row_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for some in chunks(row_ids):
        asked = select(StatisticsGrade).where(
            StatisticsGrade.row_id.in_(some), StatisticsGrade.grade.is_not(None)
        )
        for one in session.scalars(asked):
            found.setdefault(one.row_id, {})[one.area] = str(one.grade)
    return found
