"""Bylines: "By Jo Tansley", "Jo Tansley Local democracy reporter", a role alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.boilerplate.lines.line import Found, Line, unbulleted

__all__ = ["byline_line", "byline_names"]

_NAME = r"[A-Z][\w'’.-]*(?: (?:de|von|van|der|la|Mc|O['’])? ?[A-Z][\w'’.-]*){0,4}"
_ROLE = r"(?:reporter|writer|correspondent|editor|journalist|columnist|critic|producer|photographer|contributor)"
# "By Jo Tansley", "By: Jo Tansley", "By Jo Tansley and Sam Okoro, News Reporter", "By Jo Tansley For Dailymail.Com"
_BY = re.compile(
    rf"(?:[Bb]y|BY):? ?(?P<names>{_NAME}(?:(?:,| and| &|,? with) {_NAME}){{0,4}})(?P<rest>(?: ?[,|•·@/–-]? ?(?:[A-Z@|\d][\w@.,:'’/-]*|for|at|in|of|the|and|on|{_ROLE})){{0,10}})$"
)
_WITH_ROLE = re.compile(
    rf"(?P<names>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{1,2}}),? ?[-–|]? ?(?:(?:[A-Z][\w&'’-]*|local|senior|chief|news|sports?|of|the|for|democracy|digital|trainee|multimedia|online|features?|political|education|health|crime|community|deputy|assistant) ){{0,5}}(?i:{_ROLE})(?:[ ,|•·@-]+[\w@.:]+){{0,5}}$"
)
_ROLE_ALONE = re.compile(
    rf"(?:(?:news|senior|chief|local|sports?|political|education|health|crime|features?|community|democracy|digital|trainee|lifestyle|royal|science|world|foreign|home affairs|social affairs|business|deputy|assistant|online|content|what's on|multimedia|regional|bbc|\w+ live|audience|showbiz|tv|entertainment|consumer|money|transport|environment|live|breaking|group|the) ){{1,4}}{_ROLE}s?$"
)
# "Wil Archer 05 August 2019"
_NAME_DATE = re.compile(
    r"(?:[Bb]y )?(?P<names>[A-Z][\w'’-]+ [A-Z][\w'’-]+),? ?[|•·-]? ?\d{1,2} [A-Z][a-z]{2,8},? \d{4}(?:[ ,|•·-]+\d{1,2}[:.]\d\d ?(?:[ap]m)?)?$"
)
_LONGEST = 120


def _match(line: Line) -> re.Match[str] | None:
    text = unbulleted(line.text)
    if len(text) > _LONGEST:
        return None
    return _BY.match(text) or _NAME_DATE.match(text) or _WITH_ROLE.match(text)


def byline_names(line: Line) -> str | None:
    """The names that a byline prints; None where the line is no byline."""
    found = _match(line)
    return found["names"] if found else None


def byline_line(lines: Sequence[Line], number: int) -> Found | None:
    """A byline at line `number`; a sentence ("By Monday the road was open.") is none."""
    line = lines[number]
    if (
        "local democracy report" in line.match
        and len(line.words) <= 12
        and not line.match.endswith(".")
    ):
        kind = "ldrs"
    elif _match(line) or (len(line.match) <= 60 and _ROLE_ALONE.match(line.match)):
        kind = "byline"
    else:
        return None
    return Found(
        rule=f"{kind}-line", kind=kind, first=number, last=number, evidence=line.match[:60]
    )
