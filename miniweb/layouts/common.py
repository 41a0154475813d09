"""What all designs share: the page being built, the body with its traps, lists, heads."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from miniweb.layouts import stock
from miniweb.model import Block, Site, Story, body_text
from words.london import LONDON

TWISTS = (
    "plain",
    "fused_ad",
    "empty_read_more",
    "plain",
    "broken_sentence",
    "sentence_caption",
    "support_before",
    "plain",
    "teaser_above",
    "external_marker",
    "glued_date",
    "dup_headline",
    "plain",
    "glued_newsletter",
    "leaked_markup",
    "glued_caption",
)
"""Traps that any design may carry; a posting has one of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The registry facts of one publisher group, as its TOML file will state them."""

    key: str
    name: str
    article_url: str
    not_article_url: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    feed_kind: str = "rss"
    access: str = "full"  # partial: the wall cuts stories short


@dataclass(frozen=True, kw_only=True, slots=True)
class Teaser:
    """Another story of the site, as lists show it."""

    title: str
    url: str
    summary: str
    published: datetime


@dataclass
class ArticlePage:
    """One article while it is being built: keeps book of what is kept and what is chaff."""

    site: Site
    story: Story
    url: str
    home: str  # http://host:port
    night: int
    count: int  # of requests so far: the banner changes with it
    twist: str
    rng: random.Random
    others: Sequence[Teaser]
    kept: list[Block] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    cut_after: int | None = None  # a wall shows only so many blocks

    def cut(self, kind: str, text: str, *, sure: str | None = None) -> str:
        """Note words as chaff of that class; return them escaped.

        `sure` is the part that is the same on every request, where there is such a part.
        """
        self.removed.append((kind, sure if sure is not None else text))
        return escape(text, quote=False)

    @property
    def headline(self) -> str:
        """The headline, escaped for HTML."""
        return escape(self.story.headline, quote=False)

    def standfirst(self, element: str) -> str:
        """Return the standfirst in an element given as `p class="x"`; empty without one."""
        if not self.story.standfirst:
            return ""
        name = element.split()[0]
        return f"<{element}>{escape(self.story.standfirst, quote=False)}</{name}>"

    @property
    def published_local(self) -> datetime:
        """The moment of publication in Europe/London."""
        return self.story.published.astimezone(LONDON)


class Layout:
    """One group's design. Modules subclass it and put one instance in LAYOUT."""

    group: Group

    def path(self, site: Site, story: Story, number: int) -> str:
        """Return the path of a story's page."""
        raise NotImplementedError

    def registry_path(self, site: Site, pattern: str) -> str:
        """Fill the title's own segment into a feed, sitemap or section path."""
        return pattern.replace("{brand}", site.brand)

    def document(self, page: ArticlePage) -> str:
        """Return the whole HTML page."""
        raise NotImplementedError

    def insert_after(self, page: ArticlePage, number: int) -> str:
        """Return chaff that this design puts after the n-th block of the body (HTML)."""
        return ""

    def read_more(self, page: ArticlePage, teaser: Teaser) -> str:
        """Return an in-body pointer to another story."""
        text = page.cut("related", f"READ MORE: {teaser.title}")
        return f'<p><strong><a href="{teaser.url}">{text}</a></strong></p>'

    def body(self, page: ArticlePage) -> str:
        """Return the body's HTML with inserts and the posting's twist; note what is kept."""
        parts: list[str] = [_before_body(page)]
        in_list = False
        for number, block in enumerate(page.story.blocks):
            if page.cut_after is not None and number >= page.cut_after:
                break
            html = _block_html(page, block, number)
            is_item = block.kind == "list_item"
            if is_item != in_list:
                parts.append("<ul>" if is_item else "</ul>")
            in_list = is_item
            parts.append(html)
            if insert := self.insert_after(page, number):
                parts.append(f"</ul>{insert}<ul>" if in_list else insert)
        parts.append("</ul>" if in_list else "")
        return "\n".join(part for part in parts if part).replace("<ul>\n</ul>", "")

    def section(self, site: Site, teasers: Iterable[Teaser], title: str) -> str:
        """Return a section page that lists stories."""
        items = "\n".join(
            f'<div class="teaser"><h3><a href="{t.url}">{escape(t.title)}</a></h3>'
            f"<p>{escape(t.summary)}</p></div>"
            for t in teasers
        )
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | '
            f'{escape(site.name)}</title></head><body><nav><a href="/">Home</a></nav>'
            f'<main><h1>{escape(title)}</h1>{items}</main><footer><a href="/privacy/">Privacy '
            "Notice</a></footer></body></html>"
        )


def _before_body(page: ArticlePage) -> str:
    if page.twist == "support_before":
        return "".join(f"<p>{page.cut('support', text)}</p>" for text in stock.SUPPORT)
    if page.twist == "dup_headline":
        return f"<p><strong>{page.cut('dup', page.story.headline)}</strong></p>"
    return ""


def _block_html(page: ArticlePage, block: Block, number: int) -> str:
    """Return one block as HTML; the twist may stand before, within or after it."""
    if block.kind == "list_item":
        page.kept.append(block)
        return f"<li>{escape(block.text, quote=False)}</li>"
    if block.kind == "subhead":
        page.kept.append(block)
        return f"<h3>{escape(block.text, quote=False)}</h3>"
    twisted = _TWISTED.get((page.twist, number))
    if twisted is None:
        page.kept.append(block)
        return f"<p>{escape(block.text, quote=False)}</p>"
    return twisted(page, block)


def _fused_ad(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    return (
        f"<p>{page.cut('ad', 'Hide AdAdvertisement Hide Ad')}{escape(block.text, quote=False)}</p>"
    )


def _glued_date(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    stamp = page.story.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"<p>{page.cut('date', stamp)}{escape(block.text, quote=False)}</p>"


def _empty_read_more(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    label = page.cut("related", "Read more:")
    return f"<p><strong>{label}</strong></p>\n<p>{escape(block.text, quote=False)}</p>"


def _broken_sentence(page: ArticlePage, block: Block) -> str:
    words = block.text.split()
    half = len(words) // 2
    halves = [" ".join(words[:half]), " ".join(words[half:])]
    page.kept += [Block(text=text) for text in halves]
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in halves)


def _sentence_caption(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    words = page.cut("caption", f"Staff at the council say that {page.site.area} can be proud.")
    return (
        f"<p>{escape(block.text, quote=False)}</p>\n"
        f'<figure><img src="/img/{page.story.id}b.jpg" alt=""><figcaption>{words}</figcaption>'
        "</figure>"
    )


def _glued_caption(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    credit = page.cut("caption", f"(Image: {page.site.name})")
    return f"<p>{escape(block.text, quote=False)} {credit}</p>"


def _external_marker(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    first, _, rest = escape(block.text, quote=False).partition(" ")
    marker = page.cut("markup", ", external")
    return (
        f'<p><a href="https://www.govuk.test/">{first}<span class="visually-hidden">{marker}'
        f"</span></a> {rest}</p>"
    )


def _glued_newsletter(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    words = page.cut("newsletter", stock.NEWSLETTER_GLUED)
    return f"<p>{escape(block.text, quote=False)}</p>\n<p>{words}</p>"


def _leaked_markup(page: ArticlePage, block: Block) -> str:
    page.kept.append(block)
    words = page.cut("markup", "[tptn_list limit=3 daily=1]")
    return f"<p>{escape(block.text, quote=False)}</p>\n<p>{words}</p>"


_TWISTED = {
    ("fused_ad", 1): _fused_ad,
    ("glued_date", 0): _glued_date,
    ("empty_read_more", 2): _empty_read_more,
    ("broken_sentence", 1): _broken_sentence,
    ("sentence_caption", 1): _sentence_caption,
    ("glued_caption", 1): _glued_caption,
    ("external_marker", 1): _external_marker,
    ("glued_newsletter", 1): _glued_newsletter,
    ("leaked_markup", 1): _leaked_markup,
}


def clean_text(page: ArticlePage) -> str:
    """Return the text that a reader should store for a page that was built."""
    return body_text(page.kept)


def slug(text: str) -> str:
    """Return a headline as a path segment."""
    folded = text.lower().replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:70].rstrip("-")


def teaser_above(page: ArticlePage) -> str:
    """Return a teaser of another story for above the headline, where the twist asks for one."""
    if page.twist != "teaser_above" or not page.others:
        return ""
    other = page.others[0]
    return (
        f'<div class="breaking-strip"><a href="{other.url}">{page.cut("related", other.title)}</a>'
        f"<p>{page.cut('related', other.summary)}</p></div>"
    )


def json_ld(page: ArticlePage, kind: str = "NewsArticle", **more: object) -> str:
    """Return a script element that describes the story."""
    story = page.story
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": story.headline,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": story.byline}],
        "mainEntityOfPage": page.url,
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'


def head(page: ArticlePage, *extra: str, og_title: str | None = None) -> str:
    """Return a head element with the usual meta tags."""
    story = page.story
    about = story.standfirst or story.blocks[0].text
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(story.headline)} | {escape(page.site.name)}</title>\n"
        f'<link rel="canonical" href="{page.url}">\n'
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(og_title or story.headline)}">\n'
        f'<meta property="og:url" content="{page.url}">\n'
        f'<meta name="description" content="{escape(about[:150])}">\n'
        f"{chr(10).join(extra)}\n</head>\n"
    )


def published_meta(page: ArticlePage) -> str:
    """Return the meta tag of the publication moment."""
    return (
        '<meta property="article:published_time" content="'
        f'{page.story.published.strftime("%Y-%m-%dT%H:%M:%SZ")}">'
    )


def links(page: ArticlePage, kind: str, count: int, start: int = 1) -> str:
    """Return list items with stories of the site."""
    return "".join(
        f'<li><a href="{other.url}">{page.cut(kind, other.title)}</a></li>'
        for other in page.others[start : start + count]
    )


def nav(page: ArticlePage, *words: str) -> str:
    """Return a menu of sections."""
    items = "".join(f'<li><a href="/{slug(w)}/">{page.cut("nav", w)}</a></li>' for w in words)
    skip = page.cut("nav", "Skip to main content")
    return f'<a class="skip" href="#main">{skip}</a><ul>{items}</ul>'


def footer(page: ArticlePage, owner: str) -> str:
    """Return the foot of a page."""
    items = "".join(f"<li>{page.cut('footer', word)}</li>" for word in stock.LEGAL)
    return (
        f"<footer><ul>{items}</ul><p>{page.cut('footer', f'© 2026 {owner}')}</p>"
        f"<p>{page.cut('footer', 'Registered Address:')} "
        f"{page.cut('footer', 'Unit 9, Old Tram Road, Fellchester')}</p></footer>"
    )
