"""Markup that leaked into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule

# "the report, external , says": what the BBC prints for screen readers after a link (2024)
_EXTERNAL = re.compile(r", external(?=\s*(?:[.,;:)]|$)|\s)")


@rule("external-marker", kind="markup", alone=True)
def external_marker(fragment: Fragment) -> Iterator[Cut]:
    """Trim the marker of links that lead to another site."""
    for line in fragment.holding(", external"):
        if line.link_share > 0:
            for found in _EXTERNAL.finditer(line.text):
                yield Cut(
                    line=line.index, start=found.start(), end=found.end(), evidence=", external"
                )
