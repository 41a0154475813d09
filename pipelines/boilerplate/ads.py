"""Advertisement labels, and their fusions with the start of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.fused import fused
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("ad-stock", kind="ad")
def ad_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "ad")


_LABELS = ("advertisement", "hide ad", "continues below")


@rule("ad-fused", kind="ad")
def ad_fused(fragment: Fragment) -> Iterator[Cut]:
    """Trim advertisement labels that are glued to a line of the story."""
    if not any(label in fragment.folded for label in _LABELS):
        return
    for line in fragment:
        if any(label in line.folded for label in _LABELS):
            yield from fused(line, "ad")
