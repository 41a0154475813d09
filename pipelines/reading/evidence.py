"""What else than mass says where the story stands: headline, main element, `articleBody`.

A page may carry more text of another kind than its story has: a second story, readers' comments,
a gallery of fifty slides, a legal block. None of it stands where the headline stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice, pairwise

from pipelines.page.markup import Region
from pipelines.page.visible import Line, Node, Visible
from pipelines.reading.draft import Mark
from pipelines.reading.headline import find_title
from pipelines.reading.locate import Masses, Place
from pipelines.reading.metadata.gather import Metadata
from pipelines.reading.metadata.titles import letters
from words.rules import PageRule

__all__ = ["contradiction", "lightened", "other_stories", "set_apart"]

ENOUGH = 250
"""Characters of paragraphs that may be a story: what is less is no evidence against more."""
FOLLOWING = 0.35
"""Between headline and body stands less than this share of the body on every right page seen."""
HEADED = 0.15
"""The same where the body has another headline of its own."""
LONG = 60
APART = 0.05
"""The weight of paragraphs in what is set apart from stories."""
# "1/50 Week 1 in business", "Picture 2 of 12", "3 of 12"
_COUNTED = re.compile(
    r"(?:(?:picture|image|photo|slide)s? )?(\d{1,3}) ?(?:of|/) ?(\d{1,3})\b", re.I
)
_COUNTED_LONGEST = 120
_COUNTS = frozenset("0123456789PISpis")
_MARKS = _COUNTS | frozenset("Rr")
FEWEST_SLIDES, FEWEST_REPLIES = 5, 3
# What is pressed below each comment of a reader, alone on its line.
_REPLY = frozenset(["reply", "report", "report comment", "report abuse", "reply to this comment"])
_REPLY_LONGEST = max(map(len, _REPLY)) + 4
_HEADING = Region.HEADING
_HEADLINES, _HEAD, _FEWEST_WORDS = frozenset(["h1", "h2"]), 5, 3
_HOMES = frozenset(["article", "main"])


def contradiction(
    page: Visible, mass: Masses, place: Place, facts: Metadata
) -> tuple[Masses, str] | None:
    """Return masses without those that evidence speaks against, and what it is; None mostly.

    place: where most mass stands.
    """
    stated = _stated_elsewhere(page, place, facts)
    if stated:
        return _only(mass, stated), "articleBody"
    title = find_title(page, facts.title, len(page.lines))
    if title is None:
        return None
    home, body = _home(page, title), mass.between(place.first, place.last)
    if home is not None:
        node = page.nodes[home]
        apart = node.last <= place.first or place.last <= node.first
        held = mass.between(title, node.last)
        other = node.tag != "article" or _is_in_another(page, place.node, node)
        if apart and held >= ENOUGH and (other or held >= FOLLOWING * body):
            return _only(mass, range(node.first, node.last)), f"the headline's <{node.tag}>"
    before = mass.between(title, place.first) if title < place.first else 0.0
    if before >= ENOUGH and (
        before >= FOLLOWING * body
        or (before >= HEADED * body and _has_own_headline(page, mass, title, place))
    ):
        return _only(mass, range(title, place.first)), "what follows the headline"
    return None


def _stated_elsewhere(page: Visible, place: Place, facts: Metadata) -> list[int]:
    """Return the lines that `articleBody` has, where most of them stand outside the place."""
    if facts.article_body is None:
        return []
    body = letters(facts.article_body)
    told = [at for at, line in enumerate(page.lines) if len(line.text) >= LONG]
    inside = [at for at in told if place.first <= at < place.last]
    if any(letters(page.lines[at].text) in body for at in inside[:3]):
        return []
    stated = [at for at in told if letters(page.lines[at].text) in body]
    held = [sum(len(page.lines[at].text) for at in some) for some in (stated, inside)]
    here = sum(len(page.lines[at].text) for at in stated if place.first <= at < place.last)
    return stated if held[0] >= ENOUGH and 3 * here < held[0] else []


def _only(mass: Masses, lines: range | list[int]) -> Masses:
    """Return masses in which lines outside some weigh nothing."""
    chosen = set(lines)
    weights = [weight if at in chosen else 0.0 for at, weight in enumerate(mass.weights)]
    return Masses(weights, list(accumulate(weights, initial=0.0)))


def _home(page: Visible, title: int) -> int | None:
    """Return the smallest story element around the headline, None where there is none."""
    at = page.lines[title].node
    while at > 0:
        node = page.nodes[at]
        if node.tag in _HOMES or node.element.get("role") == "main":
            return at
        at = node.parent
    return None


def _is_in_another(page: Visible, at: int, home: Node) -> bool:
    """Say whether a node stands in an article with a headline, which is not the headline's own."""
    while at > 0:
        node = page.nodes[at]
        if node.tag == "article":
            return not node.first <= home.first < node.last and any(
                page.nodes[line.node].tag in _HEADLINES and len(line.text.split()) >= _FEWEST_WORDS
                for line in page.lines[node.first : node.first + _HEAD]
            )
        at = node.parent
    return False


def _has_own_headline(page: Visible, mass: Masses, title: int, place: Place) -> bool:
    """Say whether another headline stands at the head of the place, or just above."""
    for at in range(max(title + 1, place.first - 3), place.last):
        if at >= place.first and mass.weights[at]:
            return False
        if _heads_another(page, page.lines[at], title):
            return True
    return False


def other_stories(page: Visible, mass: Masses, place: Place, facts: Metadata) -> Iterator[Node]:
    """Yield elements within a place that are stories of their own, as sites append the next ones.

    They stand behind the headline's element and are twins of it (same name, same parent), or are
    articles; and begin with a headline of the headline's rank, or with one that leads elsewhere.
    """
    nodes = page.nodes
    headings = [line for line in page.lines[place.first : place.last] if line.regions & _HEADING]
    title = find_title(page, facts.title, place.last) if headings else None
    if title is None or not any(_heads_another(page, line, title) for line in headings):
        return
    own: list[int] = []
    at = page.lines[title].node
    while at > 0:
        own.append(at)
        at = nodes[at].parent
    holders = {nodes[at].parent: nodes[at] for at in own}
    for node in islice(nodes, place.node + 1, None):
        if node.first >= place.last:
            return
        beside = holders.get(node.parent)
        if node.first <= title or node.first == node.last or beside is None:
            continue
        twin = node.tag == beside.tag and node.element.get("class") == beside.element.get("class")
        if (
            (node.tag == "article" or twin)
            and any(
                _heads_another(page, line, title)
                for line in page.lines[node.first : min(node.last, node.first + _HEAD)]
            )
            and mass.between(title, node.first) >= ENOUGH
        ):
            yield node


def _heads_another(page: Visible, line: Line, title: int) -> bool:
    """Say whether a line is the headline of another story than the one whose headline is given."""
    tag = page.nodes[line.node].tag
    if tag not in _HEADLINES or len(line.text.split()) < _FEWEST_WORDS:
        return False
    headline = page.lines[title]
    same_rank = tag == "h1" and page.nodes[headline.node].tag == "h1"
    return (same_rank or line.linked > 0.9 * len(line.text)) and letters(line.text) != letters(
        headline.text
    )


def set_apart(page: Visible, mass: Masses, title: str | None) -> Iterator[tuple[range, Mark]]:
    """Yield the lines of galleries and of readers' comments, each with what says so.

    A gallery counts its slides ("3 of 12"), comments have a word to press below each ("Reply").
    The headline stands in neither, and a story's worth of text stands outside.
    """
    slides, replies = _marks(page)
    parts: list[tuple[range, Mark]] = []
    headline = find_title(page, title, len(page.lines)) if slides or replies else None
    for of, counted in slides.items():
        rising = all(one[1] < two[1] for one, two in pairwise(counted))
        if len(counted) >= FEWEST_SLIDES and rising:
            mark = Mark(PageRule.COUNTED_SLIDES, "gallery", f"{len(counted)} slides of {of}")
            parts.append((_around(page, [at for at, _ in counted], headline), mark))
    if len(replies) >= FEWEST_REPLIES:
        node = page.nodes[_smallest(page, replies[0], replies[-1] + 1)]
        if headline is None or not node.first <= headline < node.last:
            evidence = f"{len(replies)} lines “{page.lines[replies[0]].text}”"
            mark = Mark(PageRule.ANSWERED_COMMENTS, "comments", evidence)
            parts.append((range(node.first, node.last), mark))
    for lines, mark in parts:
        if mass.sums[-1] - mass.between(lines.start, lines.stop) >= ENOUGH:
            yield lines, mark


def _marks(page: Visible) -> tuple[dict[int, list[tuple[int, int]]], list[int]]:
    """Return the lines that count slides, by how many there are, and those that answer comments."""
    slides: dict[int, list[tuple[int, int]]] = {}
    replies: list[int] = []
    short = [
        (at, text)
        for at, line in enumerate(page.lines)
        if len(text := line.text) <= _COUNTED_LONGEST and text[0] in _MARKS
    ]
    for at, text in short:
        if text[0] in _COUNTS and (found := _COUNTED.match(text)):
            number, of = int(found.group(1)), int(found.group(2))
            if 0 < number <= of:
                slides.setdefault(of, []).append((at, number))
        elif len(text) <= _REPLY_LONGEST and text[0] in "Rr" and text.lower().strip(" .") in _REPLY:
            replies.append(at)
    return slides, replies


def lightened(mass: Masses, apart: tuple[tuple[range, Mark], ...]) -> Masses:
    """Return masses in which what is set apart weighs next to nothing."""
    if not apart:
        return mass
    weights = list(mass.weights)
    for lines, _ in apart:
        for at in lines:
            weights[at] *= APART
    return Masses(weights, list(accumulate(weights, initial=0.0)))


def _around(page: Visible, marks: list[int], title: int | None) -> range:
    """Return the lines of the element around marks; from mark to mark where the story is in it."""
    node = page.nodes[_smallest(page, marks[0], marks[-1] + 1)]
    above = page.lines[node.first : marks[0]]
    if (title is None or not node.first <= title < node.last) and all(
        page.nodes[line.node].tag != "p" for line in above
    ):
        return range(node.first, node.last)
    step = max(two - one for one, two in pairwise(marks))
    return range(marks[0], min(marks[-1] + step, node.last))


def _smallest(page: Visible, first: int, last: int) -> int:
    """Return the smallest node that holds lines first..last."""
    at = page.lines[first].node
    while at > 0 and page.nodes[at].last < last:
        at = page.nodes[at].parent
    return at
