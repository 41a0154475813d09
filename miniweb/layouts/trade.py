"""A trade magazine behind a register wall: most stories stop after a few paragraphs."""

from __future__ import annotations

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


class Trade(Layout):
    """`/content/news/{slug}` and, for some, the same story at `/news/article/{slug}`."""

    group = Group(
        key="calling_press",
        name="Calling Press",
        article_url=r"^/(?:content/news|news/article)/[a-z0-9-]+$",
        not_article_url=("/content/events/",),
        feeds=("/rss/news",),
        sections=("/news/",),
        title=("h1.article-title",),
        body=(".article-content",),
        standfirst=("p.lead",),
        strip=(".register-wall",),
        access="partial",
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/content/news/{slug(story.headline)}"

    def document(self, page: ArticlePage) -> str:
        free = page.cut_after is None
        values = {
            "head": head(page, json_ld(page, isAccessibleForFree=free)),
            "body": self.body(page),
            "wall": "" if free else fill_page(page, "trade_wall", {}),
        }
        return fill_page(page, "trade", values)


LAYOUT = Trade()
