"""Run the three scorers on our readers and hold the floors.

    python -m bench.gate                  score everything, compare with bench/floors.json
    python -m bench.gate --only text -v   one of articles, metadata, cost, text, ofsted, at length
    python -m bench.gate --record         raise the floors to what was measured just now
    python -m bench.gate --record --lower "reason"   lower them too; the reason is kept

Exit codes: 0 all floors held · 1 a floor was broken · 2 there is no data to measure with.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.bodies import measure_bodies
from bench.data import ROOT, DataMissing, find_data
from bench.metadata import measure_facts
from bench.ofsted_cost import read_cost
from bench.reading import CORPORA, DISTINCT, load_scorer, tree_cost

FLOORS = ROOT / "bench" / "floors.json"
DISPUTES = ROOT / "bench" / "disputes.csv"
SLACK = 0.0005  # scores are printed with three decimals
Scores = dict[str, float]

# score_articles.py: "uk_local    14  0.958  0.960  0.959  0.931-0.982  0.957 - - 0 0  9.1 / …"
ARTICLE_LINE = re.compile(
    r"^(?P<corpus>\w+) +\d+ +(?P<P>\S+) +(?P<R>\S+) +(?P<F1>\S+) +\S+ +\S+ +(?P<acc>\S+) +\S+ +"
    r"(?P<empty>\d+) +(?P<err>\d+) "
)
# score_text.py: "all   50  1295  0.697  1.000  0.822  0.0% of 390  0.0% of 890"
TEXT_LINE = re.compile(
    r"^all +\d+ +\d+ +\S+ +\S+ +(?P<F1>\S+) +(?P<stripped>\S+)% of \d+ +(?P<lost>\S+)% of \d+"
)
# score_ofsted.py: "ILACS  inspection_start  51  51  51  0  0  1.000"
OFSTED_LINE = re.compile(
    r"^(?P<framework>[A-Z][\w-]*) +(?P<field>\w+) +(?P<n>\d+) +\d+ +"
    r"(?P<correct>\d+) +(?P<missing>\d+) +(?P<wrong>\d+) +\S+$"
)


def run(command: list[str]) -> str:
    """Run one scorer from the checkout and return what it printed; its failure is ours."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def score_articles(data: Path) -> tuple[Scores, str]:
    """F1 per corpus (accuracy for traf) and the pages read empty or with an error."""
    script = str(data / "articles" / "score_articles.py")
    printed = run([sys.executable, script, "bench.reading_face:article_text", *CORPORA])
    scores: Scores = {"articles.empty": 0, "articles.err": 0}
    for found in filter(None, map(ARTICLE_LINE.match, printed.splitlines())):
        key = "acc" if found["F1"] == "-" else "F1"
        scores[f"articles.{found['corpus']}.{key}"] = float(found[key])
        scores["articles.empty"] += int(found["empty"])
        scores["articles.err"] += int(found["err"])
    return scores, printed


def score_bodies(data: Path) -> tuple[Scores, str]:
    """Share of wrong bodies without a doubt, of lost ones, and of doubts on right ones, in %."""
    found = measure_bodies(load_scorer(data), DISTINCT)
    return {f"bodies.{name}": value for name, value in found.percent().items()}, str(found)


def score_metadata(data: Path) -> tuple[Scores, str]:
    """Share of titles, authors and dates that agree with the gold of a corpus."""
    scorer = load_scorer(data)
    found = {corpus: measure_facts(scorer, corpus) for corpus in DISTINCT}
    scores = {
        f"metadata.{corpus}.{name}": round(good / of, 3)
        for corpus, facts in found.items()
        for name, (good, of) in facts.right.items()
        if of
    }
    return scores, "\n".join(facts.row(corpus) for corpus, facts in found.items())


def score_cost(data: Path) -> tuple[Scores, str]:
    """CPU of our readers in times of the library's own work on the same files.

    `read_tree` beside lxml's parse, `read_pdf` beside pdfium's text: the least of three runs,
    rounded up to halves and quarters, for less than that is the machine's own unrest.
    """
    runs = [tree_cost(load_scorer(data), list(DISTINCT)) for _ in range(3)]
    least = min(sum(read) / sum(parse) for parse, read in runs)
    scores = {"cost.tree": math.ceil(2 * least) / 2}
    printed = f"read_tree costs {least:.2f} times the parse"
    folder = data / "ofsted" / "pdf"
    if folder.is_dir():
        times = min(read_cost(folder).times for _ in range(3))
        scores["cost.pdf"] = math.ceil(4 * times) / 4
        printed += f"\nread_pdf costs {times:.2f} times the bare extraction"
    return scores, printed


def score_text(data: Path) -> tuple[Scores, str]:
    """Line F1, share of boilerplate stripped and of body lost, in percent, on the text dumps."""
    script = str(data / "text" / "score_text.py")
    printed = run([sys.executable, script, "bench.text_face:clean"])
    found = next(filter(None, map(TEXT_LINE.match, printed.splitlines())))
    names = {"F1": "text.F1", "stripped": "text.stripped", "lost": "text.lost"}
    return {names[key]: float(value) for key, value in found.groupdict().items()}, printed


def disputed(printed: str) -> Counter[tuple[str, str, str]]:
    """Count disagreements that bench/disputes.csv answers with printed words.

    Keys: framework, field, `wrong` or `missing`. The scorer prints each disagreement as
    "framework | field | file | gold | prediction".
    """
    with DISPUTES.open(encoding="utf-8", newline="") as rows:
        answered = {(row["file"], row["field"]) for row in csv.DictReader(rows)}
    found: Counter[tuple[str, str, str]] = Counter()
    for line in printed.splitlines():
        parts = line.split(" | ")
        if len(parts) >= 5 and (parts[2], parts[1]) in answered:
            found[parts[0], parts[1], "wrong" if parts[-1].strip() else "missing"] += 1
    return found


def score_ofsted(data: Path) -> tuple[Scores, str]:
    """Share of right fields, the lowest field of a framework, and the counts wrong and missing.

    A field that the gold states wrongly by the document's own words is not counted against us.
    """
    folder = data / "ofsted"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as predictions:
        predictions.write(run([sys.executable, "bench/ofsted_predictions.py", str(folder / "pdf")]))
        predictions.flush()
        printed = run([sys.executable, str(folder / "score_ofsted.py"), predictions.name])
    answered = disputed(printed)
    counts = {"n": 0, "correct": 0, "wrong": 0, "missing": 0}
    lowest = 1.0
    for row in filter(None, map(OFSTED_LINE.match, printed.splitlines())):
        off = {
            kind: answered[row["framework"], row["field"], kind] for kind in ("wrong", "missing")
        }
        correct = int(row["correct"]) + sum(off.values())
        counts["n"] += int(row["n"])
        counts["correct"] += correct
        for kind in off:
            counts[kind] += int(row[kind]) - off[kind]
        lowest = min(lowest, correct / int(row["n"]))
    scores: Scores = {
        "ofsted.accuracy": round(counts["correct"] / counts["n"], 4),
        "ofsted.lowest_field": round(lowest, 4),
        "ofsted.wrong": counts["wrong"],
        "ofsted.missing": counts["missing"],
        "ofsted.disputed": sum(answered.values()),
    }
    return scores, printed


SCORERS: dict[str, Callable[[Path], tuple[Scores, str]]] = {
    "articles": score_articles,
    "bodies": score_bodies,
    "metadata": score_metadata,
    "cost": score_cost,
    "text": score_text,
    "ofsted": score_ofsted,
}


CEILINGS = {"empty", "err", "lost", "wrong", "missing", "disputed"}
COSTS = {"bodies", "cost", "night", "reclean", "import", "search", "help", "database"}


def is_ceiling(name: str) -> bool:
    """Say whether less is better: losses, errors and costs have ceilings, the rest have floors."""
    group, _, last = name.partition(".")
    return last.rpartition(".")[2] in CEILINGS or (group in COSTS and last != "stored")


def is_held(name: str, score: float, floor: float) -> bool:
    """Say whether a score keeps its floor (or ceiling)."""
    return score <= floor + SLACK if is_ceiling(name) else score >= floor - SLACK


def record(scores: Scores, floors: Scores, lower: str | None) -> None:
    """Write the floors anew: better ones always, worse ones only with a reason."""
    kept = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    for name, score in scores.items():
        better = name not in floors or is_held(name, score, floors[name])
        if better or lower:
            floors[name] = score
        else:
            print(f"not lowered: {name} {floors[name]} (now {score}); give --lower REASON")
    kept["floors"] = dict(sorted(floors.items()))
    if lower:
        kept.setdefault("lowered", []).append(lower)
    FLOORS.write_text(json.dumps(kept, indent=2) + "\n")


def compare(scores: Scores, floors: Scores) -> bool:
    """Print each score beside its floor; return whether all hold."""
    held = True
    for name, score in scores.items():
        floor = floors.get(name)
        good = floor is not None and is_held(name, score, floor)
        held &= good
        bound = "no floor yet" if floor is None else f"{'<=' if is_ceiling(name) else '>='} {floor}"
        print(f"  {'ok ' if good else 'BAD'} {name:28} {score:8.3f}   {bound}")
    return held


def main() -> int:
    """Score, print, and compare or record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", choices=sorted(SCORERS), help="one scorer instead of all")
    parser.add_argument("-v", "--verbose", action="store_true", help="the scorer's own lines too")
    parser.add_argument("--record", action="store_true", help="raise bench/floors.json")
    parser.add_argument("--lower", metavar="REASON", help="with --record: lower floors as well")
    parser.add_argument("--if-present", action="store_true", help="without data: say so, exit 0")
    options = parser.parse_args()
    try:
        data = find_data()
    except DataMissing as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if data is None:
        print("bench: skipped, no measuring data (set WINNOW_DATA to its folder)")
        return 0 if options.if_present else 2
    scores: Scores = {}
    wanted = [options.only] if options.only else list(SCORERS)
    if options.if_present:
        wanted.remove("cost")  # a shared machine measures it wrongly
    for name in wanted:
        part, printed = SCORERS[name](data)
        scores |= part
        print(f"== {name}\n{printed if options.verbose else summary(printed)}")
    floors: Scores = json.loads(FLOORS.read_text())["floors"] if FLOORS.exists() else {}
    if options.record:
        record(scores, floors, options.lower)
    return 0 if compare(scores, floors) else 1


def summary(printed: str) -> str:
    """Return the lines of a scorer's output that carry totals."""
    patterns = (
        *(
            ARTICLE_LINE,
            TEXT_LINE,
            re.compile(r"^(corpus|framework|files|read_tree|read_pdf|silent|pages|doubts) "),
        ),
        re.compile(r"^\w+ +title "),
    )
    return "\n".join(
        line for line in printed.splitlines() if any(one.match(line) for one in patterns)
    )


if __name__ == "__main__":
    sys.exit(main())
