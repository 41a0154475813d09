"""First pass over a dump: stock phrases and the blocks that they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.boilerplate.phrases import exact_kind, opener_kind, stock_classes
from pipelines.reading.dump.rules.byline import byline_line
from pipelines.reading.dump.rules.caption import credited_caption
from pipelines.reading.dump.rules.line import DumpLine, Found
from pipelines.reading.dump.rules.newsletter import newsletter_form
from pipelines.reading.dump.rules.radio import radio_banner
from pipelines.reading.dump.rules.related import related_links
from pipelines.reading.dump.rules.social import community_invitation
from pipelines.reading.dump.rules.weather import weather_lines
from words.rules import opener_rule, phrase_rule

__all__ = ["Marks", "stock_marks"]

Marks = dict[int, Found]
"""Number of a removed line → what removed it."""

# One of their lines that closes as a sentence is more likely of the story.
_LABELS = frozenset(one.name for one in stock_classes() if one.labels)
_SENTENCE_WORDS = 5
_AD_CHARACTERS = 60
_RULES: tuple[Callable[[Sequence[DumpLine], int], Found | None], ...] = (
    radio_banner,
    weather_lines,
    community_invitation,
    newsletter_form,
    related_links,
    byline_line,
    credited_caption,
)


def _phrase(lines: Sequence[DumpLine], number: int) -> Found | None:
    match = lines[number].match
    if lines[number].text[:1] in '“"‘':
        return None
    kind = exact_kind(match)
    if kind is not None:
        return Found(rule=phrase_rule(kind), kind=kind, first=number, last=number, evidence=match)
    found = opener_kind(match)
    if found is None or (found[0] in _LABELS and _reads_as_text(match)):
        return None
    return Found(
        rule=opener_rule(found[0]), kind=found[0], first=number, last=number, evidence=found[1]
    )


def _reads_as_text(match: str) -> bool:
    """Whether a line closes as a sentence and has no label ("Read more: …") in front."""
    return match.endswith(".") and len(match.split()) >= _SENTENCE_WORDS and ":" not in match[:20]


def stock_marks(lines: Sequence[DumpLine]) -> Marks:
    """What stock phrases and their blocks remove, line by line.

    Advertisements stand anywhere, inside other boilerplate too: they go first, so that a block
    which one of them cuts in two is seen whole.
    """
    marks = {line.number: found for line in lines if (found := _advertisement(lines, line))}
    rest = [line for line in lines if line.number not in marks]
    view = [replace(line, number=n) for n, line in enumerate(rest)] if marks else rest
    seen = -1
    for line in view:
        found = _first_found(view, line.number) if line.number > seen else None
        if found is None:
            continue
        seen = found.last
        shown = replace(found, first=rest[found.first].number, last=rest[found.last].number)
        marks |= {rest[n].number: shown for n in range(found.first, found.last + 1)}
    return marks


def _advertisement(lines: Sequence[DumpLine], line: DumpLine) -> Found | None:
    found = _phrase(lines, line.number) if len(line.match) <= _AD_CHARACTERS else None
    return found if found is not None and found.kind == "ad" else None


def _first_found(lines: Sequence[DumpLine], number: int) -> Found | None:
    return next((found for rule in (*_RULES, _phrase) if (found := rule(lines, number))), None)
