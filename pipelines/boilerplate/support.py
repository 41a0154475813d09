"""Appeals for donations and subscriptions, before or after the story."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("support-stock", kind="support", alone=True)
def support_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "support")
