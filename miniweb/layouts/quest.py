"""A radio-and-paper network: one outlet on two hosts, On Air banner, weather list at the end."""

from __future__ import annotations

from miniweb.layouts import stock
from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    Teaser,
    head,
    json_ld,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story


class Quest(Layout):
    """`/news/{paper}/{slug}`; body in `article > p`."""

    group = Group(
        key="stillnothere",
        name="Still Not Here Media",
        article_url=r"^/news/[a-z-]+/[a-z0-9-]{12,}$",
        not_article_url=("/news/[a-z-]+/feed",),
        feeds=("/news/{brand}/feed.xml",),
        sections=("/news/{brand}/",),
        title=(".o-headline",),
        body=("article.o-article",),
        standfirst=(".news-abstract",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/news/{site.brand}/{slug(story.headline)}"

    def document(self, page: ArticlePage) -> str:
        presenter, track = stock.on_air(page.count)
        values = {
            "head": head(page, json_ld(page)),
            "presenter": page.cut("radio", presenter, sure="On Air Now"),
            "track": page.cut("radio", track, sure="Now Playing"),
            "body": self.body(page),
            "more": "".join(_more(page, teaser) for teaser in page.others[1:5]),
            "days": "".join(_day(page, *day) for day in stock.forecast(page.night)),
        }
        return fill_page(page, "quest", values)


def _day(page: ArticlePage, day: str, heat: str) -> str:
    sure = "" if heat in page.story.text else heat
    return (
        f"<li>{page.cut('weather', day, sure='')}<p>{page.cut('weather', heat, sure=sure)}</p></li>"
    )


def _more(page: ArticlePage, teaser: Teaser) -> str:
    return (
        f'<li><a href="{teaser.url}">{page.cut("related", teaser.title)}</a>'
        f"<p>{page.cut('related', teaser.summary)}</p></li>"
    )


LAYOUT = Quest()
