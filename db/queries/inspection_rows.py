"""The values that questions about inspections give and take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from db.queries.disagreements import Disagreement, Stated
from db.queries.grade_changes import Direction, GradeChange
from db.queries.printed import PublicationRef
from db.queries.successions import Operator
from db.rows import FactRow, InspectorRow, JudgementRow

OVERALL = "overall_effectiveness"
LEADS = ("lead", "reporting")  # roles of the person who led: "Reporting inspector" until 2013


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordChange:
    """One thing that happened to what is held about an inspection.

    what: stored (for the first time), published_again (a document under another address),
    new_version (another text under the same address), withdrawn. same_text: published again word
    for word; None for the others.
    """

    at: datetime
    what: str
    report_id: int
    same_text: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionRow:
    """One inspection, with what its chosen document prints (see db.queries.printed).

    overall: the grade of overall effectiveness, None where none is stated. publications: ids of
    the reports about it. proven: one of them is of a kind whose reader was measured on real
    documents. previous_id: the graded inspection of the same provider before this one, whose
    grades `changes` compares; None without one. lead_count: inspections held that the first lead
    inspector led. la_code and the like are None for providers that are no known authority.
    operators: trusts known to have run the authority's services at some time.
    """

    id: int
    provider_id: int
    provider: str
    provider_kind: str
    provider_urn: str
    la_code: str | None
    gss_code: str | None
    region_code: str | None
    region: str | None
    predecessors: tuple[tuple[str, str], ...]  # URN and name
    successors: tuple[tuple[str, str], ...]
    operators: tuple[Operator, ...]
    framework: str
    event_type: str
    started_on: date | None
    ended_on: date | None
    date_ranges: tuple[tuple[str, str], ...]  # ISO days
    published_on: date | None
    overall: str | None
    judgements: tuple[JudgementRow, ...]
    inspectors: tuple[InspectorRow, ...]
    facts: tuple[FactRow, ...]
    lead_count: int | None
    document: PublicationRef
    publications: tuple[int, ...]
    proven: bool
    disagreements: tuple[str, ...]  # areas that two documents about it grade differently
    previous_id: int | None
    previous_started_on: date | None
    changes: tuple[GradeChange, ...]
    stated: Stated | None  # by Ofsted's statistics; None where no file held names it
    contradictions: tuple[Disagreement, ...]  # what statistics and the site say otherwise
    record: tuple[RecordChange, ...]  # the earliest first

    @property
    def grades(self) -> dict[str, str | None]:
        """The grade by area, as printed in order."""
        return {judgement.area: judgement.grade for judgement in self.judgements}

    @property
    def unsure(self) -> tuple[JudgementRow, ...]:
        """Judgements that the two readings of the document do not give alike."""
        return tuple(one for one in self.judgements if one.agreed is False)

    @property
    def is_disputed(self) -> bool:
        """Whether any two sources, or readings, of this inspection say different things."""
        return bool(self.disagreements or self.contradictions or self.unsure)

    @property
    def downgrades(self) -> tuple[GradeChange, ...]:
        """The areas whose grade is worse than the time before."""
        return tuple(one for one in self.changes if one.direction is Direction.DOWN)

    @property
    def leads(self) -> tuple[str, ...]:
        """Names of those who led; two where two are printed."""
        return tuple(person.name for person in self.inspectors if person.role in LEADS)


class InspectionFilter(TypedDict, total=False):
    """Which inspections. What is left out, or None, does not narrow.

    provider: a name, alias, URN, DfE or ONS code; provider_urn, provider_kind, framework: exactly.
    since, until: by the day of publication, else (documents that print none and came from no site)
    the last day on site; until gives the record as it stood. latest: only the latest of each
    provider among those named so far; what follows narrows these: since, grade (of `area`, by
    default overall effectiveness), downgrades (some area is worse than the time before), disputed
    (documents, statistics or the site say different things of it),
    changes_since (something happened to what is held on that day in London or later; brings
    withdrawn ones along). unproven, withdrawn: also such documents.
    """

    provider: str | None
    provider_ids: Iterable[int] | None
    provider_urn: str | None
    provider_kind: str | None
    framework: str | None
    until: date | None
    latest: bool
    since: date | None
    grade: str | None
    area: str | None
    downgrades: bool
    disputed: bool
    changes_since: date | None
    unproven: bool
    withdrawn: bool
