"""Noting that a provider had another URN before, and where that was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.places import ProviderSuccession
from db.rows import SuccessionRow
from db.text import refuse_unstorable

AT_ONCE = 5_000  # URNs in one question


def note_successions(
    s: Session, rows: Iterable[SuccessionRow], *, capture_id: int, at: datetime
) -> int:
    """Note links; return how many are seen for the first time.

    A known link keeps its first evidence and gains what it lacked; it counts as seen again.
    """
    wanted: dict[tuple[str, str, str, str], SuccessionRow] = {}
    for row in rows:
        wanted.setdefault(_key(row), row)
    known = _known(s, wanted.values())
    for key, row in wanted.items():
        refuse_unstorable("succession", asdict(row))
        kept = known.get(key)
        if kept is None:
            kept = ProviderSuccession(**asdict(row), first_seen_at=at, first_capture_id=capture_id)
            s.add(kept)
        kept.predecessor_name = kept.predecessor_name or row.predecessor_name
        kept.successor_name = kept.successor_name or row.successor_name
        kept.changed_on = kept.changed_on or row.changed_on
        kept.last_seen_at, kept.last_capture_id = at, capture_id
    s.flush()
    return len(wanted.keys() - known.keys())


def _known(
    s: Session, rows: Iterable[SuccessionRow]
) -> dict[tuple[str, str, str, str], ProviderSuccession]:
    """Return the links held of the providers that these rows call successors."""
    urns: dict[str, set[str]] = {}
    for row in rows:
        urns.setdefault(row.kind, set()).add(row.successor_urn)
    found = {}
    for kind, every in urns.items():
        for some in _lots(sorted(every)):
            asked = select(ProviderSuccession).where(
                ProviderSuccession.kind == kind, ProviderSuccession.successor_urn.in_(some)
            )
            for one in s.scalars(asked):
                found[one.kind, one.predecessor_urn, one.successor_urn, one.origin] = one
    return found


def _lots(urns: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(urns), AT_ONCE):
        yield urns[start : start + AT_ONCE]


def _key(row: SuccessionRow) -> tuple[str, str, str, str]:
    return row.kind, row.predecessor_urn, row.successor_urn, row.origin
