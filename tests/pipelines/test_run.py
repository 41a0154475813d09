"""A run is opened, carried out and closed alike by a night, an import and a recleaning."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.engine import read_session
from db.errors import DatabaseUnreachable, DiskFull
from db.models import Run, Source
from db.write import SourceRow, upsert_source
from pipelines.children.pool import Workers, WorkersUnavailable
from pipelines.run import Ending, NewRun, ended_in_ledger, in_parallel, open_dry_run, open_run
from pipelines.services import Services
from words.runs import Origin, RunKind

NEW = NewRun(command=RunKind.IMPORT, origin=Origin.IMPORT, topic="all", software="0")
ROW = SourceRow(key="thorley", group_key="thorley", kind="news", name="Thorley News")


def no_rows(s: Session, ending: Ending) -> None:
    """A run without sources."""


@pytest.fixture
def services(engine: Engine, tmp_path: Path) -> Iterator[Services]:
    with open_run(engine, tmp_path / "archive", Workers(1), NEW, lambda s, run_id: None) as opened:
        yield opened[0]


def endings(engine: Engine) -> list[tuple[int | None, str | None, bool]]:
    with read_session(engine) as s:
        return [(r.exit_code, r.reason, r.ended_at is not None) for r in s.scalars(select(Run))]


def test_what_belongs_to_the_start_is_written_with_the_run_or_not_at_all(
    engine: Engine, tmp_path: Path
) -> None:
    def begin(s: Session, run_id: int) -> int:
        upsert_source(s, ROW)
        raise ValueError(f"run {run_id} cannot begin")

    opening = open_run(engine, tmp_path, Workers(1), NEW, begin)
    with pytest.raises(ValueError, match="cannot begin"), opening:
        pass
    assert endings(engine) == []
    with read_session(engine) as s:
        assert s.scalars(select(Source)).all() == []


def test_a_run_that_goes_well_ends_with_what_was_said(services: Services) -> None:
    with ended_in_ledger(services, no_rows) as end:
        assert endings(services.engine) == [(None, None, False)]
        end.well(3, "2 could not be read")
    assert endings(services.engine) == [(3, "2 could not be read", True)]
    assert end.final == Ending(exit_code=3, reason="2 could not be read")


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (KeyboardInterrupt(), 11, "interrupted"),
        (KeyboardInterrupt("SIGTERM"), 11, "interrupted by SIGTERM"),
        (DatabaseUnreachable("away"), 4, "away"),
        (DiskFull("no room"), 5, "no room"),
        (OSError("no space\n left"), 5, "disk: no space left"),
        (WorkersUnavailable("no child"), 1, "no child"),
        (KeyError(), 1, "KeyError"),
    ],
)
def test_whatever_ends_a_run_stands_in_the_ledger(
    services: Services, error: BaseException, code: int, reason: str
) -> None:
    def carry_out() -> None:
        with ended_in_ledger(services, no_rows) as end:
            end.well(0, "too early to say")
            raise error

    with pytest.raises(type(error)):
        carry_out()
    assert endings(services.engine) == [(code, reason, True)]


def test_the_rows_of_the_sources_may_say_that_the_run_ends_otherwise(services: Services) -> None:
    def write_sources(s: Session, ending: Ending) -> Ending:
        upsert_source(s, ROW)
        return Ending(exit_code=1, reason=f"not {ending.exit_code}")

    with ended_in_ledger(services, write_sources) as end:
        end.well(0, None)
    assert end.final == Ending(exit_code=1, reason="not 0")
    assert endings(services.engine) == [(1, "not 0", True)]


def test_a_ledger_that_cannot_be_written_hides_no_reason(services: Services) -> None:
    def lose(s: Session, ending: Ending) -> None:
        raise DatabaseUnreachable("away")

    with pytest.raises(KeyError), ended_in_ledger(services, lose):
        raise KeyError("the reason")
    with pytest.raises(DatabaseUnreachable), ended_in_ledger(services, lose) as end:
        end.well(0, None)


def test_a_run_that_does_not_say_how_it_ends_is_a_bug(services: Services) -> None:
    ending = ended_in_ledger(services, no_rows)
    with pytest.raises(RuntimeError, match="without saying how"), ending:
        pass


def test_a_dry_run_has_no_row(engine: Engine, tmp_path: Path) -> None:
    with (
        open_dry_run(engine, tmp_path, Workers(1), NEW) as services,
        ended_in_ledger(services, no_rows) as end,
    ):
        end.well(0, None)
    assert endings(engine) == []


def test_a_few_items_are_on_their_way_at_a_time_and_all_are_done(services: Services) -> None:
    lock, running, most = threading.Lock(), 0, 0

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.002)
        with lock:
            running -= 1
        return number * 2

    assert sorted(in_parallel(work, range(40), services)) == [n * 2 for n in range(40)]
    assert 1 < most <= 3


def test_items_of_one_key_are_worked_on_in_their_order(services: Services) -> None:
    done: dict[str, list[int]] = {"a": [], "b": []}

    def work(item: tuple[str, int]) -> None:
        key, number = item
        time.sleep(0.004 if number % 3 == 0 else 0)
        done[key].append(number)

    items = [("a" if n % 4 else "b", n) for n in range(40)]
    list(in_parallel(work, items, services, key=lambda item: item[0]))
    assert done == {"a": [n for n in range(40) if n % 4], "b": [n for n in range(40) if n % 4 == 0]}


def test_one_error_ends_the_others_and_the_reading_children(services: Services) -> None:
    def work(number: int) -> int:
        if number == 5:
            raise ValueError("the fifth")
        return number

    with pytest.raises(ValueError, match="the fifth"):
        list(in_parallel(work, range(40), services))
    with pytest.raises(WorkersUnavailable):
        services.workers.read(None)  # type: ignore[arg-type]


def test_who_leaves_early_ends_the_children(services: Services) -> None:
    with closing(in_parallel(str, range(40), services)) as done:
        assert next(done) in {"0", "1", "2"}
    with pytest.raises(WorkersUnavailable):
        services.workers.read(None)  # type: ignore[arg-type]
