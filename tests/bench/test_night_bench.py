"""What the benches of whole commands measure with: every process is counted, every page is real."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from bench.gate import is_ceiling
from bench.night.corpus import CORPORA, load_pages
from bench.ratios import _up
from bench.watched import watch

START = """
import os, subprocess, sys, time
from pathlib import Path
from bench.watched import INSIDE, watching
with watching(Path(os.environ[INSIDE])):
    child = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE)
    child.stdout.readline()
"""
BURN = """
import time
while time.process_time() < 0.5: pass
print(flush=True)
time.sleep(60)
"""


def run(child: str, then: str) -> list[str]:
    return [sys.executable, "-c", f"CHILD = {child!r}\n{START}    {then}\n"]


def test_the_cpu_of_a_child_that_is_killed_is_counted() -> None:
    cost = watch(run(BURN, "child.kill(); child.wait()"))
    assert cost.exit_code == 0, cost.output
    assert cost.inside.children >= 0.5
    assert cost.cpu >= cost.inside.children + cost.inside.threads["main"]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not say")
def test_a_child_that_nobody_waited_for_makes_no_cost_but_an_error() -> None:
    with pytest.raises(RuntimeError, match="1 children were not waited for"):
        watch(run("print(flush=True)", "time.sleep(0.2)"))


def test_the_cpu_of_a_thread_stands_under_its_name() -> None:
    code = (
        "import os, threading, time\n"
        "from pathlib import Path\n"
        "from bench.watched import INSIDE, watching\n"
        "def burn():\n"
        "    while time.thread_time() < 0.3: pass\n"
        "with watching(Path(os.environ[INSIDE])):\n"
        "    for number in range(2):\n"
        "        one = threading.Thread(target=burn, name=f'winnow-reader-{number}')\n"
        "        one.start()\n"
        "        one.join()\n"
    )
    cost = watch([sys.executable, "-c", code])
    assert cost.inside.threads["reader"] >= 0.6


def test_pages_are_served_again_only_when_all_were_and_then_no_two_are_alike(
    tmp_path: Path,
) -> None:
    for corpus in CORPORA:
        (tmp_path / "articles" / corpus).mkdir(parents=True)
        page = f"articles/{corpus}/page.html.gz"
        (tmp_path / page).write_bytes(gzip.compress(f"<p>{corpus}</p>".encode()))
        index = tmp_path / "articles" / corpus / "pages.jsonl"
        index.write_text(json.dumps({"html_path": page.removeprefix("articles/")}) + "\n")
    pages = load_pages(tmp_path, 2 * len(CORPORA))
    bodies = [page.html for page in pages]
    assert bodies[: len(CORPORA)] == [f"<p>{corpus}</p>".encode() for corpus in CORPORA]
    assert len(set(bodies)) == len({page.path for page in pages}) == 2 * len(CORPORA)
    assert all(gzip.decompress(page.packed) == page.html for page in pages)


def test_costs_have_ceilings_and_what_was_stored_has_a_floor() -> None:
    assert is_ceiling("night.cost_of_plain")
    assert is_ceiling("articles.empty")
    assert is_ceiling("ofsted.wrong")
    assert not is_ceiling("night.stored")
    assert not is_ceiling("ofsted.accuracy")


@pytest.mark.parametrize(
    ("score", "step", "kept"), [(0.321, 0.02, 0.34), (4.0, 0.5, 4.0), (1, 0, 1)]
)
def test_a_ratio_is_recorded_at_the_next_step_up(score: float, step: float, kept: float) -> None:
    assert _up(score, step) == kept
