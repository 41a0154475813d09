"""What is decided about the kind of a page or a text dump."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.reading.model import Access, PageKind
from words.doubts import Doubt

__all__ = ["KindVerdict"]


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """The kind, how much of the story there is, and why; set wherever it is not all of one."""

    kind: PageKind
    access: Access
    reason: str | None = None
    doubts: tuple[Doubt, ...] = ()
