"""Sentences from templates: `[this|that]` chooses, `{name}` fills, `{num:3-40}` draws a number.

A Writer does not write the same sentence twice while its templates can give another, so that only
what is meant to be a copy is one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\{num:(\d+)-(\d+)\}")
_TEXTS = Path(__file__).parent / "texts"
_TRIES = 12


@cache
def load_texts(name: str) -> dict[str, tuple[str, ...]]:
    """Return the sections of texts/NAME.txt: `== section` lines, then one template a line."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for raw in (_TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("== "):
            current = sections.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {key: tuple(lines) for key, lines in sections.items()}


def word_list(section: str) -> list[str]:
    """Return one list of texts/names.txt."""
    return [name for line in load_texts("names")[section] for name in line.split("|")]


class Writer:
    """Expands templates with one seeded generator and remembers what it has written."""

    def __init__(self, rng: random.Random, *, may_repeat: bool = False) -> None:
        self.rng = rng
        self.may_repeat = may_repeat
        self.written: set[str] = set()

    def expand(self, template: str, slots: Mapping[str, str]) -> str:
        """Return one expansion of the template; a slot it does not know is a KeyError."""
        text = template
        while match := _CHOICE.search(text):
            chosen = self.rng.choice(match[1].split("|"))
            text = text[: match.start()] + chosen + text[match.end() :]
        text = _NUMBER.sub(lambda m: str(self.rng.randint(int(m[1]), int(m[2]))), text)
        filled = " ".join(text.format_map(slots).split())
        return filled[:1].upper() + filled[1:]

    def try_line(self, template: str, slots: Mapping[str, str]) -> str | None:
        """Return an expansion that was not written before; None when the template is spent."""
        for _ in range(_TRIES):
            text = self.expand(template, slots)
            if text not in self.written:
                self.written.add(text)
                return text
        return None

    def lines(self, pool: Sequence[str], slots: Mapping[str, str], count: int) -> list[str]:
        """Return `count` new sentences, of as many different templates as the pool can give."""
        found: list[str] = []
        while len(found) < count:
            before = len(found)
            for template in self.rng.sample(list(pool), k=len(pool)):
                text = self.try_line(template, slots) if len(found) < count else None
                found += [text] if text is not None else []
            if len(found) == before and self.may_repeat:
                found.append(self.expand(self.rng.choice(pool), slots))
            elif len(found) == before:
                raise ValueError(f"nothing new left to say in a pool that begins {pool[0]!r}")
        return found

    def line(self, pool: Sequence[str], slots: Mapping[str, str]) -> str:
        """Return one new sentence of any template of the pool."""
        return self.lines(pool, slots, 1)[0]
