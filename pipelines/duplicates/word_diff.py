"""Two wordings of one text → the words that went and came, with some words around them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Hunk", "word_diff"]

AROUND = 6
"""Words shown before and after a change."""
LONGEST = 40
"""Words of a change that are shown; the middle of a longer one is left out."""
COMPARED = 2_000
"""Words on each side that are compared one by one: the time grows with their product."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hunk:
    """One change: what stood there, what stands there now, and the words around it."""

    before: str
    gone: str
    come: str
    after: str

    def __str__(self) -> str:
        """Return it as wdiff marks it: `… as it was [-now gone-] {+now there+} and went on …`."""
        gone, come = self.gone and f"[-{self.gone}-]", self.come and f"{{+{self.come}+}}"
        return " ".join(part for part in (self.before, gone, come, self.after) if part)


def word_diff(before: str, after: str) -> Iterator[Hunk]:
    """Yield the changes in the order of the text; white space is no change.

    Lines are compared first, so that the words of a long text are compared only where it differs.
    """
    old, new = _lines(before), _lines(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _changes(
                _words(old[a:b]), _words(new[c:d]), _words(new[:c]), _words(new[d:])
            )


def _lines(text: str) -> list[str]:
    """Return the lines that hold words, with single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def _words(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _changes(old: list[str], new: list[str], lead: list[str], trail: list[str]) -> Iterator[Hunk]:
    """Yield the changes between two stretches of words. lead, trail: the words around them."""
    if len(old) > COMPARED or len(new) > COMPARED:
        yield _hunk(old, new, lead, trail)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _hunk(old[a:b], new[c:d], [*lead, *new[:c]], [*new[d:], *trail])


def _hunk(gone: list[str], come: list[str], lead: list[str], trail: list[str]) -> Hunk:
    return Hunk(
        before=" ".join((["…"] if len(lead) > AROUND else []) + lead[-AROUND:]),
        gone=_shortened(gone),
        come=_shortened(come),
        after=" ".join(trail[:AROUND] + (["…"] if len(trail) > AROUND else [])),
    )


def _shortened(words: list[str]) -> str:
    if len(words) <= LONGEST:
        return " ".join(words)
    half = LONGEST // 2
    left_out = len(words) - 2 * half
    return " ".join([*words[:half], f"…({left_out} words)…", *words[-half:]])
