"""The `winnow` command: its commands, and how an error becomes one line and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli.commands import (
    alarms,
    cleaning,
    crawling,
    database,
    demo,
    exporting,
    importing,
    inspections,
    linking,
    pressing,
    providing,
    quarantine,
    recleaning,
    runs,
    searching,
    serving,
    showing,
    sources,
    standing,
    status,
    withdrawn,
)
from cli.errors import UsageError, explain
from words.exit_codes import ExitCode

EXIT_CODES = ", ".join(f"{int(code)} {code.meaning}" for code in ExitCode)
EPILOG = f"""Exit codes: {EXIT_CODES}.

Environment: WINNOW_HOME (database, archive, logs), WINNOW_DATABASE_URL, WINNOW_CONFIG."""

TYPERS_BROKEN_PIPE = 1
TYPERS_INTERRUPT = 130  # what Typer makes of Ctrl-C

app = typer.Typer(
    name="winnow",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="What Ofsted published and what the local press said about it: collected every night, "
    "cleaned, searchable.\n\nTry it: winnow demo. Then: winnow search 'inspectors OR caseloads'.",
)


def show_version(asked: bool) -> None:
    """Print the version and stop."""
    if asked:
        from importlib.metadata import version

        print(f"winnow {version('winnow-press')}")
        raise typer.Exit


@app.callback()
def winnow(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=show_version, is_eager=True),
    ] = False,
) -> None:
    """Hold what every command shares: `--version`."""


for family in (
    demo,
    crawling,
    importing,
    cleaning,
    recleaning,
    searching,
    showing,
    serving,
    exporting,
    inspections,
    standing,
    providing,
    linking,
    pressing,
    status,
    runs,
    sources,
    quarantine,
    alarms,
    withdrawn,
    database,
):
    family.register(app)


def refuse_empty(words: Sequence[str]) -> None:
    """Raise UsageError for a word without a letter: it would ask for everything there is."""
    for before, word in pairwise(("", *words)):
        name, equals, value = word.partition("=")
        if equals and name.startswith("--") and not value.strip():
            raise UsageError(f"{name} is given an empty value: leave it out, or say what is meant")
        if not word.strip():
            after = f" after {before}" if before else ""
            raise UsageError(f"an empty value{after}: leave it out, or say what is meant")


def main() -> None:
    """Run one command; end with its exit code, one clear line on an error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of few letters still gets the rest
            stream.reconfigure(errors="replace")
    try:
        refuse_empty(sys.argv[1:])
        code = app(standalone_mode=False)
    except TyperException as error:
        words = error.format_message()  # or the whole help, of a family named without a command
        hint = "" if words.startswith("Usage:") else " (--help says what is possible)"
        print(words if not hint else f"winnow: {words}{hint}", file=sys.stderr)
        code = ExitCode.USAGE
    except SystemExit as error:  # `winnow export | head`: the reader has gone, nothing is wrong
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - nothing is left to say
        code = 0 if error.code == TYPERS_BROKEN_PIPE else error.code
    except Exception as error:
        code = explain(error)
    if code == TYPERS_INTERRUPT:
        print("winnow: interrupted", file=sys.stderr)
        code = ExitCode.INTERRUPTED
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
