"""The article fragment as rules see it: its lines, and on request its BeautifulSoup tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

__all__ = ["Fragment", "FragmentLine", "fold"]

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

    tag: name of the block element it stands in. link_share, bold_share: share of its characters
    in links and in bold, 0 to 1. joint: 0 after a block border, 1 after a line break, 2 inside a
    line. path: elements of the body that hold the line, outermost first. folded: the matching
    copy. stock: what the phrase table said, () for nothing, None while it was not asked.
    """

    index: int
    text: str
    tag: str = "p"
    link_share: float = 0.0
    bold_share: float = 0.0
    heading: bool = False
    listed: bool = False
    quoted: bool = False
    table: bool = False
    joint: int = 0
    path: tuple[int, ...] = ()
    folded: str = ""
    stock: tuple[str, str] | tuple[()] | None = None

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)

    @property
    def sentence(self) -> bool:
        """Say whether the line ends like a sentence and is long enough to be one."""
        return len(self.text) > 40 and bool(_SENTENCE_END.search(self.text))


_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(slots=False, eq=False)
class Fragment:
    """The lines of a page's body in order, with what is known of the page.

    markup: gives the fragment's HTML when a rule asks for its soup; every line's element carries
    `data-line` with its index.
    """

    lines: list[FragmentLine]
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    site: str | None = None
    markup: Callable[[], str] = str
    stock: dict[str, list[tuple[int, str]]] | None = None

    def __iter__(self) -> Iterator[FragmentLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def folded(self) -> str:
        """All lines folded, one a line: a rule asks it first whether its words occur at all."""
        return "\n".join([line.folded for line in self.lines])

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The fragment as a BeautifulSoup tree; built when the first rule asks for it."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.markup(), "lxml")

    def lines_in(self, tag: Tag) -> list[int]:
        """Return the indexes of the lines inside a tag of the soup."""
        own = [tag] if tag.has_attr("data-line") else []
        return [int(str(found["data-line"])) for found in (*own, *tag.select("[data-line]"))]
