"""Newsletter forms: an opener, then at most three lines of the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.boilerplate.phrases import exact_kind, opener_kind, weak_kind
from pipelines.reading.dump.rules.line import DumpLine, Found
from words.rules import DumpRule

__all__ = ["newsletter_form"]

_FORM_LINES = 3
_BELONGS = re.compile(
    r".{0,200}\b(?:inbox|e-?mail address|by e-?mail|tick the box|enter your e-?mail"
    r"|type your address"
    r"|newsletters?|unsubscribe|privacy (?:policy|notice)|sign(?:ing)? up)\b"
)


def _opens(line: DumpLine) -> bool:
    kind = exact_kind(line.match)
    if kind == "newsletter":
        return True
    found = opener_kind(line.match)
    return found is not None and found[0] == "newsletter"


def _belongs(line: DumpLine) -> bool:
    if _opens(line) or weak_kind(line.match) == "newsletter":
        return True
    if len(line.match) <= 14 and exact_kind(line.match) in {
        "nav",
        "newsletter",
        "cookie",
        "paywall",
    }:
        return True
    return (
        len(line.match) <= 260 and line.text[:1] not in "“\"‘'" and bool(_BELONGS.match(line.match))
    )


def newsletter_form(lines: Sequence[DumpLine], number: int) -> Found | None:
    """A newsletter form from line `number` on: its opener and up to three lines that belong."""
    if not _opens(lines[number]):
        return None
    last = number
    for following in lines[number + 1 : number + 1 + _FORM_LINES]:
        if not _belongs(following):
            break
        last = following.number
    evidence = lines[number].match[:60]
    return Found(
        rule=DumpRule.NEWSLETTER_FORM, kind="newsletter", first=number, last=last, evidence=evidence
    )
