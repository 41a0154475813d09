"""How often a state must be seen before it is believed, and when it is looked at again. Pure.

One bad night is not for ever: a page that is gone, set aside, refused or no story tonight may be a
story tomorrow. Such a state is an observation; the page is requested again after growing gaps, and
a stored report leaves clean exports only when its page was gone twice, a day apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from db.states import PageState
from words.reasons import Reason

__all__ = ["APART", "GAPS", "has_left", "rest_nights"]

APART = timedelta(hours=20)
"""Between two sightings that count as two: nights begin at about the same hour."""
GAPS: dict[PageState, tuple[int, ...]] = {
    PageState.GONE: (1, 2, 4, 8, 16),
    PageState.QUARANTINED: (1, 2, 4, 8, 16),
    PageState.REFUSED: (1, 2, 4, 8, 16),
    PageState.NOT_ARTICLE: (2, 8),
}
"""Nights until the page is requested again, after the first sighting, the second …; then it rests.

A story on another topic rests at once: on a sound night that is no fault of the site's.
"""
FOR_GOOD = (Reason.TAKEDOWN, Reason.SCHEME, Reason.PRIVATE_ADDRESS)
"""Reasons of a refusal that no later night changes."""


def rest_nights(state: PageState, reason: str | None, sightings: int) -> int | None:
    """Return after how many nights a page is requested again; None: only for another reason.

    sightings: how often in a row the page was seen in this state, this time included.
    """
    code = (reason or "").partition(":")[0]
    if code in FOR_GOOD:
        return None
    gaps = GAPS.get(state, ())
    return gaps[sightings - 1] if 0 < sightings <= len(gaps) else None


def has_left(state: PageState, sightings: int, since: datetime, at: datetime) -> bool:
    """Tell whether a page has left its source: gone twice or more, a day apart."""
    return state is PageState.GONE and sightings > 1 and at - since >= APART
