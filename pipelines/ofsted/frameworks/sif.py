"""Single inspection framework, 2013-18: inspections and re-inspections, mostly with the LSCB.

Page 1 prints authority, dates, publication date, the overall judgement as a sentence and a table of
five rows; the review of the Local Safeguarding Children Board (LSCB) is judged in a sentence of its
own; the inspectors stand on the last pages.
"""

from __future__ import annotations

import re

from pipelines.ofsted import fields, tables
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.grades import FOUR_POINT, Area, Vocabulary
from pipelines.ofsted.model import Judgement, Publication
from pipelines.ofsted.sentences import judged_in_sentences
from pipelines.ofsted.teams import labelled_team
from words.doubts import Doubt
from words.frameworks import Framework

FRAMEWORK = Framework.SIF
PROVEN = True
VOCABULARY = Vocabulary(
    areas=(
        Area("help_and_protection", r"children who need help and protection"),
        Area("looked_after_permanence", r"children looked after and achieving permanence"),
        Area("adoption", r"adoption performance"),
        Area("care_leavers", r"(?:the )?experiences? and progress of care leavers"),
        Area("leadership", r"leadership, management and governance"),
    ),
    grades=FOUR_POINT,
)
ROWS = ("help_and_protection", "looked_after_permanence", "adoption", "care_leavers", "leadership")

_TITLE = (
    r"(?:re-?inspection|inspection) of services for children in need of help and protection,"
    r" children looked after and care leavers"
)
_LSCB_REVIEW = r"review of the effectiveness of the local safeguarding children board"
# "Children’s services in Marlshire are inadequate" · "… in Marlshire requires improvement to be
# good" · "The overall judgement is good." · "The overall judgement is that children’s services
# require improvement" (2014-18, page 1)
_OVERALL = (
    r"children[’']s services in (?:(?!\b(?:no longer|not|were|was|have|has|had)\b).){2,80}? "
    r"(?:(?:are|is|remains?)(?: judged)?(?: to be)? |(?=requires? ))(?P<grade>{grades})\b",
    r"the overall (?:judgement|effectiveness) (?:(?:for|of) children[’']s services )?is:? "
    r"(?:that )?(?:children[’']s services )?(?:in .{3,60}? )?(?:are |is )?(?P<grade>{grades})\b",
)
# "The Local Safeguarding Children Board (LSCB) is inadequate" · "The effectiveness of the LSCB
# requires improvement" · "The judgement for the effectiveness of the Local Safeguarding Children
# Board (LSCB) is requires improvement" (2014-17), always at the head of a paragraph
LSCB = (
    r"(?:the judgement (?:for|on|about) )?(?:the effectiveness of )?the (?:(?:\S+ ){0,4}local"
    r" safeguarding children[’']?s? board(?: \([^()]{2,12}\))?|lscb) (?:is )?(?P<grade>{grades})\b",
)


def claims(document: Document) -> bool:
    """Whether the first pages carry the framework's title."""
    return document.front_says(_TITLE)


def read(document: Document) -> Publication:
    """Read an inspection or re-inspection report."""
    first = document.first
    title = re.split(r"\bInspection dates?\b", first.text, maxsplit=1)[0].strip()
    dates = fields.inspection_dates(first)
    page = _table_page(document)
    table = tables.read_table(document, page, VOCABULARY, expected=ROWS)
    overall, doubts = judged_in_sentences(
        document, "overall_effectiveness", _OVERALL, VOCABULARY, pages=range(1, page + 1)
    )
    board, board_doubts = _board(document)
    inspectors, team_doubts = labelled_team(document)
    found = Found(
        event_type=_event_type(title),
        title=title,
        subject=fields.named(first, rf"^(?P<value>.{{3,90}}?) {_TITLE}", "provider"),
        published=fields.published_date(first),
        dates=dates,
        inspectors=inspectors,
        judgements=(overall, *table.judgements, *board),
        doubts=(
            *table.doubts,
            *tables.headings_disagree(document, table, VOCABULARY),
            *doubts,
            *board_doubts,
            *team_doubts,
            *fields.heads_disagree(document, dates),
        ),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _table_page(document: Document) -> int:
    """Page 1, or page 2 where most rows of the table stand there."""
    rows = [len(tables.text_rows(Flow.of(document.page(page)), VOCABULARY)) for page in (1, 2)]
    return 2 if rows[1] > max(rows[0], len(ROWS) // 2) else 1


def _event_type(title: str) -> str:
    if re.search(r"re-?inspection of", title, re.IGNORECASE):
        return "re-inspection"
    reviewed = re.search(_LSCB_REVIEW, title, re.IGNORECASE)
    return "inspection + LSCB review" if reviewed else "inspection"


def _board(document: Document) -> tuple[tuple[Judgement, ...], tuple[Doubt, ...]]:
    """The judgement on the LSCB, where the document is a review of it too."""
    if not re.search(_LSCB_REVIEW, document.first.text, re.IGNORECASE):
        return (), ()
    judgement, doubts = judged_in_sentences(document, "lscb", LSCB, VOCABULARY)
    return (judgement,), doubts
