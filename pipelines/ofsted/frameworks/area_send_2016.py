"""Area SEND inspections and revisits of 2016-22: letters without a grade. Unproven.

"Between 5 and 9 March 2018, Ofsted and the Care Quality Commission (CQC) conducted a joint
inspection of the local area of …"; the red flag is that a written statement of action is required.
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.ofsted import fields
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.letters import signatory
from pipelines.ofsted.model import Fact, Inspector, Publication
from pipelines.ofsted.printed_days import ReadDates, find_dates
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.AREA_SEND_2016
PROVEN = False
VOCABULARY = None
_TITLE = r"joint (?:local )?area SEND (?P<kind>inspection|re-?visit) (?:in|of) (?P<value>.{3,90}?)"
_TITLE_END = r"(?= (?:Between|From|On|This letter|Following|In )\b)"
_DATES = re.compile(
    r"\b(?P<join>Between|From|On) (?P<dates>\d.{5,80}?),? (?:Ofsted|the Care|inspectors|\(?CQC)",
)
_STATEMENT = re.compile(
    r"written statement of action(?: \(WSOA\))? is (?P<no>not )?required", re.IGNORECASE
)


def claims(document: Document) -> bool:
    """Whether a letter is headed as a joint local area SEND inspection or revisit."""
    return document.front_says(r"\bjoint (?:local )?area SEND (?:inspection|re-?visit) (?:in|of)\b")


def read(document: Document) -> Publication:
    """Read a letter."""
    front = document.front
    written = fields.letter_date(document)
    day = date.fromisoformat(written.value) if written.value else None
    title = re.search(_TITLE + _TITLE_END, front.text, re.IGNORECASE)
    revisit = title is not None and title["kind"].lower() != "inspection"
    found = Found(
        event_type="area SEND revisit" if revisit else "area SEND inspection",
        title=title.group(0) if title else None,
        subject=fields.named(front, _TITLE + _TITLE_END, "provider"),
        published=written,
        dates=_dates(front, day),
        inspectors=_signed(document),
        more=(
            Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),
            _statement(document.flow),
        ),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _dates(front: Flow, written: date | None) -> ReadDates:
    match = _DATES.search(front.text)
    if not match:
        return ReadDates()
    return find_dates(
        match["dates"],
        before=written,
        between=match["join"] == "Between",
        evidence=front.evidence(*match.span()),
    )


def _signed(document: Document) -> tuple[Inspector, ...]:
    name = signatory(document.paragraphs)
    return (Inspector(name=name, role="lead", body="Ofsted"),) if name else ()


def _statement(flow: Flow) -> Fact:
    """Whether a written statement of action is required; a letter may leave it unsaid."""
    match = _STATEMENT.search(flow.text)
    if not match:
        return Fact(name="written_statement_of_action", reason=NullReason.NOT_PRINTED)
    value = "not_required" if match["no"] else "required"
    evidence = flow.evidence(*match.span())
    return Fact(name="written_statement_of_action", value=value, evidence=evidence)
