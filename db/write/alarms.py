"""Alarms: raising them, and what it means that a person accepted one.

The same alarm is one of the same code, source and cause (its words, unless a cause is given). One
that was accepted is known: it is written again, accepted, and rings no more, until

- it changes: another cause, or other words where the words are the cause;
- it gets worse: a greater amount than the one accepted;
- it was away: an alarm of a whole source did not come on a night on which the source was read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from db.models import Alarm, Run, RunSource
from db.text import refuse_unstorable
from words.alarms import AlarmCode
from words.doubts import DoubtCode
from words.runs import VISITING

_WAS_READ = ("ok", "alarmed")


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedAlarm:
    """The row of an alarm. is_known: a person accepted it before, so it does not ring."""

    id: int
    is_known: bool


def raise_alarm(
    s: Session,
    *,
    code: AlarmCode | DoubtCode,
    detail: str,
    at: datetime,
    run_id: int | None = None,
    source_id: int | None = None,
    page_id: int | None = None,
    values: Mapping[str, Any] | None = None,
    cause: str | None = None,
    amount: int | None = None,
) -> RaisedAlarm:
    """Write that a person must look at something; the same words in one run are one row.

    cause: what makes it the same alarm on another night, where its words change from night to
    night; None = the words do. amount: how bad it is, more is worse; None = that has no number.
    """
    refuse_unstorable("alarm", [code, detail, cause or "", values or {}])
    same = [
        Alarm.code == code,
        Alarm.source_id.is_not_distinct_from(source_id),
        func.coalesce(Alarm.cause, Alarm.detail) == (cause if cause is not None else detail),
    ]
    here = [
        Alarm.detail == detail,
        Alarm.run_id.is_not_distinct_from(run_id),
        Alarm.page_id.is_not_distinct_from(page_id),
    ]
    row = s.scalars(select(Alarm).where(*same, *here)).first()
    if row is None:
        row = Alarm(run_id=run_id, source_id=source_id, page_id=page_id, created_at=at)
        row.code, row.detail, row.values = code, detail, dict(values or {})
        row.cause, row.amount = cause, amount
        before = _acceptance(s, same, row)
        if before is not None:
            row.accepted_at, row.accepted_by = before.accepted_at, before.accepted_by
            row.note = before.note
        s.add(row)
        s.flush()
    return RaisedAlarm(id=row.id, is_known=row.accepted_at is not None)


def _acceptance(s: Session, same: list[ColumnElement[bool]], new: Alarm) -> Alarm | None:
    """Return the earlier alarm whose acceptance covers a new one, None where that rings."""
    was, amount = func.coalesce(Alarm.amount, 0), new.amount or 0
    covers = select(Alarm).where(*same, Alarm.accepted_at.is_not(None), was >= amount)
    before = s.scalars(covers.order_by(Alarm.id.desc())).first()
    stands = exists().where(*same, Alarm.accepted_at.is_(None), was <= amount)
    if before is None or s.scalar(select(stands)):
        return None
    return None if _was_away(s, same, new) else before


def _was_away(s: Session, same: list[ColumnElement[bool]], new: Alarm) -> bool:
    """Say whether a source was read between the last time of its alarm and this run without it.

    What is said of a page comes only when the page is read anew: that it did not tells nothing.
    """
    if new.page_id is not None or new.source_id is None or new.run_id is None:
        return False
    last = s.scalar(select(func.max(Alarm.run_id)).where(*same, Alarm.run_id < new.run_id))
    if last is None:
        return False
    read = exists().where(
        RunSource.run_id == Run.id,
        RunSource.source_id == new.source_id,
        RunSource.status.in_(_WAS_READ),
        Run.command.in_(VISITING),
        Run.id > last,
        Run.id < new.run_id,
    )
    return bool(s.scalar(select(read)))


def accept_alarms(
    s: Session,
    ids: Collection[int] | None,
    *,
    at: datetime,
    by: str | None = None,
    note: str | None = None,
) -> list[int]:
    """Note that a person looked at alarms (None = all that stand): they are known from now on.

    Earlier nights of the same alarm are accepted with it. Returns those of `ids` that stood, or
    the first of each alarm that was accepted.
    """
    return _mark(s, ids, standing=True, values={"accepted_at": at, "accepted_by": by, "note": note})


def reopen_alarms(s: Session, ids: Collection[int] | None) -> list[int]:
    """Take back that alarms were accepted (None = all): they stand and ring again.

    Returns as accept_alarms does.
    """
    nobody = {"accepted_at": None, "accepted_by": None, "note": None}
    return _mark(s, ids, standing=False, values=nobody)


def _mark(
    s: Session, ids: Collection[int] | None, *, standing: bool, values: Mapping[str, Any]
) -> list[int]:
    """Set the values on alarms that stand (or not), and on all that are the same as one of them."""
    state = Alarm.accepted_at.is_(None) if standing else Alarm.accepted_at.is_not(None)
    rows = list(s.scalars(select(Alarm).where(state).order_by(Alarm.id)))
    named = [row for row in rows if ids is None or row.id in ids]
    meant = {_identity(row) for row in named}
    for row in rows:
        if _identity(row) in meant:
            for name, value in values.items():
                setattr(row, name, value)
    s.flush()
    if ids is None:
        return sorted({_identity(row): row.id for row in reversed(named)}.values())
    return [row.id for row in named]


def _identity(row: Alarm) -> tuple[str, int | None, str]:
    """Return what two rows of the same alarm have in common."""
    return row.code, row.source_id, row.detail if row.cause is None else row.cause
