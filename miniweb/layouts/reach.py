"""A chain with two designs: microdata until 2024, `data-testid` and articleBody since."""

from __future__ import annotations

from miniweb.layouts import stock
from miniweb.layouts.common import (
    ArticlePage,
    Group,
    Layout,
    Teaser,
    clean_text,
    head,
    json_ld,
    published_meta,
    slug,
)
from miniweb.layouts.templates import fill_page
from miniweb.model import Site, Story


class Reach(Layout):
    """`/news/{area}-news/{slug}-{8 digits}`; the og:title differs from the h1 on purpose."""

    group = Group(
        key="riverside_media",
        name="Riverside Media",
        article_url=r"/[a-z-]+/[a-z0-9-]+-\d{8}$",
        not_article_url=("/all-about/",),
        feeds=("/rss.xml",),
        sitemaps=("/map_news.xml",),
        sections=("/news/",),
        title=('[itemprop="headline name"]', "h1"),
        body=("[itemprop=articleBody]", '[data-testid="article-body"]'),
        standfirst=("[itemprop=description]", "[data-testid=leadtext]"),
        strip=("reach-mpu", "reach-taboola", "reach-adyoulike", "p:has([data-link-tracking])"),
    )

    def path(self, site: Site, story: Story, number: int) -> str:
        return f"/news/{site.brand}-news/{slug(story.headline)}-{28110000 + number}"

    def read_more(self, page: ArticlePage, teaser: Teaser) -> str:
        text = page.cut("related", f"Read more: {teaser.title}")
        return (
            f'<p><a href="{teaser.url}" data-link-tracking="InArticle|Link"><strong>{text}</strong>'
            "</a></p>"
        )

    def insert_after(self, page: ArticlePage, number: int) -> str:
        if number == 2:
            return "".join(f"<p>{page.cut('newsletter', text)}</p>" for text in stock.WHATSAPP)
        if number == 5:
            return f"<reach-mpu><p>{page.cut('ad', 'Advertisement')}</p></reach-mpu>"
        if number in (1, 6) and len(page.others) > 3:
            pointer = self.read_more(page, page.others[number % 4 + 1])
            return pointer.replace("<p>", "<p>\u200b") if number == 6 else pointer
        return ""

    def document(self, page: ArticlePage) -> str:
        design = page.site.variety
        values = {"body": self.body(page), "picture": stock.caption(page.rng)}
        values["article"] = fill_page(page, f"reach_{design}", values)
        described = json_ld(page, articleBody=clean_text(page).replace("\n\n", " "))
        values["head"] = head(
            page,
            described if design == "2026" else published_meta(page),
            og_title=f"{page.story.headline} - live reaction",
        )
        return fill_page(page, "reach", values)


LAYOUT = Reach()
