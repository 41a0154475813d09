"""What the crawler reads from the ledger: the run before this one, and the texts of this one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from crawler import life
from crawler.breaches import SourceNight
from crawler.life import Past
from db import write
from db.models import Alarm, Outcome, Page, PageState, Report, Run, RunSource, Source, Version
from db.write import NewPage, PendingPage, Queued
from words.runs import VISITING

ONE_NIGHT = timedelta(hours=20)


def retire_sources(s: Session, *, keep: Iterable[int], at: datetime) -> int:
    """Mark the sources that have left the registry; return how many. Their reports stay."""
    left = (
        update(Source)
        .where(Source.id.not_in(list(keep)), Source.kind != "import", Source.retired_at.is_(None))
        .values(retired_at=at)
    )
    return int(s.execute(left).rowcount)  # type: ignore[attr-defined]


def killed_night_began(s: Session, *, before: int, at: datetime) -> datetime | None:
    """Return when the night began that the crawls just before a run, all killed, did not finish.

    None when the latest crawl came to its end, or when the killed night is another day's.
    """
    runs = s.execute(
        select(Run.started_at, Run.ended_at)
        .where(Run.command.in_(VISITING), Run.id < before)
        .order_by(Run.id.desc())
        .limit(100)
    )
    began = None
    for run in runs:
        if run.ended_at is not None or run.started_at < at - ONE_NIGHT:
            break
        began = run.started_at
    return began


def pending_in_order(s: Session, source_id: int, *, limit: int) -> list[PendingPage]:
    """Return the pages of a source that wait, in the order in which a night should request them.

    Pages never had come first, the oldest of them (left over from an earlier night) before the new;
    then those looked at again, the newest story first; pages that failed before come last, so that
    they cannot use up the patience with a site.
    """
    pages = write.pending_pages(s, source_id, limit=limit)
    never_had = set(
        s.scalars(
            select(Page.id).where(
                Page.source_id == source_id,
                Page.state == PageState.PENDING,
                Page.fetched_at.is_(None),
            )
        )
    )

    def place(page: PendingPage) -> tuple[bool, bool, int]:
        again = page.id not in never_had
        return page.attempts > 0, again, -page.id if again else page.id

    return sorted(pages, key=place)


def median_chars(s: Session, run_id: int, source_id: int) -> int | None:
    """Return the median length of the texts a run stored for a source, None without any."""
    lengths = s.scalars(
        select(func.length(Version.text))
        .join(Outcome, Outcome.version_id == Version.id)
        .where(Outcome.run_id == run_id, Outcome.source_id == source_id)
    ).all()
    return int(median(lengths)) if lengths else None


def outcome_counts(s: Session, run_id: int, source_id: int) -> dict[str, int]:
    """Return how many pages of a source ended in which state in a run."""
    query = (
        select(Outcome.state, func.count())
        .where(Outcome.run_id == run_id, Outcome.source_id == source_id)
        .group_by(Outcome.state)
        .order_by(Outcome.state)
    )
    return {state: count for state, count in s.execute(query)}


def source_night(s: Session, run_id: int, source_id: int, found: int) -> SourceNight:
    """Return what became of a source's pages in a run."""
    counts = {PageState(state): n for state, n in outcome_counts(s, run_id, source_id).items()}
    held = (
        select(Outcome.state, func.count())
        .join(Report, Report.page_id == Outcome.page_id)
        .where(
            Outcome.run_id == run_id,
            Outcome.source_id == source_id,
            Outcome.version_id.is_(None),
            Outcome.state != PageState.FAILED,
        )
        .group_by(Outcome.state)
    )
    by_state = {PageState(state): n for state, n in s.execute(held)}
    lost = sum(n for state, n in by_state.items() if state not in life.HELD)
    return SourceNight(outcomes=counts, found=found, held=sum(by_state.values()), lost=lost)


def good_nights(s: Session, run_id: int, source_id: int, *, most: int = 14) -> list[SourceNight]:
    """Return the last good nights of a source before a run."""
    query = (
        select(RunSource.run_id, RunSource.found)
        .join(Run, Run.id == RunSource.run_id)
        .where(
            Run.command.in_(VISITING),
            RunSource.source_id == source_id,
            RunSource.run_id < run_id,
            RunSource.status == "ok",
        )
        .order_by(RunSource.run_id.desc())
        .limit(most)
    )
    return [source_night(s, run, source_id, found or 0) for run, found in s.execute(query)]


def alarms_standing(s: Session, run_id: int, source_id: int) -> list[str]:
    """Return the alarms that a run raised for a source and nobody has accepted, in words."""
    query = (
        select(Alarm.code, Alarm.detail)
        .where(Alarm.run_id == run_id, Alarm.source_id == source_id, Alarm.accepted_at.is_(None))
        .order_by(Alarm.id)
    )
    return [f"{code}: {detail}" for code, detail in s.execute(query)]


def last_good_crawl(s: Session, source_id: int) -> datetime | None:
    """Return when the last crawl began in which this source went well, None without one."""
    query = (
        select(Run.started_at)
        .join(RunSource, RunSource.run_id == Run.id)
        .where(Run.command.in_(VISITING), RunSource.source_id == source_id)
        .where(RunSource.status.in_(("ok", "alarmed")))
        .order_by(Run.id.desc())
        .limit(1)
    )
    return s.execute(query).scalar()


def queue_changed(s: Session, pages: Iterable[NewPage], *, at: datetime) -> int:
    """Queue pages that are new or whose listing gives another date; return how many are new."""
    new = 0
    for page in pages:
        known = s.scalars(select(Page).where(Page.url == page.url)).one_or_none()
        again = known and life.item_listed(
            past_of(known),
            at=at,
            is_changed=known.listing.get("published") != page.listing.get("published"),
        )
        new += write.queue_page(s, page, at=at, revisit=bool(again)) is Queued.NEW
    return new


def past_of(page: Page) -> Past:
    """Return what the frontier remembers of a page."""
    return Past(
        state=PageState(page.state),
        first_seen_at=page.first_seen_at,
        fetched_at=page.fetched_at,
        attempts=page.attempts,
        not_before=page.not_before,
        rest_nights=page.rest_nights,
    )
