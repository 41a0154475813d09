"""Commands over the numbers of a list: all that are named are dealt with, or nothing is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 2**31 - 1
"""The greatest number that a row of either database can have."""

Change = Callable[["Session", Collection[int] | None], list[int]]
"""Takes the numbers, None = all there are; returns those it dealt with."""

Reason = Callable[["Session", int], str]
"""Says why nothing can be done with a number."""


def change_named(
    numbers: Collection[int] | None,
    change: Change,
    *,
    everything: bool = False,
    unknown: str | Reason,
) -> int:
    """Change what the numbers name, in one transaction; return how many that were.

    unknown: what to say of numbers that name nothing, and which command lists them; or a question
    that answers it number by number. Raises
    UsageError without a number or --all, or with both, NotFound for a number that names nothing:
    then nothing is written.
    """
    from cli.opening import writing

    if bool(numbers) == everything:
        raise UsageError("name the numbers, or --all" + (", not both" if everything else ""))
    with writing() as session:
        done = change(session, None if everything else numbers)
        missing = sorted(set(numbers or []) - set(done))
        if missing:
            raise NotFound(f"{said_of(session, missing, unknown)}; nothing was changed")
    return len(done)


def said_of(session: Session, missing: Collection[int], unknown: str | Reason) -> str:
    """Return why nothing was done with numbers, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for number in missing:
        why = unknown if isinstance(unknown, str) else unknown(session, number)
        reasons.setdefault(why, []).append(str(number))
    return "; ".join(f"{', '.join(numbers)}: {why}" for why, numbers in reasons.items())


def refuse_reasons(by: str, note: str) -> None:
    """Raise UsageError where a reason is given for taking one back: it would be kept nowhere."""
    if by or note:
        raise UsageError("--undo keeps no --by and no --note")
