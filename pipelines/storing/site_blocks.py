"""Blocks of text that pages of one source share, remembered between pages of a run."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Engine

from db.engine import read_session
from db.write import repeated_blocks

__all__ = ["SiteBlocks"]

REFRESH_SECONDS = 60.0
"""A night adds a page a second to a source: asking once a minute is often enough."""


class SiteBlocks:
    """What is known to repeat on each source, asked of the database now and then."""

    def __init__(self, *, refresh_seconds: float = REFRESH_SECONDS) -> None:
        self._refresh_seconds = refresh_seconds
        self._known: dict[int, tuple[float, Mapping[str, str]]] = {}
        self._lock = threading.Lock()

    def is_fresh(self, source_id: int) -> bool:
        """Say whether `of` answers from memory."""
        with self._lock:
            asked_at, _ = self._known.get(source_id, (float("-inf"), {}))
        return time.monotonic() - asked_at < self._refresh_seconds

    def of(self, engine: Engine, source_id: int) -> Mapping[str, str]:
        """Return digest → evidence for one source. Raises DatabaseUnreachable."""
        with self._lock:
            asked_at, found = self._known.get(source_id, (float("-inf"), {}))
            if time.monotonic() - asked_at < self._refresh_seconds:
                return found
        with read_session(engine) as session:
            fresh = MappingProxyType(repeated_blocks(session, source_id))
        with self._lock:
            self._known[source_id] = (time.monotonic(), fresh)
        return fresh
