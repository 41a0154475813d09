"""Report cards from 10 November 2025: schools, early years, further education. Unproven.

No overall grade; each area is graded on five points, safeguarding as met or not met. What was
inspected is in `event_type`.
"""

from __future__ import annotations

import re

from pipelines.ofsted import vocabularies
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Framework, Publication
from pipelines.ofsted.registered import read_registered

FRAMEWORK = Framework.SCHOOL_REPORT_CARD
PROVEN = False
ROWS = ("inclusion", "leadership")
_SCALE = r"\b(?:exceptional|strong standard|expected standard|needs attention|urgent improvement)\b"


def claims(document: Document) -> bool:
    """Whether the document grades leadership and governance on the report card's scale."""
    text = document.folded
    return (
        "leadership and governance" in text
        and "inclusion" in text
        and re.search(_SCALE, text) is not None
    )


def read(document: Document) -> Publication:
    """Read a report card."""
    return read_registered(
        document,
        FRAMEWORK,
        vocabularies.SCHOOL_REPORT_CARD,
        expected=ROWS,
        event_type=f"report card: {_remit(document)}",
        proven=PROVEN,
    )


def _remit(document: Document) -> str:
    """By the areas that one remit alone has."""
    text = document.folded.replace("’", "'")
    if "children's welfare and wellbeing" in text or "establishing routines" in text:
        return "early years"
    if "skills needs" in text or "participation and development" in text:
        return "further education and skills"
    return "school"
