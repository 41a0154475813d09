"""What a rule would remove from one line."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cut"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """What a rule would remove from one line.

    line: index of the line. start, end: characters of the line's text, half open; end None means
    to the end of the line, so that the default is the whole line. evidence: the words or marks
    that decided. trim: whether the rest of the line stays as a mended line.
    """

    line: int
    start: int = 0
    end: int | None = None
    evidence: str = ""
