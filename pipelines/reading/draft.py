"""The draft of a reading: which lines of the page stay, which go, and what said so."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipelines.boilerplate.elements import (
    SHARES,
    has_linked_picture,
    is_card,
    is_field,
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
        return [at for at in range(self.place.first, self.place.last) if at not in self.cuts]

    def kept_characters(self) -> int:
        """Return how many characters stay."""
        return sum(len(self.page.lines[at].text) for at in self.kept())


def fragment_of(
    draft: Draft, known: dict[int, FragmentLine] | None = None
) -> tuple[Fragment, list[int]]:
    """Return the fragment of the lines that stay, and the page line of each fragment line.

    known: page line → its fragment line from an earlier pass; used again, and added to.
    """
    known = {} if known is None else known
    kept = draft.kept()
    lines: list[FragmentLine] = []
    for index, at in enumerate(kept):
        line = known.get(at)
        if line is None:
            line = known[at] = fragment_line(draft.page, draft.place.node, at, index)
        line.index = index
        line.joint = 2 if _is_joined(draft, kept, index) else draft.page.lines[at].joint
        lines.append(line)
    fragment = Fragment(
        lines,
        grow=lambda: draft.soup if draft.soup is not None else _keep_soup(draft),
        look=lambda: _marks(draft, lines),
        numbers={at: index for index, at in enumerate(kept)},
    )
    return fragment, kept


def _keep_soup(draft: Draft) -> BeautifulSoup:
    draft.soup = _soup(draft)
    return draft.soup


def _is_joined(draft: Draft, kept: list[int], index: int) -> bool:
    """Say whether a kept line goes on, within its sentence, in the next one that is kept."""
    if index + 1 == len(kept):
        return False
    lines = draft.page.lines
    return lines[kept[index + 1]].joint == 2 and all(
        lines[at].joint == 2 for at in range(kept[index] + 1, kept[index + 1])
    )


def fragment_line(page: Visible, place: int, at: int, index: int) -> FragmentLine:
    """Return a line of the page as rules see it."""
    line = page.lines[at]
    node = page.nodes[line.node]
    size = len(line.text) or 1
    path = [line.node]
    while (above := page.nodes[path[-1]].parent) > place:
        path.append(above)
    return FragmentLine(
        index=index,
        text=line.text,
        tag=node.tag,
        link_share=line.linked / size,
        bold_share=line.bold / size,
        heading=bool(line.regions & Region.HEADING),
        listed=bool(line.regions & Region.LIST),
        quoted=bool(line.regions & Region.QUOTE),
        table=bool(line.regions & Region.TABLE),
        joint=line.joint,
        folded=fold(mend(line.text)),
        path=tuple(reversed(path)) if line.node > place else (),
    )


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


def _marks(draft: Draft, lines: list[FragmentLine]) -> frozenset[str]:
    """Return which kinds of element stand among lines that a rule could cut.

    This look spares most pages the soup: see `elements`.
    """
    nodes = draft.page.nodes
    root = nodes[draft.place.node].element
    found = {"card" for quote in root.iter("blockquote") if is_card(quote.get("class") or "")}
    headings = [line for line in lines if line.path and line.heading and line.link_share > 0.9]
    if sum(has_linked_picture(nodes[line.path[-1]].element) for line in headings) > 1:
        found.add("teaser")
    fields = [one for one in root.iter("input", "textarea") if is_field(one)]
    if fields and _stand_beside(fields, draft, lines):
        found.add("field")
    if any(
        SHARES.search(link.get("href") or "")
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
