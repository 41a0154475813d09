"""Children's homes under the social care common inspection framework (SCCIF). Unproven."""

from __future__ import annotations

from pipelines.ofsted import vocabularies
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Framework, Publication
from pipelines.ofsted.registered import prints_details, read_registered

FRAMEWORK = Framework.CHILDRENS_HOME
PROVEN = False
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
        vocabularies.CHILDRENS_HOME,
        expected=() if monitoring else ROWS,
        event_type="monitoring visit" if monitoring else "full inspection",
        proven=PROVEN,
    )
