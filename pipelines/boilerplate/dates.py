"""When it was published, standing as a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.fused import fused
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("date-stock", kind="date", alone=True)
def date_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "date")


_OPENS = frozenset(["19", "20", "da"])
"""What a line begins with that begins with a machine's date or with its label."""


@rule("date-fused", kind="date", alone=True)
def date_fused(fragment: Fragment) -> Iterator[Cut]:
    """Trim a machine's date glued to the first words; in a log a blank divides them."""
    for line in fragment.lines:
        if line.text[:2] in _OPENS and not line.listed:
            yield from (cut for cut in fused(line, "date") if line.text[(cut.end or 1) - 1] != " ")
