"""What changed from one version of a report to the next, as a person reads it, and as JSON.

Words taken out stand in [-square brackets-], words put in in {+braces+}, on a terminal in red and
green besides.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cli.dates import show_moment
from db.queries.version_changes import Step, Value
from db.wording import Kind, Piece, paragraph_pieces
from words.runs import Origin

MARKS = {Kind.OLD: ("[-", "-]", "\x1b[31m"), Kind.NEW: ("{+", "+}", "\x1b[32m")}
PLAIN = "\x1b[0m"


def has_colour() -> bool:
    """Say whether standard output is a terminal that may be painted on (NO_COLOR unset)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def as_record(one: Step) -> dict[str, Any]:
    """Return a step as plain values for JSON, its text paragraph by paragraph as marked pieces."""
    return {
        "from": one.before.number,
        "to": one.after.number,
        "stored_at": one.after.stored_at,
        "fields": {name: (words(a), words(b)) for name, (a, b) in one.fields.items()},
        **asdict(one.changes),
        "paragraphs": [
            [asdict(piece) for piece in paragraph]
            for paragraph in paragraph_pieces(one.before.text, one.after.text)
            if is_changed(paragraph)
        ],
    }


def words(value: Value) -> str | None:
    """Return the value of a field as words."""
    return show_moment(value) if isinstance(value, datetime) else value


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
        line = marked_line(words(old) or "", words(new) or "", colour=colour)
        print(f"  {name.replace('_', ' ')}: {line}")
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
    if piece.kind is Kind.SAME:
        return piece.text
    begin, end, paint = MARKS[piece.kind]
    return f"{paint}{begin}{piece.text}{end}{PLAIN}" if colour else f"{begin}{piece.text}{end}"
