"""Early years inspections under the education inspection framework, to November 2025. Unproven."""

from __future__ import annotations

import re

from pipelines.ofsted import vocabularies
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Framework, Publication
from pipelines.ofsted.registered import prints_details, read_registered

FRAMEWORK = Framework.EARLY_YEARS
PROVEN = False
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
        vocabularies.EARLY_YEARS,
        expected=ROWS,
        event_type="early years inspection",
        proven=PROVEN,
    )
