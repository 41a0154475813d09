"""A chain whose advertisements announce themselves: "Hide Ad" lines between any two paragraphs."""

from __future__ import annotations

from miniweb.layouts import stock
from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    head,
    json_ld,
    published_meta,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story


class NationalWorld(Layout):
    """`/news/{section}/{slug}-{7 digits}`; body in `#content-wrapper .markup`."""

    group = Group(
        key="island_press",
        name="Island Press",
        article_url=r"/[a-z-]+/[a-z0-9-]+-\d{7}$",
        not_article_url=("/topic/",),
        feeds=("/rss",),
        sitemaps=("/sitemap-news.xml",),
        sections=("/news/",),
        title=("article > h1",),
        body=("#content-wrapper .markup",),
        standfirst=("article > p.standfirst",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        section = "education" if story.genre in ("school", "nursery") else "people"
        return f"/news/{section}/{slug(story.headline)}-{5400000 + number}"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        lines = {
            2: ("Hide Ad", "Advertisement", "Hide Ad"),
            4: ("Hide Ad",),
            7: ("Article continues below",),
        }
        if number == 5:
            return f"<p>{page.cut('newsletter', stock.NEWSLETTER)}</p>"
        ads = "".join(f"<p>{page.cut('ad', line)}</p>" for line in lines.get(number, ()))
        return f'<div class="ad">{ads}</div>' if ads else ""

    def document(self, page: ArticlePage) -> str:
        values = {
            "head": head(page, json_ld(page), published_meta(page)),
            "body": self.body(page),
        }
        return fill_page(page, "national_world", values)


LAYOUT = NationalWorld()
