"""The time of the people who read this: Europe/London, summer time included."""

from __future__ import annotations

from zoneinfo import ZoneInfo

__all__ = ["LONDON"]

LONDON = ZoneInfo("Europe/London")
