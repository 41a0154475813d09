"""Search: the query as it was read, the hits, and how to narrow them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from db.search import SearchPage, count_undated, search
from web.page import Asked, NotUnderstood, Page

ROWS = 25
FILTERS = ("kind", "source", "group", "since", "until")


def search_page(session: Session, asked: Asked) -> Page:
    """Return the hits of a query, newest first."""
    query = asked.query.get("q", "")
    given = {name: asked.query[name] for name in FILTERS if name in asked.query}
    since, until = _day(given, "since"), _day(given, "until")
    kind, source, group = given.get("kind"), given.get("source"), given.get("group")
    start = _number(asked.query.get("from", "0"))
    found, undated = SearchPage(total=0, hits=[]), 0
    if query or given:
        found = search(
            session,
            query,
            kind=kind,
            source=source,
            group=group,
            since=since,
            until=until,
            limit=ROWS,
            offset=start,
        )
    if since or until:
        undated = count_undated(session, query, kind=kind, source=source, group=group)
    address = "/search"
    shown = {"q": query, **given, **({"from": str(start)} if start else {})}
    if query or given:
        address += "?" + urlencode(shown)
    return Page(
        template="search.html",
        title=f"Search: {query}" if query else "Search",
        address=address,
        values={
            "q": query,
            "filters": given,
            "total": found.total,
            "first": start,
            "hits": found.hits,
            "undated": undated,
        },
        extra={"section": "/search", "rows": ROWS, "link": _linker(shown)},
    )


class _linker:
    """Makes the address of this search with some parts changed."""

    def __init__(self, shown: dict[str, str]) -> None:
        self.shown = shown

    def __call__(self, **changed: object) -> str:
        parts = {**self.shown, **{name: str(value) for name, value in changed.items()}}
        return "/search?" + urlencode({name: value for name, value in parts.items() if value})


def _day(given: Mapping[str, str], name: str) -> date | None:
    words = given.get(name)
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise NotUnderstood(f"{name}: {words!r} is no day: wanted is 2026-11-30") from error


def _number(words: str) -> int:
    if not words.isdecimal() or len(words) > 7:
        raise NotUnderstood(f"from: {words!r} is no number of a hit")
    return int(words)
