"""What a page asks of machines: robots directives and text-and-data-mining reservations."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.reading.metadata.declared import Declared

_DIRECTIVES = ("noindex", "noarchive", "nosnippet", "noai", "noimageai", "none")


def opt_outs(page: Declared, headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return each signal with where it stood, as "meta:noai" or "header:tdm-reservation"."""
    found: list[str] = []
    for name in ("robots", "googlebot", "googlebot-news"):
        for value in page.meta.get(name, ()):
            found += _directives("meta", value)
    found += _directives("header", headers.get("x-robots-tag", ""))
    if page.first("tdm-reservation") == "1":
        found.append("meta:tdm-reservation")
    if headers.get("tdm-reservation", "").strip() == "1":
        found.append("header:tdm-reservation")
    return tuple(dict.fromkeys(found))


def _directives(where: str, value: str) -> list[str]:
    words = value.lower().replace(":", ",").replace(";", ",").split(",")
    return [f"{where}:{word.strip()}" for word in words if word.strip() in _DIRECTIVES]
