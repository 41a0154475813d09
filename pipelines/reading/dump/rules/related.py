"""Labels such as "Read more:" and "Most Read", and the bare headlines printed under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.boilerplate.phrases import exact_kind, opener_kind
from pipelines.reading.dump.rules.line import DumpLine, Found
from pipelines.reading.dump.rules.shape import is_paragraph
from words.rules import DumpRule

__all__ = ["related_links"]

# Upper case and glued: "READ MOREStorm closes schools", "SEE MOREHong Kong …" (Express, 2019).
_GLUED = re.compile(
    r"(?:READ MORE|SEE MORE|READ NEXT|NOW READ|DON[’']T MISS|WATCH|LISTED|MORE|PICTURES)"
    r"(?=[:A-Z ‘“'\"])"
)
_RATING = re.compile(r"\b(?:good|outstanding|inadequate|requires improvement|met|not met)\W*$")
# "… or by when.”": a sentence that is closed, quotation marks and brackets apart
_CLOSED = re.compile(r"[.:;,…][\"')\]]*$")
_MOST_LINKS = 8
_HEAD_LINES = 80
_FEWEST_WORDS = 5


def _label(line: DumpLine) -> str | None:
    if len(line.match) > 220:
        return None
    if exact_kind(line.match) == "related":
        return line.match
    found = opener_kind(line.match)
    if found is not None and found[0] == "related":
        return found[1]
    glued = _GLUED.match(line.text)
    if glued and (
        glued.group() not in {"MORE", "WATCH", "LISTED", "PICTURES"}
        or line.text[glued.end()] == ":"
    ):
        return glued.group()
    return None


def _is_bare(line: DumpLine) -> bool:
    return len(line.match.rstrip(" :>|.")) <= 34 and (
        line.match.endswith(":") or exact_kind(line.match) == "related"
    )


def _is_link(line: DumpLine) -> bool:
    """A headline of another story: some words, open-ended, no rating of an inspection."""
    if line.text[:1] in '“"' or _CLOSED.search(line.match):
        return False
    words = len(line.words)
    fewest = 3 if line.bullet else _FEWEST_WORDS
    return fewest <= words and len(line.match) <= 150 and not _RATING.search(line.match)


def _headline_taken(lines: Sequence[DumpLine], number: int, last: int) -> bool:
    """Whether the last link is the page's own headline: no paragraph above, one right below."""
    below = lines[last + 1] if last + 1 < len(lines) else None
    if last == number or below is None or not is_paragraph(below) or number > _HEAD_LINES:
        return False
    return not any(is_paragraph(line) for line in lines[:number])


def related_links(lines: Sequence[DumpLine], number: int) -> Found | None:
    """A label at line `number`, with up to eight bare headlines right under a label alone.

    A paragraph, a rating or a short subhead under the label is left alone.
    """
    label = _label(lines[number])
    if label is None:
        return None
    last = number
    if _is_bare(lines[number]):
        for following in lines[number + 1 : number + 1 + _MOST_LINKS]:
            if not _is_link(following):
                break
            last = following.number
        last = max(number, last - 1) if _headline_taken(lines, number, last) else last
    return Found(
        rule=DumpRule.RELATED_LINKS, kind="related", first=number, last=last, evidence=label[:60]
    )
