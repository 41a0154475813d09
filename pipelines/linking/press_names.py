"""Authorities as the press calls them for short: "Brighton council", "Stoke council", "RBWM"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

INITIALS: dict[str, str] = {
    "Bath and North East Somerset": "B&NES",
    "Kensington and Chelsea": "RBKC",
    "Windsor and Maidenhead": "RBWM",
}
# "Brighton and Hove", "Stoke-on-Trent", "Newcastle upon Tyne", "Blackburn with Darwen"
JOINED = re.compile(r",\s+|\s+(?:and|upon|with)\s+|-(?:on|upon)-")


def short_names(name: str, others: Collection[str]) -> Iterator[str]:
    """Yield what else an authority is called: its first place with "Council", and its initials.

    others: the plain names of all authorities; the first place may be one of them (Bournemouth
    once was), and then the short name is its own.
    """
    first, *rest = JOINED.split(name)
    if rest and first not in others:
        yield from (f"{first} {body}" for body in ("Council", "City Council", "Borough Council"))
    if initials := INITIALS.get(name):
        yield initials
