"""What reports on single providers print alike: details table with URN, dates, team, grades.

For schools, early years settings, children's homes, colleges. None of these readers has been
measured on real documents: all are marked unproven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.ofsted import fields, tables
from pipelines.ofsted.assemble import Found, fact, publication
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.grades import Vocabulary
from pipelines.ofsted.model import Fact, Inspector, Publication
from pipelines.ofsted.names import clean_name
from pipelines.ofsted.tables import Table
from words.doubts import Doubt, PublicationDoubt
from words.frameworks import Framework
from words.null_reasons import NullReason

TITLE_BLOCKS = 4  # the title is among the first blocks, or a heading of the first two pages
TITLE_LENGTH = 160  # characters

# "Unique reference number 123456" · "URN: EY123456" · "Unique reference number SC012345"
_URN = r"\b(?:unique reference number|URN)\s*:?\s*(?P<value>(?:EY|SC|CA|VC)?\d{5,7})\b"
_AUTHORITY = re.compile(r"Local authority\s*:?\s+(?P<value>[A-Z].{2,60})")  # a line of its own
_NUMBER = r"\bInspection number\s*:?\s*(?P<value>\d{6,9})\b"
_TITLE = re.compile(
    r"(?:short inspection|inspection report|monitoring inspection|monitoring visit|inspection"
    r"|report card)(?: visit)?(?: (?:of|to|for))?:? (?:an? [\w’' -]{3,40}?: )?(?P<value>.{3,120})",
    re.IGNORECASE,
)
# "Anne Bell, lead inspector His Majesty’s Inspector" (schools) · "Inspector Anne Bell" (early
# years)
_LEAD_AFTER_NAME = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}),? \(?lead inspector\)?", re.MULTILINE
)
_INSPECTOR_LINE = re.compile(
    r"\bInspectors? (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})(?=$| [A-Z][a-z]+ [a-z]|,|\n)"
)


def prints_details(document: Document, heading: str) -> bool:
    """Whether the document closes with a details table of this heading and a URN."""
    headed = re.compile(heading, re.IGNORECASE)
    return (
        any(headed.fullmatch(label) for label in document.labels)
        and re.search(_URN, document.flow.text, re.IGNORECASE) is not None
    )


def read_registered(
    document: Document,
    framework: Framework,
    vocabulary: Vocabulary,
    *,
    expected: Sequence[str],
    event_type: str,
    proven: bool,
) -> Publication:
    """Read a report on one provider; without a single grade it is taken as ungraded."""
    table = _table(document, vocabulary, expected)
    title = _title(document)
    subject = _subject(title)
    leads, doubts = _leads(document)
    ungraded = not table.judgements
    found = Found(
        event_type="ungraded inspection" if ungraded and "inspection" in event_type else event_type,
        title=title.value,
        subject=subject,
        provider=subject.value,  # no authority, even where it bears the name of one
        published=fields.published_date(document.flow),
        dates=fields.inspection_dates(document.flow),
        inspectors=leads,
        judgements=table.judgements,
        urn=fields.named(document.flow, _URN, "urn"),
        more=(
            _authority(document),
            fields.named(document.flow, _NUMBER, "inspection_number"),
            *((Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),) if ungraded else ()),
        ),
        doubts=(*doubts, *table.doubts),
    )
    return publication(document, framework, found, proven=proven)


def _table(document: Document, vocabulary: Vocabulary, expected: Sequence[str]) -> Table:
    """The table of the page that prints most rows; an empty one where no page prints any."""
    rows = {
        page: len(tables.text_rows(Flow.of(document.page(page)), vocabulary))
        for page in range(1, min(document.page_count, 4) + 1)
    }
    best = max(rows, key=lambda page: (rows[page], -page), default=1)
    if not rows.get(best):
        return Table()
    return tables.read_table(document, best, vocabulary, expected=expected)


def _authority(document: Document) -> Fact:
    for line in document.lines:
        match = _AUTHORITY.fullmatch(line.text)
        if match:
            evidence = Flow.of([line]).evidence(0, len(line.text))
            return fact("local_authority", match["value"], evidence)
    return Fact(name="local_authority", reason=NullReason.NOT_PRINTED)


def _title(document: Document) -> Fact:
    for position, paragraph in enumerate(document.paragraphs):
        heads = position < TITLE_BLOCKS or (paragraph.kind == "heading" and paragraph.page <= 2)
        if heads and len(paragraph.text) <= TITLE_LENGTH and _TITLE.match(paragraph.text):
            evidence = Flow.of([paragraph]).evidence(0, len(paragraph.text))
            return fact("title", paragraph.text, evidence)
    return Fact(name="title", reason=NullReason.NOT_PRINTED)


def _subject(title: Fact) -> Fact:
    match = _TITLE.match(title.value or "")
    if not match:
        return Fact(name="provider", reason=NullReason.UNREADABLE)
    return Fact(name="provider", value=match["value"].strip(), evidence=title.evidence)


def _leads(document: Document) -> tuple[tuple[Inspector, ...], tuple[Doubt, ...]]:
    leads, doubts = fields.lead_inspectors(document.front)
    if leads:
        return leads, doubts
    for pattern in (_LEAD_AFTER_NAME, _INSPECTOR_LINE):
        match = pattern.search(document.flow.text)
        name = clean_name(match["name"]) if match else None
        if match and name:
            evidence = document.flow.evidence(*match.span())
            return (Inspector(name=name, role="lead", body="Ofsted", evidence=evidence),), ()
    return (), (Doubt(PublicationDoubt.NO_INSPECTORS),)
