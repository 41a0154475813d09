"""Stories that a page shows nobody without a script, and carries as data for it.

`articleBody` of JSON-LD, the properties of a Next.js page, the content of a Fusion page. Read only
where the page shows next to no text of its own; what is found is put behind what the page shows,
and the reading says so (`text_from_data`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any

from lxml import etree

from pipelines.page.parse import parse
from pipelines.reading.metadata.gather import Metadata
from pipelines.reading.metadata.titles import letters

__all__ = ["carried_story", "with_story"]

SHORTEST, PARAGRAPH = 200, 60
MAX_SCRIPT, MAX_DEPTH, MAX_VALUES = 3_000_000, 40, 50_000
# Fusion.globalContent={"_id":…};Fusion.spa=… (Arc titles, 2020 on)
_FUSION = re.compile(r"Fusion\.globalContent\s*=\s*(?=\{)")
_TEXT_KEYS = ("content", "text", "value", "html", "body", "paragraph")
_BODY_KEYS = ("articleBody", "body", "content", "content_elements", "bodyText", "story", "html")
_NO_TEXT = frozenset(
    ["image", "video", "gallery", "advert", "ad", "related", "quote_link", "embed"]
)
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li)\b", re.I)
_JSON = json.JSONDecoder(strict=False)


def carried_story(root: Any, facts: Metadata) -> tuple[list[str], str] | None:
    """Return the paragraphs of the story that a page carries as data, and where; None mostly.

    Of other data than JSON-LD only what stands with this page's headline is taken.
    """
    found = _paragraphs(facts.article_body) if facts.article_body else []
    if sum(map(len, found)) >= SHORTEST:
        return found, "articleBody"
    wanted = letters(facts.title or "")
    for data, source in _data(root) if wanted else ():
        for story in _stories(data, wanted):
            found = _paragraphs_of(story)
            if sum(map(len, found)) >= SHORTEST:
                return found, source
    return None


def with_story(root: Any, paragraphs: list[str]) -> tuple[Any, Any]:
    """Return a copy of a tree with a story at its end, and the element of the story."""
    copy = deepcopy(root)
    body = copy.find("body")
    story = etree.SubElement(copy if body is None else body, "div", {"itemprop": "articleBody"})
    for text in paragraphs:
        etree.SubElement(story, "p").text = text
    return copy, story


def _data(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield the data of scripts that frameworks write, with their names."""
    for script in root.iter("script"):
        text = script.text
        if not text or len(text) > MAX_SCRIPT:
            continue
        if script.get("id") == "__NEXT_DATA__":
            start, source = 0, "__NEXT_DATA__"
        elif "Fusion.globalContent" in text and (found := _FUSION.search(text)):
            start, source = found.end(), "Fusion.globalContent"
        else:
            continue
        try:
            yield _JSON.raw_decode(text[start:].lstrip())[0], source
        except (ValueError, RecursionError):
            continue


def _stories(data: Any, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield the objects in data that have the headline among their values, the outer ones first."""
    level, seen = [data], 0
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                if any(key in value for key in _BODY_KEYS) and _is_headed(value, wanted):
                    yield value
                below += [one for one in value.values() if isinstance(one, (dict, list))]
            elif isinstance(value, list):
                below += [one for one in value if isinstance(one, (dict, list))]
        seen += len(below)
        if not below or seen > MAX_VALUES:
            return
        level = below


def _is_headed(value: dict[str, Any], wanted: str) -> bool:
    """Say whether a short value of an object, or of a `headlines` in it, is the headline."""
    inner = value.get("headlines")
    values = [*value.values(), *(inner.values() if isinstance(inner, dict) else ())]
    return any(
        isinstance(one, str) and len(one) < 2 * len(wanted) + 40 and letters(one) == wanted
        for one in values
    )


def _paragraphs_of(story: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the fullest body that an object has."""
    bodies = [_texts(story[key]) for key in _BODY_KEYS if key in story]
    return max(bodies, key=lambda texts: sum(map(len, texts)), default=[])


def _texts(value: Any) -> list[str]:
    """Return the paragraphs of a body: one string, or a list of strings or typed elements."""
    if isinstance(value, str):
        return _paragraphs(value)
    if isinstance(value, dict):
        if str(value.get("type") or "").lower() in _NO_TEXT:
            return []
        return next((texts for key in _TEXT_KEYS if (texts := _texts(value.get(key)))), [])
    if isinstance(value, list):
        return [text for one in value[:500] for text in _texts(one)]
    return []


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which may be markup."""
    if _TAG.search(text):
        tree = parse(f"<div>{_TAG.sub(_on_its_own_line, text)}</div>".encode("utf-8", "ignore"))
        text = "".join(tree.itertext()) if tree is not None else ""
    else:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", unescape(text))
    return [line for part in text.split("\n") if (line := " ".join(part.split()))]


def _on_its_own_line(tag: re.Match[str]) -> str:
    return "\n" + tag.group()
