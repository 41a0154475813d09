"""One address, one form: trackers, aliases, ports, schemes."""

from __future__ import annotations

import pytest

from crawler.urls import canonical_url, netloc_of, same_site

HOME = "https://www.dale.test"
HOSTS = ("www.dale.test", "old.dale.test")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("/news/a?utm_source=x&utm_medium=y", "https://www.dale.test/news/a"),
        ("http://old.dale.test/news/a#comments", "https://www.dale.test/news/a"),
        ("https://dale.test:443/news/a", "https://www.dale.test/news/a"),
        ("//www.dale.test/news/a?fbclid=1&b=2&a=1", "https://www.dale.test/news/a?a=1&b=2"),
        ("/news/a?ns_mchannel=rss&CMP=x&srsltid=y&mtm_source=z", "https://www.dale.test/news/a"),
        ("/news/a?pk_campaign=x&gbraid=y&hsa_acc=1&_hsenc=2", "https://www.dale.test/news/a"),
        ("/news/a;jsessionid=0A1B.node2?page=2", "https://www.dale.test/news/a?page=2"),
        ("/news;JSESSIONID=0A1B/a", "https://www.dale.test/news/a"),
        ("/news/a;edition=2", "https://www.dale.test/news/a;edition=2"),
        ("/news/a?nsfw=1&company=2", "https://www.dale.test/news/a?company=2&nsfw=1"),
        ("/news/a?ref=rss", "https://www.dale.test/news/a"),
        ("/story.php?ref=10234", "https://www.dale.test/story.php?ref=10234"),
        ("HTTPS://WWW.DALE.TEST/News/A", "https://www.dale.test/News/A"),
        (" /news/caf\u00e9 ", "https://www.dale.test/news/caf%C3%A9"),
        ("b", "https://www.dale.test/section/b"),
        ("https://www.hill.test/news/a", None),
        ("https://www.dale.test.evil.test/a", None),
        ("https://user@www.dale.test/a", None),
        ("https://www.dale.test:8443/a", None),
        ("javascript:alert(1)", None),
        ("mailto:a@dale.test", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("http://www.dale.test:99999/", None),
        ("/" + "a" * 1000, None),
    ],
)
def test_a_link_has_one_canonical_form_or_is_no_page_of_the_source(
    raw: str, wanted: str | None
) -> None:
    assert canonical_url(raw, f"{HOME}/section/", HOME, HOSTS) == wanted


def test_the_canonical_form_is_stable() -> None:
    once = canonical_url("/news/a?b=2&a=1&gclid=3", HOME, HOME, HOSTS)
    assert once is not None
    assert canonical_url(once, HOME, HOME, HOSTS) == once


def test_a_port_is_part_of_a_host_unless_it_is_the_schemes_own() -> None:
    assert netloc_of("http://www.dale.test:8800/a") == "www.dale.test:8800"
    assert netloc_of("https://WWW.dale.test:443/a") == "www.dale.test"
    assert same_site("dale.test", HOSTS)
    assert not same_site("dale.test:8800", HOSTS)
