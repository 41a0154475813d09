"""Registration and subscription prompts."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("paywall-stock", kind="paywall")
def paywall_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "paywall")
