"""Applications and notifications of the publisher."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("app-stock", kind="app", alone=True)
def app_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "app")
