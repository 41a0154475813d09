"""Templates, and how days, grades and numbers are written in them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from db.queries.letters import LetterParagraph
from web.addresses import inspection_path, night_path, outlet_path, provider_path, story_path
from words.london import LONDON

TEMPLATES = Path(__file__).parent / "templates"
STEPS = {"outstanding": 4, "good": 3, "requires improvement": 2, "inadequate": 1}
"""The four grades as steps; other words of a grade have none."""


@cache
def environment() -> Environment:
    """Return the templates. What is stored is only ever text: everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day,
        moment=moment,
        london=london,
        number=number,
        grade=grade,
        words=words,
        marked=marked,
    )
    made.globals.update(
        quoted_ranges=quoted_ranges,
        story_path=story_path,
        inspection_path=inspection_path,
        provider_path=provider_path,
        outlet_path=outlet_path,
        night_path=night_path,
    )
    return made


def day(value: date | datetime | None) -> Markup:
    """Return a day in London as "24 November 2026" in a time element; a dash for none."""
    if value is None:
        return Markup("<span class='none'>no day known</span>")
    local = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return Markup('<time datetime="{}">{} {:%B %Y}</time>').format(
        local.isoformat(), local.day, local
    )


def moment(value: datetime | None, precision: str | None = None) -> Markup:
    """Return day and hour in London; the day alone where the hour is not known."""
    if value is None or precision == "day":
        return day(value)
    local = value.astimezone(LONDON)
    return Markup('<time datetime="{}">{} {:%B %Y, %H:%M}</time>').format(
        local.isoformat(timespec="minutes"), local.day, local
    )


def london(value: datetime) -> datetime:
    """Return a moment as clocks in London show it."""
    return value.astimezone(LONDON)


def number(value: int) -> str:
    """Return "48,310"."""
    return f"{value:,}"


def words(value: str | None) -> str:
    """Return a name of ours as words: "care_leavers" → "Care leavers"."""
    if not value:
        return ""
    plain = value.replace("_", " ").replace("-", " ")
    return plain[0].upper() + plain[1:]


def grade(value: str | None, reason: str | None = None) -> Markup:
    """Return a grade as shape, word and tint; where there is none, why."""
    if value is None:
        return Markup('<span class="g g0">{}</span>').format(words(reason) or "not given")
    step = STEPS.get(value.replace("_", " ").lower(), 0)
    return Markup('<span class="g g{}">{}</span>').format(step, words(value))


def marked(text: str, ranges: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> Markup:
    """Return a text with some ranges of its characters in mark elements."""
    parts: list[Any] = []
    at = 0
    for start, end in ranges:
        parts += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end])]
        parts.append(Markup("</mark>"))
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def quoted_ranges(paragraph: LetterParagraph) -> list[tuple[int, int]]:
    """Return where the quoted words stand in a paragraph, in order, without overlaps."""
    found = sorted(
        (at, at + len(words))
        for words in paragraph.quoted
        if words and (at := paragraph.text.find(words)) >= 0
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def render(template: str, values: dict[str, Any]) -> str:
    """Return a page as HTML."""
    return environment().get_template(template).render(values)
