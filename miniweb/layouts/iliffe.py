"""A county publisher: `/{area}/news/{slug}-{digits}/`, category above the story, Atom feed."""

from __future__ import annotations

from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    head,
    published_meta,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story

_NO_AI = '<meta name="robots" content="max-image-preview:large, noai, noimageai">'


class Iliffe(Layout):
    """Body in `.PageContent > .PageStory > p`; no JSON-LD at all."""

    group = Group(
        key="county_printers",
        name="County Printers",
        article_url=r"^/[a-z]+/news/[a-z0-9-]+-\d{5,}/$",
        not_article_url=("/whats-on/",),
        feeds=("/_api/rss/{brand}_news_feed.xml",),
        sections=("/{brand}/news/",),
        title=(".PageHeading h1",),
        body=(".PageContent > .PageStory",),
        standfirst=(".PageContent > .Intro",),
        feed_kind="atom",
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/{site.brand}/news/{slug(story.headline)}-{934000 + number}/"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number == 0:
            picture = page.cut("caption", f"Picture: {page.story.byline}")
            photo = f'<img src="/p/{page.story.id}.jpg" alt="">'
            return f'<div class="Photo">{photo}<p>{picture}</p></div>'
        if number == 3:
            return f'<div class="MPU"><p>{page.cut("ad", "More news, no ads")}</p></div>'
        return ""

    def document(self, page: ArticlePage) -> str:
        values = {
            "head": head(page, published_meta(page), _NO_AI),
            "body": self.body(page),
            "mail": page.site.brand,
        }
        return fill_page(page, "iliffe", values)


LAYOUT = Iliffe()
