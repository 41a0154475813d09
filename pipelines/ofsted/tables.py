"""A judgement table, read twice: in text order and from the boxes of its characters.

The two readings share nothing but the vocabulary. Where they differ neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.grades import Vocabulary
from pipelines.ofsted.model import Evidence, Judgement
from pipelines.ofsted.table_boxes import box_rows
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row as one reading saw it."""

    area: str
    label: str
    printed: str
    grade: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The judgements of a table and what was doubtful about them."""

    judgements: tuple[Judgement, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def grade(self, area: str) -> str | None:
        """The grade of an area; None where it is absent or not believed."""
        return next((j.grade for j in self.judgements if j.area == area), None)


def read_table(
    document: Document, page: int, vocabulary: Vocabulary, *, expected: Sequence[str]
) -> Table:
    """Read the table on a page. Every expected area is in the answer, if only with a reason."""
    flow = Flow.of(document.page(page))
    first = text_rows(flow, vocabulary)
    second, strangers = box_rows(document.glyphs(page), vocabulary)
    areas = [*expected, *(area for area in {**first, **second} if area not in expected)]
    judgements, doubts = [], [Doubt(PublicationDoubt.UNKNOWN_LABEL, words) for words in strangers]
    for area in areas:
        judgement, doubt = _agree(area, first.get(area, ()), second.get(area, ()), page)
        if judgement.grade is None and judgement.reason is NullReason.NOT_PRINTED:
            judgement, doubt = _without_grade(area, flow, vocabulary)
        judgements.append(judgement)
        doubts += [doubt] if doubt else []
    return Table(judgements=tuple(judgements), doubts=tuple(doubts))


def text_rows(flow: Flow, vocabulary: Vocabulary) -> dict[str, tuple[Row, ...]]:
    """Rows in text order: a label directly followed by a grade with a capital."""
    number = r"(?:\d{1,2}(?:\.\d{1,2})?\.?\s+)?"
    row = re.compile(
        rf"\b(?P<label>{number}(?:{vocabulary.label_pattern}))\s*:?\s*"
        rf"(?P<grade>{vocabulary.grade_pattern})\b",
        re.IGNORECASE,
    )
    rows: dict[str, tuple[Row, ...]] = {}
    for match in row.finditer(flow.text.replace("’", "'")):
        area, grade = vocabulary.area_of(match["label"]), vocabulary.grade_of(match["grade"])
        if area and grade and match["grade"][0].isupper():
            found = Row(
                area=area,
                label=flow.text[match.start("label") : match.end("label")],
                printed=match["grade"],
                grade=grade,
                evidence=flow.evidence(match.start(), match.end()),
            )
            rows[area] = (*rows.get(area, ()), found)
    return rows


def _without_grade(area: str, flow: Flow, vocabulary: Vocabulary) -> tuple[Judgement, Doubt]:
    """The judgement of an area of which no grade was read: is its label printed at all?"""
    pattern = next(one.pattern for one in vocabulary.areas if one.key == area)
    label = re.search(rf"\b(?:{pattern})\b", flow.text.replace("’", "'"), re.IGNORECASE)
    if not label:
        missing = Judgement(area=area, label="", reason=NullReason.NOT_PRINTED)
        return missing, Doubt(PublicationDoubt.MISSING_JUDGEMENT, area)
    words = flow.text[label.end() : label.end() + 60].strip()
    unread = Judgement(
        area=area,
        label=label.group(0),
        reason=NullReason.UNREADABLE,
        evidence=flow.evidence(*label.span()),
    )
    why = f"{area}: no known grade beside its label: {words}"
    return unread, Doubt(PublicationDoubt.MISSING_JUDGEMENT, why)


def _agree(
    area: str, first: Sequence[Row], second: Sequence[tuple[str, str, str]], page: int
) -> tuple[Judgement, Doubt | None]:
    """One judgement of the rows both readings found for an area, and a doubt if there is one."""
    in_text = {row.grade for row in first}
    in_boxes = {grade for _, _, grade in second}
    if not in_text and not in_boxes:
        missing = Judgement(area=area, label="", reason=NullReason.NOT_PRINTED)
        return missing, Doubt(PublicationDoubt.MISSING_JUDGEMENT, area)
    label, printed, evidence = _words(first, second, page)
    boxed = next(iter(in_boxes)) if len(in_boxes) == 1 else None
    if len(in_text) > 1 or len(in_boxes) > 1 or (in_text and in_boxes and in_text != in_boxes):
        refused = Judgement(
            area=area,
            label=label,
            grade_as_printed=printed,
            reason=NullReason.AMBIGUOUS,
            evidence=evidence,
            second_reading=boxed,
            agreed=False,
        )
        return refused, Doubt(PublicationDoubt.TABLES_DISAGREE, f"{area}: {printed}")
    both = bool(in_text) and bool(in_boxes)
    believed = Judgement(
        area=area,
        label=label,
        grade=next(iter(in_text | in_boxes)),
        grade_as_printed=printed,
        evidence=evidence,
        second_reading=boxed if both else None,
        agreed=True if both else None,
    )
    return believed, None if both else Doubt(PublicationDoubt.SINGLE_READING, area)


def _words(
    first: Sequence[Row], second: Sequence[tuple[str, str, str]], page: int
) -> tuple[str, str, Evidence]:
    if first:
        return first[0].label, first[0].printed, first[0].evidence
    label, printed, _ = second[0]
    return label, printed, Evidence(words=f"{label} {printed}", page=page, method="table")


def headings_disagree(
    document: Document, table: Table, vocabulary: Vocabulary
) -> tuple[Doubt, ...]:
    """A doubt for each heading that repeats another grade than the table's.

    "The experiences and progress of children in care: requires improvement to be good" (ILACS);
    "The graded judgement for adoption performance is that it requires improvement" (SIF).
    """
    repeated = re.compile(
        rf"(?P<label>{vocabulary.label_pattern})(?: is(?: that)?(?: it)?(?: is)?)?:? ?"
        rf"(?P<grade>{vocabulary.grade_pattern})\b",
        re.IGNORECASE,
    )
    headings = Flow.of([one for one in document.paragraphs if one.kind == "heading"])
    doubts = []
    for match in repeated.finditer(headings.text.replace("’", "'")):
        grade = table.grade(vocabulary.area_of(match["label"]) or "")
        if grade and grade != vocabulary.grade_of(match["grade"]):
            doubts.append(Doubt(PublicationDoubt.HEADING_DISAGREES, match.group(0)))
    return tuple(doubts)
