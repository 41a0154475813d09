"""One pass over the elements in which pages declare things: meta, script, time, h1, title."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from pipelines.reading.metadata.jsonld import objects

# In the head; or in the body, where a stray element in the head has closed it.
_CANONICAL = etree.XPath(
    "/*/head/link[contains(@rel, 'anonical')] | /*/body/link[contains(@rel, 'anonical')]"
)
_NAMES = frozenset(["property", "name", "itemprop", "http-equiv"])


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
    for element in root.iter("meta", "script", "time", "h1", "title"):
        tag = element.tag
        if tag == "meta":
            _meta(element, found.meta)
        elif tag == "script":
            kind = element.get("type")
            if kind and "json" in kind:
                _script(element, kind, found)
        elif tag == "time":
            found.times.append(element)
        elif tag == "h1":
            found.headings.append(element)
        else:
            _title(element, found)
    for link in cast("list[Any]", _CANONICAL(root))[:2]:
        if href := (link.get("href") or "").strip():
            found.canonical.append(href)
    return found


def _meta(element: Any, meta: dict[str, list[str]]) -> None:
    content = ""
    names: list[str] = []
    for attribute, value in element.items():
        if attribute == "content":
            content = value
        elif attribute in _NAMES and value:
            names.append(value.strip().lower())
    for name in names if content else ():
        if name in meta:
            meta[name].append(content)
        else:
            meta[name] = [content]


def _script(element: Any, kind: str, found: Declared) -> None:
    if "ld+json" in kind.lower() and (text := element.text):
        found.json_ld.extend(objects(text))


def _title(element: Any, found: Declared) -> None:
    parent = element.getparent()
    outer = parent is not None and parent.tag in ("head", "html", "body")
    if found.title is None and outer and element.text:
        found.title = " ".join(element.text.split())
