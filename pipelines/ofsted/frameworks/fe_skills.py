"""Further education and skills inspections, 2019 to November 2025. Unproven."""

from __future__ import annotations

import re

from pipelines.ofsted import vocabularies
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Framework, Publication
from pipelines.ofsted.registered import prints_details, read_registered

FRAMEWORK = Framework.FE_SKILLS
PROVEN = False
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
        vocabularies.FE_SKILLS,
        expected=() if monitoring else ROWS,
        event_type="monitoring visit" if monitoring else "full inspection",
        proven=PROVEN,
    )
