"""Addresses that a page names for itself: its canonical form, its image; and their parts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.reading.metadata.declared import Declared
from pipelines.reading.model import Candidate

# "https://www.valechronicle.test/news": nearly all addresses, and no doubt about their parts
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#]|\Z)")


def path_of(url: str) -> str:
    """Return the path of an address, empty where it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def host_of(url: str) -> str | None:
    """Return the host of an address, None where it is no address."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def absolute(value: str | None, url: str) -> str | None:
    """Return an http(s) address that stands on the page at `url`, or None."""
    if not value:
        return None
    value = value.strip()
    if _PLAIN.match(value):
        return value
    try:
        joined = value if value.startswith(("https://", "http://")) else urljoin(url, value)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def canonical(page: Declared, url: str) -> list[Candidate]:
    """Return what the page says its address is; the first usable one is chosen."""
    offers = [(value, "link") for value in page.canonical]
    offers += [(value, "meta") for value in page.meta.get("og:url", [])[:1]]
    found: list[Candidate] = []
    for value, source in offers:
        whole = absolute(value, url)
        if whole is not None:
            found.append(
                Candidate(field="canonical_url", value=whole, source=source, chosen=not found)
            )
    return found


def image_of(page: Declared, story: dict[str, Any], url: str) -> str | None:
    """Return the address of the story's picture, None where none is named."""
    named = page.first("og:image", "og:image:url", "twitter:image", "twitter:image:src")
    if named:
        return absolute(named, url)
    image = story.get("image")
    image = image[0] if isinstance(image, list) and image else image
    if isinstance(image, dict):
        image = image.get("url")
    return absolute(image, url) if isinstance(image, str) else None
