"""The draft of a reading: which lines of the page stay, which go, and what said so."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipelines.boilerplate.elements import (
    has_linked_picture,
    is_field,
    is_post,
    is_share_link,
    may_be_label,
)
from pipelines.boilerplate.fragment import Fragment, FragmentLine, fold
from pipelines.reading.locate import Place
from pipelines.reading.markup import Region
from pipelines.reading.mojibake import mend
from pipelines.reading.visible import Visible

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


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

    def cut(self, line: int, mark: Mark) -> None:
        """Mark a line as going; the first mark stays."""
        self.cuts.setdefault(line, mark)

    def kept(self) -> list[int]:
        """Return the page lines that stay, in order."""
        cuts = self.cuts
        return [at for at in range(self.place.first, self.place.last) if at not in cuts]

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
        line.joint = seen[at].joint
        if seen[at].joint == 2 and index and _are_joined(draft, kept[index - 1], at):
            lines[-1].joint = 2
        lines.append(line)
    fragment = Fragment(
        lines,
        grow=lambda: draft.soup if draft.soup is not None else _keep_soup(draft),
        look=lambda: _marks(draft, lines),
        posts=_posts(draft, lines),
        numbers={at: index for index, at in enumerate(kept)},
    )
    return fragment, kept


def _keep_soup(draft: Draft) -> BeautifulSoup:
    draft.soup = _soup(draft)
    return draft.soup


def _are_joined(draft: Draft, first: int, last: int) -> bool:
    """Say whether all that stands between two lines is set apart within one sentence."""
    return all(draft.page.lines[at].joint == 2 for at in range(first + 1, last))


def fragment_line(draft: Draft, at: int, paths: dict[int, tuple[int, ...]]) -> FragmentLine:
    """Return a line of the page as rules see it. paths: what `_path` found so far."""
    line = draft.page.lines[at]
    text, regions = line.text, line.regions
    return FragmentLine(
        at,
        text,
        text.lower() if text.isascii() else fold(mend(text)),
        line.linked / len(text),
        regions & Region.HEADING != 0,
        regions & Region.LIST != 0,
        regions & Region.TABLE != 0,
        line.joint,
        _path(draft, line.node, paths),
    )


def _path(draft: Draft, node: int, paths: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the nodes from below the place down to a node, () for one that is not below it."""
    path = paths.get(node)
    if path is None:
        above = draft.page.nodes[node].parent
        path = (*_path(draft, above, paths), node) if node > draft.place.node else ()
        paths[node] = path
    return path


def _soup(draft: Draft) -> BeautifulSoup:
    """Return the place as a BeautifulSoup tree; an element's `data-lines` are its page lines."""
    from bs4 import BeautifulSoup

    page = draft.page
    if page.too_deep:  # every look into an element would cost its depth again
        return BeautifulSoup("", "lxml")
    root = page.nodes[draft.place.node].element
    copy = deepcopy(root)
    twins = dict(zip(root.iter(), copy.iter(), strict=False))
    for at in range(draft.place.first, draft.place.last):
        twin = twins.get(page.nodes[page.lines[at].node].element)
        if twin is not None:
            twin.set("data-lines", f"{twin.get('data-lines', '')} {at}".strip())
    etree.strip_elements(copy, "script", "style", "svg", "noscript", with_tail=False)
    return BeautifulSoup(etree.tostring(copy, encoding="unicode", method="html"), "lxml")


def _posts(draft: Draft, lines: list[FragmentLine]) -> dict[int, str]:
    """Return the lines that stand in posts embedded from other sites, with the posts' names."""
    nodes = draft.page.nodes
    names = {
        at: name
        for at, node in enumerate(nodes[draft.place.node :], draft.place.node)
        if node.tag == "blockquote" and is_post(name := node.element.get("class") or "")
    }
    if not names:
        return {}
    return {line.index: names[at] for line in lines for at in line.path if at in names}


def _marks(draft: Draft, lines: list[FragmentLine]) -> frozenset[str]:
    """Return which kinds of element stand among lines that a rule could cut.

    This look spares most pages the soup: see `elements`.
    """
    nodes = draft.page.nodes
    found: set[str] = set()
    fields = [one for one in draft.page.fields if is_field(one)]
    fields += [node.element for node in nodes[draft.place.node :] if node.tag == "textarea"]
    headings = [line for line in lines if line.heading and line.link_share > 0.9 and line.path]
    if len(headings) > 1 and (
        sum(has_linked_picture(nodes[line.path[-1]].element) for line in headings) > 1
    ):
        found.add("teaser")
    if fields and _stand_beside(fields, draft, lines):
        found.add("field")
    if any(
        is_share_link(link.get("href") or "")
        for line in lines
        if line.link_share > 0 and line.path and may_be_label(line)
        for link in nodes[line.path[-1]].element.iter("a")
    ):
        found.add("share")
    return frozenset(found)


def _stand_beside(fields: list[Any], draft: Draft, lines: list[FragmentLine]) -> bool:
    """Say whether a field stands close to a line that may be its label."""
    nodes = draft.page.nodes
    near = {nodes[node].element for line in lines if may_be_label(line) for node in line.path[-3:]}
    return any(not near.isdisjoint(islice(field.iterancestors(), 3)) for field in fields)
