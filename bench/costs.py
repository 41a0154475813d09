"""`make bench-costs`: what import, search, start-up and the database cost beside what they must.

    python -m bench.costs [--record]

- Importing Ofsted's PDFs, beside reading the same files in one process.
- A search in the home they make, on a warm disk, beside a Python that imports SQLAlchemy's ORM.
- `winnow --help`, beside a Python that imports typer.
- The database, checkpointed and packed (VACUUM), beside the bytes of the texts in it.

Exit codes: 0 ratios held · 1 one is not · 2 there is no data to measure with.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bench.gate import Scores
from bench.ofsted_cost import read_cost
from bench.ratios import hold
from bench.watched import Watched, watch, winnow

TURNS = 5  # of short commands: the least counts
STEPS = {
    "import.pdf_of_reading": 0.1,
    "search.cpu_of_sqlalchemy": 0.1,
    "help.cpu_of_typer": 0.1,
    "database.of_text": 0.1,
}
LARGEST = 6  # tables that are named


def measure(data: Path, files: int) -> Scores:
    """Print each cost with what it is compared with; return the ratios."""
    folder = data / "ofsted" / "pdf"
    chosen = sorted(folder.glob("*.pdf"))[:files]
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        home.mkdir()
        here = Path(made) / "pdf"
        here.mkdir()
        for pdf in chosen:
            (here / pdf.name).symlink_to(pdf)
        imported = winnow("import", *map(str, sorted(here.iterdir())), home=home)
        reading = read_cost(here).seconds
        print_import(imported, reading, len(chosen))
        search = least("-m", "cli.main", "search", "inspection", WINNOW_HOME=str(home))
        database = print_database(home, len(chosen))
    sqlalchemy = least("-c", "import sqlalchemy.orm")
    bare_help = least("-m", "cli.main", "--help")
    typer = least("-c", "import typer")
    print(f"winnow search: {search:.2f} s CPU; SQLAlchemy alone imports in {sqlalchemy:.2f}")
    print(f"winnow --help: {bare_help:.2f} s CPU; typer alone imports in {typer:.2f}")
    return {
        "import.pdf_of_reading": imported.cpu / reading,
        "search.cpu_of_sqlalchemy": search / sqlalchemy,
        "help.cpu_of_typer": bare_help / typer,
        "database.of_text": database,
    }


def print_import(cost: Watched, reading: float, files: int) -> None:
    """Print what importing costs, by thread."""
    each = 1000 / files
    print(
        f"import of {files} PDFs: {cost.cpu * each:.0f} ms CPU each, "
        f"{cost.cpu / reading:.1f} times reading them in one process ({reading * each:.0f} ms)"
    )
    print(f"  {'read (children)':24} {cost.inside.children * each:6.1f}")
    for name, seconds in sorted(cost.inside.threads.items(), key=lambda pair: -pair[1]):
        print(f"  {name:24} {seconds * each:6.1f}")


def print_database(home: Path, reports: int) -> float:
    """Print what the database weighs, and its largest tables; return times the texts' bytes."""
    packed = home / "packed.db"
    with closing(sqlite3.connect(home / "winnow.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(packed)])
    export = home / "reports.jsonl"
    winnow("export", "--format", "jsonl", "-o", str(export), home=home)
    lines = export.read_text(encoding="utf-8").splitlines()
    text = sum(len(json.loads(line)["text"].encode()) for line in lines)
    size = packed.stat().st_size
    print(
        f"database: {size / 1024 / reports:.0f} KiB a publication; its text has "
        f"{text / 1024 / reports:.0f} KiB"
    )
    tables = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT ?"
    with closing(sqlite3.connect(packed)) as connection:
        for name, taken in connection.execute(tables, [LARGEST]):
            print(f"  {name:24} {taken / 1024 / reports:6.1f}")
    return size / text


def least(*arguments: str, **environment: str) -> float:
    """Return the least CPU seconds of a Python with these arguments."""
    costs = [watch([sys.executable, *arguments], **environment) for _ in range(TURNS)]
    if bad := next((cost for cost in costs if cost.exit_code), None):
        sys.exit(f"{' '.join(arguments)} ended with {bad.exit_code}:\n{bad.output[-2000:]}")
    return min(cost.cpu for cost in costs)


if __name__ == "__main__":
    sys.exit(hold("what import, search, start-up and the database cost", measure, STEPS, pages=219))
