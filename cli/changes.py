"""What changed from one version of a report to the next, as a person reads it, and as JSON.

Words taken out stand in [-square brackets-], words put in in {+braces+}, on a terminal in red and
green besides.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cli.dates import show_moment
from pipelines.duplicates import Changes, changes_between
from pipelines.duplicates.changes import Kind, Piece, paragraph_pieces
from words.runs import Origin

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries import VersionRow

MARKS = {Kind.OLD: ("[-", "-]", "\x1b[31m"), Kind.NEW: ("{+", "+}", "\x1b[32m")}
PLAIN = "\x1b[0m"
FIELDS = ("standfirst", "byline", "published_at", "modified_at", "section", "access", "language")
"""Fields of a version, besides its title and text, whose change is told."""


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
    fields: dict[str, tuple[str | None, str | None]]
    changes: Changes


def said_by(session: Session, states: Sequence[VersionRow]) -> list[Said]:
    """Return what the versions of a report say, the first one first."""
    from db.queries.publications import facts_of, inspectors_of, judgements_of

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


def has_colour() -> bool:
    """Say whether standard output is a terminal that may be painted on (NO_COLOR unset)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


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


def fields_of(said: Said) -> dict[str, str | None]:
    """Return the fields whose change is told, as words."""
    values = {name: getattr(said.version, name) for name in FIELDS}
    shown = {k: show_moment(v) if hasattr(v, "tzinfo") else v for k, v in values.items()}
    return shown | said.facts


def as_record(one: Step) -> dict[str, Any]:
    """Return a step as plain values for JSON, its text paragraph by paragraph as marked pieces."""
    return {
        "from": one.before.number,
        "to": one.after.number,
        "stored_at": one.after.stored_at,
        "fields": one.fields,
        **asdict(one.changes),
        "paragraphs": [
            [asdict(piece) for piece in paragraph]
            for paragraph in paragraph_pieces(one.before.text, one.after.text)
            if is_changed(paragraph)
        ],
    }


def print_step(one: Step, *, colour: bool) -> None:
    """Print what changed from one version to the next."""
    reread = ", read anew from the archive" if one.after.origin == Origin.RECLEAN else ""
    print(
        f"\nversion {one.before.number} → {one.after.number}, "
        f"fetched {show_moment(one.after.fetched_at)}{reread}: "
        f"{one.changes.words_added} words in, {one.changes.words_removed} words out"
    )
    for notice in one.changes.corrections:
        print(f"  correction: {notice}")
    if one.changes.title:
        print(f"  title: {marked_line(*one.changes.title, colour=colour)}")
    for name, (old, new) in one.fields.items():
        print(f"  {name.replace('_', ' ')}: {marked_line(old or '', new or '', colour=colour)}")
    for old, new in one.changes.grades:
        print(f"  grade in the text: {old} → {new}")
    for line in lines(paragraph_pieces(one.before.text, one.after.text), colour=colour):
        print(f"\n    {line}")


def lines(paragraphs: Sequence[list[Piece]], *, colour: bool) -> Iterator[str]:
    """Yield the changed paragraphs, and how many between them stayed as they were."""
    same = 0
    for paragraph in paragraphs:
        if not is_changed(paragraph):
            same += 1
            continue
        if same:
            yield unchanged(same)
        same = 0
        yield marked(paragraph, colour=colour)
    if same:
        yield unchanged(same)


def unchanged(count: int) -> str:
    """Return the line that stands for paragraphs that stayed."""
    return "(one paragraph unchanged)" if count == 1 else f"({count} paragraphs unchanged)"


def is_changed(paragraph: Sequence[Piece]) -> bool:
    """Say whether anything in a paragraph went or came."""
    return any(piece.kind is not Kind.SAME for piece in paragraph)


def marked_line(before: str, after: str, *, colour: bool) -> str:
    """Return two states of one line as one line with marks."""
    found = paragraph_pieces(" ".join(before.split()), " ".join(after.split()))
    return " ".join(marked(paragraph, colour=colour) for paragraph in found)


def marked(paragraph: Sequence[Piece], *, colour: bool) -> str:
    """Return a paragraph with marks around what went and what came."""
    return " ".join(with_marks(piece, colour=colour) for piece in paragraph)


def with_marks(piece: Piece, *, colour: bool) -> str:
    """Return the words of one piece, marked unless they stay."""
    words = piece.text
    if piece.kind is Kind.SAME:
        return words
    begin, end, paint = MARKS[piece.kind]
    return f"{paint}{begin}{words}{end}{PLAIN}" if colour else f"{begin}{words}{end}"
