"""Answers for one news site (or for a second host of the same outlet)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from miniweb import listings
from miniweb.exchange import Request, Response, gzipped, not_found, page, redirect, xml
from miniweb.layouts import layout_of
from miniweb.layouts.common import ArticlePage, Teaser
from miniweb.listings import Entry
from miniweb.model import Site
from miniweb.sites import ROBOTS_DOWN
from miniweb.traps import Trap
from miniweb.world import Posting

_BOMB_ATTRIBUTES = 20_000
_SLOW_SECONDS = 2.0


class NewsHost:
    """One site's pages, listings and traps."""

    def __init__(
        self, site: Site, postings: Sequence[Posting], traps: Sequence[Trap], port: int
    ) -> None:
        self.site = site
        self.port = port
        self.layout = layout_of(site)
        self.group = self.layout.group
        self.home = f"http://{site.host}:{port}"
        self.postings = sorted(postings, key=lambda p: p.story.published, reverse=True)
        self.traps = {trap.path: trap for trap in traps}
        self._by_path: dict[str, tuple[Posting, bool]] = {}
        for posting in postings:
            moved = posting.transport == "moved"
            self._by_path[posting.path] = (posting, moved)
            for path in (posting.second_path, moved_path(posting) if moved else None):
                if path:
                    self._by_path[path] = (posting, False)

    def respond(self, request: Request) -> Response:
        """Answer for a page, a listing, robots.txt or a trap."""
        if request.path == "/robots.txt":
            return self._robots()
        if trap := self.traps.get(request.path):
            return trap.answer(request, self.port)
        if found := self._by_path.get(request.path):
            return self._article(*found, request)
        return self._listing(request)

    def _robots(self) -> Response:
        if self.site.key == ROBOTS_DOWN:
            return page("<h1>Internal Server Error</h1>", 500)
        if self.site.variety == "plain":
            return not_found()
        text = listings.robots(self.group, self.home)
        return Response(body=text.encode(), content_type="text/plain")

    def _listing(self, request: Request) -> Response:
        fill = self.layout.registry_path
        if request.path in [fill(self.site, p) for p in self.group.feeds]:
            form = listings.atom if self.group.feed_kind == "atom" else listings.rss
            return xml(form(self.site, self.home, self.entries(request.night, "feed")))
        if request.path in self.group.sitemaps:
            return xml(listings.news_sitemap(self.site, self.entries(request.night, "sitemap")))
        if request.path in (*(fill(self.site, p) for p in self.group.sections), "/"):
            return page(self._section(request.night))
        return not_found()

    def entries(self, night: int, via: str) -> list[Entry]:
        """Return what one kind of listing names on a night, newest first."""
        found = [
            Entry(
                title=posting.story_on(night).headline,
                url=self.home + posting.path,
                summary=_summary(posting, night),
                published=posting.story.published,
                modified=posting.story_on(night).modified or posting.story.published,
                via=posting.via,
            )
            for posting in self.postings
            if via in posting.via and posting.is_listed(night)
        ]
        if not found:
            return found
        oldest = found[-1]
        trap_door = "feed" if self.group.feeds else "section"
        return found + [
            replace(oldest, title=trap.title, url=self.home + trap.path, summary=trap.title)
            for trap in self.traps.values()
            if via == trap_door
        ]

    def _section(self, night: int) -> str:
        teasers = [
            Teaser(title=e.title, url=e.url, summary=e.summary, published=e.published)
            for e in self.entries(night, "section")
        ]
        for alias in self.site.aliases:  # the older host still stands in some links
            older = f"http://{alias}:{self.port}"
            teasers += [replace(t, url=t.url.replace(self.home, older)) for t in teasers[:3]]
        if self.site.group == "trade":  # and the older address of the same story
            old = ("/content/news/", "/news/article/")
            teasers += [replace(t, url=t.url.replace(*old)) for t in teasers[:2]]
        html = self.layout.section(self.site, teasers, f"News from {self.site.area}")
        topic = (
            '<p><a href="/topics/ofsted/">All about Ofsted</a> <a href="/tag/council/">Tags</a></p>'
        )
        return html.replace("</main>", f"{topic}</main>")

    def build(self, posting: Posting, night: int, count: int = 0) -> tuple[ArticlePage, str]:
        """Return the page of a posting as it stands on a night, and its HTML."""
        others = [
            Teaser(
                title=other.story.headline,
                url=self.home + other.path,
                summary=_summary(other, 1),
                published=other.story.published,
            )
            for other in self._neighbours(posting)
        ]
        article = ArticlePage(
            site=self.site,
            story=posting.story_on(night),
            url=self.home + posting.path,
            home=self.home,
            night=night,
            count=count,
            twist=posting.twist,
            rng=random.Random(posting.number),
            others=others,
            cut_after=posting.cut_after,
        )
        return article, self.layout.document(article)

    def _neighbours(self, posting: Posting) -> list[Posting]:
        firm = [p for p in self.postings if p.from_night == 1 and p.story.id != posting.story.id]
        turn = posting.number % max(len(firm), 1)
        return (firm[turn:] + firm[:turn])[:8]

    def _article(self, posting: Posting, moved: bool, request: Request) -> Response:
        if not posting.is_up(request.night):
            return not_found()
        if moved:
            return redirect(self.home + moved_path(posting))
        if posting.transport == "busy_once" and request.hits == 0:
            return Response(status=503, body=b"Busy", headers={"Retry-After": "1"})
        _, html = self.build(posting, request.night, request.count)
        return _transported(posting.transport, html)


def moved_path(posting: Posting) -> str:
    """Return where a page went whose old address redirects."""
    return posting.path.rstrip("/") + "-in-full/"


def _transported(transport: str, html: str) -> Response:
    body = html.encode()
    if transport in ("gzip", "cut_gzip"):
        return gzipped(body, cut=transport == "cut_gzip")
    if transport == "cp1252":
        return Response(body=html.encode("cp1252", "xmlcharrefreplace"), content_type="text/html")
    if transport == "bomb":
        attributes = " ".join(f"data-x{n}=''" for n in range(_BOMB_ATTRIBUTES))
        return page(html.replace('<main id="main"', f'<main id="main" {attributes}'))
    return Response(body=body, delay=_SLOW_SECONDS if transport == "slow" else 0.0)


def _summary(posting: Posting, night: int) -> str:
    story = posting.story_on(night)
    return story.standfirst or story.blocks[0].text
