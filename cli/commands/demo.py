"""`winnow demo`: a real night against the bundled miniature web, on this machine alone."""

from __future__ import annotations

import errno
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from words.exit_codes import ExitCode
from words.runs import RunKind

if TYPE_CHECKING:
    from db.home import Home
    from miniweb import MiniatureWeb

MARKER = "miniature-web.json"
SHOWN = 10  # differences that are named; further ones are counted
EXPECTED_TROUBLE = 3  # the miniature web has a site that is down, so a sound night ends with 3


def demo(
    night: Annotated[
        int | None, typer.Option(min=1, max=2, help="2 = the web after a day; none = the last.")
    ] = None,
    articles: Annotated[int, typer.Option(min=20, max=20_000, help="Stories to invent.")] = 200,
    port: Annotated[int, typer.Option(min=1024, max=65535, help="On 127.0.0.1.")] = 8800,
    seed: Annotated[int, typer.Option(help="Which invented web.")] = 1,
) -> None:
    """Serve an invented web on this machine, crawl it like any night, and check the result.

    Nothing leaves this machine. Run it twice: the second run stores nothing twice. Run it with
    --night 2: stories were edited, added and withdrawn. The home is WINNOW_HOME, else ./demo.

    Examples:

        winnow demo

        winnow demo --night 2
    """
    from cli.commands.crawling import run
    from crawler.config import load_config

    home = demo_home()
    tonight, again = choose_night(home, night, {"port": port, "seed": seed, "articles": articles})
    with open_web(seed, articles, tonight, port) as web:
        config = load_config(web.write_config(home.path))
        print(f"the miniature web: {len(web.hosts)} hosts on 127.0.0.1:{port}, night {tonight}")
        result = run(config, home, command=RunKind.DEMO)
        if result.exit_code == ExitCode.INTERRUPTED:
            raise typer.Exit(ExitCode.INTERRUPTED)
        agrees = check(web, home, result.run_id, again=again)
    remember_night(home, tonight)
    explain_what_next(home, tonight)
    sound = result.exit_code in {0, EXPECTED_TROUBLE}
    raise typer.Exit(0 if agrees and sound else result.exit_code or 1)


def demo_home() -> Home:
    """Return the home of the demo, made: WINNOW_HOME, else `demo` in this folder."""
    import os
    from pathlib import Path

    from db.home import Home, find_home

    named = os.environ.get("WINNOW_HOME")
    home = find_home() if named else Home(path=Path("demo"))
    os.environ["WINNOW_HOME"] = str(home.path)
    return home.make()


def choose_night(home: Home, wanted: int | None, settings: dict[str, int]) -> tuple[int, bool]:
    """Return which night to serve, and whether this home has seen it to its end before.

    Raises UsageError for a home that holds another web, or a night before the last one.
    """
    from cli.errors import UsageError

    marker = home.path / MARKER
    if not marker.exists():
        marker.write_text(json.dumps(settings | {"night": 0}), encoding="utf-8")
    known = json.loads(marker.read_text(encoding="utf-8"))
    last = int(known.pop("night"))
    if known != settings:
        named = " ".join(f"--{name} {value}" for name, value in known.items())
        raise UsageError(
            f"{home.path} holds the miniature web of {named}: say the same, or name "
            "another folder in WINNOW_HOME"
        )
    night = wanted or max(last, 1)
    if night < last:
        raise UsageError(f"{home.path} has seen night {last} already; name another home")
    return night, night == last


def remember_night(home: Home, night: int) -> None:
    """Note that a night was served to its end."""
    marker = home.path / MARKER
    known = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps(known | {"night": night}), encoding="utf-8")


def open_web(seed: int, articles: int, night: int, port: int) -> MiniatureWeb:
    """Return the miniature web, bound to its port; raises UsageError where that is taken."""
    from cli.errors import UsageError
    from miniweb import MiniatureWeb

    today = date(2026, 11, 12)
    try:
        return MiniatureWeb(seed=seed, articles=articles, night=night, port=port, today=today)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise UsageError(f"port {port} is taken; choose another with --port") from error


def check(web: MiniatureWeb, home: Home, run_id: int, *, again: bool) -> bool:
    """Compare the record with the web's own manifest and access log; print the verdict."""
    from db.engine import make_engine, read_session
    from db.home import database_url
    from db.models import PageState
    from db.queries import page_states, run_table
    from miniweb.audit import audit_night

    engine = make_engine(database_url(home))
    with read_session(engine) as session:
        rows = run_table(session, run_id).rows
        audit = audit_night(
            web,
            page_states(session),
            requests_sent=sum(row.requests for row in rows),
            stored=sum(row.account.outcomes[PageState.STORED] for row in rows),
            again=again,
        )
    engine.dispose()
    for difference in audit.differences[:SHOWN]:
        print(f"  differs: {difference}")
    verdict = "agree" if audit.agrees else f"differ in {len(audit.differences)} places"
    print(
        f"the record, the web's manifest ({audit.pages} pages) and its access log "
        f"({audit.requests} requests) {verdict}"
    )
    return audit.agrees


FIRST_NIGHT = (
    ("search '\"strategic oversight\" OR caseloads'", ""),
    ("show 1 --removed", ""),
    ("export --format csv > reports.csv", ""),
    ("serve", "the reading room, in a browser"),
    ("demo --night 2", "what a day changes"),
)
SECOND_NIGHT = (
    ("show {edited} --changes", "what an edit changed, word by word"),
    ("withdrawn list", "what left its source: two nights must see it gone"),
    ("alarm list", "what asks for attention"),
    ("status", "what the record holds now"),
)


def explain_what_next(home: Home, night: int) -> None:
    """Say how to look at what the night brought, in commands that work as printed."""
    import shlex
    import sys

    words = f"WINNOW_HOME={shlex.quote(str(home.path))} {shlex.quote(sys.argv[0])}"
    asked = FIRST_NIGHT if night == 1 else SECOND_NIGHT
    edited = latest_edit(home)
    print("\nAsk it:" if night == 1 else "\nAsk it what the day changed:")
    for command, meaning in asked:
        if edited is not None or "{edited}" not in command:
            note = f"  # {meaning}" if meaning else ""
            print(f"  {words} {command.format(edited=edited)}{note}")


def latest_edit(home: Home) -> int | None:
    """Return the number of a report that its source has edited."""
    from db.engine import make_engine, read_session
    from db.home import database_url
    from db.queries import latest_edited

    engine = make_engine(database_url(home))
    with read_session(engine) as session:
        found = latest_edited(session)
    engine.dispose()
    return found


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)
