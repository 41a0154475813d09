"""Children's homes under the social care common inspection framework (SCCIF). Unproven."""

from __future__ import annotations

from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import FOUR_POINT, Area, Vocabulary
from pipelines.ofsted.model import Publication
from pipelines.ofsted.registered import prints_details, read_registered
from words.frameworks import Framework

FRAMEWORK = Framework.CHILDRENS_HOME
PROVEN = False
VOCABULARY = Vocabulary(
    areas=(
        Area(
            "overall_effectiveness",
            r"overall experiences and progress of children and young people"
            r"(?:, taking into account)?",
        ),
        Area("help_and_protection", r"how well children and young people are helped and protected"),
        Area("leadership", r"the effectiveness of leaders and managers"),
    ),
    grades=FOUR_POINT,
)
ROWS = ("overall_effectiveness", "help_and_protection", "leadership")


def claims(document: Document) -> bool:
    """Whether the document closes with the details of a children's home."""
    return prints_details(document, r"(?:children[’']s home|secure children[’']s home) details")


def read(document: Document) -> Publication:
    """Read a report of a full, assurance or monitoring visit."""
    monitoring = document.front_says(r"\bmonitoring visit\b")
    return read_registered(
        document,
        FRAMEWORK,
        VOCABULARY,
        expected=() if monitoring else ROWS,
        event_type="monitoring visit" if monitoring else "full inspection",
        proven=PROVEN,
    )
