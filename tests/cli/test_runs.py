"""`winnow run`: what is said of a run that has no end."""

from __future__ import annotations

import fcntl
from datetime import UTC, datetime
from pathlib import Path

from db.engine import make_engine, write_session
from db.schema import upgrade
from db.write import start_run
from tests.cli.conftest import winnow_in


def test_a_run_without_an_end_is_running_while_the_lock_is_held_and_was_killed_else(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'winnow.db'}"
    upgrade(url)
    engine = make_engine(url)
    with write_session(engine) as session:
        for _ in range(2):
            at = datetime(2026, 3, 2, 2, tzinfo=UTC)
            start_run(session, command="nightly", software="0.1", at=at)
    engine.dispose()
    winnow = winnow_in(tmp_path)
    with (tmp_path / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _, latest, earlier = winnow("run", "list").stdout.splitlines()
        assert latest.split()[-1] == "running"
        assert earlier.split()[-1] == "killed"
        assert ", running" in winnow("status").stdout
    _, latest, _ = winnow("run", "list").stdout.splitlines()
    assert latest.split()[-1] == "killed"
    assert ", killed" in winnow("status").stdout
