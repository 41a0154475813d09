"""Further education and skills inspections, 2019 to November 2025. Unproven."""

from __future__ import annotations

import re

from pipelines.ofsted.document import Document
from pipelines.ofsted.frameworks import school_eif
from pipelines.ofsted.grades import SCHOOL_SCALE, Area, Vocabulary
from pipelines.ofsted.model import Publication
from pipelines.ofsted.registered import prints_details, read_registered
from words.frameworks import Framework

FRAMEWORK = Framework.FE_SKILLS
PROVEN = False
VOCABULARY = Vocabulary(
    areas=(
        *school_eif.VOCABULARY.areas,
        Area("young_people", r"education programmes for young people"),
        Area("adult_learning", r"adult learning programmes"),
        Area("apprenticeships", r"apprenticeships"),
        Area("high_needs", r"provision for learners with high needs"),
    ),
    grades=SCHOOL_SCALE,
)
ROWS = ("overall_effectiveness", "quality_of_education", "leadership")


def claims(document: Document) -> bool:
    """Whether the document closes with a college's or training provider's details."""
    return prints_details(document, "Provider details") and not re.search(
        r"\b(?:expected|strong) standard\b", document.flow.text, re.IGNORECASE
    )


def read(document: Document) -> Publication:
    """Read a report."""
    monitoring = document.front_says(r"\bmonitoring visit\b")
    return read_registered(
        document,
        FRAMEWORK,
        VOCABULARY,
        expected=() if monitoring else ROWS,
        event_type="monitoring visit" if monitoring else "full inspection",
        proven=PROVEN,
    )
