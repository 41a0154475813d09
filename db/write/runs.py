"""The ledger: runs and their sources, and what pages of a site share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.ledger import live_counts
from db.models import Report, Run, RunSource, SiteBlock
from words.runs import RunKind

# Written for the driver: a page brings sixty blocks, and SQLAlchemy takes longer over each row of
# values than SQLite does. In the order of the key, neighbours share a page of the file.
_COUNT_BLOCK = """
INSERT INTO site_blocks (source_id, block_hash, pages_seen, seen_on) VALUES (?, ?, 1, ?)
ON CONFLICT (source_id, block_hash) DO UPDATE
SET pages_seen = site_blocks.pages_seen + 1, seen_on = excluded.seen_on
"""
COUNT_BLOCK = {"sqlite": _COUNT_BLOCK, "postgresql": _COUNT_BLOCK.replace("?", "%s")}
REPEATED_FROM = 10  # pages of one source that must share a block before it counts as the site's
REPEATED_SHARE = 0.75  # of the source's pages: stock sentences of stories stand on fewer


def start_run(
    s: Session, *, command: RunKind, software: str, at: datetime, config_sha256: str | None = None
) -> int:
    """Open a run (nightly, crawl, import, reclean, demo) and return its id."""
    run = Run(command=command, software=software, config_sha256=config_sha256, started_at=at)
    s.add(run)
    s.flush()
    return run.id


def end_run(s: Session, run_id: int, *, exit_code: int, reason: str | None, at: datetime) -> None:
    """Close a run with its exit code and, in one line, why."""
    run = s.get_one(Run, run_id)
    run.ended_at, run.exit_code, run.reason = at, exit_code, reason
    s.flush()


def start_run_source(s: Session, run_id: int, source_id: int, *, found: int | None = None) -> None:
    """Note that a run takes a source up; doing it twice changes nothing.

    found: how many pages it has to deal with, where it chose them itself (reclean).
    """
    if s.get(RunSource, (run_id, source_id)) is None:
        s.add(RunSource(run_id=run_id, source_id=source_id, status="running", found=found))
        s.flush()


def end_run_source(
    s: Session,
    run_id: int,
    source_id: int,
    *,
    status: str,
    reason: str | None = None,
    listings_read: int = 0,
    listings_failed: int = 0,
    discovered: int = 0,
    requests: int = 0,
    fetched_bytes: int = 0,
    median_chars: int | None = None,
    seconds: float | None = None,
    pending: int | None = None,
) -> None:
    """Write how a source fared. status: ok, failed, alarmed, skipped.

    What was found and what is left pending is counted here and kept, because a later night
    changes the pages. pending: given by a run that said at its start what it found, and whose
    pages do not change their states (reclean).
    """
    start_run_source(s, run_id, source_id)
    row = s.get_one(RunSource, (run_id, source_id))
    row.status, row.reason = status, reason
    row.listings_read, row.listings_failed = listings_read, listings_failed
    row.discovered, row.requests, row.fetched_bytes = discovered, requests, fetched_bytes
    row.median_chars, row.seconds = median_chars, seconds
    if pending is not None:
        row.pending = pending
    else:
        counts = live_counts(s, run_id, source_id).get(source_id)
        row.found, row.pending = (counts.found, counts.pending) if counts else (0, 0)
    s.flush()


def note_site_blocks(s: Session, source_id: int, digests: Iterable[str], *, at: datetime) -> None:
    """Count one page's blocks for its source. Call once per page; a block counts once a page.

    digests: of 16 hexadecimal digits.
    """
    keys = sorted({_key(digest) for digest in digests})
    if keys:
        seen_on = at.astimezone(UTC).date().isoformat()
        connection = s.connection()
        rows = [(source_id, key, seen_on) for key in keys]
        connection.exec_driver_sql(COUNT_BLOCK[connection.dialect.name], rows)


def _key(digest: str) -> int:
    """Return a digest as the databases keep it: a signed number of 64 bits."""
    return int.from_bytes(bytes.fromhex(digest), "big", signed=True)


def _digest(key: int) -> str:
    return key.to_bytes(8, "big", signed=True).hex()


def prune_site_blocks(s: Session, *, before: datetime) -> int:
    """Forget blocks that one page alone has shown, and not since a moment; return how many.

    What repeats on a site is seen again within days: a sentence of one story never is, and would
    stay for ever.
    """
    once = delete(SiteBlock).where(SiteBlock.pages_seen == 1, SiteBlock.seen_on < before.date())
    return int(s.execute(once).rowcount)  # type: ignore[attr-defined]


def repeated_blocks(s: Session, source_id: int, *, at_least: int = REPEATED_FROM) -> dict[str, str]:
    """Return the digests of blocks that many pages of a source share, each with its evidence."""
    stored = select(func.count()).select_from(Report).where(Report.source_id == source_id)
    pages = s.execute(stored).scalar_one()
    asked = select(SiteBlock.block_hash, SiteBlock.pages_seen).where(
        SiteBlock.source_id == source_id, SiteBlock.pages_seen >= at_least
    )
    return {
        _digest(key): f"seen on {seen} of {max(seen, pages)} pages of this source"
        for key, seen in s.execute(asked)
        if seen >= REPEATED_SHARE * pages
    }
