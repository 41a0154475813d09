"""An invented paper on the stage: its stories, its feed, its registry entry."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.crawler.nights import Nights
from tests.crawler.stage import Stage, http

GROUP = """[group]
key = "dale"
name = "Dale Papers"
article_url = '^/news/[a-z0-9-]+$'
feeds = {feeds}
sections = {sections}
sitemaps = {sitemaps}
delay_seconds = {delay}
"""
TITLE = """
[[title]]
key = "{key}"
name = "{key}"
url = "{url}"
areas = ["Dale"]
"""


def story(words: str) -> str:
    """Return the page of a story about an inspection."""
    body = "".join(
        f"<p>Inspectors from Ofsted told councillors in {words} that paragraph {number} of their "
        "letter about children's services praised social workers and asked for more visits.</p>"
        for number in range(1, 7)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{words}</title>"
        "<meta property='article:published_time' content='2026-03-02T09:00:00Z'></head><body>"
        f"<main><article><h1>Ofsted praises children's services in {words}</h1>{body}</article>"
        "</main></body></html>"
    )


def feed(links: Iterable[str]) -> bytes:
    """Return an RSS feed of these links."""
    items = "".join(f"<item><title>A story</title><link>{link}</link></item>" for link in links)
    rss = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    )
    return http(rss, kind="application/rss+xml")


def papers(
    stage: Stage,
    home: Path,
    keys: Iterable[str] = ("dale",),
    *,
    feeds: str = '["/feed"]',
    sections: str = "[]",
    sitemaps: str = "[]",
    delay: float = 0,
    crawl: str = "",
    allowed: Iterable[str] = (),
) -> Nights:
    """Write registry and configuration for papers `www.KEY.test` on the stage."""
    folder = home / "sources"
    folder.mkdir(parents=True)
    hosts = {key: f"www.{key}.test" for key in keys}
    text = GROUP.format(feeds=feeds, sections=sections, sitemaps=sitemaps, delay=delay)
    for key, host in hosts.items():
        text += TITLE.format(key=key.replace("-", "_"), url=f"http://{host}:{stage.port}")
    (folder / "dale.toml").write_text(text)
    named = "\n".join(
        f'"{host}:{stage.port}" = "127.0.0.1"' for host in (*hosts.values(), *allowed)
    )
    config = home / "winnow.toml"
    config.write_text(
        'contact = "operator@example.org"\nsources = ["sources"]\n'
        f"[crawl]\ndelay_seconds = {delay}\ntimeout_seconds = 1.5\n{crawl}\n"
        "[ofsted]\nenabled = false\n[govuk]\nenabled = false\n"
        f"[allow_hosts]\n{named}\n"
    )
    return Nights(home=home, config=config)
