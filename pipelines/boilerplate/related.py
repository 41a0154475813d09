"""Links to other stories: labels such as "Read more", and the headlines that stand with them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("related-stock", kind="related")
def related_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "related")
