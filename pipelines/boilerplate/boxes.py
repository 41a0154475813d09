"""Boxes set into a story: small elements that hold lines of one kind and no paragraph of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.boilerplate.fragment import Fragment, FragmentLine

__all__ = ["Box", "boxes"]

MAX_LINES = 16
MAX_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Box:
    """An element inside the body with all its lines; `node` names it within the page."""

    node: int
    lines: tuple[FragmentLine, ...]

    @property
    def characters(self) -> int:
        """How many characters its lines have."""
        return sum(len(line.text) for line in self.lines)


def boxes(
    fragment: Fragment, around: Iterable[int], *, max_lines: int = MAX_LINES
) -> Iterator[Box]:
    """Yield each element around some lines that holds a small part of the fragment.

    around: indexes of these lines. Such an element has 1 to `max_lines` lines.
    """
    lines = fragment.lines
    total = sum([len(line.text) for line in lines])
    nodes = dict.fromkeys(
        node for at in sorted(around) for node in fragment.path_of(lines[at])
    )  # a set in order
    for node in nodes:
        held = fragment.lines_of(node)
        if len(held) <= max_lines:
            box = Box(node, tuple(held))
            if box.characters <= MAX_SHARE * total or total < 600:
                yield box
