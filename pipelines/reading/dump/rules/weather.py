"""Weather boxes: "Weather", then day names and temperatures, one a line or together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine, Found
from words.rules import DumpRule

__all__ = ["weather_lines"]

# "Sat" / "Sat 22 Nov" / "Today"; "12°C" / "8.9 °C" / "max 12° min 4°"; "Mostly Cloudy".
_DAY = (
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|today|tonight"
    r"|tomorrow|now|this (?:morning|afternoon|evening)|overnight)(?:,? \d{1,2}(?:st|nd|rd|th)?"
    r"(?: \w{3,9})?)?"
)
_TEMPERATURE = (
    r"(?:max(?:imum)?|min(?:imum)?|high|low|feels like)?:? ?(?:daytime |night-?time )?"
    r"(?:temp(?:erature)?)?:? ?-?\d{1,2}(?:\.\d)? ?(?:°|º|degrees)? ?[cf]?"
)
_SKY = (
    r"(?:mostly |partly |light |heavy |scattered |sunny |mainly |patchy )?(?:sunny|sun|overcast"
    r"|cloud(?:y|s)?|clear(?: sky)?|rain|showers?|drizzle|snow|sleet|fog|mist|hail|bright|dry"
    r"|thunder(?:storms?)?|wind(?:y)?|intervals|spells|breezy|fair|fine)"
    r"(?: (?:sky|rain|showers?|intervals|spells|clouds?|and \w+))?"
)
_WIND = r"(?:wind|humidity|pressure|rain|sunrise|sunset|uv|visibility)[:\w%. ]{0,30}"
_PART = re.compile(rf"(?:{_DAY}|{_TEMPERATURE}|{_SKY}|{_WIND}|[/|,:-])(?: |$)")
_SURE = re.compile(r"\d ?°|\d ?º|\d{1,2} ?(?:degrees )?[cf]$|(?:max|min)(?:imum)? temp")
_HEADER = re.compile(
    r"(?:(?:today's |local |your |the |latest )?weather(?: forecast| today| now| in [\w -]{2,30}"
    r"| for [\w -]{2,30})?|(?:five|5|seven|7|three|3)[ -]day (?:weather )?forecast|forecast"
    r"|[\w' -]{2,30} weather(?: forecast)?|(?:max|min) temp)\W*$"
)
_LONGEST = 40


def _is_weather_part(line: DumpLine) -> bool:
    text = line.match
    if not 1 <= len(text) <= 60:
        return False
    for _ in range(8):
        part = _PART.match(text)
        if part is None or part.end() == 0:
            return False
        text = text[part.end() :]
        if not text:
            return True
    return False


def weather_lines(lines: Sequence[DumpLine], number: int) -> Found | None:
    """A weather box from line `number` on: a header or two entries, and at least one temperature.

    A line of the story ("Temperatures fell to 2C overnight.") is no entry, so the box ends there.
    """
    has_header = len(lines[number].match) <= 60 and bool(_HEADER.match(lines[number].match))
    last = number if has_header else number - 1
    surely = 0
    for line in lines[last + 1 : last + 1 + _LONGEST]:
        if not (_is_weather_part(line) or (last >= number and _HEADER.match(line.match))):
            break
        surely += _SURE.search(line.match) is not None
        last = line.number
    if surely == 0 or last - number < (1 if has_header else 2):
        return None
    return Found(
        rule=DumpRule.WEATHER_BOX,
        kind="weather",
        first=number,
        last=last,
        evidence=" / ".join(line.match for line in lines[number : number + 3]),
    )
