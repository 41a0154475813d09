"""`winnow import` and `winnow clean` as a person meets them: lines, exit codes, no traceback."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LINES = [
    "Inspectors have praised the warmth of a village school in Lower Fenwick after a visit.",
    "The report says that pupils at the school are kind to one another and proud of their work.",
    "“Staff know every child and what that child needs,” wrote the lead inspector, Ann Marlow.",
]
DUMP = "\n\n".join(["School praised by Ofsted", *LINES])
# The two commands with the error handling of `winnow`, without its other commands.
WINNOW = """
import signal, sys, click, typer
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background inherit none
from cli.commands import cleaning, importing
from cli.errors import explain
from words.exit_codes import ExitCode
app = typer.Typer(pretty_exceptions_enable=False)
app.callback()(lambda: None)
importing.register(app)
cleaning.register(app)
try:
    code = app(standalone_mode=False)
except click.ClickException as error:
    error.show()
    code = error.exit_code
except (click.Abort, KeyboardInterrupt):
    code = ExitCode.INTERRUPTED
except Exception as error:
    code = explain(error)
sys.exit(code or 0)
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WINNOW_")}
    return kept | {"WINNOW_HOME": str(home), "PYTHONPATH": str(Path.cwd())} | more


def winnow(
    home: Path, *arguments: str, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", WINNOW, *arguments],
        input=stdin,
        capture_output=True,
        env=environment(home, **more),
        timeout=180,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    place.mkdir()
    (place / "story.txt").write_text(DUMP, encoding="utf-8")
    return place


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    (place / "winnow.db").write_bytes(sqlite_template.read_bytes())
    return place


def test_an_import_says_what_became_of_the_files(home: Path, files: Path) -> None:
    first = winnow(home, "import", str(files))
    assert (first.returncode, first.stdout, first.stderr) == (0, "run 1: 1 stored\n", "")
    again = winnow(home, "import", str(files))
    assert (again.returncode, again.stdout) == (0, "run 2: 1 unchanged\n")


def test_bad_files_have_one_clear_line_each_and_exit_code_3(home: Path, files: Path) -> None:
    (files / "empty.html").touch()
    (files / "noise.html").write_bytes(random.Random(3).randbytes(10_000_000))
    (files / "data.csv").write_text("a,b")
    done = winnow(home, "import", str(files))
    assert done.returncode == 3
    assert done.stdout.splitlines() == [
        "skipped, not pages: 1 .csv",
        "statistics are loaded when named: winnow import FILE.csv",
        "run 1: 2 quarantined, 1 stored",
    ]
    empty, noise = sorted(done.stderr.splitlines())
    assert empty.startswith("winnow: empty.html: quarantined: empty_file: ")
    assert noise.startswith("winnow: noise.html: quarantined: not_text: ")


def test_a_warc_record_of_no_use_ends_neither_its_file_nor_the_folder(
    home: Path, files: Path
) -> None:
    record = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"
    (files / "a.warc").write_text(record + record, newline="")
    (files / "b.warc").write_text(record[:-6], newline="")
    done = winnow(home, "import", str(files))
    assert done.returncode == 3
    assert done.stdout == "run 1: 3 quarantined, 1 stored\n"
    reason = "quarantined: damaged_warc: a response without its URL (WARC-Target-URI)"
    assert sorted(done.stderr.splitlines()) == [
        f"winnow: a.warc: record 1: {reason}",
        f"winnow: a.warc: record 2: {reason}",
        "winnow: b.warc: quarantined: damaged_warc: cut off: it ends before its last record does",
    ]


def test_a_pipe_is_not_waited_for(home: Path, files: Path) -> None:
    os.mkfifo(files / "pipe.html")
    inside = winnow(home, "import", str(files))
    assert (inside.returncode, inside.stdout.splitlines()) == (
        0,
        ["skipped, not pages: 1 (a named pipe)", "run 1: 1 stored"],
    )
    for command in ("import", "clean"):
        named = winnow(home, command, str(files / "pipe.html"))
        assert named.returncode == 2
        assert "pipe.html: a named pipe, not a file" in named.stderr
        assert len(named.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "no-such-folder"], "no-such-folder: no such file or folder"),
        (["import", "story.txt", "--topic", "sport"], "--topic 'sport'"),
        (["import", "story.txt", "--url", "nowhere"], "'nowhere' is not an http(s) address"),
        (["import", "story.txt", "--sidecar", "story.txt"], "story.txt:1"),
        (["clean", "no-such-file"], "no-such-file: no such file or folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    home: Path, files: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.setenv("PWD", str(files))
    told = [str(files / word) if word == "story.txt" else word for word in arguments]
    done = winnow(home, *told)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_database_url_is_2_and_a_lost_database_is_4(home: Path, files: Path) -> None:
    bad = winnow(home, "import", str(files), WINNOW_DATABASE_URL="not a url")
    assert bad.returncode == 2
    away = "postgresql://winnow:seeded-secret@127.0.0.1:9/winnow"
    lost = winnow(home, "import", str(files), WINNOW_DATABASE_URL=away)
    assert lost.returncode == 4
    assert "seeded-secret" not in lost.stdout + lost.stderr + bad.stderr


def test_a_second_run_ends_at_once_with_75(home: Path, files: Path) -> None:
    with (home / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = winnow(home, "import", str(files))
    assert done.returncode == 75


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_with_11_and_the_next_import_goes_on(
    home: Path, files: Path, number: signal.Signals
) -> None:
    for name in range(400):  # enough that no machine is done before it is told to stop
        (files / f"{name}.txt").write_text(f"{DUMP}\n\nThe {name}th paragraph of this report ends.")
    with subprocess.Popen(
        [sys.executable, "-c", WINNOW, "import", str(files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # a tenth is done
        begun = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 11
    assert said == b"winnow: interrupted; import again to go on\n"
    assert time.monotonic() - begun < 10
    last = winnow(home, "import", str(files))
    assert last.returncode == 0
    counts = [int(word) for word in last.stdout.splitlines()[-1].split() if word.isdigit()]
    assert sum(counts) == 401


def test_clean_prints_one_object_a_file_and_needs_no_home(tmp_path: Path, files: Path) -> None:
    (files / "a.html").write_text(
        "<!doctype html><html lang=en><body><article><h1>School praised by Ofsted</h1>"
        + "".join(f"<p>{line}</p>" for line in LINES)
        + "</article><footer>Listen live</footer></body></html>",
        encoding="utf-8",
    )
    nowhere = tmp_path / "nowhere"
    done = winnow(nowhere, "clean", str(files))
    assert (done.returncode, done.stderr) == (0, "")
    page, dump = (json.loads(line) for line in done.stdout.splitlines())
    assert (page["file"], dump["file"]) == ("a.html", "story.txt")
    assert page["text"] == dump["text"] == "\n\n".join(LINES)
    assert page["title"] == dump["title"] == "School praised by Ofsted"
    assert "Listen live" in [cut["text"] for cut in page["removed"]]
    assert not nowhere.exists()


def test_clean_reads_stdin_and_takes_its_url(tmp_path: Path) -> None:
    done = winnow(tmp_path, "clean", "-", "--url", "https://a.example/1", stdin=DUMP.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == "\n\n".join(LINES)


def test_clean_says_what_it_cannot_read(tmp_path: Path, files: Path) -> None:
    (files / "empty.html").touch()
    done = winnow(tmp_path, "clean", str(files))
    assert done.returncode == 3
    empty, story = (json.loads(line) for line in done.stdout.splitlines())
    assert empty == {
        "file": "empty.html",
        "failure": {"code": "empty_file", "detail": "nothing in it (0 bytes)"},
    }
    assert story["kind"] == "article"
