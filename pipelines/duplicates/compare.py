"""Whether two texts are copies of one story, by what share of the words one contains of the other.

Two reporters on one event quote the same people. What they wrote themselves tells them apart, so a
copy must share that too.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.linking.quotations import read_quotations, words_outside
from pipelines.linking.words import keys_of

WIDTH = 3
LEAST_SHARED = 0.34
"""Share of the shorter text's runs of three words that a copy has in common with the longer."""
LEAST_OWN = 0.22
"""The same for the words outside quotation marks."""
FEWEST_OWN = 25
"""With fewer runs outside quotations than this, a text must be contained nearly whole."""
NEARLY = 0.9
WHOLE = 0.97
MOST = 0.6
INTRO = 40
"""Words that count as the opening."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text taken apart for comparing: its title, its runs of three words, those of its own."""

    title: str
    keys: tuple[str, ...]
    runs: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """How a later text relates to an earlier one.

    similarity: share of the shorter text found in the longer, 0 to 1. kept: share of the earlier
    text found in the later; taken: share of the later found in the earlier. relation: copy,
    new_headline, cut, extended, rewritten_intro, edited, partly.
    """

    is_copy: bool
    similarity: float
    own_similarity: float
    kept: float
    taken: float
    relation: str


def runs_of(keys: list[str] | tuple[str, ...]) -> frozenset[str]:
    """Return every three consecutive words."""
    return frozenset(map(" ".join, zip(keys, keys[1:], keys[2:], strict=False)))


def fingerprint(title: str | None, text: str) -> Fingerprint:
    """Return a text ready to be compared."""
    keys = tuple(keys_of(text))
    quotations = read_quotations(text)
    runs = runs_of(keys)
    own = runs_of(keys_of(words_outside(text, quotations))) if quotations else runs
    return Fingerprint(" ".join(keys_of(title or "")), keys, runs, own)


def share(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the smaller set lies in the larger, 0 to 1; 0 if one is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def compare(earlier: Fingerprint, later: Fingerprint) -> Comparison:
    """Return how the later text relates to the earlier, and whether they are copies."""
    common = len(earlier.runs & later.runs)
    similarity = share(earlier.runs, later.runs)
    own = share(earlier.own, later.own)
    few = min(len(earlier.own), len(later.own)) < FEWEST_OWN
    enough = similarity >= NEARLY if few else similarity >= LEAST_SHARED and own >= LEAST_OWN
    kept = common / len(earlier.runs) if earlier.runs else 0.0
    taken = common / len(later.runs) if later.runs else 0.0
    return Comparison(
        is_copy=enough,
        similarity=round(similarity, 3),
        own_similarity=round(own, 3),
        kept=round(kept, 3),
        taken=round(taken, 3),
        relation=relation(earlier, later, kept, taken),
    )


def relation(earlier: Fingerprint, later: Fingerprint, kept: float, taken: float) -> str:
    """Name what the later text did with the earlier."""
    if kept >= WHOLE and taken >= WHOLE:
        return "copy" if earlier.title == later.title else "new_headline"
    length = len(later.runs) / max(1, len(earlier.runs))
    if taken >= NEARLY and length < NEARLY:
        return "cut"
    if kept >= NEARLY and length > 1 / NEARLY:
        return "extended"
    opening = share(runs_of(earlier.keys[:INTRO]), runs_of(later.keys[:INTRO]))
    rest = share(runs_of(earlier.keys[INTRO:]), runs_of(later.keys[INTRO:]))
    if opening < 0.3 and rest >= MOST:
        return "rewritten_intro"
    return "edited" if min(kept, taken) >= MOST else "partly"
