"""Independents on a common blog engine: `.entry-content`, share buttons, tags, comment form."""

from __future__ import annotations

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


class WordPress(Layout):
    """`/{yyyy}/{mm}/{slug}/` or `/{slug}/`; body in `.entry-content`."""

    group = Group(
        key="independents",
        name="Independents",
        article_url=r"^/(?:\d{4}/\d{2}/)?[a-z0-9]+(?:-[a-z0-9]+){2,}/$",
        not_article_url=("^/tag/", "^/category/", "^/author/"),
        feeds=("/feed/",),
        sections=("/category/news/",),
        title=("h1.entry-title",),
        body=(".entry-content",),
        standfirst=(".entry-summary",),
        strip=(".sharedaddy", ".jp-relatedposts"),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        prefix = f"/{story.published:%Y/%m}" if site.variety == "dated" else ""
        return f"{prefix}/{slug(story.headline)}/"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number != 4:
            return ""
        plea = page.cut("support", f"{page.site.name} is run by volunteers. Become a member today")
        return f'<div class="wp-block-group membership"><p>{plea}</p></div>'

    def document(self, page: ArticlePage) -> str:
        values = {
            "head": head(page, published_meta(page), json_ld(page, "Article")),
            "body": self.body(page),
            "desk": f"desk@{page.site.host.removeprefix('www.')}",
        }
        return fill_page(page, "wordpress", values)


LAYOUT = WordPress()
