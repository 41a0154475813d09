"""Publications as the generator uses them, and the stories that it makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
NOT_QUOTED = re.compile(r"@|www|Ofsted|\bHMI\b|\d{3}|Yours|[\ue000-\uf8ff]|^\W|inspected|visit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A publication as the generator uses it. report: its id in the bench's database."""

    report: int
    urn: str
    name: str
    framework: str
    published_on: date
    started_on: date | None
    ended_on: date | None
    inspectors: tuple[str, ...]
    grades: dict[str, str]
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An invented news report and the publications it is truly about."""

    kind: str
    title: str
    text: str
    told_on: date | None
    truth: frozenset[int]
    quotations: int = 0
    areas: tuple[str, ...] = field(default=())


def quotable(paragraphs: list[str]) -> list[str]:
    """Return the sentences of a publication that a reporter might quote."""
    return [
        sentence.strip()
        for paragraph in paragraphs
        for sentence in SENTENCE.split(paragraph)
        if 8 <= len(sentence.split()) <= 40
        and sentence.strip().endswith(".")
        and not NOT_QUOTED.search(sentence)
    ]
