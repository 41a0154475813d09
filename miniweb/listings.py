"""Feeds, news sitemaps, section pages and robots.txt of a news site on one night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from miniweb.layouts.common import Group
from miniweb.model import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of a listing."""

    title: str
    url: str
    summary: str
    published: datetime
    modified: datetime
    via: tuple[str, ...]


def rss(site: Site, home: str, entries: list[Entry]) -> str:
    """Return RSS 2.0; the last items are no stories: a script, a letter-box, another site."""
    items = "".join(
        f"<item><title>{escape(e.title)}</title><link>{escape(e.url)}</link>"
        f'<guid isPermaLink="true">{escape(e.url)}</guid>'
        f"<description>{escape(e.summary)}</description>"
        f"<pubDate>{format_datetime(e.published)}</pubDate></item>"
        for e in entries
    )
    strays = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link></item>"
        for title, link in (
            ("Tip us off", "mailto:news@example.test"),
            ("Play our quiz", "javascript:void(quiz())"),
            ("From our partners", "http://www.not-one-of-ours.test/news/25310001.partner/"),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(site.name)}</title><link>{home}/</link><description>News</description>"
        f"<language>en-gb</language>{items}{strays}</channel></rss>"
    )


def atom(site: Site, home: str, entries: list[Entry]) -> str:
    """Return an Atom feed."""
    items = "".join(
        f"<entry><title>{escape(e.title)}</title><id>{escape(e.url)}</id>"
        f'<link href="{escape(e.url)}"/><summary>{escape(e.summary)}</summary>'
        f"<published>{e.published.isoformat()}</published>"
        f"<updated>{e.modified.isoformat()}</updated></entry>"
        for e in entries
    )
    updated = max((e.modified for e in entries), default=None)
    stamp = f"<updated>{updated.isoformat()}</updated>" if updated else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(site.name)}</title><id>{home}/</id>{stamp}{items}</feed>"
    )


def news_sitemap(site: Site, entries: list[Entry]) -> str:
    """Return a news sitemap."""
    items = "".join(
        f"<url><loc>{escape(e.url)}</loc><lastmod>{e.modified.isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{escape(site.name)}</news:name><news:language>en"
        "</news:language></news:publication><news:publication_date>"
        f"{e.published.isoformat()}</news:publication_date><news:title>{escape(e.title)}"
        "</news:title></news:news></url>"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>'
    )


def robots(group: Group, home: str) -> str:
    """Return robots.txt: an archive and the search are closed."""
    maps = "".join(f"Sitemap: {home}{path}\n" for path in group.sitemaps)
    return f"User-agent: *\nDisallow: /news/archive/\nDisallow: /search\n\n{maps}"
