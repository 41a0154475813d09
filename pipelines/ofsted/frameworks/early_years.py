"""Early years inspections under the education inspection framework, to November 2025. Unproven."""

from __future__ import annotations

import re

from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import SCHOOL_SCALE, Area, Vocabulary
from pipelines.ofsted.model import Publication
from pipelines.ofsted.registered import prints_details, read_registered
from words.frameworks import Framework

FRAMEWORK = Framework.EARLY_YEARS
PROVEN = False
VOCABULARY = Vocabulary(
    areas=(
        Area("overall_effectiveness", r"overall effectiveness"),
        Area("quality_of_education", r"(?:the )?quality of education"),
        Area("behaviour_and_attitudes", r"behaviour and attitudes"),
        Area("personal_development", r"personal development"),
        Area("leadership", r"(?:effectiveness of )?leadership and management"),
        Area("previous_overall", r"overall effectiveness at previous inspection"),
    ),
    grades={**SCHOOL_SCALE, "met": "met", "not met": "not_met"},
)
ROWS = ("overall_effectiveness",)


def claims(document: Document) -> bool:
    """Whether the document closes with a setting's details and is no report card."""
    return prints_details(document, "Setting details") and not re.search(
        r"\b(?:expected|strong) standard\b", document.flow.text, re.IGNORECASE
    )


def read(document: Document) -> Publication:
    """Read a report."""
    return read_registered(
        document,
        FRAMEWORK,
        VOCABULARY,
        expected=ROWS,
        event_type="early years inspection",
        proven=PROVEN,
    )
