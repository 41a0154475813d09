"""Write the tables of docs/ that are made of vocabularies: `python -m cli.vocabulary_tables`.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; `make docs` writes what
is between them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from crawler.life import Again
from pipelines.boilerplate import fragment_rules
from pipelines.boilerplate.classes import classes
from pipelines.boilerplate.phrases import stock_classes
from pipelines.boilerplate.stock import STOCK_LINE
from pipelines.ofsted.classify import readers
from words.advised import Advised
from words.alarms import AlarmCode
from words.doubts import ALARMING, DoubtCode, PageDoubt, PublicationDoubt, StatisticsDoubt
from words.explained import Explained
from words.frameworks import Framework
from words.null_reasons import NullReason
from words.quarantine import QuarantineCode
from words.reasons import Reason
from words.rules import DocumentRule, DumpRule, PageRule, RuleName

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


def advised(head: str, vocabulary: Iterable[Advised | DoubtCode]) -> str:
    """Return the table of a vocabulary whose members say what to do."""
    rows = ((f"`{one}`", one.meaning, one.advice) for one in vocabulary)
    return table((head, "what it means", "what to do"), rows)


def coming_back() -> str:
    """Return the table of what brings a page back, and when."""
    return table(
        ("when", "reason", "which pages"),
        ((one.moment, f"`{one}`", one.meaning) for one in Again),
    )


def reasons() -> str:
    """Return the table of why a page is not stored, by state."""
    rows = ((one.state, f"`{one}`", one.meaning, one.advice) for one in Reason)
    return table(("state", "reason", "what it means", "what to do"), rows)


def boilerplate_classes() -> str:
    """Return the table of the classes of what is cut."""
    return table(("class", "what it is"), ((f"`{name}`", said) for name, said in classes().items()))


def rules_of_pages() -> str:
    """Return the table of the rules of pages, families first."""
    stock = {f"{one.name}-stock" for one in stock_classes()}
    named = {one.name: (one.kind, one.explanation) for one in fragment_rules()}
    rows = [
        ("`<class>-stock`", "", STOCK_LINE),
        ("`named-<class>`", "", "Cut an element whose name tells the class."),
        *((f"`{name}`", kind, said) for name, (kind, said) in named.items() if name not in stock),
        *rows_of_rules(PageRule),
    ]
    return table(("rule", "class", "what it cuts"), rows)


def rules_of_dumps() -> str:
    """Return the table of the rules of text dumps, families first."""
    rows = [
        ("`<class>-phrase`", "", "a line that is a stock phrase of the class"),
        ("`<class>-opener`", "", "a line that begins like a stock phrase of the class"),
        *rows_of_rules(DumpRule),
    ]
    return table(("rule", "class", "what it cuts"), rows)


def rows_of_rules(rules: Iterable[RuleName]) -> Iterator[tuple[str, str, str]]:
    """Yield the row of each rule."""
    return ((f"`{one}`", one.kind or "", one.meaning) for one in rules)


TABLES: Mapping[str, Callable[[], str]] = {
    "alarms": lambda: advised("alarm", AlarmCode),
    "alarming-doubts": lambda: advised("alarm", ALARMING.values()),
    "quarantine-codes": lambda: advised("code", QuarantineCode),
    "reasons": reasons,
    "classes": boilerplate_classes,
    "coming-back": coming_back,
    "frameworks": frameworks,
    "doubts-of-pages": lambda: advised("doubt", PageDoubt),
    "doubts-of-publications": lambda: advised("doubt", PublicationDoubt),
    "doubts-of-statistics": lambda: advised("doubt", StatisticsDoubt),
    "rules-of-pages": rules_of_pages,
    "rules-of-dumps": rules_of_dumps,
    "rules-of-documents": lambda: table(
        ("rule", "class", "what it cuts"), rows_of_rules(DocumentRule)
    ),
    "null-reasons": lambda: meanings(("reason", "meaning"), NullReason),
}


def with_tables(text: str) -> str:
    """Return a document with its tables written anew; raises KeyError for one nobody writes."""
    return PLACE.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)


if __name__ == "__main__":
    for path in sorted(DOCS.glob("*.md")):
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
