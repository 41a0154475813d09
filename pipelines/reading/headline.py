"""Where the headline stands among the visible lines of a page."""

from __future__ import annotations

from pipelines.boilerplate.fragment import fold
from pipelines.reading.markup import Region
from pipelines.reading.visible import Visible


def find_title(page: Visible, title: str | None, before: int) -> int | None:
    """Return the first line up to `before` that is the headline, an h1 rather than its copies."""
    if not title:
        return None
    wanted = fold(title)
    size, slack = len(wanted), max(4, 0.2 * len(wanted))
    best = None
    for at in range(min(before, len(page.lines))):
        line = page.lines[at]
        if abs(len(line.text) - size) > slack or not same_title(line.text, wanted):
            continue
        if page.nodes[line.node].tag == "h1":
            return at
        if best is None or line.regions & Region.HEADING:
            best = at
    return best


def same_title(text: str, wanted: str) -> bool:
    """Say whether a line is the headline `wanted` (folded), dividers and marks apart."""
    return _letters(fold(text)) == _letters(wanted)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
