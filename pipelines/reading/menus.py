"""Menus, and the frame of a site around its stories: each is one run of words.

A third of a page's elements stand in them: XPath gives their words without making an object of
each.
"""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from pipelines.reading.hints import hint
from pipelines.reading.markup import Region, is_hidden

_STORY = Region.ARTICLE | Region.MAIN
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_LINK_TEXTS = etree.XPath("descendant::a/descendant::text()", smart_strings=False)
# `descendant::*/@style` costs a twentieth of `.//*[contains(@style, …)]`.
_HAS_HIDDEN = etree.XPath(
    "boolean(descendant::*/@hidden or descendant::*/@style[contains(., 'none')])"
)
_MAY_BE_UNSEEN = etree.XPath(
    "descendant::*/@hidden/.. | descendant::*/@style[contains(., 'none')]/.."
    " | descendant::script | descendant::style | descendant::noscript"
    " | descendant::template | descendant::title"
)
_CODE = ("script", "style", "noscript", "template", "title")
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


def menu(element: Any, tag: str, regions: int, *, hidden: bool) -> tuple[str, list[Any]] | None:
    """Return the words of a menu, and the elements in it that the page hides; None for no menu.

    regions: those that it stands in. hidden: what the page hides is read too.
    """
    unlike = _MENUS.get(tag)
    if unlike is None:
        name = element.get("class")
        if not ("nav" in name or "menu" in name) or hint(name) != "nav":
            return None
        unlike = _NO_MENU
    elif tag in _FRAMES and regions & _STORY:
        return None
    return _words(element, unlike, hidden)


def _words(element: Any, unlike: tuple[str, ...], hidden: bool) -> tuple[str, list[Any]] | None:
    """Return the words of an element, None where it holds something of a story.

    What is only named as a menu must be one: a page's wrapper may be called "with-menu".
    """
    odd = next(element.iter(*unlike, *_CODE), None)
    if odd is not None and next(element.iter(*unlike), None) is not None:
        return None
    texts = texts_in(element)
    unseen: list[Any] = []
    if odd is not None or _HAS_HIDDEN(element):
        texts, unseen = _seen(element, texts, hidden)
    words = " ".join(texts)
    if element.tag in NAMED:
        linked = sum(map(len, map(str.strip, cast("list[str]", _LINK_TEXTS(element)))))
        if linked < _MOST_LINKED * len("".join(words.split())):
            return None
    return words, unseen


def _seen(element: Any, texts: list[str], hidden: bool) -> tuple[list[str], list[Any]]:
    """Return the texts of an element without those of scripts and of what the page hides; those."""
    gone: list[str] = []
    unseen: list[Any] = []
    last = None
    for one in cast("list[Any]", _MAY_BE_UNSEEN(element)):
        if last is not None and last in one.iterancestors():
            continue
        if one.tag not in _CODE:
            if hidden or not is_hidden(one):
                continue
            unseen.append(one)
        gone += texts_in(one)
        last = one
    gone.reverse()
    kept = []
    for text in texts:
        if gone and text == gone[-1]:
            gone.pop()
        else:
            kept.append(text)
    return kept, unseen


def texts_in(element: Any) -> list[str]:
    """Return the texts of all that an element holds, in order."""
    return cast("list[str]", _TEXTS(element))
