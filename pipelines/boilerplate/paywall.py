"""Registration and subscription prompts, and what they promise."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule
from pipelines.boilerplate.stock import stock

LONGEST, MOST = 120, 8


@rule("paywall-benefits", kind="paywall", alone=True)
def paywall_benefits(fragment: Fragment) -> Iterator[Cut]:
    """Cut the list of benefits under a prompt: "Register now to continue reading", then bullets."""
    lines = fragment.lines
    for prompt in stock(fragment, "paywall"):
        line = lines[prompt.line]
        for benefit in lines[line.index + 1 : line.index + 1 + MOST]:
            if not benefit.listed or len(benefit.text) > LONGEST:
                break
            yield Cut(line=benefit.index, evidence=f"listed under “{line.text[:40]}”")
