"""Labels of live tickers."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("ticker-stock", kind="ticker", alone=True)
def ticker_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "ticker")
