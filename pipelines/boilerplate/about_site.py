"""The site describes itself at the end of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment, fold
from pipelines.boilerplate.rules import rule

_IS = re.compile(
    r"\W+(?:is|are|was) (?:the|a|an|one of|your|britain's|published|owned|part)\b.{0,300}"
    r"\b(?:news|newspaper|website|site|platform|magazine|provider|publisher|publication|charity|"
    r"source|network|brand|media|community|leading)\b"
)
LAST_LINES = 4


@rule("about-site", kind="footer")
def about_site(fragment: Fragment) -> Iterator[Cut]:
    """Cut "The Vale Herald is the area's leading news website …" among the last lines."""
    names = [name for name in _names(fragment) if len(name) > 3]
    if len(fragment) <= LAST_LINES:
        return
    for line in fragment.lines[-LAST_LINES:]:
        for name in names:
            start = line.folded.find(name)
            if 0 <= start <= 8 and _IS.match(line.folded[start + len(name) :]):
                yield Cut(line=line.index, evidence=f"“{name} is …” at the end")
                break


def _names(fragment: Fragment) -> list[str]:
    name = fold(fragment.site or "")
    return [name, name.removeprefix("the "), name.split(".")[0]] if name else []
