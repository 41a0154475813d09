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
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.data import DataMissing, find_data
from bench.metadata import measure_facts
from bench.sites import leave_site_out

CORPORA = ("uk_local", "uk_all", "sh", "fundus", "traf", "wcxb")
DISTINCT = ("uk_local", "sh", "fundus", "traf", "wcxb")
SAMPLES, SEED = 2_000, 1
Page = dict[str, Any]
Reader = Callable[[str, str], str]


@dataclass(slots=True)
class Result:
    """What one reader gave on one corpus: a score and the CPU time (ms) of each page."""

    pages: dict[str, float] = field(default_factory=dict)
    scores: list[Any] = field(default_factory=list)
    strings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    cpu: list[float] = field(default_factory=list)
    empty: int = 0


def load_scorer(data: Path) -> ModuleType:
    """Import score_articles.py from the data folder."""
    path = data / "articles" / "score_articles.py"
    spec = importlib.util.spec_from_file_location("score_articles", path)
    if spec is None or spec.loader is None:
        raise DataMissing(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours_html(html: str, url: str) -> str:
    """Read with `read_html`, the parse included."""
    from pipelines.reading import read_html

    return read_html(html, url).text


def _trafilatura(**options: bool) -> Reader:
    from trafilatura import extract

    return lambda html, url: extract(html, url=url, include_comments=False, **options) or ""


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return lambda html, _: extract_plain_text(HTMLTree.parse(html), main_content=True)


def _readability() -> Reader:
    from lxml.html import fromstring
    from readability import Document

    def read(html: str, url: str) -> str:
        return str(fromstring(Document(html, url=url).summary()).text_content())

    return read


def _newspaper() -> Reader:
    import newspaper

    def read(html: str, url: str) -> str:
        story = newspaper.Article(url, fetch_images=False)
        story.download(input_html=html)
        story.parse()
        return str(story.text)

    return read


PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": lambda: _trafilatura(),
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "trafilatura precision": lambda: _trafilatura(favor_precision=True),
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
}


def measure(scorer: ModuleType, corpus: str, reader: Reader) -> Result:
    """Run a reader over a corpus."""
    result = Result()
    for page in scorer.load(corpus):
        html = scorer.html_of(page)
        start = time.process_time()
        try:
            text = reader(html, page["url"]) or ""
        except Exception as fault:
            print(f"  {page['id']}: {type(fault).__name__}", file=sys.stderr)
            text = ""
        result.cpu.append((time.process_time() - start) * 1000)
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
        f"{corpus:9} {name:22} {'  '.join(cells)}  {result.empty:5}  "
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


def _peers(wanted: list[str] | None) -> dict[str, Reader]:
    found: dict[str, Reader] = {}
    for name, make in PEERS.items():
        if wanted is not None and name not in wanted:
            continue
        try:
            found[name] = make()
        except ImportError as missing:
            print(f"{name}: not installed ({missing.name}); see the bench extra")
    return found


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
    readers = {"winnow": ours_html, **_peers(options.peers)}
    _warm(scorer, readers)
    corpora = options.corpus or list(CORPORA)
    pooled: dict[str, dict[str, float]] = {name: {} for name in readers}
    cpu: dict[str, list[float]] = {name: [] for name in readers}
    print(
        f"{'corpus':9} {'reader':22} {'P':>5}  {'R':>5}  {'F1':>5}  {'acc':>5}  empty"
        "  CPU ms     p95"
    )
    for corpus in corpora:
        for name, reader in readers.items():
            result = measure(scorer, corpus, reader)
            if corpus in DISTINCT:
                pooled[name].update(result.pages)
                cpu[name] += result.cpu
            print(line(scorer, name, corpus, result), flush=True)
    distinct = [corpus for corpus in corpora if corpus in DISTINCT] or list(DISTINCT)
    parse, read = tree_cost(scorer, distinct)
    read.sort()
    print(
        f"\ncost with the tree given: mean {statistics.fmean(read):.2f} ms, "
        f"p95 {read[int(0.95 * (len(read) - 1))]:.2f} ms; "
        f"{sum(read) / sum(parse):.2f} times lxml's parse ({statistics.fmean(parse):.2f} ms)"
    )
    found = {corpus: measure_facts(scorer, corpus) for corpus in distinct}
    print("\n".join(facts.row(corpus) for corpus, facts in found.items()))
    asked, pages = (
        sum(getattr(one, name) for one in found.values()) for name in ("asked", "pages")
    )
    print(f"second opinion asked on {asked} of {pages} pages")
    print("\n" + "\n".join(leave_site_out(scorer, distinct)) + "\n")
    rivals = {name: scores for name, scores in pooled.items() if name != "winnow"}
    for name, scores in rivals.items():
        mean, low, high = bootstrap(pooled["winnow"], scores)
        times = sum(cpu[name]) / sum(cpu["winnow"])
        print(f"{name:22} ours scores {mean:+.4f}; it costs {times:.1f} times ours, parse included")
    if rivals:
        best = max(rivals, key=lambda name: statistics.fmean(rivals[name].values()))
        mean, low, high = bootstrap(pooled["winnow"], rivals[best])
        print(
            f"pooled over {len(rivals[best])} pages: ours − {best} = {mean:+.4f} "
            f"(95 % {low:+.4f} to {high:+.4f})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
