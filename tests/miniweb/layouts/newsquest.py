"""A large regional chain: eight-digit ids, subscriber notice first, comment prompts last."""

from __future__ import annotations

from tests.miniweb.layouts import stock
from tests.miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    head,
    json_ld,
    slug,
)
from tests.miniweb.layouts.templates import fill_page
from tests.miniweb.model import Site, Story


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
        strip=(".p402_hide",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/news/{25310000 + number}.{slug(story.headline)}/"

    def inserts(self, page: ArticlePage) -> dict[int, str]:
        found = {
            1: f'<div class="mar-ad"><p>{page.cut("ad", "Advertisement")}</p></div>',
            6: f'<div class="mar-ad"><p>{page.cut("ad", "- Advertisement -")}</p></div>',
        }
        if len(page.others) > 2:
            found[3] = self.read_more(page, page.others[2])
        return found

    def document(self, page: ArticlePage) -> str:
        values = {
            "head": head(page, json_ld(page)),
            "body": self.body(page),
            "picture": stock.caption(page.rng),
        }
        return fill_page(page, "newsquest", values)


LAYOUT = Newsquest()
