"""`winnow reclean`, `clean --explain` and `show --removed` as a person uses them."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from db.text import text_digest
from pipelines.reading import read_html
from tests.cli.conftest import STORY, Winnow, winnow_in

PAGE = """<!doctype html><html><head><title>Wardens praised | Tarnbeck Echo</title></head><body>
<header><nav><a href="/">Home</a> <a href="/news">News</a></nav></header><main><article>
<h1>Wardens praised by the inspectors</h1>
<p>Inspectors came to the Tarnbeck lido on a wet Tuesday and stayed for two days by the water.</p>
<div class="newsletter-signup"><p>Sign up to our daily newsletter</p></div>
<p>They wrote that “swimmers feel listened to, and are seen quickly” in the letter this week.</p>
<p>The treasurer, Maud Ellerby, said she had never seen the changing rooms so tidy before.</p>
</article></main><footer>© Tarnbeck Echo</footer></body></html>"""
PROMO = "Sign up to our daily newsletter"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recleaned") / "home"


@pytest.fixture(scope="module")
def winnow(home: Path, page: Path) -> Winnow:
    """`winnow` on a home that holds two stories; from one of them the rules of old cut less."""
    run = winnow_in(home)
    dump = page.with_name("story.txt")
    dump.write_text(STORY, encoding="utf-8")
    assert run("import", str(page), str(dump)).returncode == 0
    database = sqlite3.connect(home / "winnow.db")
    find = "SELECT id, title, standfirst, text FROM versions WHERE title LIKE 'Wardens%'"
    ((number, title, standfirst, text),) = database.execute(find).fetchall()
    old = f"{text}\n\n{PROMO}"
    digest = text_digest(title, standfirst, old)
    new = "UPDATE versions SET text = ?, text_sha256 = ? WHERE id = ?"
    database.execute(new, (old, digest, number))
    database.execute("DELETE FROM removed_blocks WHERE text = ?", (PROMO,))
    database.commit()
    database.close()
    return run


@pytest.fixture(scope="module")
def told(winnow: Winnow) -> list[str]:
    """What three calls print: one that only tries, one that does it, one that finds it done."""
    calls = [winnow("reclean", *words) for words in (["--dry-run", "--diff"], ["--workers=1"], [])]
    assert [call.returncode for call in calls] == [0, 0, 0], [call.stderr for call in calls]
    return [call.stdout for call in calls]


def test_the_change_is_shown_first_then_made_then_there_is_none(told: list[str]) -> None:
    tried, made, again = told
    assert f"[-{PROMO}-]" in tried
    assert "1 of 2 reports would change; nothing was written" in tried
    assert re.search(r"import +named-newsletter +1 +0", tried)
    assert "run 2: 1 of 2 reports changed" in made
    assert "run 3: 0 of 2 reports changed" in again


@pytest.mark.usefixtures("told")
def test_with_the_removed_blocks_a_report_shows_every_visible_word_of_its_page(
    winnow: Winnow,
) -> None:
    (hit,) = winnow("search", "lido", "--json").stdout.splitlines()
    shown = winnow("show", str(json.loads(hit)["id"]), "--removed").stdout
    assert f"- {PROMO}\n  [newsletter, rule named-newsletter: newsletter-signup]" in shown
    assert words_of(shown) == read_html(PAGE, "").visible.split()


def test_explain_shows_every_visible_word_of_a_page_with_what_decided(
    winnow: Winnow, page: Path
) -> None:
    done = winnow("clean", str(page), "--explain")
    assert done.returncode == 0, done.stderr
    assert f"- {PROMO}\n  [newsletter, rule named-newsletter: newsletter-signup]" in done.stdout
    assert words_of(done.stdout) == read_html(PAGE, "").visible.split()
    assert winnow("clean", str(page)).stdout.startswith('{"file": "page.html"')


def words_of(printed: str) -> list[str]:
    """Return the words of the pieces: no head, no reasons, no marks of what is cut."""
    pieces = re.split(r"\n\n", printed.partition("\n\n")[2])
    shown = [piece.split("\n  [")[0] for piece in pieces if piece.startswith(("- ", "  "))]
    return " ".join(line[2:] for piece in shown for line in piece.split("\n")).split()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "nobody"], "no source 'nobody'"),
        (["--rule", "no-such-rule"], "no rule 'no-such-rule'"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "no day is in between"),
    ],
)
def test_a_mistake_is_one_line(winnow: Winnow, words: list[str], said: str) -> None:
    done = winnow("reclean", *words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_without_a_record_there_is_nothing_to_read_again(tmp_path: Path) -> None:
    empty = winnow_in(tmp_path / "empty")("reclean")
    assert (empty.returncode, "nothing is stored yet" in empty.stderr) == (2, True)
    assert not (tmp_path / "empty").exists()
