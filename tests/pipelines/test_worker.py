"""Reading children: whatever a page does to its child, the pool answers and stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from types import MappingProxyType

import pytest

from pipelines.children.calls import ReadCall, ReadFailure
from pipelines.children.pool import Workers, WorkersUnavailable
from pipelines.reading.model import PageContext, Reading
from words.quarantine import QuarantineCode

READER = "misbehaving_reader:misbehave"
HERE = str(Path(__file__).parent)
PATIENCE = 30.0


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setenv("PYTHONPATH", HERE)
    with Workers(2, seconds_per_page=1.0, memory_mb=256, _reader=READER) as workers:
        yield workers


def call_of(order: str) -> ReadCall:
    return ReadCall(role="article", payload=order.encode())


def ask(workers: Workers, order: str) -> str:
    answer = workers.read(call_of(order)).result(PATIENCE)
    assert isinstance(answer, Reading), answer
    return answer.text


def failure_of(workers: Workers, order: str) -> ReadFailure:
    answer = workers.read(call_of(order)).result(PATIENCE)
    assert isinstance(answer, ReadFailure), answer
    return answer


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until_dead(pid: int, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_alive(pid)


def test_a_well_behaved_page_is_read_by_a_child_that_stays(pool: Workers) -> None:
    pids = {ask(pool, "pid") for _ in range(6)}
    assert 1 <= len(pids) <= 2
    assert str(os.getpid()) not in pids


@pytest.mark.parametrize("order", ["hang", "spin"])
def test_a_page_that_never_ends_is_given_up_in_time(pool: Workers, order: str) -> None:
    ask(pool, "pid")
    begun = time.monotonic()
    assert failure_of(pool, order).code is QuarantineCode.TIMEOUT
    assert time.monotonic() - begun < 5
    assert ask(pool, "pid")


def test_a_page_that_takes_all_memory_is_refused_more(pool: Workers) -> None:
    assert failure_of(pool, "eat 400").code is QuarantineCode.MEMORY
    assert ask(pool, "eat 100")


def test_what_earlier_pages_kept_is_not_held_against_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", HERE)
    with Workers(1, seconds_per_page=5, memory_mb=256, _reader=READER) as one:
        pids = [ask(one, "eat 150") for _ in range(3)]  # two do not fit beside each other
    assert len(set(pids)) == 3


@pytest.mark.parametrize(
    ("order", "code", "words"),
    [
        ("exit 3", QuarantineCode.CRASHED, "code 3"),
        ("exit 0", QuarantineCode.CRASHED, "code 0"),
        (f"signal {signal.SIGSEGV.value}", QuarantineCode.CRASHED, "SIGSEGV"),
        (f"signal {signal.SIGABRT.value}", QuarantineCode.CRASHED, "SIGABRT"),
        ("abort 0", QuarantineCode.CRASHED, "SIGABRT"),
        ("abort 200", QuarantineCode.MEMORY, "of 256 MB"),
        (f"signal {signal.SIGKILL.value}", QuarantineCode.MEMORY, "killed"),
        (f"signal {signal.SIGXCPU.value}", QuarantineCode.TIMEOUT, "CPU"),
        ("raise a bug", QuarantineCode.READER_ERROR, "ValueError: a bug"),
        ("boast 70", QuarantineCode.ANSWER_TOO_LARGE, "bytes"),
    ],
)
def test_every_way_to_end_has_its_name(
    pool: Workers, order: str, code: QuarantineCode, words: str
) -> None:
    failure = failure_of(pool, order)
    assert failure.code is code
    assert words in failure.detail
    assert ask(pool, "pid")


def test_one_hanging_page_does_not_hold_up_the_others(pool: Workers) -> None:
    ask(pool, "pid")
    stuck = pool.read(call_of("hang"))
    begun = time.monotonic()
    for _ in range(20):
        ask(pool, "pid")
    assert time.monotonic() - begun < 3
    assert isinstance(stuck.result(PATIENCE), ReadFailure)


def test_a_pdf_has_the_longer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", HERE)
    with Workers(1, seconds_per_page=0.3, seconds_per_pdf=1.5, _reader=READER) as one:
        ask(one, "pid")
        begun = time.monotonic()
        slow = one.read(ReadCall(role="publication", payload=b"hang")).result(PATIENCE)
    assert isinstance(slow, ReadFailure)
    assert 1.5 <= time.monotonic() - begun < 5


def test_a_child_is_replaced_after_its_share_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", HERE)
    with Workers(1, calls_per_child=2, _reader=READER) as one:
        pids = [ask(one, "pid") for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_child_that_was_killed_between_calls_costs_no_page(pool: Workers) -> None:
    for _ in range(4):
        pid = int(ask(pool, "pid"))
        os.kill(pid, signal.SIGKILL)
        assert wait_until_dead(pid)


def test_the_context_of_a_page_arrives_with_its_read_only_mappings(pool: Workers) -> None:
    context = PageContext(headers=MappingProxyType({"x-robots-tag": "noai"}))
    call = ReadCall(role="article", payload=b"context", context=context)
    answer = pool.read(call).result(PATIENCE)
    assert isinstance(answer, Reading)
    assert answer.text == "{'x-robots-tag': 'noai'}"


def test_a_child_is_told_no_secret(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_DATABASE_URL", "postgresql://u:secret@host/db")
    monkeypatch.setenv("PGPASSWORD", "secret")
    assert ask(pool, "environment WINNOW_DATABASE_URL") == "(unset)"
    assert ask(pool, "environment PGPASSWORD") == "(unset)"


def test_close_leaves_no_child_and_no_waiting_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", HERE)
    workers = Workers(1, seconds_per_page=60, _reader=READER)
    pid = int(ask(workers, "pid"))
    busy = workers.read(call_of("hang"))
    waiting = workers.read(call_of("pid"))
    time.sleep(0.2)
    begun = time.monotonic()
    workers.close()
    assert time.monotonic() - begun < 5
    assert not is_alive(pid)
    with pytest.raises(WorkersUnavailable):
        busy.result(0)
    with pytest.raises(CancelledError):
        waiting.result(0)
    with pytest.raises(WorkersUnavailable):
        workers.read(call_of("pid"))


def test_a_reader_that_cannot_be_imported_is_said_aloud() -> None:
    with Workers(1, _reader="no_such_module:read") as workers:
        future = workers.read(call_of("x"))
        with pytest.raises(WorkersUnavailable, match="no_such_module"):
            future.result(PATIENCE)


def test_the_current_folder_is_never_imported_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bs4.py").write_text("raise SystemExit('run by mistake')")
    (tmp_path / "resource.py").write_text("raise SystemExit('run by mistake')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", HERE)
    with Workers(1, _reader=READER) as workers:
        assert ask(workers, "pid")


PARENT = """
import sys
from pipelines.children.calls import ReadCall
from pipelines.children.pool import Workers
workers = Workers(1, seconds_per_page=600, _reader="misbehaving_reader:misbehave")
print(workers.read(ReadCall(role="article", payload=b"pid")).result(30).text, flush=True)
order = sys.argv[1].encode()
workers.read(ReadCall(role="article", payload=order)).result(600)
"""


@pytest.mark.parametrize("order", ["hang", "spin"])
def test_a_child_dies_when_its_parent_is_killed_without_warning(order: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), HERE])}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, order], stdout=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.3)
        assert is_alive(pid)
        parent.kill()
    assert wait_until_dead(pid)
