"""Stock phrases on the lines of an HTML fragment: the table of `phrases`, with what markup adds.

A heading of a story may read "FAQs" or "YouTube", a table may have a row "Email": there only the
classes that no story carries as a heading are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.phrases import exact_kind, opener_kind
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
# "📰 Sign up to our newsletter 📰": what stands at the edges of a line and is no word or mark
_EDGE = re.compile(r"^[^\w\"'(\[£$€@#©+\-.]+|[^\w\"')\]?!.:;…%*+\-]+$")


def stock_kind(line: FragmentLine) -> tuple[str, str] | None:
    """Return class and deciding words of a stock line, None for any other; kept on the line."""
    if line.stock is not None:
        return line.stock or None
    found = _look(line)
    line.stock = found or ()
    return found


def _look(line: FragmentLine) -> tuple[str, str] | None:
    if line.table or line.joint == 2 or len(line.folded) > _LONGEST:
        return None
    words = line.folded
    if not words.isascii() and not (_plain(words[0]) and _plain(words[-1])):
        words = _EDGE.sub("", words)
    kind = exact_kind(words)
    found = (kind, words) if kind else opener_kind(words)
    if found is None or (line.heading and found[0] not in _IN_HEADINGS):
        return None
    if found[0] in ("related", "tags") and line.folded.endswith((":", ",")) and not kind:
        return None
    return found


def _plain(character: str) -> bool:
    return character.isalnum() or character in "\"'."


def stock(fragment: Fragment, kind: str) -> Iterator[Cut]:
    """Yield a cut for each line that is a stock phrase of one class."""
    if fragment.stock is None:
        fragment.stock = {}
        for line in fragment.lines:
            found = stock_kind(line)
            if found is not None:
                fragment.stock.setdefault(found[0], []).append((line.index, found[1][:80]))
    for index, evidence in fragment.stock.get(kind, ()):
        yield Cut(line=index, evidence=evidence)
