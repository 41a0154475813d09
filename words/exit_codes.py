"""How a command ends, for cron and for scripts."""

from __future__ import annotations

from words.explained import ExplainedNumber

__all__ = ["ExitCode"]


class ExitCode(ExplainedNumber):
    """The exit codes of every command; a run's is kept in the ledger."""

    WELL = 0, "well"
    BUG = 1, "bug"
    USAGE = 2, "usage or configuration"
    PARTIAL = 3, "some source failed or alarmed"
    DATABASE = 4, "database"
    DISK = 5, "disk"
    INTERRUPTED = 11, "interrupted"
    TIME_BUDGET = 15, "time budget spent"
    BUSY = 75, "another run is active"
