"""`make bench-reclean`: real pages are imported, then read again, dry and for real.

    python -m bench.reclean [--pages 850] [--record]

CPU is that of all processes; beside it stands what reading the same pages costs one process that
does nothing else. The digests are of all texts, by address: the same on every machine that reads
them alike, so that two versions of the code can be compared.

Exit codes: 0 ratios held, the same texts · 1 not · 2 there is no data to measure with.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from bench.gate import Scores
from bench.night.corpus import ServedPage, load_pages
from bench.night.stages import child_stages
from bench.ratios import hold
from bench.watched import Watched, winnow

SITE = "http://www.title-0.test"
FIELDS = ("title", "standfirst", "byline", "published_at", "text")
STEPS = {"reclean.dry_of_reading": 0.1, "reclean.real_of_reading": 0.1, "reclean.changed": 0}


def build(home: Path, pages: list[ServedPage]) -> Watched:
    """Import the pages into a new home."""
    folder = home / "pages"
    folder.mkdir(parents=True)
    lines = []
    for number, page in enumerate(pages):
        name = f"{number}.html"
        (folder / name).write_bytes(page.html)
        lines.append(json.dumps({"file": name, "url": SITE + page.path}))
    sidecar = folder / "urls.jsonl"
    sidecar.write_text("\n".join(lines) + "\n")
    return winnow("import", str(folder), "--sidecar", str(sidecar), home=home)


def texts(home: Path) -> dict[str, str]:
    """Return what is stored of each report, by its address."""
    file = home / "reports.jsonl"
    winnow("export", "--format", "jsonl", "-o", str(file), home=home)
    reports = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    file.unlink()
    return {report["url"]: json.dumps([report[name] for name in FIELDS]) for report in reports}


def digest(texts: dict[str, str]) -> str:
    """Return a digest of all texts, in the order of their addresses."""
    return hashlib.sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()[:16]


def row(name: str, cost: Watched, pages: int) -> str:
    """Return one line of the table."""
    return (
        f"{name:26} {cost.cpu * 1000 / pages:8.1f} {pages / cost.wall:8.1f} {cost.wall:8.1f} "
        f"{cost.megabytes:8.0f} {cost.inside.child_mb:8.0f}"
    )


def measure(data: Path, pages: int) -> Scores:
    """Print the table; return the ratios, and how many texts changed."""
    chosen = load_pages(data, pages)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        imported = build(home, chosen)
        before = texts(home)
        dry = winnow("reclean", "--dry-run", home=home)
        real = winnow("reclean", home=home)
        after = texts(home)
    reading = sum(child_stages(chosen).values())
    print(f"{'':26}   CPU ms  pages/s   wall s  main MB child MB")
    print(row("winnow import", imported, pages))
    print(row("winnow reclean --dry-run", dry, pages))
    print(row("winnow reclean", real, pages))
    print(f"{'reading, in one process':26} {reading:8.1f} {1000 / reading:8.1f}")
    print(f"before: {len(before)} texts, digest {digest(before)}")
    print(f"after:  {len(after)} texts, digest {digest(after)}")
    print(*real.output.strip().splitlines()[-2:], sep="\n")
    read = reading * pages / 1000
    return {
        "reclean.dry_of_reading": dry.cpu / read,
        "reclean.real_of_reading": real.cpu / read,
        "reclean.changed": len(before.items() ^ after.items()),
    }


if __name__ == "__main__":
    sys.exit(hold("recleaning beside reading alone", measure, STEPS, pages=850))
