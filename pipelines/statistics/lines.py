"""One line under the headings → what it says of each inspection it speaks of.

A file of schools has 22,000 lines of 85 cells: what can be known from the headings is worked out
once for the table, and a cell that stands in thousands of lines is read once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipelines.statistics.columns import DESCRIBES
from pipelines.statistics.model import StatedGrade, StatedInspection, TableColumn
from pipelines.statistics.values import day_of, grade_of, is_empty, plain, text_of
from words.doubts import Doubt, StatisticsDoubt

MOST_EXAMPLES = 5  # of one doubt; the rest is counted
KEPT_AS_IT_STANDS = (None, DESCRIBES, "opened_on")
URN = re.compile(r"[A-Z]{0,2}\d{5,8}")
NOTHING = ("not applicable", "n/a", "-")

day_of_cell = lru_cache(20_000)(day_of)
grade_of_cell = lru_cache(5_000)(grade_of)
# One string in place of thousands that are equal: it crosses the pipe to the database once.
text_of_cell = lru_cache(50_000)(text_of)
plain_cell = lru_cache(50_000)(plain)


@dataclass
class Doubts:
    """What was odd, a few examples of each."""

    seen: Counter[StatisticsDoubt] = field(default_factory=Counter)
    told: list[Doubt] = field(default_factory=list)

    def add(self, code: StatisticsDoubt, words: str) -> None:
        """Note one case."""
        self.seen[code] += 1
        if self.seen[code] <= MOST_EXAMPLES:
            self.told.append(Doubt(code, words))

    def all(self) -> tuple[Doubt, ...]:
        """Return the examples, and how many more there were."""
        more = (
            Doubt(code, f"and {count - MOST_EXAMPLES} more")
            for code, count in self.seen.items()
            if count > MOST_EXAMPLES
        )
        return (*dict.fromkeys(self.told), *more)


def kind_of(dataset: str, provider_type: str | None) -> str:
    """Return the kind of provider, as the provider pages of the reports site have it.

    All of social care but local authorities stands in one category there, that of the homes.
    """
    if dataset == "social_care" and "local authority" in (provider_type or "").casefold():
        return "authority"
    kinds = {
        "schools": "school",
        "childcare": "early_years",
        "authorities": "authority",
        "social_care": "childrens_home",
    }
    return kinds.get(dataset, "other")


class Plan:
    """Where under the headings of one table each thing stands."""

    def __init__(self, columns: Sequence[TableColumn], dataset: str) -> None:
        self.dataset = dataset
        self.places: dict[tuple[str, str], int] = {}
        self.areas: dict[str, list[tuple[int, str, str]]] = {}  # slot → place, area, heading
        self.other: list[tuple[int, str]] = []  # place, heading
        self.slots: list[tuple[int, str]] = []  # places that say there was an inspection
        for one in columns:
            name = one.field or ""
            if one.field in KEPT_AS_IT_STANDS:
                self.other.append((one.position, one.name))
            if name.startswith("grade:"):
                area = (one.position, name.removeprefix("grade:"), one.name)
                self.areas.setdefault(one.slot, []).append(area)
            elif one.field not in (None, DESCRIBES):
                self.places[name, one.slot] = one.position
            if name.startswith("grade:") or name in ("inspected_on", "inspection_number"):
                self.slots.append((one.position, one.slot))


class TableLine:
    """One line under the headings. urn: None where it has none, "" where a name stands for it."""

    def __init__(self, number: int, cells: Sequence[str], plan: Plan, doubts: Doubts) -> None:
        self.number, self.cells, self.plan, self.doubts = number, cells, plan, doubts
        self.urn = self._text("urn")
        self.kind = kind_of(plan.dataset, self._text("provider_type"))
        if self.urn is None and plan.dataset == "authorities" and self._text("local_authority"):
            self.urn = ""

    @property
    def is_of_words(self) -> bool:
        """Whether nothing but one cell is filled: "Source: Ofsted", under a table."""
        return sum(bool(cell.strip()) for cell in self.cells) == 1

    def rows(self) -> Iterator[StatedInspection]:
        """Yield the inspections the line speaks of; a provider without any gives one row."""
        slots = [slot for place, slot in self.plan.slots if self._at(place) is not None]
        for position, slot in enumerate(dict.fromkeys(["latest", *slots])):
            yield self._row(slot, is_first=position == 0)

    def _row(self, slot: str, *, is_first: bool) -> StatedInspection:
        return StatedInspection(
            line=self.number,
            slot=slot,
            urn=self.urn or "",
            provider_kind=self.kind,
            name=self._text("name"),
            provider_type=self._text("provider_type"),
            local_authority=self._text("local_authority"),
            event_type=self._text("event_type", slot),
            inspection_number=self._text("inspection_number", slot),
            inspected_on=self._day("inspected_on", slot),
            ended_on=self._day("ended_on", slot),
            published_on=self._day("published_on", slot),
            urn_then=self._urn_then(slot),
            name_then=self._text("name_then", slot),
            opened_on=self._day("opened_on", "latest", is_told=is_first),
            grades=tuple(self._grades(slot)),
            other=tuple(self._other()) if is_first else (),
        )

    def _at(self, place: int | None) -> str | None:
        """Return a cell that holds anything: REDACTED is something, NULL is not."""
        if place is None or place >= len(self.cells) or is_empty(self.cells[place]):
            return None
        return self.cells[place]

    def _text(self, name: str, slot: str = "latest") -> str | None:
        cell = self._at(self.plan.places.get((name, slot)))
        return text_of_cell(cell) if cell is not None else None

    def _urn_then(self, slot: str) -> str | None:
        """Return the URN at the time of the inspection where it was another than today's."""
        words = self._text("urn_then", slot)
        if words is None or words == self.urn or words.casefold() in NOTHING:
            return None
        if not URN.fullmatch(words):
            self.doubts.add(
                StatisticsDoubt.UNREADABLE_URN, f"line {self.number}, urn_then: {words[:60]!r}"
            )
            return None
        return words

    def _day(self, name: str, slot: str, *, is_told: bool = True) -> date | None:
        words = self._text(name, slot)
        found = day_of_cell(words) if words else None
        if words and found is None and is_told and words.casefold() not in NOTHING:
            self.doubts.add(
                StatisticsDoubt.UNREADABLE_DATE, f"line {self.number}, {name}: {words[:60]!r}"
            )
        return found

    def _grades(self, slot: str) -> Iterator[StatedGrade]:
        for place, area, heading in self.plan.areas.get(slot, ()):
            cell = self._at(place)
            if cell is None:
                continue
            stated = grade_of_cell(area, heading, cell)
            if stated.null_reason == "unreadable":
                words = f"line {self.number}, {heading}: {stated.as_printed[:60]!r}"
                self.doubts.add(StatisticsDoubt.UNKNOWN_GRADE, words)
            yield stated

    def _other(self) -> Iterator[tuple[str, str]]:
        for place, heading in self.plan.other:
            if (cell := self._at(place)) is not None:
                yield heading, plain_cell(cell)
