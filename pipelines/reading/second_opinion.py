"""A second opinion on a doubtful page: trafilatura, in the same process.

It may only *select*: its text is matched with the page's own lines, and what it kept of them
becomes the body. Nothing of its wording enters a reading.
"""

from __future__ import annotations

import logging
from typing import Any

from lxml import etree
from trafilatura import extract

from pipelines.page.visible import Visible
from pipelines.reading.metadata.titles import letters

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # to find nothing is an answer too
MIN_GAIN = 1.3
"""The second opinion must find this many times our paragraphs before it is heard."""


def ask(root: Any, page: Visible, url: str) -> list[int] | None:
    """Return the page lines that trafilatura keeps, or None where it finds nothing.

    It is given markup: it wants a tree of its own kind, and changes it.
    """
    html = etree.tostring(root, encoding="unicode", method="html")
    text = extract(html, url=url, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        return None
    told = {letters(line.lstrip("-•* ")) for line in text.split("\n") if line.strip()}
    whole = letters(text)
    kept: dict[str, int] = {}  # what stands twice on the page counts once
    for at, line in enumerate(page.lines):
        key = letters(line.text)
        if key and (key in told or (len(key) > 40 and key in whole)):
            kept.setdefault(key, at)
    return sorted(kept.values()) or None
