"""Sign-up boxes: the prompt, the form states glued to it, the thanks and the small print."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("newsletter-stock", kind="newsletter")
def newsletter_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "newsletter")
