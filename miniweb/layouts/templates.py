"""Fills a design's HTML file.

`{{name}}` and `{{name:argument}}` are values; `[[kind|words]]` is chaff of that class, which the
page notes as removed; `[[kind~words]]` is chaff that no test may look for, because its words change
from one request or night to the next or stand in stories as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from miniweb.layouts import stock
from miniweb.layouts.common import (
    ArticlePage,
    footer,
    links,
    nav,
    teaser_above,
)

_CHAFF = re.compile(r"\[\[(\w+)([|~])(.*?)\]\]", re.DOTALL)
_VALUE = re.compile(r"\{\{(\w+)(?::(.*?))?\}\}", re.DOTALL)
_FOLDER = Path(__file__).parent


@cache
def _template(name: str) -> str:
    return (_FOLDER / f"{name}.html").read_text(encoding="utf-8")


def fill_page(page: ArticlePage, name: str, values: Mapping[str, str]) -> str:
    """Return layouts/NAME.html with the page's words; `values` are the design's own."""

    def chaff(match: re.Match[str]) -> str:
        words = _VALUE.sub(lambda m: _plain(page, values, m[1], m[2]), match[3])
        return page.cut(match[1], words, sure="" if match[2] == "~" else None)

    html = _CHAFF.sub(chaff, _template(name))
    return _VALUE.sub(lambda m: _markup(page, values, m[1], m[2]), html)


def _plain(page: ArticlePage, values: Mapping[str, str], name: str, argument: str | None) -> str:
    """Return a value as words."""
    if name == "date":
        return format(page.published_local, argument or "%d %B %Y")
    if name == "stock":
        return str(getattr(stock, (argument or "").upper()))
    if name == "weather":
        return stock.conditions(page.night)
    known = {"byline": page.story.byline, "site": page.site.name, "area": page.site.area}
    return values[name] if name in values else known[name]


def _markup(page: ArticlePage, values: Mapping[str, str], name: str, argument: str | None) -> str:
    """Return a value as HTML."""
    if name == "standfirst":
        return page.standfirst(argument or "p")
    if name == "links":
        kind, count, start = (argument or "").split(",")
        return links(page, kind, int(count), int(start))
    if name == "nav":
        return nav(page, *(argument or "").split(","))
    if name == "footer":
        return footer(page, argument or page.site.name)
    if name == "teaser_above":
        return teaser_above(page)
    if name in values:
        return values[name]
    own = {
        "headline": page.headline,
        "iso": page.published_local.isoformat(),
        "brand": page.site.brand,
        "story": page.story.id,
        "home": page.home,
    }
    return own[name] if name in own else escape(_plain(page, values, name, argument), quote=False)
