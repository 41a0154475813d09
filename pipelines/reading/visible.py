"""The visible text of a page: its lines in reading order, and the block elements that hold them.

One walk over the tree. A *line* is a run of inline text inside one block element; a *node* is a
block element with the range of lines inside it. Everything later works on these two lists.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from pipelines.reading.hints import hint
from pipelines.reading.markup import PARTS, REGION_OF, REGION_OF_ROLE, Part, Region

_SEPARATOR = re.compile(r"[\W_]+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f\ufffc]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK, _UNSEEN, _BREAK, _LINK = (
    Part.BLOCK,
    Part.UNSEEN,
    Part.BREAK,
    Part.LINK,
)
_INLINE = Part.INLINE
_BOLD, _SPAN = Part.BOLD, Part.SPAN
_HOLDS_TEXT = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "span", "td"])
"""Inside these an element of a page's own making ("side-note") is part of the sentence."""
_HAS_ROLE = frozenset(
    [
        "div",
        "section",
        "nav",
        "ul",
        "header",
        "footer",
        "aside",
        "form",
        "main",
        "span",
        "dialog",
        "body",
    ]
)
_NO_HEADING = frozenset(["p", "section", "article", "ul", "ol", "table"])
"""These are no headings, whatever unclosed heading they stand in."""
_HEADING = Region.HEADING
_LINKED = Region.LINKED

_MENU_TEXT = etree.XPath(
    ".//text()[normalize-space() and not(parent::script or parent::style or parent::noscript"
    " or parent::template or parent::title)]",
    smart_strings=False,
)
_HAS_HIDDEN = etree.XPath("boolean(.//*[@hidden or contains(@style, 'none')])")
_FRAMES = {"footer": ("h1", "article"), "header": ("p", "h1", "article")}
"""The frame of a site outside its stories → what it must not hold to be taken as one run."""
_STORY = Region.ARTICLE | Region.MAIN
_MENUS = frozenset({"nav", "select", *_FRAMES})
_NO_MENU = ("p", "h1", "article")
"""A menu that holds one of these was left open, and the page stands in it."""
MAX_DEPTH = 300
"""Below this depth the text of an element is taken as one line, and the reader says so."""


@dataclass(slots=True)
class Line:
    """One run of inline text.

    start, end: its characters in the visible text. node: index of the block element it stands in.
    linked, bold: characters inside links and in bold. joint: what divides it from the line before
    it: 0 a block border, 1 a line break, 2 nothing (an inline element was set apart).
    """

    text: str
    start: int
    end: int
    node: int
    regions: int
    linked: int
    bold: int
    joint: int


@dataclass(slots=True)
class Node:
    """One block element (or one inline element that is named as hidden).

    parent: index of the enclosing node, -1 for the root. first, last: lines inside it, half open.
    """

    element: Any
    tag: str
    parent: int
    regions: int
    first: int
    last: int = 0
    _hint: str | None = "?"

    @property
    def hint(self) -> str | None:
        """The class of boilerplate that the element's names hint at, None where they do not."""
        if self._hint == "?":
            get = self.element.get
            found = None
            for attribute in ("class", "id", "data-testid", "data-component", "aria-label"):
                value = get(attribute)
                if value and (attribute == "class" or _SEPARATOR.sub(" ", value).count(" ") < 4):
                    found = hint(value)
                    if found:
                        break
            self._hint = found
        return self._hint


@dataclass(slots=True)
class Visible:
    """The visible text of a page, its lines and its nodes.

    hidden: characters in elements that the page hides. too_deep: some nesting was flattened.
    """

    text: str
    lines: list[Line]
    nodes: list[Node]
    hidden: int = 0
    too_deep: bool = False


def see(root: Any, *, hidden: bool = False) -> Visible:
    """Walk the tree of a page once. With `hidden`, elements that the page hides are read too."""
    walk = _Walk(hidden)
    walk.open(root, root.tag, -1)
    walk.inside(root, 0, 0)
    walk.flush(0)
    walk.nodes[0].last = len(walk.lines)
    text = "\n".join([line.text for line in walk.lines])
    return Visible(text, walk.lines, walk.nodes, walk.hidden, walk.too_deep)


class _Walk:
    """The state of one walk: the nodes met, and the run of text that is being gathered."""

    __slots__ = (
        "bold",
        "buffer",
        "flushes",
        "hidden",
        "in_link",
        "joint",
        "lines",
        "linked",
        "nodes",
        "offset",
        "read_hidden",
        "too_deep",
    )

    def __init__(self, read_hidden: bool) -> None:
        self.nodes: list[Node] = []
        self.lines: list[Line] = []
        self.buffer: list[str] = []
        self.linked = self.bold = self.joint = self.offset = 0
        self.in_link = self.hidden = self.flushes = 0
        self.read_hidden = read_hidden
        self.too_deep = False

    def inside(self, element: Any, owner: int, depth: int) -> None:  # noqa: C901 - the hot loop
        """Gather the text of an element and of everything in it. `owner` is its node.

        This loop meets every element of a page; what it saves, each reading saves.
        """
        buffer = self.buffer
        text = element.text
        if text:
            if not text.isspace():
                buffer.append(text)
            elif buffer:
                buffer.append(" ")
        for child in element:
            tag = child.tag
            part = PARTS.get(tag, _BLOCK) if tag.__class__ is str else _UNSEEN
            if part == _BLOCK:
                if "-" in tag and self.nodes[owner].tag in _HOLDS_TEXT:
                    part = _INLINE
                elif buffer:
                    self.flush(owner)
            if part == _UNSEEN:
                pass
            elif part in (_BLOCK, _SPAN):
                inner = child.text
                leaf = len(child) == 0
                if leaf and (not inner or inner.isspace()):
                    if inner and buffer:
                        buffer.append(" ")
                else:
                    style = child.get("style")
                    if (style is not None or child.get("hidden") is not None) and self._hides(
                        child, style
                    ):
                        pass
                    elif part == _SPAN:
                        self._span(child, owner, depth)
                    else:
                        node = self.open(child, tag, owner)
                        if leaf:
                            buffer.append(inner)
                        elif tag in _MENUS and self._is_menu(child, tag, node):
                            self._menu(child)
                        elif depth < MAX_DEPTH:
                            self.inside(child, node, depth + 1)
                        else:
                            self._flatten(child)
                        if buffer:
                            self.flush(node)
                        self.nodes[node].last = len(self.lines)
                if part == _BLOCK:
                    self.joint = 0
            elif part == _BREAK:
                if buffer:
                    self.flush(owner)
                self.joint = 1
            elif len(child) == 0:
                inner = child.text
                if inner:
                    buffer.append(inner)
                    if part == _LINK:
                        self.linked += len(inner)
                    elif part == _BOLD:
                        self.bold += len(inner)
            else:
                self._inline(child, part, owner, depth)
            text = child.tail
            if text:
                if not text.isspace():
                    buffer.append(text)
                elif buffer:
                    buffer.append(" ")

    def _inline(self, child: Any, part: int, owner: int, depth: int) -> None:
        """Gather an inline element with elements in it, counting what is linked or bold."""
        if depth >= MAX_DEPTH:
            self._flatten(child)
        elif part in (_LINK, _BOLD):
            flushes, place = self.flushes, len(self.buffer)
            self.in_link += part == _LINK
            self.inside(child, owner, depth + 1)
            self.in_link -= part == _LINK
            if flushes == self.flushes:
                count = sum(map(len, self.buffer[place:]))
                if part == _LINK:
                    self.linked += count
                else:
                    self.bold += count
        else:
            self.inside(child, owner, depth + 1)

    def _span(self, child: Any, owner: int, depth: int) -> None:
        """Gather a span; one that is named as unseen or as an advertisement is set apart."""
        name = child.get("class")
        if depth >= MAX_DEPTH:
            self._flatten(child)
        elif name and hint(name) in ("hidden", "ad"):
            if self.buffer:
                self.flush(owner)
                self.joint = 2
            node = self.open(child, "span", owner)
            self.inside(child, node, depth + 1)
            if self.buffer:
                self.flush(node)
            self.nodes[node].last = len(self.lines)
            self.joint = 2
        else:
            self.inside(child, owner, depth + 1)

    def _flatten(self, element: Any) -> None:
        """Take the text of what is nested absurdly deep as one run."""
        self.too_deep = True
        self.buffer.extend(
            text
            for inner in element.iter()
            if inner.tag.__class__ is str and PARTS.get(inner.tag, _BLOCK) != _UNSEEN
            for text in (inner.text, inner.tail if inner is not element else None)
            if text
        )

    def _is_menu(self, element: Any, tag: str, node: int) -> bool:
        """Say whether an element can be taken as one run: nothing of a story, nothing hidden."""
        if tag in _FRAMES and self.nodes[node].regions & _STORY:
            return False
        unlike = _FRAMES.get(tag, _NO_MENU)
        return next(element.iter(*unlike), None) is None and not _HAS_HIDDEN(element)

    def _menu(self, element: Any) -> None:
        """Take the text of a menu as one run: a third of a page's elements stand in menus."""
        words = " ".join(map(str, cast("list[str]", _MENU_TEXT(element))))
        self.buffer.append(words)
        self.linked = len(words)

    def _hides(self, element: Any, style: str | None) -> bool:
        """Say whether the page hides an element, and count what it hides."""
        if self.read_hidden or (
            element.get("hidden") is None and not (style and _HIDDEN_STYLE.search(style))
        ):
            return False
        self.hidden += sum(map(len, map(str.strip, element.itertext())))
        return True

    def open(self, element: Any, tag: str, parent: int) -> int:
        """Open a node and return its index."""
        region = REGION_OF.get(tag, 0)
        if tag in _HAS_ROLE and (role := element.get("role")) is not None:
            region |= REGION_OF_ROLE.get(role, 0)
        if parent >= 0:
            region |= self.nodes[parent].regions
            if tag in _NO_HEADING:
                region &= ~_HEADING
        if self.in_link:
            region |= _LINKED
        self.nodes.append(Node(element, tag, parent, region, len(self.lines)))
        return len(self.nodes) - 1

    def flush(self, owner: int) -> None:
        """End the run of text that is being gathered, and make it a line if it says anything."""
        self.flushes += 1
        text = "".join(self.buffer)
        self.buffer.clear()
        linked, bold, joint = self.linked, self.bold, self.joint
        self.linked = self.bold = self.joint = 0
        if not text.isascii():
            text = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text))
        text = " ".join(text.split())
        if not text:
            self.joint = joint
            return
        size = len(text)
        regions = self.nodes[owner].regions
        if self.in_link or regions & _LINKED:
            linked = size
        start = self.offset
        self.offset = start + size + 1
        self.lines.append(
            Line(
                text, start, start + size, owner, regions, min(linked, size), min(bold, size), joint
            )
        )
