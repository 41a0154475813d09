"""Menus, and the frame of a site around its stories: each is one run of words.

A third of a page's elements stand in them: XPath gives their words without making an object of
each.
"""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from pipelines.page.hints import hint
from pipelines.page.markup import Region

_STORY = Region.ARTICLE | Region.MAIN
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_LINK_TEXTS = etree.XPath("descendant::a/descendant::text()", smart_strings=False)
_CODE = ("script", "style", "noscript", "template", "title")
_CODE_TEXTS = etree.XPath(
    f"({' | '.join([f'descendant::{tag}' for tag in _CODE])})//text()", smart_strings=False
)
_NO_MENU = ("p", "h1", "article")
"""A menu that holds one of these was left open, and the page stands in it."""
_MENUS = {
    "nav": _NO_MENU,
    "select": _NO_MENU,
    "footer": ("h1", "article"),
    "header": _NO_MENU,
    "aside": ("h1", "article"),
}
"""Menus, and the frame of a site outside its stories → what they must not hold to be one run."""
SURE = frozenset(_MENUS)
_FRAMES = frozenset(["footer", "header", "aside"])
NAMED = frozenset(["div", "ul"])
"""These are menus where their names say so and next to all of their words are links."""
_MOST_LINKED = 0.9


def menu(element: Any, tag: str, regions: int) -> str | None:
    """Return the words of a menu; None for what is none. regions: those that it stands in.

    What a menu hides is one click away: its words are taken with the others.
    """
    unlike = _MENUS.get(tag)
    if unlike is None:
        name = element.get("class")
        if not ("nav" in name or "menu" in name) or hint(name) != "nav":
            return None
        unlike = _NO_MENU
    elif tag in _FRAMES and regions & _STORY:
        return None
    return _words(element, unlike)


def _words(element: Any, unlike: tuple[str, ...]) -> str | None:
    """Return the words of an element, None where it holds something of a story.

    What is only named as a menu must be one: a page's wrapper may be called "with-menu".
    """
    odd = next(element.iter(*unlike, *_CODE), None)
    if odd is not None and next(element.iter(*unlike), None) is not None:
        return None
    texts = texts_in(element)
    if odd is not None:
        texts = _without(texts, cast("list[str]", _CODE_TEXTS(element)))
    words = " ".join(texts)
    if element.tag in NAMED:
        linked = sum(map(len, map(str.strip, cast("list[str]", _LINK_TEXTS(element)))))
        if linked < _MOST_LINKED * len("".join(words.split())):
            return None
    return words


def run_of(element: Any) -> str:
    """Return the words of an element as one run, without code."""
    texts = texts_in(element)
    if next(element.iter(*_CODE), None) is not None:
        texts = _without(texts, cast("list[str]", _CODE_TEXTS(element)))
    return " ".join(" ".join(texts).split())


def _without(texts: list[str], code: list[str]) -> list[str]:
    """Return texts without those of code among them; both in the order of the page."""
    gone = code[::-1]
    kept = []
    for text in texts:
        if gone and text == gone[-1]:
            gone.pop()
        else:
            kept.append(text)
    return kept


def texts_in(element: Any) -> list[str]:
    """Return the texts of all that an element holds, in order."""
    return cast("list[str]", _TEXTS(element))
