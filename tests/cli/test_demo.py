"""The demo end to end: the record, the manifest and the access log tell the same story."""

import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Winnow
from tests.cli.test_mistakes import free_port

SMALL = ("--articles", "40")


def rows(home: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(home / "winnow.db")) as database:
        return database.execute(question).fetchall()


def a_day_passes(home: Path) -> None:
    """Set back by a day what the record holds of when pages were seen gone."""
    with closing(sqlite3.connect(home / "winnow.db")) as database, database:
        database.execute(
            "UPDATE pages SET state_since = datetime(state_since, '-1 day') WHERE state = 'gone'"
        )


def line_of(name: str, printed: str) -> str:
    return next(line for line in printed.splitlines() if line.startswith(name))


def test_two_runs_and_a_second_night(winnow: Winnow, tmp_path: Path) -> None:
    home, port = tmp_path / "home", str(free_port())
    first = winnow("demo", *SMALL, "--port", port, timeout=400)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "agree" in first.stdout
    assert "every page found stands in exactly one column" in first.stdout
    assert "demo --night 2" in first.stdout
    assert "none" not in line_of("statistics", winnow("status").stdout)
    versions = rows(home, "SELECT count(*) FROM versions")

    again = winnow("demo", *SMALL, "--port", port, timeout=400)
    assert again.returncode == 0, again.stdout + again.stderr
    assert rows(home, "SELECT count(*) FROM versions") == versions
    assert rows(home, "SELECT count(*) FROM outcomes WHERE run_id = 2 AND state = 'stored'") == [
        (0,)
    ]

    night = winnow("demo", *SMALL, "--night", "2", "--port", port, timeout=400)
    assert night.returncode == 0, night.stdout + night.stderr
    assert rows(home, "SELECT count(*) FROM versions WHERE number = 2")[0][0] > 0
    hints = night.stdout.partition("Ask it what the day changed:")[2].splitlines()[1:]
    assert not [hint for hint in hints if "--night 2" in hint]
    for hint in hints:
        told = winnow(*shlex.split(hint.partition("  #")[0])[2:])
        assert told.returncode == 0, hint
    edited = winnow(*shlex.split(hints[0].partition("  #")[0])[2:]).stdout
    assert "version 1 → 2" in edited
    withdrawn = "SELECT count(*) FROM reports WHERE withdrawn_at_source_at IS NOT NULL"
    assert rows(home, withdrawn) == [(0,)]  # seen gone once only
    a_day_passes(home)
    night = winnow("demo", *SMALL, "--night", "2", "--port", port, timeout=400)
    assert night.returncode == 0, night.stdout + night.stderr
    assert rows(home, withdrawn)[0][0]

    told = winnow("status", "--max-age", "1h")
    assert told.returncode == 0
    listed = len(winnow("withdrawn", "list").stdout.splitlines()) - 1
    line = line_of("withdrawn", told.stdout)
    assert listed
    assert line.endswith(f" {listed} to review: `winnow withdrawn list`")
    number = winnow("withdrawn", "list").stdout.splitlines()[1].split()[0]
    words = ("--by", "Ann", "--note", "as printed")
    assert winnow("withdrawn", "keep", number, *words).returncode == 0
    reviewed = winnow("withdrawn", "list", "--all").stdout
    assert re.search(r"kept by Ann, \d{4}-\d\d-\d\d \d\d:\d\d: as printed", reviewed)
    assert "unknown_label" in winnow("alarm", "list").stdout
    standing = len(winnow("alarm", "list").stdout.splitlines()) - 1
    assert winnow("alarm", "accept", "--all").stdout == f"{standing} accepted\n"
    again = winnow("alarm", "accept", "--all", "--undo").stdout
    assert again == f"{standing} stand again\n"
    assert winnow("alarm", "accept", "--all").returncode == 0
    assert "no alarm stands" in winnow("alarm", "list").stdout

    exported = winnow("export", "--format", "jsonl", "--kind", "news").stdout.splitlines()
    texts = [json.loads(line)["text"] for line in exported]
    links = [link for line in exported for link in json.loads(line)["coverage"]]
    assert {link["status"] for link in links} <= {"linked", "possible"}
    assert any(link["quotations"] for link in links)
    assert len(texts) > 30
    assert not [t for t in texts if "On Air Now" in t or "Sign up to our" in t]
