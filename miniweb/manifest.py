"""The truth about every page: what it is, what it says and what a crawl should make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from miniweb.files_host import file_url
from miniweb.govuk import GOVUK, Item
from miniweb.layouts.common import ArticlePage, clean_text
from miniweb.model import PageTruth, Publication
from miniweb.news_host import NewsHost, moved_path
from miniweb.reports_site import REPORTS, is_shell, provider_path
from miniweb.sites import ROBOTS_DOWN
from miniweb.traps import Trap
from miniweb.world import Posting, World

_SPOILT = {
    "bomb": ("a tag with 20,000 attributes", ("stored", "unchanged")),  # by a reader that can
    "cut_gzip": ("gzip body cut short", ("failed",)),
}


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All pages of the miniature web.

    sources: registry key → `well`, or `robots_down` where nothing may be fetched.
    publications: URL of the file → the document behind it.
    """

    pages: tuple[PageTruth, ...]
    sources: dict[str, str]
    publications: dict[str, Publication]

    @cached_property
    def by_url(self) -> dict[str, PageTruth]:
        """Every page by its URL."""
        return {page.url: page for page in self.pages}

    def expected(
        self, night: int, *, role: str | None = None, again: bool = False
    ) -> dict[str, str]:
        """Return URL → state for the pages that a crawl should know by that night.

        again: the web was crawled on that night already, so what was stored is unchanged now.
        """
        found = {}
        for page in self.pages:
            state = page.expected.get(night)
            if state is not None and role in (None, page.role):
                found[page.url] = "unchanged" if again and state == "stored" else state
        return found

    def counts(self, night: int) -> Counter[tuple[str, str]]:
        """Return (source, state) → number of pages."""
        return Counter(
            (page.source, state)
            for page in self.pages
            if (state := page.expected.get(night)) is not None
        )

    def articles(self) -> list[PageTruth]:
        """Return the stories, without traps, listings and documents."""
        return [page for page in self.pages if page.role == "article"]


def build_manifest(
    world: World,
    hosts: Iterable[NewsHost],
    traps: Iterable[Trap],
    items: Iterable[Item],
    port: int,
) -> Manifest:
    """Return the truth about everything that is served on that port."""
    by_key = {host.site.key: host for host in hosts}
    pages = [
        page
        for posting in world.postings
        for page in _article(posting, by_key[posting.site.key], port)
    ]
    pages += [_trap(trap, by_key[trap.site]) for trap in traps]
    pages += [page for host in by_key.values() for page in _listings(host)]
    pages += [*_official(world, port), *_establishments(world, port)]
    for item in items:
        pages += [_content(item, port), *_attachments(item)]
    sources = dict.fromkeys([*by_key, "ofsted", "govuk"], "well") | {ROBOTS_DOWN: "robots_down"}
    return Manifest(
        pages=tuple(pages),
        sources=sources,
        publications={file_url(p.key, port): p for p in world.publications},
    )


def _article(posting: Posting, host: NewsHost, port: int) -> Iterator[PageTruth]:
    """Yield a story's page, and its second addresses."""
    built, _ = host.build(posting, 1)
    after, _ = host.build(posting, 2)
    story = posting.story
    state = "stored" if story.on_topic else "off_topic"
    reason, also_right = _SPOILT.get(posting.transport, (posting.transport, ()))
    if posting.transport in _SPOILT:
        state = "quarantined"
    quoted = "\n".join(block.text for block in built.kept)
    truth = PageTruth(
        url=host.home + posting.path,
        source=posting.site.key,
        role="article",
        expected=_by_night(posting, state),
        also_right=(*also_right, *_also_right(posting)),
        reason=reason or posting.twist,
        title=story.headline,
        standfirst=story.standfirst,
        byline=story.byline,
        published=story.published,
        text={1: clean_text(built), 2: clean_text(after)},
        titles={1: story.headline, 2: posting.story_on(2).headline},
        removed=tuple((kind, words) for kind, words in built.removed if _tells(words, built)),
        story=story.family,
        about=tuple(file_url(key, port) for key in story.about),
        quotations=tuple(q for q in story.quotations if q.printed in quoted),
        discovered_via=posting.via,
    )
    yield truth
    nowhere: dict[int, str | None] = {1: None, 2: None}
    second = replace(truth, expected=nowhere, alias_of=truth.url, discovered_via=())
    for url, words, may_be_fetched in _second_urls(posting, host, port):
        also = ("stored", "unchanged") if may_be_fetched else ()
        yield replace(second, url=url, reason=words, also_right=also)


def _tells(words: str, built: ArticlePage) -> bool:
    """Whether chaff may be looked for; a menu's "Win" stands in any Windmill Street."""
    return bool(words) and (len(words) > 12 or words not in clean_text(built))


def _by_night(posting: Posting, state: str) -> dict[int, str | None]:
    """Return the state after each night; a page seen twice is unchanged, unless it changed."""
    if posting.from_night == 2:
        return {1: None, 2: state}
    again = "unchanged" if state == "stored" else state
    if posting.later:
        again = "stored"
    if posting.until_night == 2:
        again = "gone"
    return {1: state, 2: again}


def _also_right(posting: Posting) -> tuple[str, ...]:
    if posting.until_night == 2 and not posting.still_listed:
        return ("stored",)  # nobody is told, unless known pages are visited again
    return ()


def _second_urls(posting: Posting, host: NewsHost, port: int) -> Iterator[tuple[str, str, bool]]:
    """Yield each further address of a page: why it is one, and whether a crawl may know it."""
    if posting.transport == "moved":
        yield host.home + moved_path(posting), "where a redirect leads", True
    for alias in posting.site.aliases:
        yield f"http://{alias}:{port}{posting.path}", "the older host of the same outlet", False
    if posting.second_path:
        yield host.home + posting.second_path, "a second address, linked for a few stories", True


def _trap(trap: Trap, host: NewsHost) -> PageTruth:
    again = "unchanged" if trap.expected == "stored" else trap.expected
    return PageTruth(
        url=host.home + trap.path,
        source=trap.site,
        role="trap",
        expected={1: trap.expected, 2: again},
        also_right=trap.also_right,
        status=trap.status,
        reason=trap.reason,
        page_kind=trap.page_kind,
        title=trap.title,
        discovered_via=("feed",),
    )


def _listings(host: NewsHost) -> Iterator[PageTruth]:
    group, site = host.group, host.site
    paths = [host.layout.registry_path(site, p) for p in (*group.feeds, *group.sections)]
    for path in (*paths, *group.sitemaps, "/robots.txt"):
        status = 500 if path == "/robots.txt" and site.key == ROBOTS_DOWN else 200
        if path == "/robots.txt" and site.variety == "plain":
            status = 404
        yield PageTruth(
            url=host.home + path,
            source=site.key,
            role="listing",
            expected={1: None, 2: None},
            page_kind="index",
            status=status,
        )


def _official(world: World, port: int) -> Iterator[PageTruth]:
    reports = f"http://{REPORTS}:{port}"
    for authority in world.authorities:
        yield PageTruth(
            url=reports + provider_path(authority),
            source="ofsted",
            role="provider",
            expected={1: None, 2: None},
            title=authority.name,
            reason="JavaScript shell: an alarm" if is_shell(world, authority) else "",
        )
    for publication in world.publications:
        yield PageTruth(
            url=file_url(publication.key, port),
            source="ofsted",
            role="publication",
            expected=_publication_states(publication),
            also_right=_publication_also(publication),
            reason=publication.answers if publication.answers != "pdf" else publication.kind,
            title=publication.title,
            discovered_via=("provider",),
        )


def _establishments(world: World, port: int) -> Iterator[PageTruth]:
    """Yield schools and nurseries; a night knows them only if it is told to look for them."""
    nowhere: dict[int, str | None] = {1: None, 2: None}
    for one in world.establishments:
        url = f"http://{REPORTS}:{port}{one.path}"
        yield PageTruth(url=url, source="ofsted", role="provider", expected=nowhere, title=one.name)
        for publication in one.publications:
            yield PageTruth(
                url=file_url(publication.key, port),
                source="ofsted",
                role="publication",
                expected=nowhere,
                also_right=("stored", "unchanged"),
                reason="of a school or nursery: known only if these are crawled",
                title=publication.title,
                discovered_via=("provider",),
            )


def _publication_states(publication: Publication) -> dict[int, str | None]:
    state = {"pdf": "stored", "soft_404": "gone", "broken_pdf": "quarantined"}[publication.answers]
    if publication.from_night == 2:
        return {1: None, 2: state}
    return {1: state, 2: "gone" if publication.until_night == 2 else state}


def _publication_also(publication: Publication) -> tuple[str, ...]:
    if publication.answers == "soft_404":
        return ("not_article", "quarantined")
    if publication.until_night == 2:
        return ("stored", "unchanged")  # where a known file is not fetched again
    return ("unchanged",) if publication.answers == "pdf" else ()


def _content(item: Item, port: int) -> PageTruth:
    state: str | None = {"redirect": "not_article", "gone": "gone"}.get(item.state, "stored")
    foreign = item.organisation != "ofsted"
    first = None if item.from_night == 2 or foreign else state
    text = "\n\n".join(item.paragraphs)
    return PageTruth(
        url=f"http://{GOVUK}:{port}/api/content{item.path}",
        source="govuk",
        role="content",
        expected={1: first, 2: None if foreign else state},
        also_right=("unchanged", "not_article", "gone", "stored"),
        status=410 if item.state == "gone" else 200,
        reason=item.state if item.state != "live" else item.schema,
        title=item.title,
        text={1: text, 2: "\n\n".join(item.paragraphs_on(2))},
        discovered_via=("search",) if item.searchable else ("link",),
    )


def _attachments(item: Item) -> Iterator[PageTruth]:
    """Yield the files that are attached to an item: a PDF is a publication, a table is not.

    Of a series of tables the latest is read, which stands first; nobody asks for the others.
    """
    files = [one for one in item.attachments if one["attachment_type"] == "file"]
    latest = next((one for one in files if one["content_type"] == "text/csv"), None)
    for attachment in files:
        pdf = attachment["content_type"] == "application/pdf"
        read = pdf or attachment is latest
        yield PageTruth(
            url=attachment["url"],
            source="govuk",
            role="publication" if pdf else "table",
            expected={1: "stored", 2: "stored"} if read else {1: None, 2: None},
            also_right=("unchanged",),
            reason="attached to a page; the reports site has the same file" if pdf else "",
            title=attachment["title"],
            discovered_via=("link",),
        )
