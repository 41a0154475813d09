"""Stories that a page carries in script templates and writes out in the browser.

Blogger's dynamic views put the body into `<script type="text/template">`. It is read only where
the page shows no story of its own, and the reading says so (`hidden_text_used`).
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from pipelines.page.parse import parse

SHORTEST = 300


def _templates(root: Any) -> list[Any]:
    return [
        script
        for script in root.iter("script")
        if "template" in (script.get("type") or "")
        and len(script.text or "") > SHORTEST
        and "<p" in script.text
    ]


def has_templates(root: Any) -> bool:
    """Say whether scripts of a page hold markup with paragraphs."""
    return bool(_templates(root))


def unpacked(root: Any) -> Any:
    """Return a copy of the tree in which such scripts are replaced by what they hold."""
    copy = deepcopy(root)
    for script in _templates(copy):
        inner = parse((script.text or "").encode("utf-8", "ignore"))
        if inner is None:
            continue
        block = etree.Element("div")
        block.extend(list(inner.find("body") if inner.find("body") is not None else inner))
        block.tail = script.tail
        script.getparent().replace(script, block)
    return copy
