"""How an exception becomes one line for a person and an exit code for cron."""

from __future__ import annotations

import os
import re
import sys
import traceback
from pathlib import Path

from words.exit_codes import ExitCode

# What SQLAlchemy ends its messages with: (Background on this error at: https://sqlalche.me/e/20/…)
MANUAL = re.compile(r"\(Background on this error at: \S+\)")


class UsageError(Exception):
    """A user's mistake; the message is the one line to print."""

    exit_code = ExitCode.USAGE


class NotFound(Exception):
    """What was asked for is not in the database; the message says what would be."""

    exit_code = ExitCode.USAGE


def exit_code_of(error: BaseException) -> int:
    """Return the exit code of an exception: its own, else by what it is, else that of a bug."""
    named = getattr(error, "exit_code", None)
    if isinstance(named, int):
        return named
    if isinstance(error, OSError):
        return ExitCode.DISK
    is_database = type(error).__module__.startswith("sqlalchemy")
    return ExitCode.DATABASE if is_database else ExitCode.BUG


def explain(error: BaseException) -> int:
    """Print one line about an exception and return its exit code; a bug's traceback is kept."""
    code = exit_code_of(error)
    words = " ".join(MANUAL.sub("", str(error)).split()) or type(error).__name__
    is_bug = code == ExitCode.BUG
    print(f"winnow: a bug: {words}" if is_bug else f"winnow: {words}", file=sys.stderr)
    if is_bug or os.environ.get("WINNOW_DEBUG"):
        keep_traceback(error)
    return code


def keep_traceback(error: BaseException) -> None:
    """Write the traceback into the home's log folder, or print it where that cannot be done."""
    from db.home import find_home

    lines = "".join(traceback.format_exception(error))
    target: Path = find_home().logs / "bug.log"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as log:
            log.write(lines + "\n")
    except OSError:
        print(lines, file=sys.stderr)
    else:
        print(f"winnow: the details are in {target}; please report them", file=sys.stderr)
