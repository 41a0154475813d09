"""Reading a story for whatever may tell which inspection it is about."""

from __future__ import annotations

import re

from pipelines.linking.dates import read_periods, read_years
from pipelines.linking.gazetteer import Gazetteer
from pipelines.linking.grades import read_grades
from pipelines.linking.mentions import name_all
from pipelines.linking.model import Clues, NewsText
from pipelines.linking.passages import passages_of
from pipelines.linking.quotations import read_quotations, words_outside
from pipelines.linking.types import is_graded, read_subjects

# Who inspects, by name or as the press calls it.
OF_INSPECTION = re.compile(
    r"\bOfsted\b|\binspect(?:ors?|ions?|ed)\b|\bHMI\b|\bwatchdog|\bregulator|"
    r"\bCare Quality Commission",
    re.I,
)
HINTS = ("ofsted", "inspect", "hmi", "watchdog", "regulator", "care quality commission")
"""Letters without which the pattern cannot be there: to look for them costs a twentieth of it."""
FRONT = 600
"""Letters of the text that count as its front: the first two or three sentences."""


def read_clues(gazetteer: Gazetteer, news: NewsText) -> Clues:
    """Return what the story says. A story that never speaks of inspections is read no further."""
    whole = news.whole()
    on_inspection = is_on_inspection(whole)
    front = "\n".join(filter(None, (news.title, news.standfirst, news.text[:FRONT])))
    naming = name_all(
        gazetteer,
        title=news.title,
        standfirst=news.standfirst,
        text=news.text,
        areas=news.areas,
    )
    quotations = read_quotations(whole) if on_inspection else []
    return Clues(
        news=news,
        naming=naming,
        quotations=tuple(quotations),
        outside=words_outside(whole, quotations) if on_inspection else "",
        periods=tuple(read_periods(whole, news.told_on)) if on_inspection else (),
        subjects=read_subjects(whole) if on_inspection else {},
        grades=read_grades(whole) if on_inspection else frozenset(),
        in_front=on_inspection and is_on_inspection(front),
        graded=on_inspection and is_graded(whole),
        years=read_years(whole) if on_inspection else frozenset(),
        passages=passages_of(news, naming.text) if on_inspection else {},
        on_inspection=on_inspection,
    )


def is_on_inspection(text: str) -> bool:
    """Say whether a text speaks of inspections or inspectors at all."""
    lowered = text.lower()
    return any(hint in lowered for hint in HINTS) and OF_INSPECTION.search(text) is not None
