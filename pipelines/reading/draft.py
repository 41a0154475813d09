"""The draft of a reading: which lines of the page stay, which go, and what said so."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from pipelines.boilerplate.elements import (
    CARD_LEVELS,
    MOST_LINES,
    PIECES,
    has_linked_picture,
    is_field,
    is_post,
    is_share_link,
    may_be_label,
)
from pipelines.boilerplate.fragment import Fragment, FragmentLine, Marks, fold
from pipelines.reading.locate import Place
from pipelines.reading.markup import Region
from pipelines.reading.mojibake import mend
from pipelines.reading.visible import Node, Visible

_HEADING, _LIST, _TABLE = Region.HEADING, Region.LIST, Region.TABLE
_QUOTE = Region.QUOTE


@dataclass(frozen=True, slots=True)
class Mark:
    """Why something goes: the rule, its class of boilerplate, and the evidence."""

    rule: str
    kind: str
    evidence: str | None = None


@dataclass(slots=True)
class Draft:
    """The lines of a place with their marks. A line without a mark stays.

    cuts: page line index → mark. trims: page line index → [(start, end, mark)] of characters of
    the line's text that go while the rest stays. soup: the place as rules about elements see it,
    None until the first of them asks.
    """

    page: Visible
    place: Place
    cuts: dict[int, Mark] = field(default_factory=dict)
    trims: dict[int, list[tuple[int, int, Mark]]] = field(default_factory=dict)
    soup: BeautifulSoup | None = None
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


def fragment_of(
    draft: Draft, known: dict[int, FragmentLine] | None = None
) -> tuple[Fragment, list[int]]:
    """Return the fragment of the lines that stay, and the page line of each fragment line.

    known: page line → its fragment line from an earlier pass; used again, and added to.
    """
    known = {} if known is None else known
    kept = draft.kept()
    lines: list[FragmentLine] = []
    paths: dict[int, tuple[int, ...]] = {}
    seen = draft.page.lines
    for index, at in enumerate(kept):
        line = known.get(at)
        if line is None:
            line = known[at] = fragment_line(draft, at, paths)
        line.index = index
        line.joint = joint = seen[at].joint
        if joint == 2 and index and _are_joined(draft, kept[index - 1], at):
            lines[-1].joint = 2
        lines.append(line)
    fragment = Fragment(
        lines,
        grow=lambda marks: _soup(draft, marks),
        look=lambda: _marks(draft, lines),
        posts=_posts(draft, lines, kept),
        at=kept,
    )
    return fragment, kept


def _are_joined(draft: Draft, first: int, last: int) -> bool:
    """Say whether all that stands between two lines is set apart within one sentence."""
    return all(draft.page.lines[at].joint == 2 for at in range(first + 1, last))


def fragment_line(draft: Draft, at: int, paths: dict[int, tuple[int, ...]]) -> FragmentLine:
    """Return a line of the page as rules see it. paths: what `_path` found so far."""
    line = draft.page.lines[at]
    text, regions, node = line.text, line.regions, line.node
    path = paths.get(node)
    return FragmentLine(
        at,
        text,
        text.lower() if text.isascii() else fold(mend(text)),
        line.linked / len(text) if line.linked else 0.0,
        regions & _HEADING != 0,
        regions & _LIST != 0,
        regions & _TABLE != 0,
        line.joint,
        _path(draft, node, paths) if path is None else path,
    )


def _path(draft: Draft, node: int, paths: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the nodes from below the place down to a node, () for one that is not below it."""
    if node <= draft.place.node:
        return ()
    above = draft.page.nodes[node].parent
    outer = paths.get(above)
    path = paths[node] = (*(_path(draft, above, paths) if outer is None else outer), node)
    return path


def _soup(draft: Draft, marks: Marks) -> BeautifulSoup:
    """Return the soup of a draft: what a later pass looks at, the first one looked at."""
    if draft.soup is None:
        draft.soup = _grown(draft, marks)
    return draft.soup


def _grown(draft: Draft, marks: Marks) -> BeautifulSoup:
    """Return the marked nodes as a BeautifulSoup tree; `data-lines` are an element's page lines."""
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
        holder.append(copy)
    etree.strip_elements(holder, "script", "style", "svg", "noscript", with_tail=False)
    return BeautifulSoup(etree.tostring(holder, encoding="unicode", method="html"), "lxml")


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


def _posts(draft: Draft, lines: list[FragmentLine], at: list[int]) -> dict[int, str]:
    """Return the lines that stand in posts embedded from other sites, with the posts' names."""
    nodes = draft.page.nodes
    seen = draft.page.lines
    return {
        line.index: name
        for line, number in zip(lines, at, strict=True)
        if seen[number].regions & _QUOTE
        for node in line.path
        if nodes[node].tag == "blockquote"
        and is_post(name := nodes[node].element.get("class") or "")
    }


def _marks(draft: Draft, lines: list[FragmentLine]) -> Marks:
    """Return which kinds of element stand among lines that a rule could cut, and where.

    This look spares most pages the soup, and grows it of a few elements on the others.
    """
    nodes = draft.page.nodes
    found: dict[str, frozenset[int]] = {}
    headings = [line for line in lines if line.heading and line.link_share > 0.9 and line.path]
    if len(headings) > 1:
        cards = [line for line in headings if has_linked_picture(nodes[line.path[-1]].element)]
        if len(cards) > 1:
            found["teaser"] = frozenset(_levels_up(draft, line, CARD_LEVELS) for line in cards)
    if fields := _fields(draft, lines):
        found["field"] = fields
    shares = frozenset(
        line.path[-1]
        for line in lines
        if line.link_share > 0
        and line.path
        and may_be_label(line)
        and any(is_share_link(link.get("href") or "") for link in _links(nodes[line.path[-1]]))
    )
    if shares:
        found["share"] = shares
    return found


def _links(node: Node) -> Iterator[Any]:
    links: Iterator[Any] = node.element.iter("a")
    return links


def _levels_up(draft: Draft, line: FragmentLine, levels: int) -> int:
    """Return the node so many levels above the one that holds a line, or the place's."""
    return line.path[-levels - 1] if len(line.path) > levels else draft.place.node


def _fields(draft: Draft, lines: list[FragmentLine]) -> frozenset[int]:
    """Return the largest small elements around fields that stand close to what may be a label."""
    nodes = draft.page.nodes
    inside = [
        above
        for field, owner in draft.page.fields
        if owner >= draft.place.node and is_field(field) and (above := list(_upwards(draft, owner)))
    ]
    if not inside:
        return frozenset()
    near = {node for line in lines if may_be_label(line) for node in line.path[-3:]}
    found = set()
    for above in inside:
        if not near.isdisjoint(above[:3]):
            small = [at for at in above if nodes[at].last - nodes[at].first <= MOST_LINES]
            found.add(small[-1] if small else above[0])
    return frozenset(found)
