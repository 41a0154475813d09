"""A mistake or a fault is one clear line and the exit code of its kind, never a traceback."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Winnow

GOOD_PAGE = """<html><head><title>Ofsted praises Fellchester nursery</title></head><body><article>
<h1>Ofsted praises Fellchester nursery</h1>
<p>Inspectors from Ofsted visited the Little Larches nursery in Fellchester in early autumn.</p>
<p>They found that children settle quickly and that staff know each family well.</p>
<p>The manager, Prudence Oakshott, said the team had worked hard for the result.</p>
</article></body></html>"""


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def a_page(folder: Path) -> Path:
    page = folder / "page.html"
    page.write_text(GOOD_PAGE, encoding="utf-8")
    return page


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_malformed_database_url_ends_with_2(winnow: Winnow, tmp_path: Path) -> None:
    url = "postgresql//nobody:geheim@nowhere"
    done = winnow("import", str(a_page(tmp_path)), WINNOW_DATABASE_URL=url)
    assert done.returncode == 2
    assert "geheim" not in only_line(done)


def test_an_unreachable_database_ends_with_4(winnow: Winnow, tmp_path: Path) -> None:
    url = f"postgresql://nobody:geheim@127.0.0.1:{free_port()}/winnow"
    done = winnow("import", str(a_page(tmp_path)), WINNOW_DATABASE_URL=url)
    assert done.returncode == 4
    assert "geheim" not in only_line(done)


def test_a_home_under_a_regular_file_ends_with_5(winnow: Winnow, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    home = tmp_path / "file" / "home"
    done = winnow("import", str(a_page(tmp_path)), WINNOW_HOME=str(home))
    assert done.returncode == 5
    assert str(home) in only_line(done)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("contact = ", "not valid TOML"),
        ('contact = "me@example.org"\ncolour = "blue"', "colour: unknown key"),
        ('contact = "me@example.org"\n[crawl]\ndelay_seconds = "soon"', "crawl.delay_seconds"),
    ],
)
def test_a_malformed_configuration_ends_with_2_and_names_file_and_key(
    winnow: Winnow, tmp_path: Path, text: str, words: str
) -> None:
    config = tmp_path / "winnow.toml"
    config.write_text(text)
    done = winnow("nightly", WINNOW_CONFIG=str(config))
    assert done.returncode == 2
    line = only_line(done)
    assert str(config) in line
    assert words in line


def test_a_malformed_registry_file_ends_with_2_and_names_it(winnow: Winnow, tmp_path: Path) -> None:
    (tmp_path / "group.toml").write_text('[group]\nkey = "x"\nnaem = "X"\n')
    done = winnow("source", "check", str(tmp_path))
    assert done.returncode == 2
    assert "group.toml" in only_line(done)
    assert "naem" in only_line(done)


def test_a_night_without_a_contact_ends_with_2(winnow: Winnow) -> None:
    done = winnow("nightly")
    assert done.returncode == 2
    assert "contact" in only_line(done)


def test_bad_files_are_quarantined_and_the_rest_is_stored(winnow: Winnow, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    a_page(folder)
    (folder / "empty.html").write_bytes(b"")
    (folder / "noise.html").write_bytes(random.Random(1).randbytes(10 * 2**20))
    done = winnow("import", str(folder))
    assert done.returncode == 3
    assert "Traceback" not in done.stdout + done.stderr
    listed = winnow("quarantine", "list").stdout
    assert "empty_file" in listed
    assert "empty.html" in listed
    assert "noise.html" in listed
    found = winnow("search", '"Little Larches"').stdout
    assert "Ofsted praises Fellchester nursery" in found


def test_asking_an_empty_home_says_how_to_begin_and_creates_nothing(
    winnow: Winnow, tmp_path: Path
) -> None:
    done = winnow("search", "ofsted")
    assert done.returncode == 2
    assert "winnow demo" in only_line(done)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("show", "999999"),
        ("show", "https://www.example.org/never-seen"),
        ("search", "x", "--since", "yesterday"),
        ("search", "x", "--kind", "gossip"),
        ("export", "--format", "docx"),
        ("run", "show", "77"),
        ("status", "--max-age", "soon"),
        ("source", "show", "nobody"),
    ],
)
def test_a_wrong_word_is_one_line_and_2(told: Winnow, words) -> None:
    done = told(*words)
    assert done.returncode == 2
    assert only_line(done).startswith("winnow: ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("search", "x", "--limit", "0"), "--limit"),
        (("coverage", "seven"), "inspection"),
        (("export", "-o", "nowhere/all.csv"), "no folder nowhere"),
        (("export", "-o", "."), "is a folder"),
        (("search", "x", "--since", "2026-02-02", "--until", "2026-02-01"), "no day is in between"),
        (("export", "--since", "2026-02-02", "--until", "2026-02-01"), "no day is in between"),
        (("search", "x", "--undated"), "nothing is left out"),
        (("search", "..."), "no word to search for"),
        (("search", ""), "an empty value after search"),
        (("search", "x", "--source", " "), "an empty value after --source"),
        (("inspections", "--provider", ""), "an empty value after --provider"),
        (("inspections", "--provider="), "--provider is given an empty value"),
        (("export", "--kind", ""), "an empty value after --kind"),
        (("show", ""), "an empty value after show"),
        (("export", "--group", "nope"), "no group 'nope' in the record; held: import"),
        (("inspections", "--since", "2026-02-02", "--until", "2026-02-01"), "in between"),
        (("inspections", "--history", "--provider", "x", "--latest"), "not with --latest"),
        (("inspections", "--history", "--provider", "x", "--grade", "good"), "with --grade"),
        (("reclean", "--since", "2026-02-02", "--until", "2026-02-01"), "no day is in between"),
        (("reclean", "--rule", "radio", "--kind", "statistics"), "no rule cuts anything"),
        (("coverage", "1", "--note", "x"), "--by and --note are of a decision"),
        (("coverage", "1", "--by", "Ann"), "--by and --note are of a decision"),
        (("coverage", "1", "--confirm", "2", "--reject", "3"), "at a time"),
        (("show", "1", "--removed", "--changes"), "one at a time"),
        (("show", "1", "--version", "0"), "--version"),
        (("clean", "pyproject.toml", "--url", "banana"), "is not an http(s) address"),
        (("status", "--max-age", "0h"), "--max-age"),
        (("status", "--max-age", "9" * 30 + "h"), "--max-age"),
        (("alarm", "accept", "77"), "77: no such alarm stands"),
        (("alarm", "accept", "77", "--undo"), "77: no such alarm was accepted"),
        (("alarm", "accept", "7", "--undo", "--note", "x"), "--undo keeps no"),
        (("alarm", "accept"), "or --all"),
        (("alarm", "accept", "7", "--all"), "not both"),
        (("quarantine", "retry", "77"), "77: not in quarantine"),
        (("quarantine", "dismiss", "77", "--note", "x"), "77: not in quarantine"),
        (("quarantine", "dismiss", "77", "--undo"), "77: not dismissed"),
        (("quarantine", "dismiss", "7"), "--note"),
        (("quarantine", "list", "--run", "77"), "no run 77"),
        (("withdrawn", "keep", "77"), "77: no withdrawn report"),
    ],
)
def test_the_line_names_what_was_wrong(told: Winnow, words, named) -> None:
    done = told(*words)
    assert done.returncode == 2
    assert named in only_line(done)


@pytest.mark.parametrize(
    "words",
    [
        ("coverage",),
        ("coverage", "1", "--confirm"),
        ("story",),
        ("run", "show"),
        ("run", "list", "--limit"),
        ("alarm", "accept"),
        ("quarantine", "retry"),
        ("quarantine", "dismiss", "--note", "x"),
        ("quarantine", "list", "--run"),
        ("withdrawn", "keep"),
    ],
)
def test_a_number_that_no_database_can_hold_is_a_mistake(told: Winnow, words) -> None:
    done = told(*words, str(2**63))
    assert done.returncode == 2
    assert "2147483647" in only_line(done)


def test_the_last_day_there_is_may_be_asked_for(told: Winnow) -> None:
    for command in (("search", "x"), ("export",), ("inspections",), ("reclean", "--dry-run")):
        assert told(*command, "--until", "9999-12-31").returncode == 0


def test_a_page_past_the_last_hit_says_how_many_there_are(told: Winnow) -> None:
    assert "only 1 match" in told("search", "treasurer", "--page", "9").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_night_ends_with_11_within_ten_seconds(
    tmp_path: Path, number: signal.Signals
) -> None:
    env = dict(os.environ) | {"WINNOW_HOME": str(tmp_path / "home")}
    with subprocess.Popen(
        [sys.executable, "-m", "cli.main", "demo", "--port", str(free_port())],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as night:
        wait_for_first_page(tmp_path / "home" / "winnow.db", night)
        night.send_signal(number)
        begun = time.monotonic()
        _, words = night.communicate(timeout=30)
        assert time.monotonic() - begun < 10
    assert night.returncode == 11
    assert "Traceback" not in words


def wait_for_first_page(database: Path, night: subprocess.Popen[str]) -> None:
    """Return once the night has settled a page; bounded."""
    import sqlite3
    from contextlib import closing, suppress

    for _ in range(600):
        assert night.poll() is None, night.communicate()
        if database.exists():
            with suppress(sqlite3.OperationalError), closing(sqlite3.connect(database)) as asked:
                if asked.execute("SELECT count(*) FROM outcomes").fetchone()[0]:
                    return
        time.sleep(0.1)
    pytest.fail("no page was settled in a minute")
