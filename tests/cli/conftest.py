"""Running `winnow` as a person does: another process, its own home, its words and exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Winnow = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def winnow(tmp_path: Path) -> Winnow:
    """Return a function that runs one command; keyword arguments go to the environment."""
    return winnow_in(tmp_path / "home")


def winnow_in(home: Path) -> Winnow:
    """Return a function that runs commands on one home."""

    def run(*words: str, timeout: float = 120, **environment: str):
        env = {k: v for k, v in os.environ.items() if not k.startswith("WINNOW_")}
        env |= {"WINNOW_HOME": str(home)} | environment
        return subprocess.run(
            [sys.executable, "-m", "cli.main", *words],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


STORY = """=SUM(1) is how the treasurer begins her letters

Inspectors from Ofsted came to the Tarnbeck family centre on a wet Tuesday and stayed two days.

They wrote that “families feel listened to, and children are seen quickly”.

The treasurer, Maud Ellerby, said she had never seen the building so tidy.
"""
STORY_URL = "https://www.tarnbeck-echo.example/news/tidy"


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a text dump of an invented story."""
    path = tmp_path_factory.mktemp("story") / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, story: Path) -> Winnow:
    """Return `winnow` on a home that holds one story; for commands that only read."""
    run = winnow_in(tmp_path_factory.mktemp("told") / "home")
    done = run("import", str(story), "--url", STORY_URL)
    assert done.returncode == 0, done.stderr
    return run
