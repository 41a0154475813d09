"""Boilerplate fused into a line of the story, of a page or a dump: the rest of the line stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from words.rules import DumpRule

__all__ = ["Trim", "find_trims"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trim:
    """A range of a line's characters that is boilerplate: rule and class of what stands there."""

    start: int
    end: int
    rule: DumpRule
    kind: str


_AD = r"(?:Advertisement|Hide Ad|ADVERTISEMENT|Article continues below)"
# "Hide AdAdvertisement Hide AdThe council …", "Hide Ad• Behaviour: good" (National World, 2021-24).
# One lone "Advertisement" must be glued: "Advertisement spending rose" opens a sentence.
_AD_PREFIX = re.compile(
    rf"(?:{_AD}(?:[ ]*{_AD})+[ ]*|Hide Ad[ ]*|{_AD})(?=[A-Z0-9“”\"‘'•£(–-])(?=.{{12}})"
)
# "… in the spring.Advertisement", "… he said.”Hide AdHide Ad"
_AD_SUFFIX = re.compile(rf"(?<=[.!?”\"’'])[ ]*(?:{_AD}[ ]*){{1,6}}$")
# "2016-11-25Council staff …", "date 2016-11-25 Council staff …" (scraped copies)
_DATE_PREFIX = re.compile(
    r"(?:date[ ])?(?:19|20)\d\d-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"[ ]*(?=[“”\"‘'A-Z])(?=.{20})"
)
# The BBC's marker of links that leave its site: "in the report, external." (2023-25). Before a
# word it may be an adjective ("costs rose, external consultants said"): left alone there.
_EXTERNAL = re.compile(r", external(?=[.,;:!?)”\"’']|$)")


def find_trims(text: str) -> tuple[Trim, ...]:
    """What to trim from a line, in order; empty for nearly every line."""
    return tuple(sorted(_trims(text), key=lambda trim: trim.start))


def _trims(text: str) -> Iterator[Trim]:
    place = 0
    for pattern, rule, kind in (
        (_DATE_PREFIX, DumpRule.FUSED_DATE, "date"),
        (_AD_PREFIX, DumpRule.FUSED_AD, "ad"),
    ):
        found = pattern.match(text, place)
        if found:
            yield Trim(start=place, end=found.end(), rule=rule, kind=kind)
            place = found.end()
    end = len(text)
    found = _AD_SUFFIX.search(text, max(place, end - 200))
    if found:
        yield Trim(start=found.start(), end=end, rule=DumpRule.FUSED_AD, kind="ad")
        end = found.start()
    if ", external" in text:
        for found in _EXTERNAL.finditer(text, place, end):
            yield Trim(
                start=found.start(), end=found.end(), rule=DumpRule.LINK_MARKER, kind="markup"
            )
