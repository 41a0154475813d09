"""Write the tables of docs/ that are made of vocabularies: `python -m cli.vocabulary_tables`.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; `make docs` writes what
is between them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from crawler.life import Again
from pipelines.ofsted.classify import readers
from words.doubts import DoubtCode, PageDoubt, PublicationDoubt, StatisticsDoubt
from words.explained import Explained
from words.frameworks import Framework
from words.null_reasons import NullReason

__all__ = ["TABLES", "with_tables"]

DOCS = Path(__file__).resolve().parent.parent / "docs"
PLACE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    head = tuple(head)
    rule = "|" + "---|" * len(head)
    first, *others = (f"| {' | '.join(cells)} |" for cells in (head, *rows))
    return "\n".join([first, rule, *others, ""])


def meanings(head: tuple[str, str], vocabulary: type[Explained]) -> str:
    """Return the table of a vocabulary: each member with its meaning."""
    return table(head, ((f"`{one}`", one.meaning) for one in vocabulary))


def frameworks() -> str:
    """Return the table of frameworks: what is read, and whether the reader was measured."""
    return table(
        ("framework", "documents", "reader", "followed by"),
        (
            (
                f"`{one}`",
                one.meaning,
                "proven" if readers()[one].PROVEN else "unproven",
                f"`{one.superseded_by}`" if one.superseded_by else "",
            )
            for one in Framework
        ),
    )


def advised(head: str, vocabulary: Iterable[DoubtCode]) -> str:
    """Return the table of a vocabulary whose members say what to do."""
    rows = ((f"`{one}`", one.meaning, one.advice) for one in vocabulary)
    return table((head, "what it means", "what to do"), rows)


def coming_back() -> str:
    """Return the table of what brings a page back, and when."""
    return table(
        ("when", "reason", "which pages"),
        ((one.moment, f"`{one}`", one.meaning) for one in Again),
    )


TABLES: Mapping[str, Callable[[], str]] = {
    "coming-back": coming_back,
    "frameworks": frameworks,
    "doubts-of-pages": lambda: advised("doubt", PageDoubt),
    "doubts-of-publications": lambda: advised("doubt", PublicationDoubt),
    "doubts-of-statistics": lambda: advised("doubt", StatisticsDoubt),
    "null-reasons": lambda: meanings(("reason", "meaning"), NullReason),
}


def with_tables(text: str) -> str:
    """Return a document with its tables written anew; raises KeyError for one nobody writes."""
    return PLACE.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)


if __name__ == "__main__":
    for path in sorted(DOCS.glob("*.md")):
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
