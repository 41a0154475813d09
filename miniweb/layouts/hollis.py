"""A social-work firm's news pages: no date, no byline, bullet lists that are body, a bare link."""

from __future__ import annotations

from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    head,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story


class Hollis(Layout):
    """`/{slug}/`; body in `.entry-content`, ended by a bare link text."""

    group = Group(
        key="hollispage",
        name="HollisPage",
        article_url=r"^/[a-z0-9]+(?:-[a-z0-9]+){3,}/$",
        not_article_url=("^/category/", "^/tag/"),
        feeds=("/feed/",),
        sections=("/category/news/",),
        body=(".entry-content",),
        standfirst=("p.intro",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/{slug(story.headline)}/"

    def document(self, page: ArticlePage) -> str:
        return fill_page(page, "hollis", {"head": head(page), "body": self.body(page)})


LAYOUT = Hollis()
