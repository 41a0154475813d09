"""School inspections under the education inspection framework, 2019 to November 2025. Unproven.

State schools graded from September 2024 have no overall effectiveness; ungraded inspections and
monitoring visits print an outcome in words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import SCHOOL_SCALE, Area, Vocabulary
from pipelines.ofsted.model import Fact, Judgement, Publication
from pipelines.ofsted.registered import prints_details, read_registered
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.SCHOOL_EIF
PROVEN = False
VOCABULARY = Vocabulary(
    areas=(
        Area("overall_effectiveness", r"overall effectiveness"),
        Area("quality_of_education", r"(?:the )?quality of education"),
        Area("behaviour_and_attitudes", r"behaviour and attitudes"),
        Area("personal_development", r"personal development"),
        Area("leadership", r"(?:effectiveness of )?leadership and management"),
        Area("early_years", r"early years(?: provision)?"),
        Area("sixth_form", r"(?:sixth form|sixth-form) provision"),
        Area(
            "previous_overall",
            r"previous inspection grade|overall effectiveness at previous inspection",
        ),
    ),
    grades=SCHOOL_SCALE,
)
ROWS = ("quality_of_education", "behaviour_and_attitudes", "personal_development", "leadership")
NO_OVERALL_FROM = date(2024, 9, 1)
_REPORT_CARD = r"\b(?:expected|strong) standard\b"
# "X continues to be a good school." · "X has taken effective action to maintain the standards …"
_OUTCOME = re.compile(
    r"\bOutcome (?P<value>[^.]{5,200}?(?:school|standards|inspection|improved)[^.]{0,120}\.)"
)


def claims(document: Document) -> bool:
    """Whether the document closes with a school's details and is no report card."""
    return prints_details(document, "School details") and not re.search(
        _REPORT_CARD, document.flow.text, re.IGNORECASE
    )


def read(document: Document) -> Publication:
    """Read a graded or ungraded report or a monitoring letter."""
    monitoring = document.front_says(r"\bmonitoring (?:inspection|visit)\b")
    made = read_registered(
        document,
        FRAMEWORK,
        VOCABULARY,
        expected=ROWS,
        event_type="monitoring" if monitoring else "graded inspection",
        proven=PROVEN,
    )
    return replace(made, facts=(*made.facts, _outcome(document)), judgements=_with_overall(made))


def _outcome(document: Document) -> Fact:
    match = _OUTCOME.search(document.front.text)
    if not match:
        return Fact(name="outcome", reason=NullReason.NOT_PRINTED)
    evidence = document.front.evidence(*match.span())
    return Fact(name="outcome", value=match["value"], evidence=evidence)


def _with_overall(made: Publication) -> tuple[Judgement, ...]:
    """A graded report without an overall grade says why it has none."""
    graded = made.judgements
    if not graded or any(one.area == "overall_effectiveness" for one in graded):
        return graded
    late = made.started_on is not None and made.started_on >= NO_OVERALL_FROM
    reason = NullReason.NOT_REPORTED_POST_REFORM if late else NullReason.NOT_PRINTED
    missing = Judgement(area="overall_effectiveness", label="Overall effectiveness", reason=reason)
    return (*graded, missing)
