"""Form labels: postcode and location boxes."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock


@rule("form-stock", kind="form")
def form_stock(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that are stock phrases of this class."""
    yield from stock(fragment, "form")
