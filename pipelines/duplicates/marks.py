"""The marks under which a report's text is remembered, so that copies of it are found.

Two kinds, because each misses what the other finds. A whole *sentence* survives cuts, a new intro
and a new headline, but not a copy-edit of its words. A *spot signature* – a common little word and
the three telling words after it (Theobald, Siddharth and Paepcke, SIGIR 2008) – survives edits a
few words away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from pipelines.linking.words import hash_words, keys_of_each

SATURATED = 24
"""Reports that may share a mark; then it is a set phrase, or a story that is everywhere,
and no longer recorded."""
FEWEST_WORDS = 6
"""Words of the shortest sentence that counts."""
SPOTS = frozenset({"the", "a", "to", "was"})
LITTLE_WORDS = """
the a an and or of to in on at is was were be been has have had it its for with by from as that this
he she they his her their i we you said not are will would who which but
"""
LITTLE = frozenset(LITTLE_WORDS.split())
SAMPLED = 3
"""One spot signature of so many is recorded, chosen by its hash: the same ones in every text."""
FEWEST_SHARED = 3
MOST_CANDIDATES = 6
MUCH = 0.3
"""Share of a text's marks that is evidence even where each of them is a set phrase."""

# One set of first letters, no alternatives: four times as quick. Line ends are doubled before.
SENTENCE_END = re.compile(r"[.!?…\n][\"”’')\]]*\s+")


def sentence_marks(sentences: Iterable[list[str]]) -> Iterator[int]:
    """Yield a mark for every sentence of six words or more. sentences: their words."""
    for keys in sentences:
        if len(keys) >= FEWEST_WORDS:
            yield hash_words("§ " + " ".join(keys))


def spot_marks(keys: Sequence[str]) -> Iterator[int]:
    """Yield the recorded spot signatures of a text's words."""
    telling = [i for i, key in enumerate(keys) if key not in LITTLE]
    spots = [i for i, key in enumerate(keys) if key in SPOTS]
    following = 0
    for spot in spots:
        following = bisect_left(telling, spot, following)
        if following + 3 > len(telling):
            return
        a, b, c = telling[following : following + 3]
        mark = hash_words(f"{keys[spot]} {keys[a]} {keys[b]} {keys[c]}")
        if mark % SAMPLED == 0:
            yield mark


def marks_of(text: str) -> frozenset[int]:
    """Return all marks of a text; about 40 for a story of 500 words."""
    sentences = keys_of_each(SENTENCE_END.split(text.replace("\n", "\n\n")))
    keys = list(chain.from_iterable(sentences))
    return frozenset(chain(sentence_marks(sentences), spot_marks(keys)))


def shortlist(found: Iterable[tuple[int, int]], mark_count: int) -> list[int]:
    """Return the reports worth comparing, most marks in common first.

    found: (mark, report id) of every recorded mark that equals one of the text's. mark_count: how
    many marks the text has.
    """
    rows = list(found)
    spread = Counter(mark for mark, _ in rows)
    shared = Counter(report for _, report in rows)
    telling = Counter(report for mark, report in rows if spread[mark] < SATURATED)
    least = min(FEWEST_SHARED, max(1, mark_count // 2))
    likely = (
        report
        for report, count in shared.most_common()
        if telling[report] >= least or count >= max(least, MUCH * mark_count)
    )
    return list(islice(likely, MOST_CANDIDATES))
