"""One source in one run: what was requested, what came, and whether the source is well."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from crawler.fetch_errors import FetchError
from crawler.plans import Plan

MOST_FAILURES = 5  # failed pages one after the other, after which a site is left for the night


class SiteGivenUp(Exception):
    """A source is left for the rest of the night; its pending pages stay pending."""


@dataclass(slots=True)
class SourceRun:
    """The counts of one source's night. outcomes: for who watches; those that count are rows."""

    plan: Plan
    source_id: int
    started: float = field(default_factory=time.monotonic)
    listings_read: int = 0
    listings_failed: int = 0
    found: int = 0  # links of listings that are pages of this source
    discovered: int = 0  # of them never seen before
    pages_requested: int = 0
    requests: int = 0
    fetched_bytes: int = 0
    failures_in_a_row: int = 0
    problems: list[str] = field(default_factory=list)  # the first one is the run's reason
    alarms: list[str] = field(default_factory=list)  # those that nobody has accepted
    raised: set[tuple[str, str | None]] = field(default_factory=set)  # alarms: code and cause
    outcomes: Counter[str] = field(default_factory=Counter)  # pages by state
    lost: bool = False  # the source as a whole could not be read

    @property
    def seconds(self) -> float:
        """How long the source has been crawled."""
        return time.monotonic() - self.started

    @property
    def status(self) -> str:
        """How the source fared: failed, alarmed or ok."""
        if self.lost or (self.listings_failed and not self.listings_read):
            return "failed"
        return "alarmed" if self.alarms else "ok"

    @property
    def reason(self) -> str | None:
        """Why the source is not simply well, in one line."""
        words = [*self.problems, *self.alarms]
        more = f" (and {len(words) - 2} more)" if len(words) > 2 else ""
        return "; ".join(dict.fromkeys(words[:2])) + more if words else None

    def note_listing_failed(self, url: str, why: str) -> None:
        """Count a listing that could not be read."""
        self.listings_failed += 1
        self.problems.append(f"{url}: {why}")

    def give_up(self, why: str) -> None:
        """Leave the source for the night; the reason is said once."""
        self.lost = True
        if not any(why in problem for problem in self.problems):
            self.problems.append(why)

    def note_success(self) -> None:
        """A page was had: the site is there."""
        self.failures_in_a_row = 0

    def note_failure(self, error: FetchError) -> None:
        """Count a page that could not be had; raises SiteGivenUp when there are too many."""
        self.failures_in_a_row += 1
        if self.failures_in_a_row >= MOST_FAILURES:
            raise SiteGivenUp(
                f"{self.failures_in_a_row} failures in a row, the last: {error.reason}"
            )
