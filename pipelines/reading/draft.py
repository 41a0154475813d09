"""The draft of a reading: which lines of the page stay, which go, and what said so."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipelines.boilerplate.fragment import Fragment, FragmentLine, fold
from pipelines.reading.locate import Place
from pipelines.reading.markup import Region
from pipelines.reading.mojibake import mend
from pipelines.reading.visible import Visible


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
    the line's text that go while the rest stays.
    """

    page: Visible
    place: Place
    cuts: dict[int, Mark] = field(default_factory=dict)
    trims: dict[int, list[tuple[int, int, Mark]]] = field(default_factory=dict)

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
    return Fragment(lines, markup=lambda: _markup(draft, kept)), kept


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


def _markup(draft: Draft, kept: list[int]) -> str:
    """Return the body's markup; elements of lines that stay carry `data-line`, their index."""
    page = draft.page
    root = page.nodes[draft.place.node].element
    copy = deepcopy(root)
    twins = dict(zip(root.iter(), copy.iter(), strict=True))
    for index, at in enumerate(kept):
        twin = twins.get(page.nodes[page.lines[at].node].element)
        if twin is not None and twin.get("data-line") is None:
            twin.set("data-line", str(index))
    return str(etree.tostring(copy, encoding="unicode", method="html"))
