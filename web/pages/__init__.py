"""The pages, one small file each, and their addresses."""

from __future__ import annotations

from web.page import Handler
from web.pages import home, nights, search, stories

ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", home.home),
    ("/search", search.search_page),
    ("/stories/{address:path}", stories.story_page),
    ("/nights", nights.nights_page),
    ("/nights/{day}", nights.night_page),
)
"""Paths and what answers them; each has a JSON twin at its path + ".json"."""
