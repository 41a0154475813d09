"""One pass over the elements in which pages declare things: meta, link, script, time, h1, title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.metadata.jsonld import objects

_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(slots=True)
class Declared:
    """What a page declares, in document order. Keys of `meta` are lower case."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    headings: list[Any] = field(default_factory=list)
    title: str | None = None
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these meta names that has one."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value
        return None


def declared(root: Any) -> Declared:
    """Read what the page declares."""
    found = Declared(language=root.get("lang"))
    for element in root.iter("meta", "link", "script", "time", "h1", "title"):
        _TAKE[element.tag](element, found)
    return found


def _meta(element: Any, found: Declared) -> None:
    get = element.get
    content = get("content")
    if not content or not (content := " ".join(content.split())):
        return
    for attribute in _NAMES:
        name = get(attribute)
        if name:
            found.meta.setdefault(name.strip().lower(), []).append(content)


def _link(element: Any, found: Declared) -> None:
    rel, href = element.get("rel"), element.get("href")
    if rel and href:
        for word in rel.lower().split():
            found.links.setdefault(word, []).append(href.strip())


def _script(element: Any, found: Declared) -> None:
    kind = element.get("type")
    if kind and "ld+json" in kind.lower() and element.text:
        found.json_ld.extend(objects(element.text))


def _title(element: Any, found: Declared) -> None:
    parent = element.getparent()
    outer = parent is not None and parent.tag in ("head", "html", "body")
    if found.title is None and outer and element.text:
        found.title = " ".join(element.text.split())


_TAKE: dict[str, Callable[[Any, Declared], None]] = {
    "meta": _meta,
    "link": _link,
    "script": _script,
    "time": lambda element, found: found.times.append(element),
    "h1": lambda element, found: found.headings.append(element),
    "title": _title,
}
