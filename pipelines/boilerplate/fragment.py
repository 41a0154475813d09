"""The article fragment as rules see it: its lines, and on request its BeautifulSoup tree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from pipelines.boilerplate.cut import Cut
from pipelines.page.markup import Region

if TYPE_CHECKING:
    from pipelines.page.visible import Line

__all__ = ["SPAN", "Fragment", "FragmentLine", "Lines", "Marks", "fold"]

Marks = Mapping[str, frozenset[int]]
"""Kind of element that a rule strips by ("field", "share", "teaser") → nodes of the page."""
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
_HEADING, _LIST, _TABLE = Region.HEADING, Region.LIST, Region.TABLE
SPAN = "data-span"
"""Attribute of an element of the soup: the first line of the page in it, and the one after it."""
SHORT = 300
"""Characters of a line below which it may be a label, a prompt or small print."""


def fold(text: str) -> str:
    """Return the matching copy of a line: lower case, straight quotes, plain hyphens."""
    if text.isascii():
        return text.lower()
    for mark, plain in _PLAIN:
        text = text.replace(mark, plain)
    return text.lower() if text.isascii() else text.casefold()


@dataclass(slots=True, eq=False)
class FragmentLine:
    """One line of the fragment.

    folded: the matching copy (`fold`). seen: the line of the page. joint: 0 after a block border,
    1 after a line break, 2 inside a line.
    """

    index: int
    text: str
    folded: str
    seen: Line
    joint: int

    @property
    def link_share(self) -> float:
        """The share of its characters in links, 0 to 1."""
        return self.seen.linked / len(self.text)

    @property
    def heading(self) -> bool:
        """Say whether it stands in a heading."""
        return self.seen.regions & _HEADING != 0

    @property
    def listed(self) -> bool:
        """Say whether it stands in a list."""
        return self.seen.regions & _LIST != 0

    @property
    def table(self) -> bool:
        """Say whether it stands in a table."""
        return self.seen.regions & _TABLE != 0

    @property
    def sentence(self) -> bool:
        """Say whether the line ends like a sentence and is long enough to be one."""
        return len(self.text) > 40 and self.text.rstrip(_CLOSING).endswith(_ENDS)


_CLOSING = "\"'”’)]"
_ENDS = (".", "!", "?", "…")


@dataclass(slots=False, eq=False)
class Lines:
    """Lines in order, in which words are looked for at once.

    absent: words that were sought in vain in these lines or in more than these.
    """

    lines: list[FragmentLine]
    absent: set[str] = field(default_factory=set)

    @cached_property
    def folded(self) -> str:
        """All lines folded, one a line."""
        return "\n".join([line.folded for line in self.lines])

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in `folded`, and where a next one would."""
        return list(accumulate([len(line.folded) + 1 for line in self.lines], initial=0))

    def holding(self, *words: str) -> list[FragmentLine]:
        """Return the lines that hold one of some folded words: most pages hold none of them."""
        found: set[int] = set()
        for word in words:
            if word in self.absent:
                continue
            at = self.folded.find(word)
            if at < 0:
                self.absent.add(word)
            while at >= 0:
                number = bisect_right(self._starts, at)
                found.add(number - 1)
                at = self.folded.find(word, self._starts[number])
        return [self.lines[number] for number in sorted(found)]


@dataclass(slots=False, eq=False)
class Fragment(Lines):
    """The lines of a page's body in order, with what is known of the page.

    path_of: gives the nodes of the body around a line, outermost first. span_of: gives the numbers
    of a node's first line and of the one after its last. grow: gives the soup when
    a rule asks for it; elements carry `data-lines`, numbers of lines of the page; at: that number
    of each line. look: gives the marks of its elements. posts: index of a line in a post embedded
    from another site → class names of that post. before: the fragment that this one is left of.
    """

    site: str | None = None
    host: str | None = None
    path_of: Callable[[FragmentLine], tuple[int, ...]] = lambda _: ()
    span_of: Callable[[int], tuple[int, int]] = lambda _: (0, 0)
    grow: Callable[[Marks], BeautifulSoup] = lambda _: _no_soup()
    look: Callable[[Fragment], Marks] = lambda _: {}
    at: list[int] = field(default_factory=list)
    posts: Mapping[int, str] = field(default_factory=dict)
    before: Fragment | None = None
    stock: dict[str, list[Cut]] | None = None

    def __iter__(self) -> Iterator[FragmentLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def short(self) -> Lines:
        """Its lines of less than `SHORT` characters: half of the text, and nearly all labels."""
        absent = self.before.short.absent if self.before else set()
        return Lines([line for line in self.lines if len(line.text) < SHORT], absent)

    @cached_property
    def marks(self) -> Marks:
        """Which kinds of element stand in the fragment, and where; asked before the soup."""
        return self.look(self)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The marked elements as a BeautifulSoup tree; built when the first rule asks for it."""
        return self.grow(self.marks)

    def lines_of(self, node: int) -> list[FragmentLine]:
        """Return the lines inside a node of the page."""
        first, last = self.span_of(node)
        return self.lines[bisect_left(self.at, first) : bisect_left(self.at, last)]

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Number of a line of the page → its index here."""
        return {number: index for index, number in enumerate(self.at)}

    def lines_in(self, tag: Tag) -> list[int]:
        """Return the indexes of the lines inside a tag of the soup, those cut already left out."""
        if tag.has_attr(SPAN):
            edges = map(int, str(tag[SPAN]).split())
            return list(range(*(bisect_left(self.at, edge) for edge in edges)))
        own = [tag] if tag.has_attr("data-lines") else []
        inside = tag.find_all(True, {"data-lines": True})
        told = " ".join(str(one["data-lines"]) for one in (*own, *inside))
        return sorted(self.numbers[at] for at in map(int, told.split()) if at in self.numbers)


def _no_soup() -> BeautifulSoup:
    return BeautifulSoup("", "lxml")
