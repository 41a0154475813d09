"""What each version of a report changed: its title, its text, and what it says besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from db.queries.publications import facts_of, inspectors_of, judgements_of
from db.queries.reports import VersionRow
from db.wording import Changes, changes_between

__all__ = ["Said", "Step", "said_by", "step", "steps"]

FIELDS = ("standfirst", "byline", "published_at", "modified_at", "section", "access", "language")
"""Fields of a version, besides its title and text, whose change is told."""

Value = str | datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one version says beside its text: facts of a publication by name; nothing for news."""

    version: VersionRow
    facts: dict[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """From one version to the next. fields: name → (before, after), only those that changed."""

    before: VersionRow
    after: VersionRow
    fields: dict[str, tuple[Value, Value]]
    changes: Changes


def said_by(session: Session, states: Sequence[VersionRow]) -> list[Said]:
    """Return what the versions of a report say, the first one first."""
    ids = [version.id for version in states]
    judgements, facts = judgements_of(session, ids), facts_of(session, ids)
    inspectors = inspectors_of(session, ids)
    return [
        Said(
            version=version,
            facts={one.area: one.grade for one in judgements.get(version.id, ())}
            | {one.name: one.value for one in facts.get(version.id, ())}
            | {f"inspector {one.name}": one.role for one in inspectors.get(version.id, ())},
        )
        for version in states
    ]


def steps(states: Sequence[Said]) -> list[Step]:
    """Return what changed, version by version, in order."""
    return [step(a, b) for a, b in pairwise(states)]


def step(a: Said, b: Said) -> Step:
    """Return what changed from one version to the next."""
    old, new = fields_of(a), fields_of(b)
    return Step(
        before=a.version,
        after=b.version,
        fields={
            name: (old.get(name), new.get(name))
            for name in dict.fromkeys((*old, *new))
            if old.get(name) != new.get(name)
        },
        changes=changes_between(a.version.title, a.version.text, b.version.title, b.version.text),
    )


def fields_of(said: Said) -> dict[str, Value]:
    """Return the fields whose change is told."""
    return {name: getattr(said.version, name) for name in FIELDS} | said.facts
