"""Where the headline stands among the visible lines of a page."""

from __future__ import annotations

from pipelines.boilerplate.fragment import fold
from pipelines.page.markup import Region
from pipelines.page.visible import Visible
from pipelines.reading.metadata.titles import letters


def find_title(page: Visible, title: str | None, before: int) -> int | None:
    """Return the first line up to `before` that is the headline, an h1 rather than its copies."""
    if not title:
        return None
    size = len(fold(title))
    slack = max(4, 0.2 * size)
    least, most = size - slack, size + slack
    wanted = letters(title)
    best = None
    for at, line in enumerate(page.lines[:before]):
        if not least <= len(line.text) <= most or letters(line.text) != wanted:
            continue
        if page.nodes[line.node].tag == "h1":
            return at
        if best is None or line.regions & Region.HEADING:
            best = at
    return best


def same_title(text: str, wanted: str) -> bool:
    """Say whether a line is the headline `wanted` (folded), dividers and marks apart."""
    return letters(text) == letters(wanted)
