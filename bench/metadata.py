"""Titles, authors and dates, scored against the gold of the article corpora."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class Facts:
    """What was right on one corpus.

    right: field → how many were right, of how many that the gold states. asked: pages on which a
    second opinion was asked for.
    """

    right: dict[str, tuple[int, int]] = field(default_factory=dict)
    asked: int = 0
    pages: int = 0

    def row(self, corpus: str) -> str:
        """Return the corpus as one line of a table."""
        cells = [
            f"{name} {good}/{of}" + (f" = {100 * good / of:.1f} %" if of else "")
            for name, (good, of) in self.right.items()
        ]
        return f"{corpus:9} " + "   ".join(cells)


def _plain(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").casefold().replace("’", "'")).strip()


def _names(value: str | list[str] | None) -> set[str]:
    parts = value if isinstance(value, list) else (value or "").split(";")
    return {_plain(part) for part in parts if part.strip()}


def _same_day(stated: str, found: datetime | None) -> bool:
    if found is None:
        return False
    gold = datetime.fromisoformat(stated)
    days = {gold.date()}
    if gold.tzinfo is not None:
        days.add(gold.astimezone(found.tzinfo).date())
    return bool(days & {found.date(), found.astimezone(LONDON).date()})


def measure_facts(scorer: ModuleType, corpus: str) -> Facts:
    """Read a corpus and compare; a date counts where the gold states a whole day."""
    from pipelines.reading import read_html

    found = Facts(right={"title": (0, 0), "author": (0, 0), "date": (0, 0)})
    for page in scorer.load(corpus):
        reading = read_html(scorer.html_of(page), page["url"])
        found.pages += 1
        found.asked += "second_opinion_asked" in reading.doubts
        answers = {
            "title": lambda r, p: _plain(r.title) == _plain(p["title"]),
            "author": lambda r, p: _names(r.byline) == _names(p["author"]),
            "date": lambda r, p: _same_day(p["date"], r.published),
        }
        for name, agrees in answers.items():
            if page.get(name) and (name != "date" or len(page["date"]) >= 10):
                good, of = found.right[name]
                found.right[name] = (good + agrees(reading, page), of + 1)
    return found
