"""Boxes set into a story: small elements that hold lines of one kind and no paragraph of it."""

from __future__ import annotations

from collections.abc import Iterator
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


def boxes(fragment: Fragment, *, max_lines: int = MAX_LINES) -> Iterator[Box]:
    """Yield each element with 1 to `max_lines` lines that holds a small part of the fragment."""
    gathered: dict[int, list[FragmentLine]] = {}
    total = 0
    for line in fragment:
        total += len(line.text)
        for node in line.path:
            gathered.setdefault(node, []).append(line)
    for node, lines in gathered.items():
        if len(lines) <= max_lines:
            box = Box(node, tuple(lines))
            if box.characters <= MAX_SHARE * total or total < 600:
                yield box
