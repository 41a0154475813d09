"""Which elements rules about structure look for: a first look at a page's tree, before any soup.

The soup of a fragment costs about as much as all lines together, so it is grown only where an
element that some rule strips by stands in the body at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast
from urllib.parse import urlsplit

from bs4 import Tag
from lxml import etree

from pipelines.boilerplate.fragment import SPAN, Fragment, FragmentLine

__all__ = [
    "CARD_LEVELS",
    "MOST_LINES",
    "MOST_LOOKED_AT",
    "PIECES",
    "TEASER",
    "box_around",
    "card_around",
    "cards",
    "holds_share_link",
    "is_field",
    "is_post",
    "is_share_link",
    "links_of",
    "may_be_label",
]

# "https://www.facebook.com/sharer/sharer.php?u=…", "https://twitter.com/intent/tweet?text=…",
# "whatsapp://send?text=…", "mailto:?subject=…" under share buttons
_SHARES = re.compile(
    r"facebook\.com/(?:sharer?|dialog/(?:feed|share|send))|(?:twitter|x)\.com/(?:intent|share)|"
    r"(?:whatsapp://|api\.whatsapp\.com/|wa\.me/\?)|linkedin\.com/share|reddit\.com/submit|"
    r"pinterest\.[a-z.]+/pin/create|t\.me/share|^mailto:\?|flipboard\.com/bookmarklet",
    re.I,
)
_SHARE_WORDS = (
    *("share", "/dialog", "intent", "whatsapp", "wa.me", "/submit", "pin/create"),
    *("mailto:?", "bookmarklet"),
)
"""Words of which every address has one that `_SHARES` finds."""
_ADDRESSES = etree.XPath("descendant-or-self::a/@href", smart_strings=False)
_POST = re.compile(r"\b(?:instagram-media|tiktok-embed)\b")
_TYPED = frozenset(["email", "text", "tel", "search"])
MOST_LOOKED_AT = 40
"""Elements of a kind that are looked at on one page: more stand on no page that people read."""
PIECES = "data-pieces"
"""Attribute of the element of a soup that holds its pieces side by side."""
CARD_LEVELS = 5
"""How far above its heading the element ends in which the cards of other stories stand."""
TEASER = 160
"""Characters of unlinked text above which a card is an entry of a list story."""
LABEL, LONGEST, MOST_LINES, MOST_CHARACTERS = 120, 60, 10, 700


def holds_share_link(element: Any) -> bool:
    """Say whether an lxml element holds a link to a share button of another site."""
    addresses = cast("list[str]", _ADDRESSES(element))
    folded = "\n".join(addresses).lower()
    return any(word in folded for word in _SHARE_WORDS) and any(map(is_share_link, addresses))


def is_share_link(address: str) -> bool:
    """Say whether an address leads to a share button of another site."""
    folded = address.lower()
    for word in _SHARE_WORDS:
        if word in folded:
            return _SHARES.search(address) is not None
    return False


def is_post(names: str) -> bool:
    """Say whether class names are those of a post embedded from another site."""
    return _POST.search(names) is not None


def is_field(element: Any) -> bool:
    """Say whether an lxml element is a field that a reader would type into."""
    return element.tag == "textarea" or (element.get("type") or "text") in _TYPED


def card_around(heading: Any) -> Any | None:
    """Return the element that holds a heading and a picture which lead to one page, and no other.

    heading: an lxml element. None where it stands in no such card; `cards` looks again, in soup.
    """
    told = next((link.get("href") for link in heading.iter("a")), None)
    for above in islice(heading.iterancestors(), 3):
        if told is None or any(link.get("href", told) != told for link in above.iter("a")):
            return None
        pictures = islice(above.iter("img"), 3)
        if any(told == up.get("href") for one in pictures for up in one.iterancestors("a")):
            return above
    return None


def may_be_label(line: FragmentLine) -> bool:
    """Say whether a line could belong to a form or to share buttons: short, and no sentence."""
    return len(line.text) <= LABEL and not line.sentence


def box_around(fragment: Fragment, tag: Tag, words: tuple[str, ...]) -> list[int]:
    """Return the lines of the largest box around a field that says nothing of a story.

    Each line must be short and no sentence, or hold one of the words of such a box.
    """
    best: list[int] = []
    for parent in tag.parents:
        if parent.has_attr(PIECES) or _is_large(parent):
            break
        lines = fragment.lines_in(parent)
        if len(lines) > MOST_LINES or len(lines) == len(fragment):
            break
        held = [fragment.lines[at] for at in lines]
        if sum(len(line.text) for line in held) > MOST_CHARACTERS or not all(
            _belongs(line, words) for line in held
        ):
            break
        best = lines
    return best


def _is_large(tag: Tag) -> bool:
    """Say whether more elements of a tag hold lines than a box has."""
    first, last = map(int, str(tag.get(SPAN, "0 999")).split())
    return last - first > MOST_LINES and (
        len(tag.find_all(True, {"data-lines": True}, limit=MOST_LINES + 1)) > MOST_LINES
    )


def _belongs(line: FragmentLine, words: tuple[str, ...]) -> bool:
    if any(word in line.folded for word in words):
        return True
    return len(line.text) < LONGEST and not line.sentence and not line.listed and not line.table


def links_of(tag: Tag) -> Iterator[str]:
    """Yield the addresses that the links of an element lead to."""
    for link in tag.find_all("a", href=True):
        yield str(link["href"])


def cards(fragment: Fragment) -> list[Tag]:
    """Return elements that each lead to one page of this site by picture and heading alike.

    Only those with a twin of the same name and class beside them: one alone may be the story's.
    """
    found: dict[tuple[int, str, str], list[Tag]] = {}
    for heading in fragment.soup.find_all(_is_linked_heading, limit=MOST_LOOKED_AT):
        card = _card_of(heading, fragment.host)
        if card is not None and card.parent is not None:
            key = (id(card.parent), card.name, str(card.get("class")))
            found.setdefault(key, []).append(card)
    return [card for group in found.values() if len(group) > 1 for card in group]


def _is_linked_heading(tag: Tag) -> bool:
    return tag.name in ("h2", "h3", "h4") and tag.find("a", href=True) is not None


def _is_internal(address: str, host: str | None) -> bool:
    try:
        return urlsplit(address).hostname in (None, host)
    except ValueError:
        return False


def _card_of(heading: Tag, host: str | None) -> Tag | None:
    """Return the smallest element around a heading that has a picture linked to the same page."""
    told = next(links_of(heading))
    if not _is_internal(told, host):
        return None
    for parent in list(heading.parents)[:4]:
        if set(links_of(parent)) != {told}:
            return None
        if any(link.find("img") for link in parent.find_all("a", href=True)):
            return parent
    return None
