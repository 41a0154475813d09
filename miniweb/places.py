"""Invented towns, authorities and people. None of them exists."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

from miniweb.grammar import word_list

_HEADS = word_list("heads")
_TAILS = word_list("tails")
_REAL = frozenset(word_list("real places"))  # combinations that are real places
_FIRST = word_list("first names")
_LAST = word_list("last names")
_STREETS = word_list("streets")


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """One invented local authority, as the reports site and the press write it."""

    urn: str
    code: str  # three digits, as in the site's local_authority[] filter
    name: str  # Fellchester
    council: str  # Fellchester City Council
    director: str
    councillor: str
    building: str
    postcode: str


def town_names() -> list[str]:
    """Return every invented town name in a fixed order without an obvious pattern."""
    names = [head + tail for head, tail in product(_HEADS, _TAILS) if head + tail not in _REAL]
    random.Random(53).shuffle(names)
    return names


def person(rng: random.Random) -> str:
    """Return an invented full name."""
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def surname(name: str) -> str:
    """Return the last word of a full name."""
    return name.rsplit(" ", 1)[-1]


def street(rng: random.Random) -> str:
    """Return an invented street."""
    return rng.choice(_STREETS)


_STYLES = (
    "{} City Council",
    "{} Borough Council",
    "{} County Council",
    "{} Council",
    "Metropolitan Borough of {}",
)
_BUILDINGS = ("Guildhall", "Town Hall", "County Hall", "Civic Centre", "Shire House", "Moot Hall")


def authorities(count: int, first: tuple[str, ...], rng: random.Random) -> list[Authority]:
    """Return `count` authorities; the towns in `first` (the papers' homes) lead the list."""
    names = list(first) + [name for name in town_names() if name not in first]
    return [_authority(number, name, rng) for number, name in enumerate(names[:count])]


def _authority(number: int, name: str, rng: random.Random) -> Authority:
    style = _STYLES[number % len(_STYLES)]
    return Authority(
        urn=str(91001 + number * 3),
        code=str(100 + number),
        name=name,
        council=style.format(name),
        director=person(rng),
        councillor=person(rng),
        building=rng.choice(_BUILDINGS),
        postcode=f"ZZ{number % 90 + 1} {rng.randint(1, 9)}QX",
    )
