"""Area SEND inspections of local area partnerships (2023 on), by Ofsted and the CQC.

The outcome is one of three sentences, not a grade. Both leads stand in a table near the end.
"""

from __future__ import annotations

import re

from pipelines.ofsted import fields
from pipelines.ofsted.assemble import Found, fact, publication
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.model import Evidence, Fact, Publication
from pipelines.ofsted.ruled_rows import Row, ruled_rows
from pipelines.ofsted.sections import Section, sections
from pipelines.ofsted.teams import joint_team
from words.doubts import Doubt, PublicationDoubt
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.AREA_SEND
PROVEN = True
VOCABULARY = None

# The three outcomes of the area SEND framework (January 2023), by the words only they print.
OUTCOMES = {
    "typically positive": r"typically leads? to positive experiences and outcomes",
    "inconsistent": r"leads? to inconsistent experiences and outcomes",
    "widespread/systemic failings": (
        r"(?:widespread (?:and/or|and|or) systemic|systemic (?:and/or|and|or) widespread) failings"
    ),
}
_SUBJECT = (
    r"Area SEND (?:full |monitoring )?inspection of (?P<value>.{3,90}?)"
    r"(?: Local Area Partnership)? Inspection dates?\b"
)
_PREVIOUS = (
    r"Date(?:s|\(s\))? of (?:the )?(?:previous|last) (?:full |area SEND |SEND )?inspections?"
    r"(?:\(s\))?\s*:?\s*(?P<value>.{3,200}?)\s*Inspection outcome\b"
)


def claims(document: Document) -> bool:
    """Whether page 1 is headed as an area SEND inspection of a partnership."""
    first = document.first.text
    return re.search(r"Area SEND (?:full |monitoring )?inspection of", first[:400]) is not None


def read(document: Document) -> Publication:
    """Read a report."""
    first = document.first
    outcome, doubts = _outcome(document)
    inspectors, team_doubts = joint_team(document)
    dates = fields.inspection_dates(first)
    actions = _rows(document, Section.PRIORITY_ACTIONS)
    areas = _rows(document, Section.IMPROVEMENTS)
    monitoring = re.search(r"Area SEND monitoring inspection", first.text[:400])
    found = Found(
        event_type=f"area SEND {'monitoring' if monitoring else 'full'} inspection",
        title=re.split(r"\bInspection dates?\b", first.text, maxsplit=1)[0].strip(),
        subject=fields.named(first, _SUBJECT, "provider"),
        dates=dates,
        inspectors=inspectors,
        send_outcome=outcome,
        previous_inspection=_previous(first),
        more=(
            Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),
            *_responsible(actions or ()),
        ),
        priority_actions=_items(actions),
        improvements=_items(areas),
        doubts=(*doubts, *team_doubts, *fields.heads_disagree(document, dates)),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _rows(document: Document, section: Section) -> tuple[Row, ...] | None:
    """The rows of the tables under a heading; None where they are not ruled."""
    rows: list[Row] = []
    for kind, under in sections(document.paragraphs):
        if kind is section and under:
            found = ruled_rows(document.lines_of(under), document.rules, document.glyphs)
            if found is None:
                return None
            rows += found
    return tuple(rows)


def _items(rows: tuple[Row, ...] | None) -> tuple[str, ...] | None:
    return None if rows is None else tuple(row.cells[-1] for row in rows)


def _responsible(actions: tuple[Row, ...]) -> tuple[Fact, ...]:
    """Who must see to each priority action, in the order of the actions."""
    return tuple(
        fact("responsible_body", row.cells[0], Evidence(words=row.cells[0], page=row.page))
        for row in actions
        if len(row.cells) > 1 and row.cells[0]
    )


def _previous(first: Flow) -> Fact:
    match = re.search(_PREVIOUS, first.text, re.IGNORECASE)
    if not match:
        printed = re.search(r"\b(?:previous|last) inspection", first.text[:600], re.IGNORECASE)
        reason = NullReason.UNREADABLE if printed else NullReason.NOT_PRINTED
        return Fact(name="previous_inspection_printed", reason=reason)
    evidence = first.evidence(*match.span("value"))
    return fact("previous_inspection_printed", match["value"], evidence)


def _outcome(document: Document) -> tuple[Fact, tuple[Doubt, ...]]:
    """The outcome of the section "Inspection outcome"; two different sentences give none."""
    section = document.flow_of(p for p in document.paragraphs if p.heading == "Inspection outcome")
    flow = section if section.text else document.first
    found = {
        outcome: match
        for outcome, words in OUTCOMES.items()
        if (match := re.search(words, flow.text, re.IGNORECASE))
    }
    if len(found) == 1:
        outcome, match = next(iter(found.items()))
        return Fact(name="send_outcome", value=outcome, evidence=flow.evidence(*match.span())), ()
    reason = NullReason.AMBIGUOUS if found else NullReason.NOT_PRINTED
    doubt = Doubt(PublicationDoubt.SEND_OUTCOME, f"{len(found)} sentences")
    return Fact(name="send_outcome", reason=reason), (doubt,)
