"""Boilerplate fused into a line of a page, by the patterns that text dumps are trimmed by too."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.rules import rule
from pipelines.boilerplate.trims import find_trims

_AD_OPENS = ("advertisement", "hide ad", "article continues below", "date ")
_AD_ENDS = ("advertisement", "hide ad", "article continues below")
_DATE_OPENS = frozenset(["19", "20", "da"])
"""What a line begins with that begins with a machine's date or with its label."""


@rule("ad-fused", kind="ad", alone=True)
def ad_fused(fragment: Fragment) -> Iterator[Cut]:
    """Trim advertisement labels that are glued to a line of the story."""
    for line in fragment.holding(*_AD_ENDS):
        folded = line.folded
        if folded.startswith(_AD_OPENS) or folded.endswith(_AD_ENDS) or folded[0].isdigit():
            yield from _trims(line, "ad")


@rule("date-fused", kind="date", alone=True)
def date_fused(fragment: Fragment) -> Iterator[Cut]:
    """Trim a machine's date glued to the first words; in a log a blank divides them."""
    for line in fragment.lines:
        if line.text[:2] in _DATE_OPENS and not line.listed:
            yield from (cut for cut in _trims(line, "date") if line.text[(cut.end or 1) - 1] != " ")


def _trims(line: FragmentLine, kind: str) -> Iterator[Cut]:
    """Yield the trims of one class of boilerplate that a line needs; most lines need none."""
    for trim in find_trims(line.text):
        if trim.kind == kind:
            words = line.text[trim.start : trim.end].strip()
            yield Cut(line=line.index, start=trim.start, end=trim.end, evidence=words)
