"""A slice of `python -m bench.mutate`: spoilt pages are read, whatever is left of them."""

from __future__ import annotations

import random

import pytest

from bench.mutate import CPU_SECONDS, Page, Spoilt, read_spoilt, run, spoil
from bench.mutations import MUTATIONS
from miniweb.traps import TRAPS
from tests.reading import pages

URL = "https://www.vale-chronicle.test/news/nursery-praised-1234567/"
SLICE = 40


def _page(name: str, html: str) -> Page:
    return Page(name, URL, html.encode())


_HEAD = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"name":'
    '"Jo Bloggs"},"datePublished":"2025-03-04T10:00:00Z"}</script><meta charset="utf-8">'
)
_CARD = (
    "<li class='card'><a href='/x'><h3>Mill Lane is closed</h3></a><time>4 March 2025</time></li>"
)
PAGES = [
    _page("story", pages.article(head=_HEAD, above="<p class='byline'>By Jo Bloggs</p>")),
    _page("long", pages.article(pages.story() * 40, below=f"<ul>{_CARD * 60}</ul>")),
    _page("table", pages.article("<table><tr><td>Good</td><td>12</td></tr></table>" * 30)),
    *(
        Page(trap.path, URL, trap.answer(None, 0).body)  # type: ignore[arg-type]
        for trap in TRAPS
        if trap.page_kind in ("consent", "index", "gallery", "live", "wall")
    ),
]


@pytest.mark.parametrize("number", range(SLICE))
def test_a_spoilt_page_is_read_within_the_limits(number: int) -> None:
    spoilt = spoil(PAGES, 1, number)
    outcome = read_spoilt(spoilt, number)
    assert outcome.fault is None, f"{spoilt}: {outcome.fault}"


@pytest.mark.parametrize("step", MUTATIONS, ids=lambda step: step.__name__)
def test_every_way_of_spoiling_changes_a_page_and_needs_none_to_begin_with(step: object) -> None:
    assert callable(step)
    page = PAGES[0].html
    spoilt = [step(page, random.Random(seed), PAGES[1].html) for seed in range(8)]
    assert any(html != page for html in spoilt)
    assert isinstance(step(b"", random.Random(1), b""), bytes)


def test_seed_and_number_give_the_same_bytes_again() -> None:
    first, again = spoil(PAGES, 3, 17), spoil(PAGES, 3, 17)
    assert first == again
    assert spoil(PAGES, 3, 18) != first


def test_a_reader_that_is_too_slow_or_at_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Spoilt(PAGES[0], PAGES[0].html, None, ())
    monkeypatch.setattr("bench.mutate.CPU_SECONDS", 0.0)
    assert "s of CPU" in (read_spoilt(page, 1).fault or "")
    monkeypatch.setattr("bench.mutate.CPU_SECONDS", CPU_SECONDS)
    monkeypatch.setattr("pipelines.reading.html.judge", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in (read_spoilt(page, 1).fault or "")


def test_a_run_in_a_child_counts_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    tally = run(PAGES, 1, 12)
    assert tally.count == 12
    assert tally.faults == []
    assert "12 of 12 pages, 0 faults" in capsys.readouterr().out
