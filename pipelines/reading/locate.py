"""Where the story stands: the candidates for its container, and the choice between them.

A *mass* is the number of characters in lines that read like paragraphs. Nodes are compared by
the mass inside them, by how directly they hold it, and by what the page itself calls its body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, islice

from pipelines.page.markup import OUTSIDE, Region
from pipelines.page.visible import Line, Node, Visible

_OUTSIDE = OUTSIDE | Region.CAPTION
_HEADING = Region.HEADING
SHORTEST = 25
MAX_BONUS = 1.6
MAX_NAMED = 0.5
"""An element with more than this share of the page's text is not boilerplate for its name."""
MAX_COMMENTS = 0.97
"""The same for comments, which may be longer than the story; above stand wrappers alone."""
_LEAD = re.compile(r"lead|intro|opening", re.I)
_NAME_WORD = re.compile(r"[A-Za-z][a-z]+|\d+")
CLIMB, LEAVE, LONG, SHORT = 0.25, 1.0, 80, 0.5
_STORY_IDS = frozenset({"article", "story", "article-body", "articlebody", "content-body"})
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "li", "span", "blockquote", "pre"])
_SENTENCE = re.compile(r"[.!?…:;”\"'’)](?:\s|$)")
_BAD_HINTS = frozenset(
    [
        "comments",
        "related",
        "newsletter",
        "share",
        "ad",
        "nav",
        "footer",
        "sidebar",
        "promo",
        "notice",
        "popup",
        "tags",
        "caption",
        "byline",
        "hidden",
        "login",
    ]
)
_BODY_NAMES = re.compile(
    r"article-?_?body|articlebody|story-?_?body|entry-?_?content|post-?_?content|article-?_?content|"
    r"story-?_?content|article__content|body-?_?copy|post-?_?body|content-?_?body|article-?_?text|"
    r"storytext|main-?_?content|rich-?text",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate for the body: its node, the lines it spans, and which reader proposes it."""

    node: int
    first: int
    last: int
    reader: str


@dataclass(slots=True)
class Masses:
    """Paragraph mass of each line, and its running sum: any node's mass is a subtraction."""

    weights: list[float]
    sums: list[float]

    def between(self, first: int, last: int) -> float:
        """Return the mass of lines first..last (half open)."""
        return self.sums[last] - self.sums[first]


def weigh(line: Line) -> float:
    """Return how many characters of a line count as paragraph text: a tenth outside stories.

    Code counts for nothing: a style sheet whose tag is broken is longer than the story.
    """
    size, regions, linked = len(line.text), line.regions, line.linked
    if size < SHORTEST or regions & _HEADING or linked > 0.6 * size or "{" in line.text:
        return 0.0
    if size < 60 and not _SENTENCE.search(line.text):
        return 0.0
    weight = float(size - linked)
    return weight * 0.1 if regions & _OUTSIDE else weight


def masses(page: Visible, *, hints: bool = True) -> Masses:
    """Weigh every line. With `hints`, what class names call boilerplate weighs a fifth.

    A name on an element that holds most of the page's text is not believed.
    """
    lines = page.lines
    weights = [weigh(line) if len(line.text) >= SHORTEST else 0.0 for line in lines]
    raw = Masses(weights, list(accumulate(weights, initial=0.0)))
    if not hints:
        return raw
    known = {-1: False}
    owners = {line.node for line, weight in zip(lines, weights, strict=True) if weight}
    hinted = {node for node in owners if _is_hinted(page.nodes, node, raw.sums, known)}
    if not hinted:
        return raw
    weights = [
        weight * 0.2 if line.node in hinted else weight
        for line, weight in zip(lines, weights, strict=True)
    ]
    return Masses(weights, list(accumulate(weights, initial=0.0)))


def _is_hinted(nodes: list[Node], index: int, sums: list[float], known: dict[int, bool]) -> bool:
    """Say whether a node or one above it is named as boilerplate.

    What holds nearly all of the page is believed no name, nor is what stands around that.
    sums: the running sum of the masses; known: the answers so far.
    """
    answer = known.get(index)
    if answer is None:
        node, total = nodes[index], sums[-1]
        held = sums[node.last] - sums[node.first]
        answer = held <= total * MAX_COMMENTS and (
            (node.hint in _BAD_HINTS and (held < total * MAX_NAMED or node.hint == "comments"))
            or _is_hinted(nodes, node.parent, sums, known)
        )
        known[index] = answer
    return answer


def locate(page: Visible, mass: Masses) -> Place | None:
    """Return the place of the story, or None on a page without paragraphs."""
    top = _cluster(page, mass)
    if top is None:
        return None
    top = _climb(page, mass, top)
    node = page.nodes[top]
    return Place(top, node.first, node.last, "cluster")


def _cluster(page: Visible, mass: Masses) -> int | None:
    """Return the node that holds most paragraph mass most directly."""
    nodes = page.nodes
    held: dict[int, float] = {}
    for line, weight in zip(page.lines, mass.weights, strict=True):
        if weight:
            at = line.node
            if nodes[at].tag in _PARAGRAPHS:
                at = nodes[at].parent
            held[at] = held.get(at, 0.0) + (weight if weight < 600.0 else 600.0) + 20
    scores: dict[int, float] = {}
    for at, weight in held.items():
        factor = 1.0
        while at >= 0 and factor > 0.1:
            scores[at] = scores.get(at, 0.0) + weight * factor
            factor *= 0.6
            at = nodes[at].parent
    if not scores:
        return None
    least = max(scores.values()) / MAX_BONUS
    close = [at for at, score in scores.items() if score >= least]
    return max(close, key=lambda at: scores[at] * _name_bonus(nodes[at]))


def _name_bonus(node: Node) -> float:
    """Return a factor for what the page itself calls its body."""
    if node.tag in ("html",):
        return 0.5
    get = node.element.get
    prop = get("itemprop") or ""
    if "articleBody" in prop:
        return MAX_BONUS
    names = f"{get('class') or ''} {get('id') or ''}"
    if _BODY_NAMES.search(names):
        return 1.25
    return 1.0


def _climb(page: Visible, mass: Masses, top: int) -> int:
    """Climb while an ancestor holds much more of the story.

    Leaving an element that calls itself the story takes as much text again outside it. An
    element whose twin (same name, same parent) holds text too is one of the story's pieces.
    """
    nodes = page.nodes
    best = at = child = top
    closed = _is_story(nodes[top])
    texts = _texts(page, mass)
    while (at := nodes[at].parent) > 0 and nodes[at].tag not in ("body", "html"):
        node, inner = nodes[at], nodes[best]
        held = mass.between(inner.first, inner.last)
        extra = texts[inner.first] - texts[node.first] + texts[node.last] - texts[inner.last]
        if extra > held * (LEAVE if closed else CLIMB) or (
            extra > LONG and not closed and _has_twin(page, mass, child, at)
        ):
            best = at
        closed = closed or _is_story(node)
        child = at
    return best


def _texts(page: Visible, mass: Masses) -> list[float]:
    """Return the running sum of the masses, in which short lines (teasers) count half."""
    weights = [
        weight if len(line.text) >= LONG else weight * SHORT
        for weight, line in zip(mass.weights, page.lines, strict=True)
    ]
    return list(accumulate(weights, initial=0.0))


def _has_twin(page: Visible, mass: Masses, child: int, parent: int) -> bool:
    """Say whether a sibling of the same name holds a paragraph too."""
    nodes = page.nodes
    stem = _stem(nodes[child])
    if not stem or nodes[child].tag in ("li", "article"):
        return False
    last = nodes[parent].last
    for node in islice(nodes, parent + 1, None):
        if node.first >= last:
            break
        if (
            node.parent == parent
            and node is not nodes[child]
            and _is_twin(node, nodes[child], stem)
            and mass.between(node.first, node.last) > LONG
        ):
            return True
    return False


def _is_twin(node: Node, child: Node, stem: tuple[str, ...]) -> bool:
    """Say whether two siblings carry the same class, or `node` is named the lead of `child`."""
    name = node.element.get("class") or ""
    if name == child.element.get("class"):
        return True
    return node.last <= child.first and bool(_LEAD.search(name)) and _stem(node) == stem


def _stem(node: Node) -> tuple[str, ...]:
    """Return the first two words of a node's class: what pieces of one story share."""
    return tuple(_NAME_WORD.findall(node.element.get("class") or "")[:2])


def _is_story(node: Node) -> bool:
    """Say whether an element calls itself a story."""
    if node.tag in ("article", "main"):
        return True
    get = node.element.get
    return "articleBody" in (get("itemprop") or "") or (get("id") or "").lower() in _STORY_IDS
