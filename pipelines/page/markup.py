"""What HTML elements mean to the reader: which are unseen, inline, or stand outside a story."""

from __future__ import annotations

import re
from typing import Any


class Region:
    """Where a line of the page stands: bits of an int (plain ints: they are tested per line).

    A line inherits the regions of all its ancestors.
    """

    NONE = 0
    NAV = 1
    HEADER = 2
    FOOTER = 4
    ASIDE = 8
    FIGURE = 16
    FORM = 32
    BUTTON = 64
    TABLE = 128
    LIST = 256
    QUOTE = 512
    HEADING = 1024
    ARTICLE = 2048
    MAIN = 4096
    CAPTION = 8192
    PRE = 16384
    DIALOG = 32768
    ADDRESS = 65536
    LINKED = 131072


UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "map",
        "math",
        "title",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
        "datalist",
        "area",
        "img",
        "input",
    ]
)
"""Elements whose text no reader of the page sees: metadata, code, fallback text of media."""

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "picture",
    ]
)

REGION_OF = {
    "nav": Region.NAV,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "aside": Region.ASIDE,
    "figure": Region.FIGURE,
    "figcaption": Region.CAPTION,
    "caption": Region.CAPTION,
    "form": Region.FORM,
    "fieldset": Region.FORM,
    "button": Region.BUTTON,
    "select": Region.BUTTON,
    "option": Region.BUTTON,
    "textarea": Region.BUTTON,
    "table": Region.TABLE,
    "ul": Region.LIST,
    "ol": Region.LIST,
    "dl": Region.LIST,
    "menu": Region.NAV,
    "blockquote": Region.QUOTE,
    "h1": Region.HEADING,
    "h2": Region.HEADING,
    "h3": Region.HEADING,
    "h4": Region.HEADING,
    "h5": Region.HEADING,
    "h6": Region.HEADING,
    "article": Region.ARTICLE,
    "main": Region.MAIN,
    "pre": Region.PRE,
    "dialog": Region.DIALOG,
    "address": Region.ADDRESS,
}

REGION_OF_ROLE = {
    "navigation": Region.NAV,
    "menu": Region.NAV,
    "menubar": Region.NAV,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.ASIDE,
    "form": Region.FORM,
    "search": Region.FORM,
    "button": Region.BUTTON,
    "dialog": Region.DIALOG,
    "alertdialog": Region.DIALOG,
    "main": Region.MAIN,
}

OUTSIDE = Region.NAV | Region.FOOTER | Region.ASIDE | Region.FORM | Region.BUTTON | Region.DIALOG
"""Regions in which a story is not looked for."""


class Part:
    """What the walk does at an element."""

    BLOCK = 0
    UNSEEN = 1
    BREAK = 2
    INLINE = 3
    LINK = 4
    BOLD = 5
    SPAN = 6


PARTS: dict[str, int] = {
    **dict.fromkeys(UNSEEN, Part.UNSEEN),
    **dict.fromkeys(INLINE, Part.INLINE),
    "br": Part.BREAK,
    "a": Part.LINK,
    "b": Part.BOLD,
    "strong": Part.BOLD,
    "span": Part.SPAN,
}
"""The part of every element that is not a block."""

# <div hidden id="S:0">: React sends a part of the page so, and moves it to its place at once
_STREAMED = re.compile(r"S:[0-9a-f]+\Z")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def is_hidden(element: Any) -> bool:
    """Say whether the page hides an element, by its style or the attribute."""
    style = element.get("style")
    if style is not None and _HIDDEN_STYLE.search(style):
        return True
    return element.get("hidden") is not None and not _STREAMED.match(element.get("id") or "")
