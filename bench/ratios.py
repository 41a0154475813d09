"""What the benches of whole commands share: pages to choose, runs to repeat, ratios to hold.

A ratio compares CPU with CPU of the same run, so a busy machine is no reason to distrust it. Wall
time and pages a second are printed for those who have a machine to themselves, and held nowhere.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.data import DataMissing, find_data
from bench.gate import FLOORS, Scores, compare, record

Measure = Callable[[Path, int], Scores]
"""Measures with the data and so many pages, prints what it saw, returns the exact ratios."""


def hold(about: str, measure: Measure, steps: Mapping[str, float], *, pages: int) -> int:
    """Measure, print, and compare with bench/floors.json or record there; return the exit code.

    steps: to which a ratio is rounded up when it is recorded, for no two runs are alike. 0: held
    and recorded as it is.

    Exit codes: 0 the ratios are held · 1 one is not · 2 there is no data to measure with.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--pages", type=int, default=pages, help=f"how many pages ({pages})")
    parser.add_argument("--runs", type=int, default=1, help="take the least of so many runs (1)")
    parser.add_argument("--record", action="store_true", help="better ratios go into floors.json")
    parser.add_argument("--lower", metavar="REASON", help="with --record: worse ratios go too")
    options = parser.parse_args()
    try:
        data = find_data()
    except DataMissing as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if data is None:
        print("bench: skipped, no measuring data (set WINNOW_DATA to its folder)")
        return 2
    runs = [measure(data, options.pages) for _ in range(options.runs)]
    scores = {name: min(run[name] for run in runs) for name in runs[0]}
    floors: Scores = json.loads(FLOORS.read_text())["floors"]
    print()
    if options.record:
        record(
            {name: _up(score, steps[name]) for name, score in scores.items()}, floors, options.lower
        )
    return 0 if compare(scores, floors) else 1


def _up(score: float, step: float) -> float:
    return round(math.ceil(score / step) * step, 4) if step else score
