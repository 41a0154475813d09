"""Notices of the page itself: its age, a browser, an election banner."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("notice-stock", kind="notice", alone=True)
def notice_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "notice")
