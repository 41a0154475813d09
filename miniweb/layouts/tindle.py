"""Small-town weeklies: `/news/{slug}-{6 digits}`, plain pages, anonymous wrappers."""

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

_RESERVED = '<meta name="tdm-reservation" content="1">'


class Tindle(Layout):
    """No class worth the name around the body; the date stands only in a `time` element."""

    group = Group(
        key="small_towns",
        name="Small Towns Press",
        article_url=r"^/news/[a-z0-9-]+-\d{6}$",
        sitemaps=("/sitemap.xml",),
        sections=("/news",),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/news/{slug(story.headline)}-{610000 + number}"

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number != 5:
            return ""
        paper = page.cut("promo", f"Full story in this week's {page.site.name}")
        return f"<p><em>{paper}</em></p>"

    def document(self, page: ArticlePage) -> str:
        return fill_page(page, "tindle", {"head": head(page, _RESERVED), "body": self.body(page)})


LAYOUT = Tindle()
