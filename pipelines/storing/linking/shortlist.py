"""Which publications share words with a story, as the index tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from heapq import nlargest

from sqlalchemy.orm import Session

import db.linking as store
from pipelines.linking.model import Clues
from pipelines.linking.words import keys_of, shingles

MOST_QUOTED = 8
"""Publications that share quoted words, the best first."""
MOST_IN_COMMON = 200
"""Publications with a single run of quoted words that count where their provider is named."""
SAMPLE = 4
"""One run of five words outside quotations of so many is looked up, chosen by its hash."""
SATURATED = 64
"""Publications that may share a run of five words; then it is a set phrase and tells nothing."""
RARE = 3


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What the index says about a story's words.

    shared: hash → number of publications. quoted: report id → hashes of quotations. echoed: report
    id → number of sampled runs of words outside quotations that few publications have. votes:
    report id → what all of these speak for it, the rare ones most.
    """

    shared: Mapping[int, int]
    quoted: Mapping[int, Set[int]]
    echoed: Mapping[int, int]
    votes: Mapping[int, float]

    def best(self) -> list[int]:
        """Return the reports with two runs of words or more, the rarest words first."""
        several = (r for r in self.votes if len(self.quoted.get(r, ())) != 1 or r in self.echoed)
        return nlargest(MOST_QUOTED, several, key=self.votes.__getitem__)

    def others(self) -> list[int]:
        """Return the reports with a quoted run at all, which is much if the provider is named."""
        return nlargest(MOST_IN_COMMON, self.quoted, key=self.votes.__getitem__)


def quoted_hashes(clues: Clues) -> set[int]:
    """Return the hashes of every five quoted words."""
    return set().union(*(quotation.hashes for quotation in clues.quotations))


def outside_hashes(clues: Clues) -> set[int]:
    """Return a sample of the hashes of five words outside quotations."""
    return {number for number in shingles(keys_of(clues.outside)) if number % SAMPLE == 0}


def shortlist(s: Session, clues: Clues) -> Shortlist:
    """Ask the index for the publications that share words with a story."""
    quoted = quoted_hashes(clues)
    holders = store.shingle_holders(s, quoted | outside_hashes(clues))
    by_report: dict[int, set[int]] = {}
    votes: dict[int, float] = {}
    echoed: Counter[int] = Counter()
    for number, reports in holders.items():
        if number in quoted and len(reports) < SATURATED:
            for report in reports:
                by_report.setdefault(report, set()).add(number)
                votes[report] = votes.get(report, 0.0) + 1 / len(reports)
        elif number not in quoted and len(reports) <= RARE:
            echoed.update(reports)
    shared = {number: len(reports) for number, reports in holders.items()}
    echoed = Counter({report: count for report, count in echoed.items() if count > 1})
    for report, count in echoed.items():
        votes[report] = votes.get(report, 0.0) + count / 2
    return Shortlist(shared, by_report, echoed, votes)
