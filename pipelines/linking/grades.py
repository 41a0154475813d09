"""The grades that a story states, to be compared with the grades an inspection gave."""

from __future__ import annotations

import re

from pipelines.linking.gazetteer import lower_places

GRADE = (
    r"(?P<grade>outstanding|good|requir(?:es|ing|ed) (?:of )?improvements?|inadequate|adequate|"
    r"satisfactory)"
)
ANY_GRADE = re.compile(rf"{GRADE}\b")
# "rated ‘inadequate’ overall", "judged to be good", "a rating of requires improvement",
# "overall effectiveness: inadequate", "an overall grade of 'good'"
STATED = re.compile(
    r"\b(?:rated|rating(?:s)?(?: of)?|graded?(?: of)?|judged|ranked|branded|deemed|labelled|"
    r"classed|found to be|overall effectiveness|declared|upgraded to|downgraded to|improved to)"
    r"(?:\s+(?:as|to be|be|is|was|were|now|an?|overall|it|them|by|ofsted|from|of))*\s*[:–-]?\s*"
    rf"[\"'‘’“”]*{GRADE}\b"
)
# "• Leadership: Good", "- The experiences of care leavers: inadequate;"
LISTED = re.compile(rf"(?::|–|-|—)\s*[\"'‘’“”]*{GRADE}\b")
# "the previous rating", "up from", "was rated inadequate in 2019": told of an earlier inspection
EARLIER = re.compile(r"\b(?:previous(?:ly)?|earlier|up from|in 20\d\d|last inspect\w+|since)\b")
LEAD = 160
"""Letters before a grade in which the words that give it are looked for."""
NORMAL = {
    "outstanding": "outstanding",
    "good": "good",
    "inadequate": "inadequate",
    "adequate": "adequate",
    "satisfactory": "satisfactory",
}


def normal(words: str) -> str:
    """Return the grade on the normalised scale."""
    return NORMAL.get(words.lower(), "requires_improvement")


def read_grades(text: str) -> frozenset[str]:
    """Return the grades that a story states as given now, not those of an earlier inspection."""
    lowered = lower_places(text)
    found: set[str] = set()
    for grade in ANY_GRADE.finditer(lowered):
        lead = max(0, grade.start() - LEAD), grade.end()
        for pattern in (STATED, LISTED):
            for match in pattern.finditer(lowered, *lead):
                if match.end() == grade.end() and is_of_now(lowered, match):
                    found.add(normal(match["grade"]))
    return frozenset(found)


def is_of_now(text: str, match: re.Match[str]) -> bool:
    """Say whether nothing around a stated grade tells that it is an earlier inspection's."""
    around = text[max(0, match.start() - 60) : match.end() + 25]
    return not EARLIER.search(around.split(".")[-1] if "." in around[:55] else around)
