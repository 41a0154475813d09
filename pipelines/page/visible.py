"""The visible text of a page: its lines in reading order, and the block elements that hold them.

One walk over the tree. A *line* is a run of inline text inside one block element; a *node* is a
block element with the range of lines inside it. Everything later works on these two lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from pipelines.page.hints import hint
from pipelines.page.markup import PARTS, REGION_OF, REGION_OF_ROLE, Part, Region, is_hidden
from pipelines.page.menus import NAMED, SURE, menu, texts_in

_SEPARATOR = re.compile(r"[\W_]+")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f\ufffc]")
_BLOCK, _UNSEEN, _BREAK, _LINK = Part.BLOCK, Part.UNSEEN, Part.BREAK, Part.LINK
_INLINE, _BOLD, _SPAN = Part.INLINE, Part.BOLD, Part.SPAN
_COUNTED = (_LINK, _BOLD)
_PART_OF: dict[Any, int] = {
    **PARTS,
    **dict.fromkeys((etree.Comment, etree.ProcessingInstruction, etree.Entity), _UNSEEN),
}
"""The part of what an element's `tag` says: a name, or for a comment the function that makes it."""
_HOLDS_TEXT = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "span", "td"])
"""Inside these an element of a page's own making ("side-note") is part of the sentence."""
_HAS_ROLE = frozenset(
    [
        *("div", "section", "nav", "ul", "header", "footer", "aside", "form", "main", "span"),
        *("dialog", "body"),
    ]
)
_NO_HEADING = frozenset(["p", "section", "article", "ul", "ol", "table"])
"""These are no headings, whatever unclosed heading they stand in."""
_HEADING = Region.HEADING
_LINKED = Region.LINKED
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


_PARAGRAPHS_LINKED = 4
"""Paragraphs that no card of another story has."""
# The words of a glossary that style sheets show above a term: "tooltiptext", "tooltip-content"
_TOOLTIP = re.compile(r"tooltip[-_]*(?:text|content|body|inner|box|bubble)", re.I)
_PARTED = 3
"""Two line breaks in a row: they set a paragraph, and are a border when the line is made."""
_BROKEN = (1, _PARTED)
_NAMES = ("class", "id", "data-testid", "data-component", "aria-label")
_FEW_DIVIDERS = 4


@dataclass(slots=True)
class Node:
    """One block element (or one inline element that is named as hidden).

    parent: index of the enclosing node, -1 for the root. names: those of the element's attributes.
    first, last: lines inside it, half open.
    """

    element: Any
    tag: str
    parent: int
    regions: int
    first: int
    names: Sequence[str] = ()
    last: int = 0
    _hint: str | None = "?"

    @property
    def hint(self) -> str | None:
        """The class of boilerplate that the element's names hint at, None where they do not."""
        if self._hint == "?":
            element = self.element
            self._hint = None
            names = self.names
            for attribute in _NAMES if names else ():
                if attribute in names:
                    value = element.get(attribute)
                    found = hint(value)
                    if found and (attribute == "class" or _is_short(value)):
                        self._hint = found
                        break
        return self._hint


def _is_short(value: str) -> bool:
    """Say whether a value of an attribute is a name, not a sentence."""
    return _SEPARATOR.sub(" ", value).count(" ") < _FEW_DIVIDERS


@dataclass(slots=True)
class Visible:
    """The visible text of a page, its lines and its nodes.

    unseen: elements that the page hides. too_deep: some nesting was flattened.
    fields: its `input` and `textarea` elements, each with the node that it stands in, but
    for those of menus.
    """

    text: str
    lines: list[Line]
    nodes: list[Node]
    unseen: list[Any] = field(default_factory=list)
    too_deep: bool = False
    fields: list[tuple[Any, int]] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many characters the page hides; counted when asked, as few pages are."""
        return sum(len(text.strip()) for one in self.unseen for text in texts_in(one))


def see(root: Any, *, hidden: bool = False, shown: frozenset[Any] = frozenset()) -> Visible:
    """Walk the tree of a page once. With `hidden`, elements that the page hides are read too.

    shown: hidden elements that are read as if the page showed them, whatever their names.
    """
    walk = _Walk(hidden, shown)
    regions = _regions(root, root.tag, 0)
    walk.nodes.append(Node(root, root.tag, -1, regions, 0, root.keys()))
    walk.inside(root, root.text, 0, regions, 0)
    walk.flush(0, regions)
    walk.nodes[0].last = len(walk.lines)
    for node in walk.nodes if shown else ():
        if node.element in shown:
            node._hint = None
    text = "\n".join([line.text for line in walk.lines])
    return Visible(text, walk.lines, walk.nodes, walk.unseen, walk.too_deep, walk.fields)


def _regions(element: Any, tag: str, above: int) -> int:
    """Return the regions that an element stands in or is."""
    own = REGION_OF.get(tag, 0)
    if tag in _HAS_ROLE and (role := element.get("role")) is not None:
        own |= REGION_OF_ROLE.get(role, 0)
    if tag in _NO_HEADING:
        above &= ~_HEADING
        own &= ~_HEADING
    return own | above


class _Walk:
    """The state of one walk: the nodes met, and the run of text that is being gathered."""

    __slots__ = (
        "bold",
        "buffer",
        "fields",
        "flushes",
        "joint",
        "lines",
        "linked",
        "nodes",
        "offset",
        "read_hidden",
        "shown",
        "too_deep",
        "unseen",
    )

    def __init__(self, read_hidden: bool, shown: frozenset[Any] = frozenset()) -> None:
        self.nodes: list[Node] = []
        self.lines: list[Line] = []
        self.buffer: list[str] = []
        self.fields: list[tuple[Any, int]] = []
        self.linked = self.bold = self.joint = self.offset = 0
        self.flushes = 0
        self.unseen: list[Any] = []
        self.read_hidden, self.shown = read_hidden, shown
        self.too_deep = False

    def inside(  # noqa: C901 - the hot loop
        self, element: Any, text: str | None, owner: int, regions: int, depth: int
    ) -> None:
        """Gather the text of an element and of everything in it.

        text: what stands before its first child; owner: its node; regions: those of the node, and
        LINKED inside a link. This loop meets every element of a page; what it saves, each reading
        saves.
        """
        if depth > MAX_DEPTH:
            self._flatten(element)
            return
        buffer, nodes, lines = self.buffer, self.nodes, self.lines
        part_of, region_of = _PART_OF.get, REGION_OF.get
        if text:
            if not text.isspace():
                buffer.append(text)
            elif buffer:
                buffer.append(" ")
        for child in element[:]:
            tag = child.tag
            part = part_of(tag, _BLOCK)
            if (
                not part
                and (tag == "button" or "-" in tag)
                and nodes[owner].tag in _HOLDS_TEXT
                and (tag != "button" or _goes_on(child))
            ):
                part = _INLINE
            if not part:
                if buffer:
                    self.flush(owner, regions)
                inner = child.text
                leaf = len(child) == 0
                if tag == "textarea":
                    self.fields.append((child, owner))
                says = not leaf or (inner and not inner.isspace())
                names = child.keys() if says else ()
                if says and not (("style" in names or "hidden" in names) and self._hides(child)):
                    own = regions | region_of(tag, 0)
                    if regions & _HEADING or "role" in names:
                        own = _regions(child, tag, regions)
                    number = len(nodes)
                    node = Node(child, tag, owner, own, len(lines), names)
                    nodes.append(node)
                    if leaf:
                        buffer.append(inner)
                    elif not (
                        (tag in SURE or ("class" in names and tag in NAMED))
                        and self._menu(child, tag, own)
                    ):
                        self.inside(child, inner, number, own, depth + 1)
                    if buffer:
                        self.flush(number, own)
                    node.last = len(lines)
                self.joint = 0
            elif part == _UNSEEN:
                if tag == "input":
                    self.fields.append((child, owner))
                elif tag == "template" and "shadowrootmode" in child.keys():  # noqa: SIM118 - lxml's
                    self._shadow(child, owner, regions, depth)
            elif part == _SPAN:
                self._span(child, owner, regions, depth)
            elif part == _BREAK:
                if buffer:
                    self.flush(owner, regions)
                    self.joint = 1
                else:
                    self.joint = _PARTED if self.joint in _BROKEN else 1
            elif len(child) == 0:
                inner = child.text
                if inner:
                    buffer.append(inner)
                    if part == _LINK:
                        self.linked += len(inner)
                    elif part == _BOLD:
                        self.bold += len(inner)
            else:
                self._inline(child, part, owner, regions, depth)
            text = child.tail
            if text:
                if not text.isspace():
                    buffer.append(text)
                elif buffer:
                    buffer.append(" ")

    def _shadow(self, child: Any, owner: int, regions: int, depth: int) -> None:
        """Gather what stands in a declarative shadow root: browsers show it in its host's place."""
        self.flush(owner, regions)
        number = len(self.nodes)
        node = Node(child, "template", owner, regions & ~_LINKED, len(self.lines), child.keys())
        self.nodes.append(node)
        self.inside(child, child.text, number, regions, depth + 1)
        self.flush(number, regions)
        node.last = len(self.lines)
        self.joint = 0

    def _inline(self, child: Any, part: int, owner: int, regions: int, depth: int) -> None:
        """Gather an inline element with elements in it, counting what is linked or bold."""
        if part in _COUNTED:
            if part == _LINK and _is_left_open(child):
                self.inside(child, child.text, owner, regions, depth + 1)
                return
            flushes, place = self.flushes, len(self.buffer)
            inner = regions | _LINKED if part == _LINK else regions
            self.inside(child, child.text, owner, inner, depth + 1)
            if flushes == self.flushes:
                count = sum(map(len, self.buffer[place:]))
                if part == _LINK:
                    self.linked += count
                else:
                    self.bold += count
        else:
            self.inside(child, child.text, owner, regions, depth + 1)

    def _span(self, child: Any, owner: int, regions: int, depth: int) -> None:
        """Gather a span; one that is named as unseen or as an advertisement is set apart."""
        inner = child.text
        if len(child) == 0 and (not inner or inner.isspace()):
            if inner and self.buffer:
                self.buffer.append(" ")
            return
        names = child.keys()
        if ("style" in names or "hidden" in names) and self._hides(child):
            return
        name = child.get("class") if "class" in names else None
        tooltip = ("role" in names and child.get("role") == "tooltip") or (
            name and "tooltip" in name and _TOOLTIP.search(name) is not None
        )
        if tooltip or (name and hint(name) in ("hidden", "ad")):
            if self.buffer:
                self.flush(owner, regions)
                self.joint = 2
            own = _regions(child, "span", regions)
            number = len(self.nodes)
            node = Node(child, "span", owner, own, len(self.lines), names)
            if tooltip:
                node._hint = "popup"
            self.nodes.append(node)
            self.inside(child, inner, number, own, depth + 1)
            if self.buffer:
                self.flush(number, own)
            node.last = len(self.lines)
            self.joint = 2
        elif len(child) == 0:
            self.buffer.append(inner)
        else:
            self.inside(child, inner, owner, regions, depth + 1)

    def _flatten(self, element: Any) -> None:
        """Take the text of what is nested absurdly deep as one run."""
        self.too_deep = True
        self.buffer.extend(
            text
            for inner in element.iter()
            if _PART_OF.get(inner.tag, _BLOCK) != _UNSEEN
            for text in (inner.text, inner.tail if inner is not element else None)
            if text
        )

    def _menu(self, element: Any, tag: str, regions: int) -> bool:
        """Take the words of a menu as one run; say whether the element is one."""
        words = menu(element, tag, regions)
        if words is None:
            return False
        self.buffer.append(words)
        self.linked = len(words)
        return True

    def _hides(self, element: Any) -> bool:
        """Say whether the page hides an element, and note what it hides."""
        if self.read_hidden or not is_hidden(element) or element in self.shown:
            return False
        self.unseen.append(element)
        return True

    def flush(self, owner: int, regions: int) -> None:
        """End the run of text that is being gathered, and make it a line if it says anything."""
        self.flushes += 1
        buffer = self.buffer
        text = (buffer[0] if len(buffer) == 1 else "".join(buffer)).strip()
        buffer.clear()
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        if not text.isascii():
            text = composed(text)
        linked, bold = self.linked, self.bold
        self.linked = self.bold = 0
        if not text:
            return
        joint, self.joint = self.joint, 0
        if joint == _PARTED:
            joint = 0
        size = len(text)
        if regions & _LINKED or linked > size:
            linked = size
        if bold > size:
            bold = size
        start = self.offset
        end = start + size
        self.offset = end + 1
        regions = self.nodes[owner].regions
        self.lines.append(Line(text, start, end, owner, regions, linked, bold, joint))


def _goes_on(button: Any) -> bool:
    """Say whether a sentence goes on behind a button: "from <button>Ofsted</button> …"."""
    tail = button.tail
    if not (tail and not tail.isspace()):
        around = button.getparent()
        tail = around.tail if _PART_OF.get(around.tag, _BLOCK) else None
    return bool(tail and not tail.isspace())


def _is_left_open(link: Any) -> bool:
    """Say whether a link was never closed, so that the story stands in it."""
    return sum(1 for _ in islice(link.iter("p"), _PARAGRAPHS_LINKED)) == _PARAGRAPHS_LINKED


def composed(text: str) -> str:
    """Return a line with composed letters and without characters of no width."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "\ufffc" not in text:
        return text
    return " ".join(unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text)).split())
