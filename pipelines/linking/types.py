"""What kind of inspection a story speaks of, by its words, and which frameworks that can mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from words.frameworks import Framework
from words.subjects import Subject

# For text in lower case: such patterns are several times as quick as those that fold each letter,
# and one whose alternatives begin with letters is searched by those letters.
PATTERNS: dict[Subject, re.Pattern[str]] = {
    Subject.FOCUSED_VISIT: re.compile(r"\bfocus+ed\s+visits?\b"),
    Subject.MONITORING_VISIT: re.compile(
        r"\bmonitoring\s+(?:visits?|inspections?|letters?|reports?)\b|\b(?:annual (?:conversation|"
        r"engagement))\b"
    ),
    Subject.JTAI: re.compile(r"\bjoint(?:\s+\w+){0,2}\s+(?:area\s+)?inspections?\b|\bjtai\b"),
    Subject.SEND: re.compile(r"\bsend\b|special educational needs|\blocal area partnership\b"),
    Subject.SERVICES: re.compile(
        r"children['’]?s\s+(?:social\s+(?:care|work|services)|services)|child protection|"
        r"social(?<!adult social)(?<!\wsocial) care "
        r"(?:teams?|services?|departments?|for children)|"
        r"looked[- ]after children|children in (?:need|care)|care leavers|social workers?\b|"
        r"ilacs(?<!\wilacs)\b"
    ),
    Subject.SCHOOL: re.compile(
        r"\b(?:(?:primary|secondary|junior|infant|high|grammar|special)\s+school|academy|"
        r"head\s?teachers?|pupils?|the school)\b"
    ),
    Subject.EARLY_YEARS: re.compile(r"\b(?:nursery|nurseries|pre-?school|childminders?)\b"),
    Subject.CARE_HOME: re.compile(r"\bchildren['’]?s homes?\b|\bresidential home\b"),
    Subject.FURTHER: re.compile(r"\b(?:further education|sixth[- ]form college|apprentices)\b"),
    Subject.ADULTS: re.compile(r"\badults?['’]?s?\s+(?:social\s+)?(?:care|services)\b"),
}

HINTS: dict[Subject, tuple[str, ...]] = {
    Subject.FOCUSED_VISIT: ("focus",),
    Subject.MONITORING_VISIT: ("monitoring", "annual"),
    Subject.JTAI: ("joint", "jtai"),
    Subject.SEND: ("send", "special educational", "local area"),
    Subject.SCHOOL: ("school", "academy", "head", "pupil"),
    Subject.EARLY_YEARS: ("nurser", "preschool", "pre-school", "childminder"),
    Subject.CARE_HOME: (" home",),
    Subject.FURTHER: ("further education", "sixth", "apprentices"),
    Subject.ADULTS: ("adult",),
}
"""Letters without which a pattern cannot be there: most stories need few of the patterns."""

MEANS: Mapping[Subject, frozenset[Framework]] = {
    subject: frozenset(one for one in Framework if subject in one.subjects) for subject in Subject
}
"""Frameworks that a story on this subject can be about."""

# Words of a graded inspection: "rated inadequate", "judged to be good", "an overall rating".
GRADED = re.compile(
    r"\b(?:rated|rating|graded?|judged|ranked|downgraded|upgraded|overall effectiveness)\b"
)
GRADED_HINTS = ("rated", "rating", "grade", "judged", "ranked", "overall effectiveness")
TOLD_BY_GRADE = frozenset(
    graded
    for means in MEANS.values()
    for graded in means
    if graded.graded and not all(other.graded for other in means)
)
"""Frameworks that words of a grade tell from others on the same subject."""

OFSTED = re.compile(r"\bOfsted\b|\bHM(?:I|CI)\b", re.I)
OTHERS = re.compile(r"\bCare Quality Commission\b|\bCQC\b|\bHMICFRS\b|\bEstyn\b|\bfood hygiene\b")
OTHER_HINTS = ("care quality", "cqc", "hmicfrs", "estyn", "food hygiene")


def is_graded(text: str) -> bool:
    """Say whether a story uses words of a graded inspection."""
    lowered = text.lower()
    return any(hint in lowered for hint in GRADED_HINTS) and GRADED.search(lowered) is not None


def read_subjects(text: str) -> dict[Subject, int]:
    """Return how often the story speaks of each kind of inspection, without those never named."""
    lowered = text.lower()
    counts = {
        subject: len(pattern.findall(lowered))
        for subject, pattern in PATTERNS.items()
        if subject not in HINTS or any(hint in lowered for hint in HINTS[subject])
    }
    other = any(hint in lowered for hint in OTHER_HINTS)
    if other and OTHERS.search(text) and not OFSTED.search(text):
        counts[Subject.ANOTHER_INSPECTORATE] = 1
    return {subject: count for subject, count in counts.items() if count}
