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
KINDS = ("City", "Borough")
JOINED = re.compile(r",\s+|\s+(?:and|upon|with)\s+|-(?:on|upon)-")


def short_names(name: str, others: Collection[str], own: Collection[str]) -> Iterator[str]:
    """Yield what else an authority is called: its first place with "Council", and its initials.

    others: the plain names of all authorities; the first place may be one of them (Bournemouth
    once was), and then the short name is its own. own: all names of this authority; "City" and
    "Borough" stand only where one of them has the word. Two authorities may share a short name:
    Kingston Council is that of Hull and that of the Thames.
    """
    first, *rest = JOINED.split(name)
    if rest and first not in others:
        yield f"{first} Council"
        words = {word for known in own for word in known.split()}
        yield from (f"{first} {kind} Council" for kind in KINDS if kind in words)
    if initials := INITIALS.get(name):
        yield initials
