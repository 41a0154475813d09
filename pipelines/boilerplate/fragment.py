"""The article fragment as rules see it: its lines, and on request its BeautifulSoup tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from pipelines.boilerplate.rules import Cut

__all__ = ["Fragment", "FragmentLine", "Marks", "fold"]

Marks = Mapping[str, frozenset[int]]
"""Kind of element that a rule strips by ("field", "share", "teaser") → nodes of the page."""
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))


def fold(text: str) -> str:
    """Return the matching copy of a line: lower case, straight quotes, plain hyphens."""
    if text.isascii():
        return text.lower()
    for mark, plain in _PLAIN:
        text = text.replace(mark, plain)
    return text.casefold()


@dataclass(slots=True, eq=False)
class FragmentLine:
    """One line of the fragment.

    link_share: share of its characters in links, 0 to 1. joint: 0 after a block border, 1 after a
    line break, 2 inside a line. path: elements of the body that hold the line, outermost first.
    folded: the matching copy (`fold`). stock: what the phrase table said, () for nothing, None
    while it was not asked.
    """

    index: int
    text: str
    folded: str
    link_share: float = 0.0
    heading: bool = False
    listed: bool = False
    table: bool = False
    joint: int = 0
    path: tuple[int, ...] = ()
    stock: tuple[str, str] | tuple[()] | None = None

    @property
    def sentence(self) -> bool:
        """Say whether the line ends like a sentence and is long enough to be one."""
        return len(self.text) > 40 and self.text.rstrip(_CLOSING).endswith(_ENDS)


_CLOSING = "\"'”’)]"
_ENDS = (".", "!", "?", "…")


@dataclass(slots=False, eq=False)
class Fragment:
    """The lines of a page's body in order, with what is known of the page.

    grow: gives the soup when a rule asks for it; elements carry `data-lines`, numbers of lines of
    the page; at: that number of each line. look: gives the marks of its elements.
    posts: index of a line in a post embedded from another site → class names of that post.
    """

    lines: list[FragmentLine]
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    site: str | None = None
    host: str | None = None
    grow: Callable[[Marks], BeautifulSoup] = lambda _: _no_soup()
    look: Callable[[], Marks] = dict
    at: list[int] = field(default_factory=list)
    posts: Mapping[int, str] = field(default_factory=dict)
    stock: dict[str, list[Cut]] | None = None

    def __iter__(self) -> Iterator[FragmentLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def folded(self) -> str:
        """All lines folded, one a line: a rule asks it first whether its words occur at all."""
        return "\n".join([line.folded for line in self.lines])

    @cached_property
    def marks(self) -> Marks:
        """Which kinds of element stand in the fragment, and where; asked before the soup."""
        return self.look()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The marked elements as a BeautifulSoup tree; built when the first rule asks for it."""
        return self.grow(self.marks)

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Number of a line of the page → its index here."""
        return {number: index for index, number in enumerate(self.at)}

    def lines_in(self, tag: Tag) -> list[int]:
        """Return the indexes of the lines inside a tag of the soup, those cut already left out."""
        own = [tag] if tag.has_attr("data-lines") else []
        inside = tag.find_all(True, {"data-lines": True})
        told = " ".join(str(one["data-lines"]) for one in (*own, *inside))
        return sorted(self.numbers[at] for at in map(int, told.split()) if at in self.numbers)


def _no_soup() -> BeautifulSoup:
    from bs4 import BeautifulSoup

    return BeautifulSoup("", "lxml")
