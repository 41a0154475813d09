"""The selectors of a source's layout on one page: what they find, and what they miss.

A selector that finds nothing, or two where one is meant, is a doubt with the field's name; the
general reader then does its work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from lxml.cssselect import CSSSelector, SelectorError

from pipelines.page.visible import Visible
from pipelines.reading.draft import Draft, Mark
from pipelines.reading.locate import Place
from words.doubts import Doubt, PageDoubt
from words.rules import PageRule


@lru_cache(maxsize=512)
def _compiled(selector: str) -> CSSSelector | None:
    try:
        return CSSSelector(selector)
    except (SelectorError, ValueError):
        return None


def select(root: Any, selectors: tuple[str, ...]) -> tuple[list[Any], str | None]:
    """Return what the first selector that finds anything finds, and that selector."""
    for selector in selectors:
        compiled = _compiled(selector)
        found: list[Any] = cast("list[Any]", compiled(root)) if compiled is not None else []
        if found:
            return found, selector
    return [], None


def select_text(
    root: Any,
    field: str,
    selectors: tuple[str, ...],
    doubts: list[Doubt],
    known: str | None = None,
) -> str | None:
    """Return the text of the one element that a field's selectors mean; add a doubt otherwise.

    known: what the page says without them; of several texts it is the one that is meant, as of two
    headings "Thank you for subscribing!" and the headline.
    """
    if not selectors:
        return None
    found, _ = select(root, selectors)
    texts = [text for element in found if (text := " ".join("".join(element.itertext()).split()))]
    if not texts:
        doubts.append(Doubt(PageDoubt.SELECTOR_MISSED, field))
        return None
    if known in texts:
        return known
    if len(set(texts)) > 1:
        doubts.append(Doubt(PageDoubt.SELECTOR_MANY, field))
    return texts[0]


def lines_of(page: Visible, element: Any) -> range:
    """Return the page lines inside an element; none where it holds no block with text."""
    for node in page.nodes:
        if node.element is element:
            return range(node.first, node.last)
    return range(0)


def standfirst_of(root: Any, page: Visible, selectors: tuple[str, ...]) -> list[int]:
    """Return the lines of the element that the standfirst selectors mean; none where it is none."""
    found = select(root, selectors)[0] if selectors else []
    return list(lines_of(page, found[0])) if found else []


def place_of(
    root: Any, page: Visible, selectors: tuple[str, ...], doubts: list[Doubt]
) -> tuple[Place, frozenset[int]] | None:
    """Return the place that the body selectors mean, and the lines that they select in it."""
    if not selectors:
        return None
    found, _ = select(root, selectors)
    ranges = [lines for element in found if (lines := lines_of(page, element))]
    if not ranges:
        doubts.append(Doubt(PageDoubt.SELECTOR_MISSED, "body"))
        return None
    if len({element.getparent() for element in found}) > 1:
        doubts.append(Doubt(PageDoubt.SELECTOR_MANY, "body"))
    first, last = min(lines.start for lines in ranges), max(lines.stop for lines in ranges)
    selected = frozenset(at for lines in ranges for at in lines)
    return Place(_smallest(page, first, last), first, last, "layout"), selected


def _smallest(page: Visible, first: int, last: int) -> int:
    """Return the smallest node that holds lines first..last."""
    best = 0
    for index, node in enumerate(page.nodes):
        if node.first <= first and last <= node.last:
            best = index
    return best


def cut_layout(root: Any, draft: Draft, strip: tuple[str, ...], selected: frozenset[int]) -> None:
    """Mark what the layout strips, and what its body selectors leave out of the place."""
    for selector in strip:
        for element in select(root, (selector,))[0]:
            for at in lines_of(draft.page, element):
                draft.cut(at, Mark(PageRule.LAYOUT_STRIP, "layout", selector))
    if selected:
        for at in draft.kept():
            if at not in selected:
                draft.cut(at, Mark(PageRule.LAYOUT_BODY, "layout", "not selected as body"))
