"""Letters on monitoring visits to inadequate children's services (2016 on). Unproven.

Written like letters on focused visits; "This was the third monitoring visit since the local
authority was judged inadequate in …" gives the visit's number.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.ofsted import fields
from pipelines.ofsted.document import Document
from pipelines.ofsted.frameworks.focused_visit import read_letter
from pipelines.ofsted.model import Publication
from words.frameworks import Framework

FRAMEWORK = Framework.ILACS_MONITORING_VISIT
PROVEN = False
VOCABULARY = None
EVENT_TYPE = "monitoring visit"
_NUMBER = (
    r"\bthis (?:visit )?was the (?P<value>first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth) monitoring visit"
)


def claims(document: Document) -> bool:
    """Whether a letter speaks of its own monitoring visit to children's services."""
    return document.front_says(
        r"findings (?:of|from) (?:the|a|an|our|this|Ofsted[’']s) (?:[\w-]+ ){0,2}?monitoring visit"
    )


def read(document: Document) -> Publication:
    """Read a letter."""
    made = read_letter(document, FRAMEWORK, EVENT_TYPE, proven=PROVEN)
    number = fields.named(document.front, _NUMBER, "monitoring_visit_number")
    return replace(made, facts=(*made.facts, number))
