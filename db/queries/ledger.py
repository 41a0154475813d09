"""Questions about nights: what each run did, and whether its sums add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.ledger import live_counts
from db.models import (
    Outcome,
    PageState,
    Run,
    RunSource,
    Source,
)
from words.runs import VISITING


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRow:
    """One run. ended_at and exit_code None: it is running, or was killed."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    software: str
    exit_code: int | None
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """The accounting identity of one source in one run: found = outcomes + pending.

    found is counted from the pages, outcomes from the run's own rows. found, pending and
    adds_up are None for a run that was killed before it could count and that a later run
    followed: its pending pages have become the later run's.
    """

    source_id: int
    source: str
    found: int | None
    outcomes: Mapping[PageState, int]  # every state but pending, also where it is 0
    pending: int | None

    @property
    def adds_up(self) -> bool | None:
        """Say whether found = outcomes + pending; None where it cannot be known."""
        if self.found is None or self.pending is None:
            return None
        return self.found == sum(self.outcomes.values()) + self.pending


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTableRow:
    """One source in one run, for the night's table."""

    account: Account
    name: str
    group: str
    status: str  # running, ok, failed, alarmed, skipped
    reason: str | None
    listings_read: int
    listings_failed: int
    discovered: int
    requests: int
    fetched_bytes: int
    seconds: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTable:
    """A run and its sources in the order of their keys. adds_up: of every source that can tell."""

    run: RunRow
    rows: list[RunTableRow]
    adds_up: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LastNight:
    """The latest run that visited sources. sources_read: how many did not fail altogether."""

    run_id: int
    ended_at: datetime | None
    exit_code: int | None
    reason: str | None
    sources_read: int


def run_row(run: Run) -> RunRow:
    """Return a run as it is shown."""
    return RunRow(
        id=run.id,
        command=run.command,
        started_at=run.started_at,
        ended_at=run.ended_at,
        software=run.software,
        exit_code=run.exit_code,
        reason=run.reason,
    )


def runs(session: Session, *, limit: int = 20) -> list[RunRow]:
    """Return the latest runs, the latest first."""
    found = session.scalars(select(Run).order_by(Run.id.desc()).limit(limit))
    return [run_row(run) for run in found]


def accounting(session: Session, run_id: int) -> list[Account]:
    """Return the accounting identity of each source that a run dealt with, by key.

    Raises LookupError for a run that is not there.
    """
    run = session.get(Run, run_id)
    if run is None:
        raise LookupError(f"no run {run_id}")
    outcomes = _outcomes(session, run_id)
    kept = {row.source_id: row for row in session.scalars(_of_run(run_id))}
    is_latest = session.scalar(select(func.max(Run.id))) == run_id
    live = live_counts(session, run_id) if is_latest else {}
    accounts = []
    for source_id, key in _keys(session, kept.keys() | outcomes.keys()):
        row = kept.get(source_id)
        found, pending = (row.found, row.pending) if row else (None, None)
        if found is None and is_latest:
            counts = live.get(source_id)
            found, pending = (counts.found, counts.pending) if counts else (0, 0)
        accounts.append(
            Account(
                source_id=source_id,
                source=key,
                found=found,
                outcomes=outcomes.get(source_id, _nothing()),
                pending=pending,
            )
        )
    return accounts


def _nothing() -> dict[PageState, int]:
    return {state: 0 for state in PageState if state is not PageState.PENDING}


def _outcomes(session: Session, run_id: int) -> dict[int, dict[PageState, int]]:
    asked = (
        select(Outcome.source_id, Outcome.state, func.count())
        .where(Outcome.run_id == run_id)
        .group_by(Outcome.source_id, Outcome.state)
    )
    found: dict[int, dict[PageState, int]] = {}
    for source_id, state, number in session.execute(asked):
        found.setdefault(source_id, _nothing())[PageState(state)] = number
    return found


def _of_run(run_id: int) -> Select[RunSource]:
    return select(RunSource).where(RunSource.run_id == run_id)


def _keys(session: Session, ids: set[int]) -> list[tuple[int, str]]:
    asked = select(Source.id, Source.key).where(Source.id.in_(ids)).order_by(Source.key)
    return [(source_id, key) for source_id, key in session.execute(asked)]


def run_table(session: Session, run_id: int) -> RunTable:
    """Return the night's table: each source with its outcomes, and whether the sums add up.

    Raises LookupError for a run that is not there.
    """
    accounts = accounting(session, run_id)
    kept = {row.source_id: row for row in session.scalars(_of_run(run_id))}
    ids = [account.source_id for account in accounts]
    sources = {s.id: s for s in session.scalars(select(Source).where(Source.id.in_(ids)))}
    rows = [
        _table_row(account, sources[account.source_id], kept.get(account.source_id))
        for account in accounts
    ]
    return RunTable(
        run=run_row(session.get_one(Run, run_id)),
        rows=rows,
        adds_up=all(account.adds_up is not False for account in accounts),
    )


def _table_row(account: Account, source: Source, row: RunSource | None) -> RunTableRow:
    """A source without a row of its own (an import) went as well as its outcomes say."""
    return RunTableRow(
        account=account,
        name=source.name,
        group=source.group_key,
        status=row.status if row else "ok",
        reason=row.reason if row else None,
        listings_read=row.listings_read if row else 0,
        listings_failed=row.listings_failed if row else 0,
        discovered=row.discovered if row else 0,
        requests=row.requests if row else 0,
        fetched_bytes=row.fetched_bytes if row else 0,
        seconds=row.seconds if row else None,
    )


def last_night(session: Session) -> LastNight | None:
    """Return how the latest run that visited sources went; None before the first."""
    asked = select(Run).where(Run.command.in_(VISITING)).order_by(Run.id.desc()).limit(1)
    run = session.scalars(asked).first()
    if run is None:
        return None
    well = ("ok", "alarmed")
    read = select(func.count()).where(RunSource.run_id == run.id, RunSource.status.in_(well))
    return LastNight(
        run_id=run.id,
        ended_at=run.ended_at,
        exit_code=run.exit_code,
        reason=run.reason,
        sources_read=session.scalar(read) or 0,
    )
