"""Boilerplate fused into a line of a page: the patterns that text dumps are trimmed by."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import FragmentLine
from pipelines.boilerplate.rules import Cut
from pipelines.reading.dump.rules.fused import find_trims

__all__ = ["fused"]


def fused(line: FragmentLine, kind: str) -> Iterator[Cut]:
    """Yield the trims of one class of boilerplate that a line needs; most lines need none."""
    for trim in find_trims(line.text):
        if trim.kind == kind:
            words = line.text[trim.start : trim.end].strip()
            yield Cut(line=line.index, start=trim.start, end=trim.end, evidence=words)
