"""Bodies that are wrong without a word, and doubts that were not needed, over all article pages.

A wrong body is one that shares less than 70 % with the gold text (F1 of 4-gram shingles); it is
*silent* where no doubt of the reading is about its text. The days of a report are not its text:
`no_date` counts as no doubt here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from pipelines.reading import read_html
from words.doubts import PageDoubt, codes

__all__ = ["Bodies", "measure_bodies"]

WRONG, LOST, RIGHT = 0.7, 0.5, 0.9
_NOT_OF_THE_TEXT = frozenset({PageDoubt.NO_DATE, PageDoubt.NO_TITLE})


@dataclass(slots=True)
class Bodies:
    """Counts over pages with a gold text.

    pages: all that were read, without gold too. lost: under half is right; right: nine tenths.
    """

    pages: int = 0
    silent_wrong: int = 0
    lost: int = 0
    silent_lost: int = 0
    right: int = 0
    doubted_right: int = 0

    def count(self, score: float, doubted: bool) -> None:
        """Add one page."""
        self.silent_wrong += score < WRONG and not doubted
        self.lost += score < LOST
        self.silent_lost += score < LOST and not doubted
        self.right += score >= RIGHT
        self.doubted_right += score >= RIGHT and doubted

    def percent(self) -> dict[str, float]:
        """Return what has a ceiling, in percent; `silent_lost` is a count."""
        return {
            "silent_wrong": round(100 * self.silent_wrong / self.pages, 2),
            "lost": round(100 * self.lost / self.pages, 2),
            "silent_lost": self.silent_lost,
            "doubted_right": round(100 * self.doubted_right / self.right, 2),
        }

    def __str__(self) -> str:
        """Return the counts as one line each."""
        return (
            f"silent wrong bodies {self.silent_wrong} of {self.pages} pages\n"
            f"pages under F1 {LOST} {self.lost}, {self.silent_lost} of them without a doubt\n"
            f"doubts on right pages {self.doubted_right} of {self.right}"
        )


def measure_bodies(scorer: ModuleType, corpora: tuple[str, ...]) -> Bodies:
    """Read every page of the corpora and count."""
    found = Bodies()
    for corpus in corpora:
        for page in scorer.load(corpus):
            reading = read_html(scorer.html_of(page), page["url"])
            found.pages += 1
            if page["gold_text"]:
                doubted = not _NOT_OF_THE_TEXT.issuperset(codes(reading.doubts))
                found.count(scorer.page_score(page["gold_text"], reading.text)[2], doubted)
    return found
