"""Whether a source was well tonight: what became of its pages, against its own good nights. Pure.

The number of links in its listings says nothing of a site that answers every request with a
maintenance page. A source that is ill raises an alarm that names what was seen, and what its pages
seemed to be tonight is looked at again on the next night.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from db.states import PageState
from words.alarms import AlarmCode

__all__ = ["Breach", "SourceNight", "breaches"]

FEWEST = 3
"""Pages from which a rule about all or most of them is one."""
ENOUGH_NIGHTS = 5
"""Good nights from which the median says what is usual."""
READ = (PageState.STORED, PageState.UNCHANGED, PageState.OFF_TOPIC)
KEPT = (PageState.STORED, PageState.UNCHANGED)
MANY_LOST = 0.3
"""Share of the stored pages requested tonight that may answer otherwise at once."""
MANY_ASIDE = 0.2
"""Share of pages set aside from which it is no chance, where it is twice the usual one too."""
FEW_FOUND = 0.3
"""Share of the usual number of links below which a listing was cut, or another page served."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceNight:
    """One source in one night. outcomes: pages by state, of those dealt with. found: links of its
    listings that are its own. held, lost: stored pages that were requested, and those of them that
    answered as no story of the source does.
    """

    outcomes: Mapping[PageState, int]
    found: int
    held: int = 0
    lost: int = 0

    def count(self, *states: PageState) -> int:
        """Return how many pages ended in one of these states."""
        return sum(self.outcomes.get(state, 0) for state in states)

    @property
    def pages(self) -> int:
        """How many pages were dealt with."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """What was wrong. detail: in words and numbers; amount: how bad, more is worse."""

    code: AlarmCode
    detail: str
    amount: int


def breaches(
    tonight: SourceNight, past: Sequence[SourceNight] = (), *, is_official: bool = False
) -> list[Breach]:
    """Return what was wrong with a source tonight; past: its last good nights, any order.

    is_official: its documents are few and each of them counts.
    """
    found = [
        _nothing_read(tonight),
        _nothing_kept(tonight, past),
        _many_lost(tonight),
        _documents_aside(tonight) if is_official else _many_aside(tonight, past),
        _fewer_found(tonight, past),
    ]
    return [one for one in found if one is not None]


def _nothing_read(tonight: SourceNight) -> Breach | None:
    if tonight.pages < FEWEST or tonight.count(*READ):
        return None
    words = f"{tonight.pages} pages, none of which could be read: {_listed(tonight)}"
    return Breach(code=AlarmCode.NOTHING_READ, detail=words, amount=tonight.pages)


def _nothing_kept(tonight: SourceNight, past: Sequence[SourceNight]) -> Breach | None:
    """A night on which everything is on another topic or no story: a page for all addresses."""
    usual = _usual([night.count(*KEPT) for night in past])
    if usual < 1 or tonight.pages < 2 * FEWEST or tonight.count(*KEPT) or not tonight.count(*READ):
        return None
    words = f"{tonight.pages} pages, none to keep, where {usual:g} are usual: {_listed(tonight)}"
    return Breach(code=AlarmCode.NOTHING_KEPT, detail=words, amount=tonight.pages)


def _many_lost(tonight: SourceNight) -> Breach | None:
    if tonight.lost < FEWEST or tonight.lost < MANY_LOST * tonight.held:
        return None
    words = f"{tonight.lost} of {tonight.held} stored pages answer otherwise: {_listed(tonight)}"
    return Breach(code=AlarmCode.MANY_LOST, detail=words, amount=tonight.lost)


def _many_aside(tonight: SourceNight, past: Sequence[SourceNight]) -> Breach | None:
    aside = tonight.count(PageState.QUARANTINED)
    usual = _usual([_share(night, PageState.QUARANTINED) for night in past])
    if aside < FEWEST or _share(tonight, PageState.QUARANTINED) < max(MANY_ASIDE, 2 * usual):
        return None
    words = f"{aside} of {tonight.pages} pages were set aside"
    return Breach(code=AlarmCode.MANY_SET_ASIDE, detail=words, amount=aside)


def _documents_aside(tonight: SourceNight) -> Breach | None:
    aside = tonight.count(PageState.QUARANTINED)
    if not aside:
        return None
    words = f"{aside} documents were set aside: `winnow quarantine list` has them"
    return Breach(code=AlarmCode.DOCUMENTS_SET_ASIDE, detail=words, amount=aside)


def _fewer_found(tonight: SourceNight, past: Sequence[SourceNight]) -> Breach | None:
    usual = _usual([night.found for night in past])
    if usual < 4 * FEWEST or not 0 < tonight.found < FEW_FOUND * usual:
        return None
    words = f"{tonight.found} pages were named, where {usual:g} are usual"
    return Breach(code=AlarmCode.FEWER_FOUND, detail=words, amount=round(usual) - tonight.found)


def _usual(values: Sequence[float]) -> float:
    """Return the median of enough nights, 0 of fewer: then nothing is usual yet."""
    return float(median(values)) if len(values) >= ENOUGH_NIGHTS else 0.0


def _share(night: SourceNight, state: PageState) -> float:
    return night.count(state) / night.pages if night.pages else 0.0


def _listed(night: SourceNight) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(night.outcomes.items()) if count)
