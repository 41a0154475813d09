"""Advertisement labels, and their fusions with the start of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("ad-stock", kind="ad")
def ad_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "ad")


# "Hide AdAdvertisement Hide AdThe council said …" (National World titles, 2022)
_FUSED = re.compile(r"(?:(?:Hide Ad|Advertisement|ADVERTISEMENT)\s*)+(?=[A-Z0-9“\"'‘£•])")


@rule("ad-prefix", kind="ad")
def ad_prefix(fragment: Fragment) -> Iterator[Cut]:
    """Trim advertisement labels that are glued to the start of a line of the story."""
    for line in fragment:
        found = _FUSED.match(line.text)
        if found and len(line.text) - found.end() > 20:
            yield Cut(line=line.index, end=found.end(), evidence=found.group().strip())
