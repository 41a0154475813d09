"""Stock phrases on the lines of an HTML fragment: the table of `phrases`, with what markup adds.

A heading of a story may read "FAQs" or "YouTube", a table may have a row "Email": there only the
classes that no story carries as a heading are believed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.boilerplate.edges import without_edges
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.phrases import Floating, exact_kind, find_opener, floating_in
from pipelines.boilerplate.rules import Cut

__all__ = ["stock", "stock_kind"]

_IN_HEADINGS = frozenset(
    [
        "radio",
        "newsletter",
        "related",
        "ad",
        "share",
        "comments",
        "tags",
        "paywall",
        "app",
        "contact",
        "player",
    ]
)
_LONGEST = 700


def stock_kind(line: FragmentLine, floating: Floating | None = None) -> tuple[str, str] | None:
    """Return class and deciding words of a stock line, None for any other; kept on the line.

    floating: `floating_in` of the line's fragment, None where the line is asked alone.
    """
    if line.stock is None:
        line.stock = _look(line, floating) or ()
    return line.stock or None


def _look(line: FragmentLine, floating: Floating | None) -> tuple[str, str] | None:
    words = line.folded
    if line.table or line.joint == 2 or len(words) > _LONGEST:
        return None
    if not words.isascii() and not (_plain(words[0]) and _plain(words[-1])):
        words = without_edges(words)
    kind = exact_kind(words)
    if kind:
        found: tuple[str, str] | None = (kind, words)
    else:
        found = find_opener(words, floating_in(words) if floating is None else floating)
    if found is None or (line.heading and found[0] not in _IN_HEADINGS):
        return None
    if found[0] in ("related", "tags") and line.folded.endswith((":", ",")) and not kind:
        return None
    return found


def _plain(character: str) -> bool:
    return character.isalnum() or character in "\"'."


def stock(fragment: Fragment, kind: str) -> Sequence[Cut]:
    """Return a cut for each line that is a stock phrase of one class."""
    if fragment.stock is None:
        fragment.stock = {}
        floating = floating_in(fragment.folded)
        for line in fragment.lines:
            found = stock_kind(line, floating)
            if found is not None:
                cut = Cut(line=line.index, evidence=found[1][:80])
                fragment.stock.setdefault(found[0], []).append(cut)
    return fragment.stock.get(kind, ())
