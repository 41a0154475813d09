"""Sections of a document by their printed headings: what must improve, priority actions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.ofsted.model import Paragraph

# "What needs to improve" · "What needs to improve?" · "What needs to improve in this area of
# social work practice?" (ILACS, letters) · "What does the local authority need to improve?" (SIF)
# · "Areas for improvement" (SEND, SIF) · "What does the school need to do to improve?" (schools)
IMPROVEMENTS = (
    r"what needs to improve\b.*|areas for improvement|areas? for development"
    r"|what does the (?:local authority|school|setting|provider|college|lscb)"
    r" (?:and (?:the )?\S+ )?need to (?:do to )?improve\b.*"
    r"|what does the (?:early years setting|registered person) need to do to improve\b.*"
    r"|recommendations for improvement"
)
# "Areas for priority action" (letters) · "Area for priority action" · "Priority action" (ILACS)
PRIORITY_ACTIONS = (
    r"(?:immediate and )?(?:areas? (?:for|of) )?(?:immediate and )?priority actions?\b.*"
)
RECOMMENDATIONS = r"recommendations?|priorities for further improvement"


def items_under(paragraphs: Sequence[Paragraph], heading: str) -> tuple[str, ...]:
    """The list items under headings that match, those of their lesser headings too.

    heading: a pattern for the whole heading, case ignored. Without list items the paragraphs are
    taken; bullets are off the items.
    """
    under = _section(paragraphs, re.compile(heading, re.IGNORECASE))
    listed = [paragraph for paragraph in under if paragraph.kind == "list_item" or paragraph.number]
    return tuple(paragraph.text.removeprefix("• ") for paragraph in (listed or under))


def _section(paragraphs: Sequence[Paragraph], heading: re.Pattern[str]) -> list[Paragraph]:
    under: list[Paragraph] = []
    level: int | None = None  # of the heading that is open
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            matches = heading.fullmatch(paragraph.text.strip(" :"))
            closes = level is not None and (paragraph.level or 0) <= level
            level = paragraph.level if matches else None if closes else level
        elif level is not None and paragraph.kind != "footnote":
            under.append(paragraph)
    return under
