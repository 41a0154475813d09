"""What the markup itself says is not the story: regions, names of elements, lists of links."""

from __future__ import annotations

from pipelines.reading.draft import Draft, Mark
from pipelines.reading.locate import Masses
from pipelines.reading.markup import Region
from pipelines.reading.visible import Node

_REGIONS = (
    (Region.NAV.value, "region-nav", "nav"),
    (Region.BUTTON.value, "region-button", "form"),
    (Region.FORM.value, "region-form", "form"),
    (Region.CAPTION.value, "region-caption", "caption"),
    (Region.FIGURE.value, "region-figure", "caption"),
    (Region.ASIDE.value, "region-aside", "related"),
    (Region.DIALOG.value, "region-dialog", "notice"),
    (Region.FOOTER.value, "region-footer", "footer"),
)
MAX_SHARE = 0.3
"""A named or outer element that holds more than this share of the body's mass is not dropped."""

_STRONG = frozenset(
    "comments newsletter share ad nav sidebar notice popup caption byline hidden login tags "
    "related footer toolbar player social app toc donate support".split()
)
_WEAK = frozenset("promo widget gallery paywall rating metadata print correction weather".split())


def cut_structure(draft: Draft, mass: Masses, *, hints: bool = True) -> None:
    """Mark what regions and (unless `hints` is off) names of elements set apart."""
    page, place = draft.page, draft.place
    total = mass.between(place.first, place.last) or 1.0
    own = page.nodes[place.node].regions
    index = place.node + 1
    nodes = page.nodes
    count = len(nodes)
    while index < count and nodes[index].first < place.last:
        node = nodes[index]
        index += 1
        if node.last <= node.first:
            continue
        mark = _mark(node, own, hints)
        if mark is None:
            continue
        inside = sum(_plain_weight(draft, at) for at in range(node.first, node.last))
        if inside > MAX_SHARE * total and mark.rule != "region-button":
            continue
        for at in range(node.first, node.last):
            draft.cut(at, mark)


def _plain_weight(draft: Draft, at: int) -> float:
    line = draft.page.lines[at]
    size = len(line.text)
    return size - line.linked if size > 60 else 0.0


def _mark(node: Node, own: int, hints: bool) -> Mark | None:
    regions = node.regions & ~own
    if regions:
        for region, rule, kind in _REGIONS:
            if regions & region:
                if region in (Region.FIGURE.value, Region.ASIDE.value) and regions & (
                    Region.TABLE.value | Region.QUOTE.value
                ):
                    return None
                return Mark(rule, kind, f"<{node.tag}>")
    if hints and (kind := node.hint) is not None and (kind in _STRONG or kind in _WEAK):
        names = node.element.get("class") or node.element.get("id") or ""
        return Mark(f"named-{kind}", kind, names[:80])
    return None


def cut_link_lists(draft: Draft) -> None:
    """Mark lines that are links and nothing else, unless they stand inside running text."""
    page = draft.page
    for at in draft.kept():
        line = page.lines[at]
        size = len(line.text)
        if line.joint == 2 or not line.linked:
            continue
        share = line.linked / size
        node = page.nodes[line.node]
        if share > 0.9 and (node.tag != "p" or size < 90) and not line.regions & Region.TABLE:
            draft.cut(at, Mark("links-only", "related", "the line is a link"))


def cut_loose_headings(draft: Draft) -> None:
    """Mark headings under which nothing is left."""
    page = draft.page
    below = False
    for at in reversed(draft.kept()):
        line = page.lines[at]
        if line.regions & Region.HEADING:
            if not below:
                draft.cut(at, Mark("loose-heading", "related", "nothing follows this heading"))
            below = below and False
        else:
            below = True
