"""Addresses that stay: of a story its own address, of an inspection the URN and a day.

A number of one database never stands in an address: another home numbers otherwise.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

SAFE = "/:!$&'()*+,;=-._~"
"""What stands in a path as it is. `?`, `#`, `%` and `@` are written as their codes."""
_DIGEST = re.compile(r"@([0-9a-f]{8,64})$")
_SCHEME = re.compile(r"^https?://")
SHORT = 12
"""Letters of a digest that tell the versions of one story apart."""


def story_path(url: str, text_sha256: str | None = None) -> str:
    """Return the path of a story or document, of one state of its text where a digest is given."""
    plain = quote(_SCHEME.sub("", url), safe=SAFE)
    return f"/stories/{plain}" + (f"@{text_sha256[:SHORT]}" if text_sha256 else "")


def story_urls(address: str) -> tuple[tuple[str, ...], str | None]:
    """Return the addresses that a path (decoded) may stand for, and the digest it asks for."""
    found = _DIGEST.search(address)
    plain = address[: found.start()] if found else address
    digest = found[1] if found else None
    if plain.startswith("urn:"):
        return (plain,), digest
    return (f"https://{plain}", f"http://{plain}"), digest


def inspection_path(urn: str, started_on: date | None, published_on: date | None) -> str:
    """Return the path of an inspection: by its first day, or by the day it was published."""
    if started_on is not None:
        day = started_on.isoformat()
    else:
        day = f"published-{published_on.isoformat()}" if published_on else "undated"
    return f"/inspections/{quote(urn, safe='')}/{day}"


def provider_path(kind: str, urn: str) -> str:
    """Return the path of a provider."""
    return f"/providers/{quote(kind, safe='')}/{quote(urn, safe='')}"


def outlet_path(key: str) -> str:
    """Return the path of a source."""
    return f"/outlets/{quote(key, safe='')}"


def night_path(day: date) -> str:
    """Return the path of the runs of one day in London."""
    return f"/nights/{day.isoformat()}"
