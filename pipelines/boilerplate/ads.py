"""Advertisement labels, and their fusions with the start of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.fused import fused
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("ad-stock", kind="ad", alone=True)
def ad_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "ad")


_OPENS = ("advertisement", "hide ad", "article continues below", "date ")
_ENDS = ("advertisement", "hide ad", "article continues below")


@rule("ad-fused", kind="ad", alone=True)
def ad_fused(fragment: Fragment) -> Iterator[Cut]:
    """Trim advertisement labels that are glued to a line of the story."""
    for line in fragment.holding(*_ENDS):
        folded = line.folded
        if folded.startswith(_OPENS) or folded.endswith(_ENDS) or folded[0].isdigit():
            yield from fused(line, "ad")
