"""Titles, authors and dates, scored against the gold of the article corpora."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from types import ModuleType
from typing import Any

from bench.peers import OURS, READERS, Found
from words.london import LONDON

FIELDS = ("title", "author", "date")


@dataclass(slots=True)
class Facts:
    """What was right on one corpus.

    right: field → how many were right, of how many that the gold states. asked: pages on which a
    second opinion was asked for.
    """

    right: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(FIELDS, (0, 0)))
    asked: int = 0
    pages: int = 0

    def count(self, page: dict[str, Any], found: Found) -> None:
        """Compare what was found in a page; a date counts where the gold states a whole day."""
        self.pages += 1
        self.asked += found.asked
        for name, agrees in _AGREES.items():
            if page.get(name) and (name != "date" or len(page["date"]) >= 10):
                good, of = self.right[name]
                self.right[name] = (good + agrees(page[name], found), of + 1)

    def row(self, corpus: str, reader: str = OURS) -> str:
        """Return the corpus as one line of a table."""
        cells = [
            f"{name} {good}/{of}" + (f" = {100 * good / of:.1f} %" if of else "")
            for name, (good, of) in self.right.items()
        ]
        return f"{corpus:9} {reader:26} {'   '.join(cells)}"


def _plain(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").casefold().replace("’", "'")).strip()


def _names(parts: tuple[str, ...] | list[str]) -> set[str]:
    return {_plain(part) for part in parts if part.strip()}


def _same_author(stated: str | list[str], found: Found) -> bool:
    gold = stated if isinstance(stated, list) else stated.split(";")
    return _names(gold) == _names(found.authors)


def _same_day(stated: str, found: Found) -> bool:
    if found.published is None:
        return False
    gold = datetime.fromisoformat(stated)
    if not isinstance(found.published, datetime):
        return found.published == gold.date()
    days = {gold.date()}
    if gold.tzinfo is not None and found.published.tzinfo is not None:
        days.add(gold.astimezone(found.published.tzinfo).date())
    return bool(days & _days(found.published))


def _days(moment: datetime) -> set[date]:
    own = {moment.date()}
    return own if moment.tzinfo is None else own | {moment.astimezone(LONDON).date()}


_AGREES: dict[str, Callable[[Any, Found], bool]] = {
    "title": lambda gold, found: _plain(found.title) == _plain(gold),
    "author": _same_author,
    "date": _same_day,
}


def measure_facts(scorer: ModuleType, corpus: str) -> Facts:
    """Read a corpus with our own reader and compare."""
    facts, read = Facts(), READERS[OURS]()
    for page in scorer.load(corpus):
        facts.count(page, read(scorer.html_of(page), page["url"]))
    return facts
