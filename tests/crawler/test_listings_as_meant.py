"""Feeds, sitemaps and sections as the person who wrote them meant them, and what a limit leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.discovery.feed import read_feed
from crawler.discovery.links import BadListing, Link, newest
from crawler.discovery.section import read_section
from crawler.discovery.sitemap import MOST_ENTRIES, read_sitemap
from crawler.spiders.news import is_elsewhere

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def feed(item: str, *, head: str = "") -> bytes:
    words = (
        f'{head}<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
    )
    return f"{words}<channel><title>Dale</title><item>{item}</item></channel></rss>".encode()


def sitemap(entries: str, root: str = "urlset") -> bytes:
    spaces = 'xmlns:image="urn:image" xmlns:video="urn:video" xmlns:news="urn:news"'
    return f"<{root} {spaces}>{entries}</{root}>".encode()


@pytest.mark.parametrize(
    "item",
    [
        "<link>https://www.dale.test/a</link>",
        '<guid isPermaLink="false">https://www.dale.test/a</guid>',
        "<guid>https://www.dale.test/a</guid>",
        "<link>https://feeds.test/~r/1</link>"
        "<feedburner:origLink>https://www.dale.test/a</feedburner:origLink>",
        "<link><![CDATA[https://www.dale.test/a]]></link>",
    ],
)
def test_an_entry_names_its_address_in_many_ways(item: str) -> None:
    assert [link.url for link in read_feed(feed(item)).links] == ["https://www.dale.test/a"]


def test_an_id_that_is_no_address_names_nothing() -> None:
    assert read_feed(feed("<title>x</title><guid isPermaLink='false'>dale-17</guid>")).links == ()


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://old.test/rss-0.91.dtd">',
        "<!DOCTYPE rss>",
        '<?xml version="1.0"?><!-- made by hand --><!DOCTYPE rss SYSTEM "rss.dtd">',
    ],
)
def test_a_document_type_that_declares_nothing_is_harmless(head: str) -> None:
    found = read_feed(feed("<link>https://www.dale.test/a</link>", head=head))
    assert [link.url for link in found.links] == ["https://www.dale.test/a"]


@pytest.mark.parametrize(
    "words", ["<!DOCTYPE html><p>Hello</p>", '<!ENTITY a "b">', "<!doctype x ["]
)
def test_what_stands_in_cdata_is_text(words: str) -> None:
    item = f"<link>https://www.dale.test/a</link><description><![CDATA[{words}]]></description>"
    assert [link.url for link in read_feed(feed(item)).links] == ["https://www.dale.test/a"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa">]>',
        '<![CDATA[<!DOCTYPE rss [<!ENTITY a "aaaa">]>]]>',
        "<!DOCTYPE rss" + " " * 2000 + '[<!ENTITY a "aaaa">]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY a "aaaa">]>',
    ],
)
def test_a_document_type_that_declares_something_is_refused(head: str) -> None:
    with pytest.raises(BadListing):
        read_feed(feed("<link>https://www.dale.test/a</link>", head=head))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mon, 01 Jun 2026 00:20:00 BST", datetime(2026, 5, 31, 23, 20, tzinfo=UTC)),
        ("Mon, 01 Jun 2026 00:20 BST", datetime(2026, 5, 31, 23, 20, tzinfo=UTC)),
        ("Mon, 01 Jun 2026 00:20:00 +0100", datetime(2026, 5, 31, 23, 20, tzinfo=UTC)),
        ("Mon, 01 Jun 2026 00:20:00 GMT", datetime(2026, 6, 1, 0, 20, tzinfo=UTC)),
        ("some day BST", None),
    ],
)
def test_british_summer_time_is_an_hour_ahead(said: str, meant: datetime | None) -> None:
    item = f"<link>https://www.dale.test/a</link><pubDate>{said}</pubDate>"
    assert read_feed(feed(item)).links[0].published == meant


@pytest.mark.parametrize("name", ["part", "copy", "section", "sect", "reg", "para", "lt"])
def test_a_bare_ampersand_begins_the_next_parameter(name: str) -> None:
    url = f"https://www.dale.test/a?x=1&{name}=2"
    assert read_feed(feed(f"<link>{url}</link>")).links[0].url == url
    assert read_sitemap(sitemap(f"<url><loc>{url}</loc></url>")).links[0].url == url
    assert read_section(f"<a href='{url}'>x</a>".encode()).links[0].url == url
    escaped = url.replace("&", "&amp;")
    assert read_feed(feed(f"<link>{escaped}</link>")).links[0].url == url
    assert read_sitemap(sitemap(f"<url><loc>{escaped}</loc></url>")).links[0].url == url
    assert read_section(f"<a href='{escaped}'>x</a>".encode()).links[0].url == url


@pytest.mark.parametrize("kind", ["image", "video"])
def test_an_entry_of_a_sitemap_is_not_its_picture(kind: str) -> None:
    media = (
        f"<{kind}:{kind}><{kind}:loc>https://cdn.test/1</{kind}:loc>"
        f"<{kind}:title>A gate</{kind}:title></{kind}:{kind}>"
    )
    own = "<loc>https://www.dale.test/a</loc>"
    for entry in (media + own, own + media):
        assert read_sitemap(sitemap(f"<url>{entry}</url>")).links == (
            Link(url="https://www.dale.test/a"),
        )
    title = "<news:news><news:title>Town hall</news:title></news:news>"
    (link,) = read_sitemap(sitemap(f"<url>{media}{own}{title}</url>")).links
    assert link.title == "Town hall"


def test_links_are_relative_to_the_base_that_a_page_names() -> None:
    page = "<head><base href='{}'></head><a href='news/a'>A</a><a href='/news/b'>B</a>"
    for base, urls in {
        "https://www.dale.test/en/": [
            "https://www.dale.test/en/news/a",
            "https://www.dale.test/news/b",
        ],
        "/en/": ["/en/news/a", "/news/b"],
        "http://[bad": ["news/a", "/news/b"],
    }.items():
        assert [link.url for link in read_section(page.format(base).encode()).links] == urls


@pytest.mark.parametrize("newest_last", [True, False])
def test_a_long_sitemap_gives_its_newest_entries(newest_last: bool) -> None:
    count = MOST_ENTRIES + 200
    ages = range(count) if not newest_last else reversed(range(count))
    entries = "".join(
        f"<url><loc>https://www.dale.test/{age}</loc>"
        f"<lastmod>{(DAY - timedelta(hours=age)).isoformat()}</lastmod></url>"
        for age in ages
    )
    found = read_sitemap(sitemap(entries))
    assert {link.url for link in found.links} == {
        f"https://www.dale.test/{age}" for age in range(MOST_ENTRIES)
    }
    assert found.cut == 200


def test_a_long_index_gives_its_newest_sitemaps_the_newest_first() -> None:
    entries = "".join(
        f"<sitemap><loc>https://www.dale.test/{n}.xml</loc>"
        f"<lastmod>{(DAY + timedelta(days=n)).date()}</lastmod></sitemap>"
        for n in range(230)
    )
    found = read_sitemap(sitemap(entries, "sitemapindex"))
    assert found.sitemaps[0] == "https://www.dale.test/229.xml"
    assert (len(found.sitemaps), found.cut) == (200, 30)


def test_what_has_no_day_is_kept_from_both_ends_and_in_its_order() -> None:
    assert newest(range(10), 4, lambda _: None) == (0, 1, 8, 9)
    assert newest(range(3), 4, lambda _: None) == (0, 1, 2)
    days = {3: DAY, 8: DAY + timedelta(days=1)}
    assert newest(range(10), 2, days.get) == (3, 8)


@pytest.mark.parametrize(
    ("url", "is_so"),
    [
        ("https://www.dale.test/a", False),
        ("https://dale.test/a", False),
        ("/a", False),
        ("https://www.vale.test/a", True),
        ("mailto:desk@dale.test", False),
        ("http://[bad", False),
    ],
)
def test_an_entry_elsewhere_is_on_another_host_of_the_web(url: str, is_so: bool) -> None:
    assert is_elsewhere(url, "https://www.dale.test/feed", ("www.dale.test",)) is is_so
