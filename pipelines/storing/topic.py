"""Is a story about Ofsted or the services it inspects? Decided on the clean text, with the words.

Three ways to be on topic, from sure to circumstantial: the story says Ofsted; it speaks of
children's services, special educational needs or the like (in the title, or twice in different
words); or it speaks of a school, nursery or college and of an inspection in one sentence (in the
title, or in two sentences). Other inspectorates' work (care homes for adults, police, prisons,
kitchens, Welsh and Scottish schools) is not Ofsted's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reading.model import Reading

__all__ = ["Topical", "is_on_topic"]

SHOWN = 5
"""Evidence words that are kept of one story."""

OFSTED = re.compile(r"\bofsted\b|\boffice for standards in education\b", re.I)

# What Ofsted inspects and little else deals with. "SEND" only in capitals: "send" is a verb.
SERVICES = re.compile(
    r"\b(?:children['’]?s\s+(?:services|social\s+(?:care|work|workers?)|homes?|trust|safeguarding)"
    r"|child\s+protection|children\s+in\s+(?:care|need)|looked[-\s]after\s+children"
    r"|care[-\s]leavers?|safeguarding\s+children|foster(?:ing\s+(?:service|agency)|\s+carers?)"
    r"|adoption\s+(?:service|agency)|child\s+sexual\s+exploitation"
    r"|special\s+educational\s+needs|education,?\s+health\s+and\s+care\s+plans?|ehcps?"
    r"|childminders?|(?-i:SEND|SENCO|ILACS|JTAI|MASH))\b",
    re.I,
)
PLACES = re.compile(
    r"\b(?:(?:pre-?|primary\s|secondary\s|infant\s|junior\s|high\s|grammar\s|special\s)?schools?"
    r"|head\s?teachers?|nursery|nurseries|academ(?:y|ies)|sixth\s+forms?|colleges?|childcare"
    r"|multi-academy\s+trusts?|apprenticeship\s+provider|pupils|after-?school\s+clubs?)\b",
    re.I,
)
INSPECTION = re.compile(
    r"\b(?:inspect(?:ed|ors?|ions?|orate)|requires?\s+improvement|special\s+measures"
    r"|rated\s+[“\"'‘]?(?:good|outstanding|inadequate)|inadequate|education\s+watchdog"
    r"|report\s+cards?|safeguarding\s+(?:concerns|failings))\b",
    re.I,
)
# Inspectors and inspections of somebody else's. "planning inspector approves school extension"
OTHERS = re.compile(
    r"\b(?:cqc|care\s+quality\s+commission|estyn|education\s+scotland|care\s+inspectorate|hmicfrs"
    r"|(?:planning|police|detective|fire|building|hygiene|health|ticket|ground|track|chief|vehicle"
    r"|food|driving|kitchen|hospital|prisons?|probation|site|detailed|damage|safety|raac|roof"
    r"|independent\s+schools)\s+inspect\w+\b(?!\s+of\s+schools)"
    r"|food\s+standards|hygiene\s+rating|inspectorate\s+of\s+(?:constabulary|prisons|probation)"
    r"|(?-i:[Ii]nspector\s+[A-Z]\w+)|nhs|hospitals?)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Topical:
    """Whether a story is on topic, and the words that decided (those considered, where not)."""

    on_topic: bool
    evidence: tuple[str, ...] = ()


def is_on_topic(reading: Reading) -> Topical:
    """Decide on title, standfirst and text."""
    head = f"{reading.title or ''}\n{reading.standfirst or ''}"
    text = f"{head}\n{reading.text}"
    if said := OFSTED.search(text):
        return Topical(on_topic=True, evidence=(said[0],))
    services = _words(SERVICES, text)
    if len(services) >= 2 or SERVICES.search(reading.title or ""):
        return Topical(on_topic=True, evidence=services)
    in_title = _inspections(head)
    everywhere = in_title or _inspections(text)
    if in_title or len(everywhere) >= 2:
        return Topical(on_topic=True, evidence=tuple(everywhere[:SHOWN]))
    return Topical(on_topic=False, evidence=(*services, *everywhere)[:SHOWN])


def _words(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return the different wordings that a pattern finds, in their order."""
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        plain = " ".join(match[0].replace("’", "'").split())
        found.setdefault(plain.lower().removesuffix("s"), plain)
    return tuple(found.values())[:SHOWN]


def _inspections(text: str) -> list[str]:
    """Return the words of each sentence in which a place of learning meets an inspection."""
    found = []
    for sentence in _SENTENCE.split(text):
        place, inspection = PLACES.search(sentence), INSPECTION.search(sentence)
        if place and inspection and not OTHERS.search(sentence):
            found.append(f"{place[0]} … {inspection[0]}")
    return found
