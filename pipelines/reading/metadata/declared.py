"""One pass over the elements in which pages declare things: meta, script, time, h1, title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from pipelines.reading.metadata.jsonld import objects

# In the head; or in the body, where a stray element in the head has closed it.
_CANONICAL = etree.XPath(
    "/*/head/link[contains(@rel, 'anonical')] | /*/body/link[contains(@rel, 'anonical')]"
)
# A page has thirty scripts and two of these: the others are not even made objects of.
_JSON_LD = etree.XPath("descendant::script[contains(@type, 'json')]")
_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(slots=True)
class Declared:
    """What a page declares, in document order. Keys of `meta` are lower case.

    canonical: the addresses of links that are said to be the page's own, at most two.
    root: the tree, for what is looked up only where nothing is declared.
    """

    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: list[str] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    headings: list[Any] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    root: Any = None

    def first(self, *names: str) -> str | None:
        """Return the first value of the first of these meta names that has one."""
        for name in names:
            for value in self.meta.get(name, ()):
                if plain := " ".join(value.split()):
                    return plain
        return None


def declared(root: Any) -> Declared:
    """Read what the page declares."""
    found = Declared(language=root.get("lang"), root=root)
    for element in root.iter("meta", "time", "h1", "title"):
        _TAKE[element.tag](element, found)
    for script in cast("list[Any]", _JSON_LD(root)):
        _script(script, found)
    for link in cast("list[Any]", _CANONICAL(root))[:2]:
        if href := (link.get("href") or "").strip():
            found.canonical.append(href)
    return found


def _meta(element: Any, found: Declared) -> None:
    get = element.get
    content = get("content")
    if not content:
        return
    for attribute in _NAMES:
        name = get(attribute)
        if name:
            found.meta.setdefault(name.strip().lower(), []).append(content)


def _script(element: Any, found: Declared) -> None:
    if "ld+json" in element.get("type").lower() and element.text:
        found.json_ld.extend(objects(element.text))


def _title(element: Any, found: Declared) -> None:
    parent = element.getparent()
    outer = parent is not None and parent.tag in ("head", "html", "body")
    if found.title is None and outer and element.text:
        found.title = " ".join(element.text.split())


_TAKE: dict[str, Callable[[Any, Declared], None]] = {
    "meta": _meta,
    "time": lambda element, found: found.times.append(element),
    "h1": lambda element, found: found.headings.append(element),
    "title": _title,
}
