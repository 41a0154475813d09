"""Inspections of looked after children services, to 2013; the table closes the report."""

from __future__ import annotations

import re

from pipelines.ofsted import fields, tables
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import WORDS_AND_NUMBERS, Area, Vocabulary
from pipelines.ofsted.model import Publication
from words.frameworks import Framework

FRAMEWORK = Framework.LAC_2013
PROVEN = True
VOCABULARY = Vocabulary(
    areas=(
        Area("overall_effectiveness", r"overall effectiveness"),
        Area("capacity_to_improve", r"capacity to improve"),
        Area("outcomes", r"outcomes for looked after children and young people"),
        Area("quality_of_provision", r"quality of provision"),
        Area("leadership", r"leadership and management"),
    ),
    grades=WORDS_AND_NUMBERS,
)
ROWS = tuple(area.key for area in VOCABULARY.areas)
_TITLE = r"inspection of (?:safeguarding and )?looked after children(?: services)?"


def claims(document: Document) -> bool:
    """Whether page 1 carries the title of an inspection of looked after children services."""
    return re.search(_TITLE, document.first.text[:300], re.IGNORECASE) is not None


def read(document: Document) -> Publication:
    """Read a report."""
    first = document.first
    title = re.split(r"\bInspection dates?\b", first.text, maxsplit=1)[0].strip()
    leads, doubts = fields.lead_inspectors(first)
    table = tables.read_table(document, _findings_page(document), VOCABULARY, expected=ROWS)
    found = Found(
        event_type="inspection",
        title=title,
        subject=fields.named(
            first, rf"{_TITLE} (?P<value>.{{3,90}}?) Inspection dates?", "provider"
        ),
        published=fields.published_date(first),
        dates=fields.inspection_dates(first),
        inspectors=leads,
        judgements=table.judgements,
        doubts=(*doubts, *table.doubts),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _findings_page(document: Document) -> int:
    """The last page that is headed "Record of main findings" (the contents name it too)."""
    pages = [
        line.page for line in document.lines if re.match("record of main findings", line.text, re.I)
    ]
    return max(pages, default=document.page_count)
