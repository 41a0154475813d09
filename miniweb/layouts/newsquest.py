"""A large regional chain: eight-digit ids, subscriber notice first, comment prompts last."""

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


class Newsquest(Layout):
    """`/news/{8 digits}.{slug}/`; body in `.article-wrapper`."""

    group = Group(
        key="northquill",
        name="Northquill Regional",
        article_url=r"/news/(?:[a-z]+/)?\d{8}\.",
        not_article_url=("/topics/",),
        feeds=("/news/rss/",),
        sitemaps=("/sitemap-news.xml",),
        sections=("/news/",),
        title=("h1.headline",),
        body=("#subscription-content", ".article-wrapper"),
        standfirst=(".article-standfirst",),
        strip=(".subscriber-notice",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/news/{25310000 + number}.{slug(story.headline)}/"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number == 3 and len(page.others) > 2:
            return self.read_more(page, page.others[2])
        words = {1: "Advertisement", 6: "- Advertisement -"}.get(number)
        return f'<div class="mar-ad"><p>{page.cut("ad", words)}</p></div>' if words else ""

    def document(self, page: ArticlePage) -> str:
        values = {
            "head": head(page, json_ld(page)),
            "body": self.body(page),
            "picture": stock.caption(page.rng),
        }
        return fill_page(page, "newsquest", values)


LAYOUT = Newsquest()
