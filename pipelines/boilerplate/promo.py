"""The publisher sells itself: videos, print editions, vouchers, jobs."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("promo-stock", kind="promo", alone=True)
def promo_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "promo")
