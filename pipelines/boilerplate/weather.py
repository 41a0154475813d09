"""Weather boxes: a label, then days and temperatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule

_LABEL = re.compile(
    r"(?:(?:today's |local |the )?weather(?: forecast)?|(?:five|5|7)[- ]day forecast)$"
)
# "Mon", "Tuesday 14°C", "8.9°C Mostly Cloudy", "max temp 12°C"
_READING = re.compile(
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|today|tonight|"
    r"tomorrow)?"
    r"[\s,:-]*(?:(?:max|min)(?:imum)?(?: "
    r"temp(?:erature)?)?[\s:]*)?(?:-?\d{1,2}(?:\.\d)?\s*°\s*[cf]?)?"
    r"(?:[\s,/-]*(?:-?\d{1,2}(?:\.\d)?\s*°\s*[cf]?|[a-z ]{3,25}))?$"
)
LONGEST, FARTHEST = 45, 24


@rule("weather-box", kind="weather")
def weather_box(fragment: Fragment) -> Iterator[Cut]:
    """Cut a weather label with the days and temperatures right under it, two at the least."""
    lines = fragment.lines
    for line in fragment.short.holding("weather", "forecast"):
        if len(line.text) > LONGEST or not _LABEL.match(line.folded.strip(" :")):
            continue
        readings = []
        for following in lines[line.index + 1 : line.index + 1 + FARTHEST]:
            if len(following.text) > LONGEST or not _READING.match(following.folded):
                break
            readings.append(following)
        if sum("°" in reading.text for reading in readings) >= 2:
            yield Cut(line=line.index, evidence=line.text)
            for reading in readings:
                yield Cut(line=reading.index, evidence=f"under “{line.text}”")
