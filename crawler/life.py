"""What brings a page back that has been dealt with. Pure: no database, no web.

A page's state says what the web answered last. Whether it is requested again is decided here, at
three moments: when a night begins, when a listing names it, and when the page that named it no
longer does. `Again` has the reasons, and docs/database.md the same table.

Two things stand above all reasons, and `may_come_back` says them: a page that waits already is not
queued a second time, and none is requested before its `not_before`. A page that was taken down is
never requested; the tables of takedowns know that, not the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from db.states import PageState
from words.explained import Explained

__all__ = [
    "CHECK_AGAIN",
    "HELD",
    "Again",
    "Moment",
    "Past",
    "at_night",
    "document_listed",
    "document_not_listed",
    "item_listed",
    "may_come_back",
    "provider_listed",
]

CHECK_AGAIN = timedelta(days=30)
HELD = (PageState.STORED, PageState.UNCHANGED)
"""The states of a page whose text or facts are held."""


class Moment(Explained):
    """When a page may come back."""

    NIGHT_BEGINS = "night begins", "before any listing of the source is read"
    LISTED = "listed", "a listing or another page names it"
    NOT_LISTED = "not listed", "the page that named it was read, and names it no longer"


class Again(Explained):
    """Why a page is requested again. moment: when that is decided."""

    moment: Moment

    def __new__(cls, value: str, moment: Moment, meaning: str) -> Self:
        """Return a member that is its value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.moment, member.meaning = moment, meaning
        return member

    YOUNG = (
        "young",
        Moment.NIGHT_BEGINS,
        "a stored page, up to `crawl.revisit_days` after it was first seen",
    )
    FAILED = (
        "failed",
        Moment.NIGHT_BEGINS,
        "a page that failed, up to `crawl.max_attempts` nights in a row",
    )
    RESTED = (
        "rested",
        Moment.NIGHT_BEGINS,
        "a page that is gone, set aside, refused or no story, after 1, 2, 4, 8 and 16 nights",
    )
    NIGHTLY = (
        "nightly",
        Moment.LISTED,
        "the page of an authority: a file that is published again keeps its date",
    )
    CHANGED = (
        "changed",
        Moment.LISTED,
        "a provider's page or a GOV.UK item that its listing gives another date",
    )
    NOT_HELD = (
        "not held",
        Moment.LISTED,
        "a provider's page that was never fetched, or is in no good state",
    )
    UNCHECKED = (
        "unchecked",
        Moment.LISTED,
        "a provider's page or a document that was fetched 30 days ago or longer",
    )
    LEFT = (
        "left",
        Moment.NOT_LISTED,
        "a stored document that its provider's page names no longer",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What the frontier remembers of a page. Times are aware UTC.

    fetched_at: None for one that was never had. attempts: failures in a row. rest_nights: nights
    of rest that are left, this one taken off; None for a page that rests for good (db.life).
    """

    state: PageState
    first_seen_at: datetime
    fetched_at: datetime | None = None
    attempts: int = 0
    not_before: datetime | None = None
    rest_nights: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether its text or facts are held."""
        return self.state in HELD

    def is_unchecked(self, at: datetime) -> bool:
        """Tell whether the page was fetched, but not lately."""
        return self.fetched_at is not None and self.fetched_at < at - CHECK_AGAIN


def may_come_back(page: Past, at: datetime) -> bool:
    """Tell whether any reason counts."""
    waits = page.not_before is not None and page.not_before > at
    return page.state is not PageState.PENDING and not waits


def at_night(page: Past, *, at: datetime, revisit_days: int, max_attempts: int) -> Again | None:
    """Return why a page comes back when a night begins."""
    if not may_come_back(page, at):
        return None
    if page.is_held and page.first_seen_at > at - timedelta(days=revisit_days):
        return Again.YOUNG
    if page.state is PageState.FAILED and page.attempts < max_attempts:
        return Again.FAILED
    return Again.RESTED if page.rest_nights == 0 else None


def provider_listed(
    page: Past, *, at: datetime, night_began_at: datetime, is_authority: bool, is_changed: bool
) -> Again | None:
    """Return why a provider's page comes back that the search, or another page, names.

    is_changed: it is listed with another day of its latest report. One that was fetched tonight
    already (before a kill) does not come back.
    """
    had_tonight = page.fetched_at is not None and page.fetched_at >= night_began_at
    if had_tonight or not may_come_back(page, at):
        return None
    if is_authority:
        return Again.NIGHTLY
    if is_changed:
        return Again.CHANGED
    if not page.is_held or page.fetched_at is None:
        return Again.NOT_HELD
    return Again.UNCHECKED if page.is_unchecked(at) else None


def document_listed(page: Past, *, at: datetime) -> Again | None:
    """Return why a document comes back, or the page of a closed provider, that a page names."""
    return Again.UNCHECKED if page.is_unchecked(at) and may_come_back(page, at) else None


def item_listed(page: Past, *, at: datetime, is_changed: bool) -> Again | None:
    """Return why a GOV.UK item comes back that the search names.

    is_changed: it is listed with another time of publication.
    """
    return Again.CHANGED if is_changed and may_come_back(page, at) else None


def document_not_listed(page: Past, *, at: datetime) -> Again | None:
    """Return why a document comes back that its page named before and names no longer."""
    return Again.LEFT if page.is_held and may_come_back(page, at) else None
