"""The draft of a reading: which lines of the page stay, which go, and what said so."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from lxml import etree

from pipelines.boilerplate.elements import (
    CARD_LEVELS,
    MOST_LINES,
    PIECES,
    TEASER,
    card_around,
    holds_share_link,
    is_field,
    is_post,
    is_share_link,
    may_be_label,
)
from pipelines.boilerplate.fragment import SPAN, Fragment, FragmentLine, Marks, fold
from pipelines.page.markup import Region
from pipelines.page.mojibake import mend
from pipelines.page.visible import Line, Node, Visible
from pipelines.reading.locate import Masses, Place

_QUOTE = Region.QUOTE


class Mark(NamedTuple):
    """Why something goes: the rule, its class of boilerplate, and the evidence."""

    rule: str
    kind: str
    evidence: str | None = None


@dataclass(slots=True)
class Draft:
    """The lines of a place with their marks. A line without a mark stays.

    cuts: page line index → mark. trims: page line index → [(start, end, mark)] of characters of
    the line's text that go while the rest stays. soup: the place as rules about elements see it,
    None until the first of them asks. mass: what it was located by. chosen_by: the evidence
    that chose its place against more text elsewhere, None where there was none against it.
    """

    page: Visible
    place: Place
    cuts: dict[int, Mark] = field(default_factory=dict)
    trims: dict[int, list[tuple[int, int, Mark]]] = field(default_factory=dict)
    soup: BeautifulSoup | None = None
    mass: Masses | None = None
    chosen_by: str | None = None
    _kept: list[int] = field(default_factory=list)
    _counted: int = -1

    def cut(self, line: int, mark: Mark) -> None:
        """Mark a line as going; the first mark stays."""
        self.cuts.setdefault(line, mark)

    def kept(self) -> list[int]:
        """Return the page lines that stay, in order; the list is the draft's, not to be changed.

        No cut is ever taken back: while there are as many as before, the list is right.
        """
        cuts = self.cuts
        if self._counted != len(cuts):
            self._counted = len(cuts)
            self._kept = [at for at in range(self.place.first, self.place.last) if at not in cuts]
        return self._kept

    def kept_characters(self) -> int:
        """Return how many characters stay."""
        lines = self.page.lines
        return sum([len(lines[at].text) for at in self.kept()])


def fragment_of(draft: Draft, before: Fragment | None = None) -> Fragment:
    """Return the fragment of the lines that stay.

    before: the fragment of an earlier pass, of whose lines some are cut now; they are used again.
    """
    kept = draft.kept()
    seen, nodes = draft.page.lines, draft.page.nodes
    if before is None:
        lines = [fragment_line(seen[at], index) for index, at in enumerate(kept)]
        fragment = Fragment(lines)
    else:
        cuts = draft.cuts
        lines = [line for line, at in zip(before.lines, before.at, strict=True) if at not in cuts]
        for index, line in enumerate(lines):
            line.index = index
            line.joint = line.seen.joint
        fragment = Fragment(lines, before.absent, before=before)
    for index, line in enumerate(lines):
        if line.joint == 2 and index and _are_joined(draft, kept[index - 1], kept[index]):
            lines[index - 1].joint = 2
    paths: dict[int, tuple[int, ...]] = {}
    fragment.at = kept
    if before is None or before.marks:
        fragment.look = lambda fragment: _marks(draft, fragment)
    fragment.path_of = lambda line: _path(draft, line.seen.node, paths)
    fragment.span_of = lambda node: (nodes[node].first, nodes[node].last)
    fragment.grow = lambda marks: _soup(draft, marks)
    fragment.posts = _posts(draft, fragment)
    return fragment


def _are_joined(draft: Draft, first: int, last: int) -> bool:
    """Say whether all that stands between two lines is set apart within one sentence."""
    return all(draft.page.lines[at].joint == 2 for at in range(first + 1, last))


def fragment_line(line: Line, index: int) -> FragmentLine:
    """Return a line of the page as rules see it."""
    text = line.text
    folded = text.lower() if text.isascii() else fold(mend(text))
    return FragmentLine(index, text, folded, line, line.joint)


def _path(draft: Draft, node: int, paths: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the nodes from below the place down to a node, () for one that is not below it.

    paths: what was found so far.
    """
    path = paths.get(node)
    if path is None:
        above = draft.page.nodes[node].parent
        below = node > draft.place.node
        path = paths[node] = (*_path(draft, above, paths), node) if below else ()
    return path


def _soup(draft: Draft, marks: Marks) -> BeautifulSoup:
    """Return the soup of a draft: what a later pass looks at, the first one looked at."""
    if draft.soup is None:
        draft.soup = _grown(draft, marks)
    return draft.soup


def _grown(draft: Draft, marks: Marks) -> BeautifulSoup:
    """Return the marked nodes as a BeautifulSoup tree.

    `data-lines` are the page lines that stand in an element itself, `SPAN` those of a whole node.
    """
    page = draft.page
    holder = etree.Element("div", {PIECES: ""})
    # where it is too deep, every look into an element would cost its depth again
    for piece in () if page.too_deep else _outermost(draft, marks):
        node = page.nodes[piece]
        copy = deepcopy(node.element)
        copy.tail = None
        twins = dict(zip(node.element.iter(), copy.iter(), strict=False))
        for at in range(node.first, node.last):
            twin = twins.get(page.nodes[page.lines[at].node].element)
            if twin is not None:
                twin.set("data-lines", f"{twin.get('data-lines', '')} {at}".strip())
        for inner in _nodes_in(draft, piece):
            twins[inner.element].set(SPAN, f"{inner.first} {inner.last}")
        holder.append(copy)
    etree.strip_elements(holder, "script", "style", "svg", "noscript", with_tail=False)
    return BeautifulSoup(etree.tostring(holder, encoding="unicode", method="html"), "lxml")


def _nodes_in(draft: Draft, piece: int) -> Iterator[Node]:
    """Yield a node and those inside it."""
    nodes = draft.page.nodes
    inside = {piece}
    yield nodes[piece]
    for at in range(piece + 1, len(nodes)):
        if nodes[at].parent not in inside:
            return
        inside.add(at)
        yield nodes[at]


def _outermost(draft: Draft, marks: Marks) -> list[int]:
    """Return the marked nodes that stand in no other one, in order."""
    marked = {piece for pieces in marks.values() for piece in pieces}
    return [
        piece
        for piece in sorted(marked)
        if marked.isdisjoint(islice(_upwards(draft, piece), 1, None))
    ]


def _upwards(draft: Draft, node: int) -> Iterator[int]:
    """Yield a node and those around it, up to the place."""
    while node >= draft.place.node:
        yield node
        node = draft.page.nodes[node].parent


def _posts(draft: Draft, fragment: Fragment) -> dict[int, str]:
    """Return the lines that stand in posts embedded from other sites, with the posts' names."""
    nodes = draft.page.nodes
    return {
        line.index: name
        for line in fragment.lines
        if line.seen.regions & _QUOTE
        for node in fragment.path_of(line)
        if nodes[node].tag == "blockquote"
        and is_post(name := nodes[node].element.get("class") or "")
    }


def _marks(draft: Draft, fragment: Fragment) -> Marks:
    """Return which kinds of element stand among lines that a rule could cut, and where.

    This look spares most pages the soup, and grows it of a few elements on the others.
    """
    nodes, top = draft.page.nodes, draft.place.node
    linked = [line for line in fragment.lines if line.seen.linked and line.seen.node > top]
    found: dict[str, frozenset[int]] = {}
    headings = [line for line in linked if line.heading and line.link_share > 0.9]
    if len(headings) > 1:
        cards = [line for line in headings if _is_in_teaser(draft, fragment, line)]
        if len(cards) > 1:
            found["teaser"] = frozenset(
                (top, *fragment.path_of(line))[-CARD_LEVELS - 1 :][0] for line in cards
            )
    if fields := _fields(draft, fragment):
        found["field"] = fields
    around = {line.seen.node for line in linked if may_be_label(line)}
    if around and holds_share_link(nodes[top].element):
        shares = frozenset(
            node
            for node in around
            if any(is_share_link(link.get("href") or "") for link in _links(nodes[node]))
        )
        if shares:
            found["share"] = shares
    return found


def _is_in_teaser(draft: Draft, fragment: Fragment, heading: FragmentLine) -> bool:
    """Say whether a heading stands in a card with little text beside it."""
    nodes = draft.page.nodes
    card = card_around(nodes[heading.seen.node].element)
    if card is None:
        return False
    node = next((at for at in fragment.path_of(heading) if nodes[at].element is card), None)
    held = [] if node is None else fragment.lines_of(node)
    return sum(len(line.text) for line in held if line.link_share < 0.5) <= TEASER


def _links(node: Node) -> Iterator[Any]:
    links: Iterator[Any] = node.element.iter("a")
    return links


def _fields(draft: Draft, fragment: Fragment) -> frozenset[int]:
    """Return the largest small elements around fields that stand close to what may be a label."""
    inside = [
        above
        for field, owner in draft.page.fields
        if owner >= draft.place.node and is_field(field) and (above := list(_upwards(draft, owner)))
    ]
    nodes = draft.page.nodes
    found = set()
    for above in inside:
        if any(_is_near_label(fragment, node) for node in above[:3]):
            small = [at for at in above if nodes[at].last - nodes[at].first <= MOST_LINES]
            found.add(small[-1] if small else above[0])
    return frozenset(found)


def _is_near_label(fragment: Fragment, number: int) -> bool:
    """Say whether a node holds a line that may be a label, no more than three levels down."""
    return any(
        number in fragment.path_of(line)[-3:] and may_be_label(line)
        for line in fragment.lines_of(number)
    )
