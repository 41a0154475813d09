"""Radio banners: who is on air and what is playing, printed above (or below) the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine, Found
from words.rules import DumpRule

__all__ = ["radio_banner"]

# "On Air Now Jo Tansley 1:00pm - 3:00pm" then "Now Playing The Lanterns Slow Train Home", or
# "Playing Slow Train Home - The Lanterns" (older); each may also stand alone.
_ON_AIR = re.compile(r"on air now\b(?!.*[.!?]$).{0,120}$|on air now$")
_PLAYING = re.compile(r"(?:now )?playing\b(?!.*[.!?]$).{0,140}$")
_CAPITALS = re.compile(r"(?:On Air Now|ON AIR NOW|On air now|Now Playing|NOW PLAYING|Playing)\b")
_SHOW_TIME = re.compile(
    r".{0,80}\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays?|weekends?|daily)\b"
    r".{0,20}\d{1,2}(?:[:.]\d\d)? ?[ap]m ?- ?\d{1,2}(?:[:.]\d\d)? ?[ap]m$"
)


def _is_banner(line: DumpLine) -> bool:
    written = _CAPITALS.search(line.text[:20]) is not None
    return written and bool(_ON_AIR.match(line.match) or _PLAYING.match(line.match))


def radio_banner(lines: Sequence[DumpLine], number: int) -> Found | None:
    """The banner that starts at line `number`; a sentence ("On air now for 30 years, …") is none.

    "Playing …" alone is only a banner beside "On Air Now".
    """
    line = lines[number]
    if _SHOW_TIME.match(line.match) and len(line.match) <= 110:
        return Found(
            rule=DumpRule.RADIO_SHOW, kind="radio", first=number, last=number, evidence=line.match
        )
    if not _is_banner(line) or line.match.startswith("playing"):
        return None
    last = number
    for following in lines[number + 1 : number + 4]:
        if not (_is_banner(following) or following.match in {"listen live", "schedule", "listen"}):
            break
        last = following.number
    evidence = " ".join(line.words[:3])
    return Found(
        rule=DumpRule.RADIO_BANNER, kind="radio", first=number, last=last, evidence=evidence
    )
