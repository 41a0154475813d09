"""What a night reports to whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Happened(StrEnum):
    """Kinds of news from a night."""

    SOURCE_STARTED = "source_started"
    PAGE_SETTLED = "page_settled"
    SOURCE_FINISHED = "source_finished"
    STOPPING = "stopping"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One piece of news. counts: pages of the source by what was done with them so far.

    source, name: None for STOPPING. detail: why, for SOURCE_FINISHED with trouble and STOPPING.
    """

    kind: Happened
    source: str | None = None
    name: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    detail: str | None = None
    finished: int = 0  # sources done
    sources: int = 0  # sources of this night


Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """Report to nobody."""
