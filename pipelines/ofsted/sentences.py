"""Judgements that a document states in a sentence of fixed form at the head of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import Vocabulary
from pipelines.ofsted.model import Evidence, Judgement
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason


def judged_in_sentences(
    document: Document,
    area: str,
    patterns: Sequence[str],
    vocabulary: Vocabulary,
    *,
    pages: Collection[int] | None = None,
) -> tuple[Judgement, tuple[Doubt, ...]]:
    """(judgement, doubts) of the sentences that open a paragraph; all of them must agree.

    patterns: with a group `grade` and the mark {grades} in place of the vocabulary's words.
    """
    compiled = [
        re.compile(pattern.replace("{grades}", vocabulary.grade_pattern), re.IGNORECASE)
        for pattern in patterns
    ]
    found: list[tuple[str, str, Evidence]] = []
    for paragraph in document.paragraphs:
        if pages is not None and paragraph.page not in pages:
            continue
        for pattern in compiled:
            match = pattern.match(paragraph.text)
            grade = vocabulary.grade_of(match["grade"]) if match else None
            if match and grade:
                evidence = Evidence(words=match.group(0), page=paragraph.page)
                found.append((grade, match["grade"], evidence))
    return _one(area, found)


def _one(
    area: str, found: Sequence[tuple[str, str, Evidence]]
) -> tuple[Judgement, tuple[Doubt, ...]]:
    if not found:
        missing = Judgement(area=area, label="", reason=NullReason.NOT_PRINTED)
        return missing, (Doubt(PublicationDoubt.MISSING_JUDGEMENT, area),)
    grade, printed, evidence = found[0]
    grades = {one[0] for one in found}
    if len(grades) > 1:
        words = " | ".join(one[2].words for one in found)
        refused = Judgement(
            area=area,
            label=evidence.words,
            grade_as_printed=printed,
            reason=NullReason.AMBIGUOUS,
            evidence=evidence,
            agreed=False,
        )
        return refused, (Doubt(PublicationDoubt.SENTENCES_DISAGREE, f"{area}: {words}"),)
    agreed = True if len(found) > 1 else None
    believed = Judgement(
        area=area,
        label=evidence.words,
        grade=grade,
        grade_as_printed=printed,
        evidence=evidence,
        second_reading=grade if agreed else None,
        agreed=agreed,
    )
    return believed, ()
