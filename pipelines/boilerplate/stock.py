"""Stock phrases on the lines of an HTML fragment: the table of `phrases`, with what markup adds.

A heading of a story may read "FAQs" or "YouTube", a table may have a row "Email": there only the
classes that no story carries as a heading are believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.edges import without_edges
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.phrases import (
    Opener,
    exact_kind,
    find_opener,
    floating,
    may_be_stock,
    stock_classes,
)
from pipelines.boilerplate.rules import FragmentRule

__all__ = ["stock", "stock_rules"]

_IN_HEADINGS = frozenset(one.name for one in stock_classes() if one.in_headings)
_LONGEST = 700
STOCK_LINE = "Cut lines that are stock phrases of the class (`pipelines/boilerplate/phrases.toml`)."


def _look(line: FragmentLine, openers: Sequence[Opener]) -> tuple[str, str] | None:
    """Return class and deciding words of a stock line, None for any other.

    openers: those that may begin anywhere in a line and whose words the line holds.
    """
    words = line.folded
    if line.table or len(words) > _LONGEST:
        return None
    if not words.isascii() and not (_plain(words[0]) and _plain(words[-1])):
        words = without_edges(words)
    kind = exact_kind(words)
    found = (kind, words) if kind else find_opener(words, openers)
    if found is None or line.joint == 2:
        return None
    if line.heading and found[0] not in _IN_HEADINGS:
        return None
    if found[0] in ("related", "tags") and line.folded.endswith((":", ",")) and not kind:
        return None
    return found


def _plain(character: str) -> bool:
    return character.isalnum() or character in "\"'."


def stock(fragment: Fragment, kind: str) -> Sequence[Cut]:
    """Return a cut for each line that is a stock phrase of one class."""
    if fragment.stock is None:
        fragment.stock = _stock(fragment)
    return fragment.stock.get(kind, ())


def stock_rules() -> Iterator[FragmentRule]:
    """Yield the rule of each class: cut the lines that are stock phrases of it."""
    for one in stock_classes():
        find = partial(stock, kind=one.name)
        yield FragmentRule(f"{one.name}-stock", one.name, find, STOCK_LINE, alone=True)


def _stock(fragment: Fragment) -> dict[str, list[Cut]]:
    """Return the cuts of all stock phrases by class; most lines hold no word of any."""
    lines = fragment.lines
    openers: dict[int, list[Opener]] = {}
    for row in floating():
        for line in (fragment.short if row.short else fragment).holding(*row.words):
            openers.setdefault(line.index, []).extend(row.openers)
    found: dict[str, list[Cut]] = {}
    asked = may_be_stock([line.folded for line in lines])
    for at in sorted({*asked, *openers}) if openers else asked:
        told = _look(lines[at], openers.get(at, ()))
        if told is not None:
            found.setdefault(told[0], []).append(Cut(line=at, evidence=told[1][:80]))
    return found
