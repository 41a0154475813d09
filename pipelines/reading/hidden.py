"""What a page hides: the third part of the audit, and the rest of a story behind a button.

Kept and removed blocks share out what the page shows; what it hides (by style or by attribute)
follows them in the same string, each hidden element a removed block of the rule `hidden-element`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pipelines.page.hints import hint
from pipelines.page.markup import Region
from pipelines.page.menus import run_of
from pipelines.page.visible import Visible, composed, see
from pipelines.reading.draft import Draft
from pipelines.reading.kind_walls import names_a_wall
from pipelines.reading.metadata.gather import Metadata
from pipelines.reading.metadata.titles import letters
from pipelines.reading.model import RemovedBlock, Span
from words.rules import PageRule

__all__ = ["continuation", "hidden_blocks"]

# "Read full article", "Show more", "Continue reading", "Read on", "Expand", alone on its control
_CONTROL = re.compile(
    r"^\W*(?:(?:click |tap )?(?:here )?(?:to )?(?:read|show|see|view|load|expand|continue|keep)\b"
    r".{0,12}\b(?:full|more|rest|whole|all|reading|on|article|story|text)\b.{0,16}|read more|"
    r"show more|expand|more)\W*$",
    re.I,
)
_OTHERS = frozenset(
    [
        *("comments", "newsletter", "share", "social", "ad", "nav", "footer", "sidebar", "promo"),
        *("notice", "popup", "login", "gallery", "player", "caption", "byline", "tags", "donate"),
        *("weather", "app", "support", "correction", "toolbar", "print"),
    ]
)
"""Classes of names that no continuation of a story has; "related" is not one: "read-more"."""
_APART = Region.FORM | Region.DIALOG | Region.NAV | Region.ASIDE
PARAGRAPH, FEWEST = 60, 80
"""Characters of a paragraph, and of all paragraphs of a continuation."""


def hidden_blocks(page: Visible, after: int) -> tuple[str, tuple[RemovedBlock, ...]]:
    """Return the hidden text of a page and its blocks; spans count on from `after`.

    Each block's span takes the line break before it with it, if there is text before.
    """
    parts: list[str] = []
    blocks: list[RemovedBlock] = []
    at = after
    for element in page.unseen:
        text = _text_of(element)
        if not text:
            continue
        gap = "\n" if at else ""
        end = at + len(gap) + len(text)
        blocks.append(
            RemovedBlock(
                rule=str(PageRule.HIDDEN_ELEMENT),
                kind="hidden",
                text=text,
                position=at + len(gap),
                spans=(Span(at, end),),
                evidence=_evidence(element),
            )
        )
        parts += [gap, text]
        at = end
    return "".join(parts), tuple(blocks)


def _text_of(element: Any) -> str:
    """Return the text of a hidden element: its lines where it has paragraphs, else one run."""
    if next(element.iter("p"), None) is not None:
        return see(element, hidden=True).text
    return composed(run_of(element))


def _evidence(element: Any) -> str:
    hidden = element.get("hidden")
    if hidden is None:
        return f"<{element.tag} style={(element.get('style') or '')[:40]!r}>"
    return f"<{element.tag} hidden={hidden!r}>" if hidden else f"<{element.tag} hidden>"


def continuation(draft: Draft, facts: Metadata) -> frozenset[Any]:
    """Return the hidden elements in which the story of a draft goes on.

    Such an element holds paragraphs, stands in the story or right behind it, and something says
    that it is story: a control beside it ("Read full article"), `hidden=until-found`, or
    `articleBody`. What a wall hides stays hidden.
    """
    page = draft.page
    if not page.unseen or not draft.kept() or facts.free is False:
        return frozenset()
    near = [one for one in page.unseen if _is_near(draft, one)]
    found = [one for one in near if _reads_on(draft, one, facts)]
    if not found or names_a_wall(page.text):
        return frozenset()
    return frozenset(found)


def _is_near(draft: Draft, element: Any) -> bool:
    """Say whether an element stands in the place of a draft, or is the next thing behind it."""
    top = draft.page.nodes[draft.place.node].element
    ancestors = list(element.iterancestors())
    if any(above is top for above in ancestors):
        return True
    before: list[Any] = list(islice(element.itersiblings(preceding=True), 3))
    around = [top, *islice(top.iterancestors(), 2)]
    return any(one is story for one in before for story in around)


def _reads_on(draft: Draft, element: Any, facts: Metadata) -> bool:
    names = (element.get(name) for name in ("class", "id"))
    if any(hint(name) in _OTHERS for name in names if name):
        return False
    inner = see(element, hidden=True)
    told = [
        line.text
        for line in inner.lines
        if len(line.text) >= PARAGRAPH
        and line.linked < 0.5 * len(line.text)
        and not line.regions & _APART
        and not any(node.hint in _OTHERS for node in _around(inner, line.node))
    ]
    size = sum(map(len, told))
    if size < FEWEST or 2 * size < len(inner.text):
        return False
    shown = {letters(line.text) for line in draft.page.lines if len(line.text) >= PARAGRAPH}
    new = [text for text in told if letters(text) not in shown]
    if 2 * len(new) <= len(told):
        return False
    if element.get("hidden") == "until-found":
        return True
    if facts.article_body:
        body = letters(facts.article_body)
        if 2 * sum(letters(text) in body for text in told) > len(told):
            return True
    return _is_panel(element) or any(_CONTROL.match(text) for text in _beside(element))


def _is_panel(element: Any) -> bool:
    """Say whether an element is folded up under something that says it can be unfolded."""
    return any(
        control.get("aria-expanded") is not None or control.get("aria-controls") is not None
        for sibling in islice(element.itersiblings(preceding=True), 1)
        for control in islice(sibling.iter(), 12)
        if isinstance(control.tag, str)
    )


def _around(page: Visible, node: int) -> Iterator[Any]:
    """Yield a node and those around it."""
    while node >= 0:
        yield page.nodes[node]
        node = page.nodes[node].parent


def _beside(element: Any) -> Iterator[str]:
    """Yield the words of controls beside an element: just before or behind it, or around those.

    A control is the last thing of what stands before, or the first of what stands behind.
    """
    for one in (element, element.getparent()):
        if one is None:
            return
        for preceding in (True, False):
            for sibling in islice(one.itersiblings(preceding=preceding), 2):
                controls = [
                    words
                    for control in sibling.iter("button", "a", "label", "summary", "span", "div")
                    if len(words := " ".join("".join(control.itertext()).split())) < 40 and words
                ]
                yield from controls[-2:] if preceding else controls[:2]
