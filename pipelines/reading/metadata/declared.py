"""One pass over the elements in which pages declare things: meta, link, script, time, h1, title."""

from __future__ import annotations

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
        tag = element.tag
        if tag == "meta":
            _meta(element, found)
        elif tag == "link":
            rel, href = element.get("rel"), element.get("href")
            if rel and href:
                for word in rel.lower().split():
                    found.links.setdefault(word, []).append(href.strip())
        elif tag == "script":
            kind = element.get("type")
            if kind and "ld+json" in kind.lower() and element.text:
                found.json_ld.extend(objects(element.text))
        elif tag == "time":
            found.times.append(element)
        elif tag == "h1":
            found.headings.append(element)
        elif found.title is None and (parent := element.getparent()) is not None:
            if parent.tag in ("head", "html", "body") and element.text:
                found.title = " ".join(element.text.split())
    return found


def _meta(element: Any, found: Declared) -> None:
    content = element.get("content")
    if not content or not (content := " ".join(content.split())):
        return
    for attribute in _NAMES:
        name = element.get(attribute)
        if name:
            found.meta.setdefault(name.strip().lower(), []).append(content)
