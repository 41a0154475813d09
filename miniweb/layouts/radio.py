"""A regional radio station's news: player and banner above, schedule and listener club below."""

from __future__ import annotations

from miniweb.layouts import stock
from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    head,
    json_ld,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story


class Radio(Layout):
    """`/{brand}/local/news/{slug}/`; the banner's words change on every request."""

    group = Group(
        key="planet_valley",
        name="Valley Broadcasting",
        article_url=r"^/[a-z-]+/local/news/[a-z0-9-]+/$",
        not_article_url=("/feed/$",),
        feeds=("/{brand}/local/news/feed/",),
        sections=("/{brand}/local/news/",),
        body=(".article-body",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/{site.brand}/local/news/{slug(story.headline)}/"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number != 2:
            return ""
        return f'<div class="audio-embed"><p>{page.cut("player", stock.PLAYER)}</p></div>'

    def document(self, page: ArticlePage) -> str:
        presenter, track = stock.on_air(page.count + 7)
        values = {
            "head": head(page, json_ld(page)),
            "presenter": page.cut("radio", presenter, sure="On Air Now"),
            "track": page.cut("radio", track, sure="Now Playing"),
            "body": self.body(page),
        }
        return fill_page(page, "radio", values)


LAYOUT = Radio()
