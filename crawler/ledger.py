"""What the crawl room asks of the ledger: the run before this one, and the texts of this one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from statistics import median

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Outcome, Run, Source, Version

CRAWLS = ("nightly", "crawl", "demo")


def retire_sources(s: Session, *, keep: Iterable[int], at: datetime) -> int:
    """Mark the sources that have left the registry; return how many. Their reports stay."""
    left = (
        update(Source)
        .where(Source.id.not_in(list(keep)), Source.kind != "import", Source.retired_at.is_(None))
        .values(retired_at=at)
    )
    return int(s.execute(left).rowcount)  # type: ignore[attr-defined]


def last_crawl_was_killed(s: Session) -> bool:
    """Tell whether the latest crawl has no end: it was killed, and its pages are still pending."""
    asked = select(Run.ended_at).where(Run.command.in_(CRAWLS)).order_by(Run.id.desc()).limit(1)
    latest = s.execute(asked).one_or_none()
    return latest is not None and latest.ended_at is None


def median_chars(s: Session, run_id: int, source_id: int) -> int | None:
    """Return the median length of the texts a run stored for a source, None without any."""
    lengths = s.scalars(
        select(func.length(Version.text))
        .join(Outcome, Outcome.version_id == Version.id)
        .where(Outcome.run_id == run_id, Outcome.source_id == source_id)
    ).all()
    return int(median(lengths)) if lengths else None
