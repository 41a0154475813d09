"""Measure our article reading beside the peers that are installed, in one run.

    python -m bench.reading                        every corpus, every peer
    python -m bench.reading uk_local sh            some corpora
    python -m bench.reading --peers trafilatura    some peers; --peers none for ours alone

Quality is what score_articles.py of the measuring data computes (4-gram shingles, with/without
strings); this module only calls it. CPU is process time a page: `html` from bytes, `tree` with
the parsed tree given. Beside the plain score stands the one with each site left out (bench.sites).
The last line pools every page: ours − best peer, paired bootstrap.

Exit codes: 0 measured · 2 there is no data to measure with.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.data import DataMissing, find_data
from bench.metadata import Facts
from bench.peers import OURS, Found, Reader, load_readers
from bench.sites import leave_site_out

CORPORA = ("uk_local", "uk_all", "sh", "fundus", "traf", "wcxb", "web")
DISTINCT = ("uk_local", "sh", "fundus", "traf", "wcxb", "web")
SAMPLES, SEED = 2_000, 1
Page = dict[str, Any]


@dataclass(slots=True)
class Result:
    """What one reader gave on one corpus: a score and the CPU time (ms) of each page.

    facts: its titles, authors and dates; None for a reader that looks for none.
    """

    pages: dict[str, float] = field(default_factory=dict)
    scores: list[Any] = field(default_factory=list)
    strings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    cpu: list[float] = field(default_factory=list)
    empty: int = 0
    facts: Facts | None = None


def load_scorer(data: Path) -> ModuleType:
    """Import score_articles.py from the data folder."""
    path = data / "articles" / "score_articles.py"
    spec = importlib.util.spec_from_file_location("score_articles", path)
    if spec is None or spec.loader is None:
        raise DataMissing(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(scorer: ModuleType, corpus: str, reader: Reader) -> Result:
    """Run a reader over a corpus."""
    result = Result()
    for page in scorer.load(corpus):
        html = scorer.html_of(page)
        start = time.process_time()
        try:
            found = reader(html, page["url"])
        except Exception as fault:
            print(f"  {page['id']}: {type(fault).__name__}", file=sys.stderr)
            found = Found("")
        result.cpu.append((time.process_time() - start) * 1000)
        text = found.text
        if found.facts:
            result.facts = result.facts or Facts()
            result.facts.count(page, found)
        result.empty += not text.strip()
        if page["gold_text"]:
            score = scorer.page_score(page["gold_text"], text)
            result.scores.append(score)
            result.pages[page["id"]] = score[2]
        if page["must_have"] or page["must_not_have"]:
            counts = scorer.string_counts(page, text)
            result.strings = [a + b for a, b in zip(result.strings, counts, strict=True)]
            if not page["gold_text"]:
                result.pages[page["id"]] = (counts[0] + counts[3]) / sum(counts)
    return result


def line(scorer: ModuleType, name: str, corpus: str, result: Result) -> str:
    """Return one row of the table."""
    score = scorer.corpus_score(result.scores) if result.scores else {}
    cells = [f"{score[key]:.3f}" if score else "    -" for key in ("P", "R", "F1")]
    total = sum(result.strings)
    right = (result.strings[0] + result.strings[3]) / total if total else None
    cells.append(f"{right:.3f}" if right is not None else "    -")
    cpu = sorted(result.cpu)
    ninety_fifth = cpu[int(0.95 * (len(cpu) - 1))]
    return (
        f"{corpus:9} {name:26} {'  '.join(cells)}  {result.empty:5}  "
        f"{statistics.fmean(cpu):7.2f} {ninety_fifth:7.2f}"
    )


def tree_cost(scorer: ModuleType, corpora: list[str]) -> tuple[list[float], list[float]]:
    """Return CPU ms a page of lxml's parse, and of `read_tree` on the tree it gave."""
    from lxml.html import document_fromstring

    from pipelines.reading import read_tree

    parse: list[float] = []
    read: list[float] = []
    for corpus in corpora:
        for page in scorer.load(corpus):
            html = scorer.html_of(page).encode()
            start = time.process_time()
            root = document_fromstring(html)
            parsed = time.process_time()
            read_tree(root, page["url"])
            read.append((time.process_time() - parsed) * 1000)
            parse.append((parsed - start) * 1000)
    return parse, read


def bootstrap(ours: dict[str, float], theirs: dict[str, float]) -> tuple[float, float, float]:
    """Return mean and 95 % interval of the paired difference, page by page."""
    differences = [ours[key] - theirs[key] for key in ours if key in theirs]
    rng, size = random.Random(SEED), len(differences)
    means = sorted(statistics.fmean(rng.choices(differences, k=size)) for _ in range(SAMPLES))
    return (
        statistics.fmean(differences),
        means[int(0.025 * (SAMPLES - 1))],
        means[int(0.975 * (SAMPLES - 1))],
    )


def _warm(scorer: ModuleType, readers: dict[str, Reader]) -> None:
    """Let every reader load what it loads once; the second opinion's library too."""
    page = scorer.load("uk_local")[0]
    for reader in readers.values():
        reader(scorer.html_of(page), page["url"])
    importlib.import_module("trafilatura")


def main(argv: list[str] | None = None) -> int:
    """Print the tables; return the exit code."""
    parser = argparse.ArgumentParser(description="Our article reading beside its peers.")
    parser.add_argument("corpus", nargs="*", help=f"of {', '.join(CORPORA)}; default: all")
    parser.add_argument("--peers", nargs="*", help="names of peers, or none")
    options = parser.parse_args(argv)
    try:
        data = find_data()
    except DataMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    if data is None:
        print("no measuring data: set WINNOW_DATA to its folder", file=sys.stderr)
        return 2
    scorer = load_scorer(data)
    readers = load_readers(options.peers)
    _warm(scorer, readers)
    corpora = options.corpus or list(CORPORA)
    pooled: dict[str, dict[str, float]] = {name: {} for name in readers}
    cpu: dict[str, list[float]] = {name: [] for name in readers}
    facts: dict[tuple[str, str], Facts] = {}
    print(
        f"{'corpus':9} {'reader':26} {'P':>5}  {'R':>5}  {'F1':>5}  {'acc':>5}  empty"
        "  CPU ms     p95"
    )
    for corpus in corpora:
        for name, reader in readers.items():
            result = measure(scorer, corpus, reader)
            if corpus in DISTINCT:
                pooled[name].update(result.pages)
                cpu[name] += result.cpu
            if corpus in DISTINCT and result.facts is not None:
                facts[name, corpus] = result.facts
            print(line(scorer, name, corpus, result), flush=True)
    distinct = [corpus for corpus in corpora if corpus in DISTINCT] or list(DISTINCT)
    parse, read = tree_cost(scorer, distinct)
    read.sort()
    print(
        f"\ncost with the tree given: mean {statistics.fmean(read):.2f} ms, "
        f"p95 {read[int(0.95 * (len(read) - 1))]:.2f} ms; "
        f"{sum(read) / sum(parse):.2f} times lxml's parse ({statistics.fmean(parse):.2f} ms)"
    )
    for (name, corpus), one in sorted(facts.items(), key=lambda item: distinct.index(item[0][1])):
        print(one.row(corpus, name))
    ours = [one for (name, _), one in facts.items() if name == OURS]
    asked, pages = (sum(getattr(one, name) for one in ours) for name in ("asked", "pages"))
    print(f"second opinion asked on {asked} of {pages} pages")
    print("\n" + "\n".join(leave_site_out(scorer, distinct)) + "\n")
    rivals = {name: scores for name, scores in pooled.items() if name != OURS}
    for name, scores in rivals.items():
        mean, low, high = bootstrap(pooled[OURS], scores)
        times = sum(cpu[name]) / sum(cpu[OURS])
        print(f"{name:26} ours scores {mean:+.4f}; it costs {times:.1f} times ours, parse included")
    if rivals:
        best = max(rivals, key=lambda name: statistics.fmean(rivals[name].values()))
        mean, low, high = bootstrap(pooled[OURS], rivals[best])
        print(
            f"pooled over {len(rivals[best])} pages: ours − {best} = {mean:+.4f} "
            f"(95 % {low:+.4f} to {high:+.4f})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
