"""Listings: what feeds, sitemaps and section pages give, and what must not reach a parser."""

from __future__ import annotations

import contextlib
import gzip
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.discovery.feed import read_feed
from crawler.discovery.links import BadListing, Link
from crawler.discovery.section import read_section
from crawler.discovery.sitemap import read_sitemap
from crawler.sources.registry import load_sources
from crawler.spiders.news import Named, bad_links_of, pages_of

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Dale</title>
<item><title>Town &amp; hall</title><link>https://www.dale.test/a</link>
<pubDate>Mon, 02 Mar 2026 09:30:00 +0100</pubDate></item>
<item><title>No link</title></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
NEWS_SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>
https://www.dale.test/a </loc><lastmod>2026-03-02T10:00:00Z</lastmod><news:news>
<news:publication><news:name>Dale</news:name></news:publication><news:publication_date>2026-03-02</news:publication_date>
<news:title>Town hall</news:title></news:news></url><url><loc>https://www.dale.test/b</loc></url></urlset>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title>
<link>https://www.dale.test/a</link></item></channel></rss>"""


def test_a_feed_gives_links_titles_and_times_in_utc() -> None:
    links = read_feed(RSS.encode()).links
    assert links[0] == Link(
        url="https://www.dale.test/a",
        title="Town & hall",
        published=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    )
    assert [link.url for link in links[1:]] == ["javascript:alert(1)"]


def test_a_feed_that_breaks_off_gives_the_items_before_the_break() -> None:
    assert read_feed(RSS.encode()[:300]).links[0].url == "https://www.dale.test/a"


def test_the_bytes_of_a_feed_are_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(RSS)
    with pytest.raises(BadListing, match="not a feed"):
        read_feed(str(file).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    for read in (read_feed, read_sitemap):
        with pytest.raises(BadListing, match="document type"):
            read(ENTITIES.encode(encoding))


@pytest.mark.parametrize("data", [b"", b"{}", b"<html><body>x</body></html>", bytes(range(256))])
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(BadListing):
        read_feed(data)


def test_an_html_page_in_place_of_a_feed_is_named() -> None:
    with pytest.raises(BadListing, match="HTML page"):
        read_feed(b"<!DOCTYPE html><html><body>Not found</body></html>")


def test_a_feed_over_five_megabytes_is_refused() -> None:
    with pytest.raises(BadListing, match="more than a feed needs"):
        read_feed(b"<rss>" + b" " * (5 * 1024 * 1024))


def test_a_news_sitemap_gives_title_and_dates_also_when_gzipped() -> None:
    for data in (NEWS_SITEMAP.encode(), gzip.compress(NEWS_SITEMAP.encode())):
        links = read_sitemap(data).links
        assert links[0] == Link(
            url="https://www.dale.test/a",
            title="Town hall",
            published=datetime(2026, 3, 2, tzinfo=UTC),
            modified=datetime(2026, 3, 2, 10, tzinfo=UTC),
        )
        assert links[1] == Link(url="https://www.dale.test/b")


def test_a_sitemap_index_gives_sitemaps_and_no_more_than_two_hundred() -> None:
    parts = "".join(
        f"<sitemap><loc>https://www.dale.test/{n}.xml</loc></sitemap>" for n in range(500)
    )
    found = read_sitemap(f"<sitemapindex>{parts}</sitemapindex>".encode())
    assert len(found.sitemaps) == 200
    assert not found.links


def test_a_sitemap_bomb_and_what_is_no_sitemap_are_refused() -> None:
    for data in (gzip.compress(bytes(30 * 1024 * 1024)), b"<html/>", b"", b"\x1f\x8bxx"):
        with pytest.raises(BadListing):
            read_sitemap(data)


def test_a_section_page_gives_each_link_once_with_its_words() -> None:
    html = (
        "<html><body><nav><a href='/'>Home</a></nav><a href='/news/a'><img></a>"
        "<h2><a href=' /news/a'>Town  hall</a></h2><a name='x'>no link</a></body></html>"
    )
    assert read_section(html.encode()).links == (
        Link(url="/", title="Home"),
        Link(url="/news/a", title="Town hall"),
    )


def test_a_section_page_gives_two_thousand_links_from_both_its_ends() -> None:
    html = "".join(f"<a href='/news/{n}'>x</a>" for n in range(20_000))
    found = read_section(html.encode())
    assert (len(found.links), found.cut) == (2000, 18_000)
    assert (found.links[0].url, found.links[-1].url) == ("/news/0", "/news/19999")


@pytest.mark.parametrize("count", [20_000, 200_000])
def test_an_attribute_bomb_is_refused_before_a_parser_sees_it(count: int) -> None:
    bomb = (
        "<html><body><p " + " ".join(f'a{n}="v{n}>"' for n in range(count)) + ">x</p></body></html>"
    )
    began = time.monotonic()
    for read in (read_section, read_feed, read_sitemap):
        with pytest.raises(BadListing, match="a tag of"):
            read(bomb.encode()[: 5 * 1024 * 1024 - 1])
    assert time.monotonic() - began < 3


def test_a_long_tag_with_one_long_value_is_no_bomb() -> None:
    html = (
        f"<html><body><div data-state='{'x' * 100_000}'><a href='/news/a'>A</a></div></body></html>"
    )
    assert [link.url for link in read_section(html.encode()).links] == ["/news/a"]


def test_the_prescan_is_linear_on_what_would_make_it_go_back() -> None:
    for data in (b"<a " * 500_000, b"<a '" * 300_000, b'<a "' * 300_000, b"<" * 1_000_000):
        began = time.monotonic()
        with contextlib.suppress(BadListing):
            read_section(data[:1_000_000])
        assert time.monotonic() - began < 5


def test_what_several_listings_say_of_a_story_is_put_together() -> None:
    source = next(source for source in load_sources() if source.key == "bolton_news")
    home = source.url
    path = "/news/24012345.town-hall/"
    named = [
        Named(link=Link(url=path, title="Town"), via="section", listing=f"{home}/news/"),
        Named(
            link=Link(
                url=f"{home}{path}?utm_source=rss", published=datetime(2026, 3, 2, tzinfo=UTC)
            ),
            via="feed",
            listing=f"{home}/news/rss/",
        ),
        Named(link=Link(url="/sport/1.x/"), via="section", listing=f"{home}/news/"),
    ]
    (page,) = pages_of(named, source, 7)
    assert page.url == f"{home}{path}"
    assert page.listing == {
        "title": "Town",
        "published": "2026-03-02T00:00:00+00:00",
        "via": "feed",
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("javascript:alert(1)", "scheme: javascript"),
        ("file:///etc/passwd", "scheme: file"),
        ("http://127.0.0.1/x", "private_address: 127.0.0.1"),
        ("http://localhost/x", "private_address: localhost"),
        ("http://0x7f.1/x", "private_address: 0x7f.1"),
        ("http://[::ffff:127.0.0.1]/x", "private_address: ::ffff:127.0.0.1"),
        ("https://www.elsewhere.test/x", None),
        ("/news/a", None),
    ],
)
def test_a_feeds_entry_that_nobody_may_follow_has_a_reason(url: str, reason: str | None) -> None:
    entry = Named(link=Link(url=url), via="feed", listing="https://www.dale.test/feed")
    assert [why for _, why in bad_links_of([entry], 1)] == ([reason] if reason else [])
    section = Named(link=Link(url=url), via="section", listing="https://www.dale.test/")
    assert not bad_links_of([section], 1)
