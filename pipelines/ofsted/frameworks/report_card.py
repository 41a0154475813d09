"""Report cards from 10 November 2025: schools, early years, further education. Unproven.

No overall grade; each area is graded on five points, safeguarding as met or not met. What was
inspected is in `event_type`.
"""

from __future__ import annotations

import re

from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import REPORT_CARD, Area, Vocabulary
from pipelines.ofsted.model import Publication
from pipelines.ofsted.registered import read_registered
from words.frameworks import Framework

FRAMEWORK = Framework.SCHOOL_REPORT_CARD
PROVEN = False
VOCABULARY = Vocabulary(
    areas=(
        Area("safeguarding", r"safeguarding(?: standards)?"),
        Area("inclusion", r"inclusion"),
        Area(
            "curriculum_and_teaching",
            r"(?:curriculum and teaching|curriculum, teaching and training)",
        ),
        Area("achievement", r"achievement"),
        Area("attendance_and_behaviour", r"attendance and behaviour"),
        Area(
            "behaviour_attitudes_routines",
            r"behaviour, attitudes and establishing routines",
        ),
        Area(
            "personal_development_wellbeing", r"personal development and (?:wellbeing|well-being)"
        ),
        Area("welfare_and_wellbeing", r"children's welfare and (?:wellbeing|well-being)"),
        Area("leadership", r"leadership and governance"),
        Area("early_years", r"early years"),
        Area("sixth_form", r"(?:sixth form|post-16(?: provision)?)"),
        Area("participation_and_development", r"participation and development"),
        Area("contribution_to_skills", r"contribution to (?:meeting )?skills needs"),
    ),
    grades=REPORT_CARD,
)
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
        VOCABULARY,
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
