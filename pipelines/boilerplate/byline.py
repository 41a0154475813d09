"""Who wrote it, standing as a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule

# "Reporting by Jo Bloggs; editing by Al Other" (Reuters), "Jo Bloggs contributed to this report"
_CREDITS = re.compile(
    r"^\W*(?:additional |extra )?(?:reporting|writing|editing|research|words|pictures) by [A-Z]|"
    r"^[^.!?\"“]{3,160}\b(?:contributed (?:to this (?:report|story|article)|reporting)|"
    r"reported from [A-Z])[^.]{0,200}\.?$"
)
LAST_LINES = 6


@rule("byline-credits", kind="byline")
def byline_credits(fragment: Fragment) -> Iterator[Cut]:
    """Cut the credits of further reporters and editors among the last lines."""
    if len(fragment) <= LAST_LINES:
        return
    for line in fragment.lines[-LAST_LINES:]:
        text = line.text
        told = " by " in text or "contributed " in text or "reported from " in text
        found = _CREDITS.match(text) if told and len(text) < 400 else None
        if found:
            yield Cut(line=line.index, evidence=found.group()[:60])
