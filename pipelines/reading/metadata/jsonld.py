"""JSON-LD as pages really carry it: lists, graphs, comments, raw line breaks, trailing commas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
    r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_JSON = json.JSONDecoder(strict=False)
"""It takes raw line breaks in strings; made once, `json.loads` would make one each time."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_ARTICLE = re.compile(r"Article|BlogPosting|NewsReport|Report$|Posting$|ReviewNewsArticle|Review$")
MAX_DEPTH = 12
MAX_BROKEN = 100_000
_TYPE = re.compile(r'"@type"\s*:\s*"(\w*(?:Article|BlogPosting|LiveBlogPosting))"')
_FIELDS = re.compile(r'"(datePublished|dateModified|headline)"\s*:\s*"([^"\\\n]{4,200})"\s*[,}]')
_AUTHOR = re.compile(
    r'"author"\s*:\s*[\[{\s]*(?:"[@\w]+"\s*:\s*"[^"]*"\s*,\s*)*?"name"\s*:\s*"([^"\\\n]+)"'
)


BROKEN = "winnow:broken"
"""The key that marks an object put together from a script that is no JSON."""
_ANY_TYPE = re.compile(r'"@type"\s*:')


def objects(text: str) -> list[dict[str, Any]]:
    """Return every object of one JSON-LD script, graphs opened; what can be told where broken."""
    value = _load(text)
    if value is None:
        return _rescued(text)
    return list(_open(value, 0))


def _load(text: str) -> Any:
    for attempt in (str, _unwrapped):
        try:
            return _JSON.decode(attempt(text))
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    """Return a script without comment marks around it and commas before a bracket."""
    return _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", text.strip()))


def _rescued(text: str) -> list[dict[str, Any]]:
    """Return the dates, author and headline of a story whose JSON is broken further on.

    A quotation mark in a headline or a description that nobody escaped breaks the whole script;
    types, dates and names stand in it all the same. Whose they are is not told: the site and other
    stories have dates too. So a field is taken only where all its values in the script are the
    same, and none where it belongs to what stands before the story.
    """
    text = text[:MAX_BROKEN]
    kind = _TYPE.search(text)
    if kind is None:
        return []
    other = _ANY_TYPE.search(text)
    before = kind.start() if other and other.start() < kind.start() else 0
    values: dict[str, set[str]] = {}
    late: set[str] = set()
    for key, value, place in _stated(text):
        values.setdefault(key, set()).add(value)
        if place >= before:
            late.add(key)
    agreed = {key: min(said) for key, said in values.items() if len(said) == 1 and key in late}
    return [{"@type": kind.group(1), BROKEN: True, **agreed}]


def _stated(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each field of a broken script, its value and its place."""
    for field in _FIELDS.finditer(text):
        yield field.group(1), field.group(2), field.start()
    for author in _AUTHOR.finditer(text):
        yield "author", author.group(1), author.start()


def is_broken(value: dict[str, Any]) -> bool:
    """Say whether an object was put together from a script that is no JSON."""
    return BROKEN in value


def source_of(value: dict[str, Any]) -> str:
    """Return the source that a candidate from an object names: json-ld, or json-ld-broken."""
    return "json-ld-broken" if is_broken(value) else "json-ld"


def _open(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _open(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), (list, dict)):
                yield from _open(value[key], depth + 1)


def types_of(value: dict[str, Any]) -> tuple[str, ...]:
    """Return the type names of an object, without their vocabulary's address."""
    kinds = value.get("@type") or ()
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, (list, tuple)):
        return ()
    return tuple(kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str))


def is_article(value: dict[str, Any]) -> bool:
    """Say whether an object describes a story."""
    return any(map(_is_article_type, types_of(value)))


@lru_cache(maxsize=256)
def _is_article_type(kind: str) -> bool:
    return _ARTICLE.search(kind) is not None


def text_of(value: Any) -> str | None:
    """Return a string, or the name of an object, or the first of a list; None for the rest."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url")
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str)), None)
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def names_of(value: Any) -> list[str]:
    """Return the names of one person, of several, or of plain strings."""
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items[:50]:
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            names += [name for name in item["name"] if isinstance(name, str)]
        else:
            name = text_of(item)
            if name and not name.startswith(("http:", "https:")):
                names.append(name)
    return [" ".join(unescape(name).split()) for name in names]
