"""What the markup itself says is not the story: regions, names of elements, lists of links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce
from itertools import accumulate, islice
from operator import or_

from pipelines.page.markup import Region
from pipelines.page.visible import Line, Node, Visible
from pipelines.reading.draft import Draft, Mark
from pipelines.reading.locate import Masses
from pipelines.reading.metadata.titles import letters
from pipelines.reading.rows import rows_of
from words.rules import PageRule, rule_of_name

_REGIONS = (
    (Region.NAV, PageRule.REGION_NAV, "nav"),
    (Region.BUTTON, PageRule.REGION_BUTTON, "form"),
    (Region.FORM, PageRule.REGION_FORM, "form"),
    (Region.CAPTION, PageRule.REGION_CAPTION, "caption"),
    (Region.FIGURE, PageRule.REGION_FIGURE, "caption"),
    (Region.ASIDE, PageRule.REGION_ASIDE, "related"),
    (Region.DIALOG, PageRule.REGION_DIALOG, "notice"),
    (Region.FOOTER, PageRule.REGION_FOOTER, "footer"),
)
_CUT = reduce(or_, (region for region, _, _ in _REGIONS))
LABEL = 60
"""Characters of the longest line that is a label."""
MAX_SHARE = 0.3
"""A named element that holds more than this share of the body's mass is not dropped."""

_SHARES = {
    **dict.fromkeys(
        [
            "comments",
            "byline",
            "newsletter",
            "tags",
            "nav",
            "footer",
            "notice",
            "popup",
            "login",
            "share",
            "social",
            "donate",
            "metadata",
            "print",
            "player",
            "support",
            "app",
        ],
        0.5,
    ),
    **dict.fromkeys(
        [
            "related",
            "caption",
            "sidebar",
            "ad",
            "promo",
            "gallery",
            "correction",
            "weather",
            "toolbar",
        ],
        0.3,
    ),
    "comments": 0.97,
    "related": 0.6,
    "hidden": 0.45,
}
"""Class of boilerplate → the share of the body's mass above which its name is not believed."""


_REGION_SHARES: Mapping[str, float] = {
    PageRule.REGION_BUTTON: 1.0,
    PageRule.REGION_CAPTION: 0.7,
    PageRule.REGION_FIGURE: 0.5,
}
_IN_FIGURES = Region.TABLE | Region.QUOTE
_NO_PROSE = frozenset(["nav", "player", "toolbar", "print", "share", "social"])
"""Classes of names whose elements hold buttons and links: "text-to-speech", "content-nav"."""
PARAGRAPH, PROSE = 100, 250
_LINKED_ONLY = frozenset({"promo"})
_WRAPPERS = frozenset(["sidebar", "ad", "promo", "gallery", "caption", "metadata", "hidden"])
"""Classes whose words also name layouts ("sidebar-grid"): judged by all elements so named."""


def cut_structure(draft: Draft, mass: Masses, *, hints: bool = True) -> None:
    """Mark what regions and (unless `hints` is off) names of elements set apart."""
    found, total = _set_apart(draft, hints)
    sums: dict[Mark, int] = {}
    for _, mark, inside in found:
        if mark.kind in _WRAPPERS or mark.rule == PageRule.NESTED_STORY:
            sums[mark] = sums.get(mark, 0) + inside
    for node, mark, inside in found:
        named = mark.rule.startswith(("named", "nested"))
        share = _SHARES.get(mark.kind, MAX_SHARE) if named else _REGION_SHARES.get(mark.rule, 0.3)
        if mark.rule == PageRule.NESTED_STORY and _leads(draft, mass, node):
            continue
        if named and mark.kind in _NO_PROSE and inside >= PROSE and _tells(draft, node):
            continue
        held = sums.get(mark, inside)
        if held > min(share, 0.3 if mark.rule == PageRule.NESTED_STORY else 1.0) * total or (
            mark.kind in _LINKED_ONLY and not _has_links(draft, node)
        ):
            continue
        for at in range(node.first, node.last):
            if (
                mark.rule != PageRule.REGION_FIGURE
                or not draft.page.lines[at].regions & _IN_FIGURES
            ):
                draft.cut(at, mark)


def _set_apart(draft: Draft, hints: bool) -> tuple[list[tuple[Node, Mark, int]], int]:
    """Return the nodes of the place that something sets apart, with the weight in each and in all.

    The weight is the number of unlinked characters in lines of more than a label's length.
    """
    page, place = draft.page, draft.place
    start = place.first
    weights = [
        size - line.linked if (size := len(line.text)) > LABEL else 0
        for line in page.lines[start : place.last]
    ]
    before = list(accumulate(weights, initial=0))
    own = page.nodes[place.node].regions
    telling = _CUT & ~own
    found: list[tuple[Node, Mark, int]] = []
    for node in islice(page.nodes, place.node + 1, None):
        first, last = node.first, node.last
        if first >= place.last:
            break
        if first < last and (node.regions & telling or node.hint or node.tag == "article"):
            mark = _mark(node, own, hints)
            if mark is not None:
                found.append((node, mark, before[last - start] - before[first - start]))
    return found, before[-1] or 1


def _tells(draft: Draft, node: Node) -> bool:
    """Say whether an element holds paragraphs of sentences, which nothing of its name does."""
    lines = draft.page.lines[node.first : node.last]
    told = [
        line for line in lines if len(line.text) >= PARAGRAPH and 4 * line.linked < len(line.text)
    ]
    return len(told) >= 2 and sum(len(line.text) for line in told) >= 0.7 * sum(
        len(line.text) for line in lines
    )


def _leads(draft: Draft, mass: Masses, node: Node) -> bool:
    """Say whether a nested story is the story itself: a headline in it, or nothing above it."""
    page, place = draft.page, draft.place
    return mass.between(place.first, node.first) == 0 or any(
        page.nodes[line.node].tag == "h1" for line in page.lines[node.first : node.last]
    )


def _has_links(draft: Draft, node: Node) -> bool:
    """Say whether an element leads elsewhere: a teaser without link and heading is the story's."""
    return any(
        line.linked or line.regions & Region.HEADING
        for line in draft.page.lines[node.first : node.last]
    )


def _mark(node: Node, own: int, hints: bool) -> Mark | None:
    if node.tag == "article" and hints:
        return Mark(
            PageRule.NESTED_STORY, "related", (node.element.get("class") or "<article>")[:60]
        )
    regions = node.regions & ~own & _CUT
    if regions:
        for region, rule, kind in _REGIONS:
            if regions & region:
                return Mark(rule, kind, f"<{node.tag}>")
    named = node.hint
    if named is not None and named in _SHARES and (hints or named == "comments"):
        names = node.element.get("class") or node.element.get("id") or ""
        return Mark(rule_of_name(named), named, names[:80])
    return None


_LINKS_ONLY = Mark(PageRule.LINKS_ONLY, "related", "the line is a link")


_QUOTE = Region.QUOTE
COPIED, FEWEST_COPIES = 60, 2
"""Characters of the shortest paragraph that tells of a copy, and how many of them in a row do."""
_COPY = Mark(PageRule.COPY, "dup", "stands further up in the same words")


def cut_link_lists(draft: Draft) -> None:
    """Mark lines that are links and nothing else.

    A list that a sentence announces, or whose items have grades, is the story's.

    Headings of a list story and the items of a list are often links: they stay while a paragraph
    follows the heading, and while the items are names rather than headlines.
    """
    page = draft.page
    kept = draft.kept()
    listed, rows = _announced(page, kept), rows_of(page, kept)
    last_text = next((at for at in reversed(kept) if _reads(page.lines[at])), -1)
    lists: dict[int, bool] = {}
    for place, at in enumerate(kept):
        line = page.lines[at]
        if not line.linked or at in listed or at in rows:
            continue
        size = len(line.text)
        if line.joint == 2 or line.linked <= 0.9 * size or not _run_is_linked(page, at):
            continue
        after = page.lines[kept[place + 1]] if place + 1 < len(kept) else None
        if line.regions & Region.HEADING:
            if after is not None and at < last_text and after.linked < 0.9 * len(after.text):
                continue
        elif line.regions & Region.LIST and at < last_text:
            if len(line.text.split()) < 5 or not _all_links(page, line, lists):
                continue
        elif page.nodes[line.node].tag == "p" and size >= 90:
            continue
        draft.cut(at, _LINKS_ONLY)


# "The four nurseries and their grades are:", "Every primary school, from the best to the worst:"
_ANNOUNCES = re.compile(r"^(?:\S+\s+){3,}\S+\s?:$")
# "You may also like to read these stories:", "More on this story:", "Follow these links for more:"
_OF_OTHERS = re.compile(
    r"\b(?:read|related|more|also|next|recommended|trending|latest|popular|stor(?:y|ies)|articles?|"
    r"watch|links?|topics?|tags?|share|follow|missed|headlines?)\b",
    re.I,
)
_GRADE = (
    r"(?:outstanding|good|requires improvement|inadequate|satisfactory|special measures|"
    r"exceptional|strong standard|expected standard|needs attention|urgent improvement|"
    r"(?:not )?met|effective)"
)
# "Hill Lane Nursery – good", "Moat Farm (Requires Improvement)"; or a line below it: "Rating: Good"
_GRADED = re.compile(rf"(?:[-–—:,|]\s*|\(){_GRADE}\)?\.?$", re.I)
_GRADE_LINE = re.compile(
    rf"(?:\w+ )?(?:rating|grade|rated|judg(?:e?ment)|outcome|overall|last inspected|inspected)\b"
    rf"|{_GRADE}\b",
    re.I,
)
FEWEST_ITEMS = 2


def _announced(page: Visible, kept: list[int]) -> frozenset[int]:
    """Return the linked lines that are items of a list of the story's.

    A sentence that ends in a colon announces them, or most of them have a grade: in their own
    words, or in a short line below.
    """
    lines = page.lines
    linked = [
        place
        for place, at in enumerate(kept)
        if (line := lines[at]).linked and line.linked > 0.8 * len(line.text)
    ]
    found: set[int] = set()
    end = 0
    for place in linked if len(linked) >= FEWEST_ITEMS else ():
        if place < end:
            continue
        end = place
        items: list[int] = []
        while end < len(kept) and _may_be_listed(line := lines[kept[end]]):
            if line.linked > 0.8 * len(line.text):
                items.append(kept[end])
            end += 1
        if len(items) >= FEWEST_ITEMS:
            before = lines[kept[place - 1]].text if place else ""
            says = bool(_ANNOUNCES.match(before)) and not _OF_OTHERS.search(before)
            if says or 2 * sum(_is_graded(page, at) for at in items) > len(items):
                found.update(items)
    return frozenset(found)


def _may_be_listed(line: Line) -> bool:
    """Say whether a line can stand in a list: a link, or a short line that is no sentence's."""
    return line.linked > 0.8 * len(line.text) or len(line.text) <= LABEL


def _is_graded(page: Visible, at: int) -> bool:
    """Say whether an item has a grade behind it or in the line below."""
    if _GRADED.search(page.lines[at].text):
        return True
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return below is not None and below.linked == 0 and _GRADE_LINE.match(below.text) is not None


def _run_is_linked(page: Visible, at: int) -> bool:
    """Say whether a link and the pieces joined to it are links: a linked word may open a sentence.

    "<a>The<span hidden>, external</span></a> letter is addressed to …" makes three lines.
    """
    end = at + 1
    while end < len(page.lines) and page.lines[end].joint == 2:
        end += 1
    if end == at + 1:
        return True
    run = page.lines[at:end]
    return sum(line.linked for line in run) > 0.9 * sum(len(line.text) for line in run)


def _reads(line: Line) -> bool:
    return len(line.text) > 60 and line.linked < 0.5 * len(line.text)


def _all_links(page: Visible, line: Line, known: dict[int, bool]) -> bool:
    """Say whether every line of the list that a line stands in is a link.

    known: the answers so far, by the node of the list; added to.
    """
    at = line.node
    while at > 0 and page.nodes[at].tag not in ("ul", "ol", "dl"):
        at = page.nodes[at].parent
    if at not in known:
        inside = page.lines[page.nodes[at].first : page.nodes[at].last]
        known[at] = all(found.linked > 0.8 * len(found.text) for found in inside)
    return known[at]


def cut_copies(draft: Draft) -> None:
    """Mark runs of lines that stand once more further up, as a page for phones repeats its text.

    Rows of tables and single paragraphs may say the same of two things.
    """
    lines = draft.page.lines
    kept = draft.kept()
    long = [lines[at].text for at in kept if len(lines[at].text) >= COPIED]
    if len(set(long)) > len(long) - FEWEST_COPIES:
        return
    seen: set[str] = set()
    run: list[int] = []
    for at in (*kept, -1):
        text = lines[at].text if at >= 0 else ""
        if text in seen and not lines[at].regions & Region.TABLE:
            run.append(at)
            continue
        if sum(len(lines[copy].text) >= COPIED for copy in run) >= FEWEST_COPIES:
            for copy in run:
                draft.cut(copy, _COPY)
        run.clear()
        seen.add(text)


def cut_contents(draft: Draft) -> None:
    """Mark the items of a list of contents: links that say what headings further down say."""
    page = draft.page
    kept = draft.kept()
    items = [
        at
        for at in kept
        if (line := page.lines[at]).linked > 0.9 * len(line.text)
        and line.regions & (Region.LIST | Region.HEADING) == Region.LIST
    ]
    if len(items) < FEWEST_ITEMS:
        return
    below: dict[str, int] = {}
    for at in kept:
        if page.lines[at].regions & Region.HEADING and not page.lines[at].linked:
            below[letters(page.lines[at].text)] = at
    named = [at for at in items if below.get(letters(page.lines[at].text), -1) > at]
    if len(named) >= FEWEST_ITEMS:
        for at in named:
            draft.cut(at, Mark(PageRule.CONTENTS, "nav", "a heading further down says the same"))


def cut_pull_quotes(draft: Draft) -> None:
    """Mark quotations set large whose words stand in a paragraph of the story as well."""
    lines = draft.page.lines
    kept = draft.kept()
    quoted = [at for at in kept if lines[at].regions & _QUOTE and len(lines[at].text) >= 30]
    if not quoted or len(quoted) == len(kept):
        return
    told = [letters(lines[at].text) for at in kept if not lines[at].regions & _QUOTE]
    for at in quoted:
        words = letters(lines[at].text)
        if any(words in text for text in told):
            draft.cut(at, Mark(PageRule.PULL_QUOTE, "dup", "its words stand in a paragraph"))


def cut_loose_headings(draft: Draft) -> None:
    """Mark headings under which nothing is left."""
    page = draft.page
    for at in reversed(draft.kept()):
        if not page.lines[at].regions & Region.HEADING:
            return
        draft.cut(at, Mark(PageRule.LOOSE_HEADING, "related", "nothing follows this heading"))
