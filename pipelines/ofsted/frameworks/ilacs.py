"""ILACS: inspections of local authority children's services, standard and short (2018 on).

Page 1 prints title, dates, lead inspector and the judgement table. Four rows to 31 December 2022;
five to 31 March 2026 (care leavers apart); from 1 April 2026 four without overall effectiveness.
The rule follows the inspection's date, not the publication's.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from pipelines.ofsted import fields, tables
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.blocks import body_size
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.grades import FOUR_POINT, Area, Vocabulary
from pipelines.ofsted.model import Fact, Judgement, Publication
from pipelines.ofsted.printed_days import ReadDates
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.ILACS
PROVEN = True
# 14 reports since mid-2025 misprint "progress of children care leavers"
VOCABULARY = Vocabulary(
    areas=(
        Area(
            "impact_of_leaders",
            r"the impact of leaders on (?:social work )?practice with children"
            r" and (?:their )?families",
        ),
        Area(
            "help_and_protection",
            r"the experiences? and progress of children who need help and protection",
        ),
        Area(
            "in_care_and_care_leavers",
            r"the experiences? and progress of children in care and care leavers",
        ),
        Area("in_care", r"the experiences? and progress of children in care"),
        Area("care_leavers", r"the experiences? and progress of (?:children )?care leavers"),
        Area("overall_effectiveness", r"overall effectiveness"),
    ),
    grades=FOUR_POINT,
)
CARE_LEAVERS_APART = date(2023, 1, 1)
REFORM = date(2026, 4, 1)  # no overall effectiveness from here
SHORT_VISIT = 7  # days on site: a short inspection takes a week, a standard one two

# "Inspection of Norfolk local authority children’s services" · "Inspection of Bradford Children and
# Families Trust" (2021 on); "Devon County Council Inspection of children’s social care services" ·
# "Rochdale Borough Council Inspection of local authority children’s services" (2018-20)
_SERVICES = r"(?:local authority )?children[’']s (?:social care )?services\b"
_SUBJECTS = (
    rf"^(?P<value>(?!(?:re-?|short )?inspection of).{{3,90}}?) Inspection of {_SERVICES}$",
    rf"\binspection of (?P<value>(?!{_SERVICES}|local authority\b).{{3,90}}?) {_SERVICES}$",
    rf"\binspection of {_SERVICES} (?:(?:in|at) )?(?P<value>[A-Z].{{3,90}}?)$",
    rf"^inspection of (?P<value>(?!{_SERVICES}).{{3,90}}?)$",
)
# "This report was amended on 3 May 2023." above the title of a report that was published anew
_CORRECTION = re.compile(
    r"\b(?:amended|re-?published|corrected|updated|revised|re-?issued)\b", re.IGNORECASE
)


def claims(document: Document) -> bool:
    """Whether the first pages print the table of ILACS under an inspection's title."""
    return (
        document.front_says(r"\bimpact of leaders on (?:social work )?practice with children\b")
        and document.front_says(r"\b(?:inspection dates?|dates? of inspection|lead inspector)\b")
        and not document.front_says(r"\bDear [A-Z]")
    )


def read(document: Document) -> Publication:
    """Read an inspection report."""
    page = _table_page(document)
    front = Flow.of([line for line in document.lines if line.page <= page])
    dates = fields.inspection_dates(front)
    leads, doubts = fields.lead_inspectors(front)
    started = dates.ranges[0].started_on if dates.ranges else None
    table = tables.read_table(document, page, VOCABULARY, expected=_expected(started))
    title = _title(document, page)
    found = Found(
        event_type=_event_type(dates),
        title=title.text or None,
        subject=_subject(title),
        dates=dates,
        inspectors=leads,
        judgements=_after_reform(table.judgements, started),
        more=_derived(dates),
        doubts=(
            *doubts,
            *table.doubts,
            *tables.headings_disagree(document, table, VOCABULARY),
            *fields.heads_disagree(document, dates),
        ),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _table_page(document: Document) -> int:
    """The page that prints the table's first label; 1 where none does."""
    for page in (1, 2, 3):
        if re.search(r"\bimpact of leaders on", Flow.of(document.page(page)).text, re.IGNORECASE):
            return page
    return 1


def _expected(started: date | None) -> tuple[str, ...]:
    """The rows an inspection that began on this day prints; none are expected of an unknown day."""
    if started is None:
        return ()
    rows = ["impact_of_leaders", "help_and_protection"]
    rows += (
        ["in_care", "care_leavers"]
        if started >= CARE_LEAVERS_APART
        else ["in_care_and_care_leavers"]
    )
    return (*rows, *(() if started >= REFORM else ("overall_effectiveness",)))


def _after_reform(judgements: tuple[Judgement, ...], started: date | None) -> tuple[Judgement, ...]:
    printed = any(judgement.area == "overall_effectiveness" for judgement in judgements)
    if printed or started is None or started < REFORM:
        return judgements
    unreported = Judgement(
        area="overall_effectiveness",
        label="Overall effectiveness",
        reason=NullReason.NOT_REPORTED_POST_REFORM,
    )
    return (*judgements, unreported)


def _event_type(dates: ReadDates) -> str | None:
    """Standard or short, worked out from all days on site: the report does not say."""
    if not dates.ranges:
        return None
    days = sum((one.ended_on - one.started_on).days + 1 for one in dates.ranges)
    return "short" if days <= SHORT_VISIT else "standard"


def _derived(dates: ReadDates) -> tuple[Fact, ...]:
    """The note that the event type was worked out, with the dates it was worked out from."""
    evidence = dates.ranges[0].evidence if dates.ranges else None
    note = Fact(name="event_type_derived", value="span_of_dates", evidence=evidence)
    return (note,) if dates.ranges else ()


def _title(document: Document, page: int) -> Flow:
    """The lines before the dates, without a note in plain print on why the report came anew."""
    lines = list(
        takewhile(
            lambda line: (
                not re.search(r"\binspection dates?\b|dates? of inspection", line.text, re.I)
            ),
            (line for line in document.lines if line.page <= page),
        )
    )
    body = body_size(document.lines)
    title = Flow.of(
        [
            line
            for line in lines
            if (line.size > body or line.bold) and not _CORRECTION.search(line.text)
        ]
    )
    return title if len(title.text) < 250 else Flow.of([])


def _subject(title: Flow) -> Fact:
    for pattern in _SUBJECTS:
        match = re.search(pattern, title.text, re.IGNORECASE)
        if match:
            evidence = title.evidence(*match.span())
            return Fact(name="provider", value=match["value"].strip(" ,"), evidence=evidence)
    return Fact(name="provider", reason=NullReason.UNREADABLE)
