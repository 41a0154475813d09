"""Scrapy's settings: hardened, and a spider may only be slower."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler import settings as ours
from crawler.config import Config, ConfigError, CrawlSettings
from crawler.middlewares.retry_after import requested_wait
from crawler.middlewares.robots import UnreadableRobots, robots_text
from crawler.nightly import scrapy_settings
from crawler.opening import all_plans, chosen
from crawler.watch import seconds_left_of_window

CRAWLER = Path(ours.__file__).parent
SLOWER_IS_MORE = ("DOWNLOAD_DELAY",)
SLOWER_IS_LESS = (
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "RETRY_TIMES",
    "REDIRECT_MAX_TIMES",
)
NEVER_CHANGED = (
    "ROBOTSTXT_OBEY",
    "DOWNLOADER_MIDDLEWARES",
    "EXTENSIONS",
    "USER_AGENT",
    "TWISTED_DNS_RESOLVER",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "DOWNLOAD_HANDLERS",
    "HTTPPROXY_ENABLED",
    "JOBDIR",
)
DEPRECATED = {
    "start_requests", "download_delay", "RANDOMIZE_DOWNLOAD_DELAY", "DNS_RESOLVER",
    "install_root_handler", "NotConfigured",
}  # fmt: skip


@pytest.mark.parametrize("name", ["news", "ofsted", "govuk"])
def test_a_spiders_own_settings_may_only_be_slower(name: str) -> None:
    settings = Settings()
    settings.setmodule(ours, priority="project")
    before = settings.copy()
    SpiderLoader.from_settings(settings).load(name).update_settings(settings)
    for key in SLOWER_IS_MORE:
        assert settings.getfloat(key) >= before.getfloat(key)
    for key in SLOWER_IS_LESS:
        assert settings.getfloat(key) <= before.getfloat(key)
    for key in NEVER_CHANGED:
        assert settings[key] == before[key]


def test_the_hardened_values_stand() -> None:
    assert ours.DOWNLOAD_MAXSIZE == 20 * 1024 * 1024
    assert ours.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert ours.DOWNLOAD_DELAY >= 1
    assert ours.DOWNLOAD_DELAY_JITTER == 0
    assert ours.REDIRECT_MAX_TIMES == 5
    assert ours.DOWNLOAD_VERIFY_CERTIFICATES
    assert not ours.REMOTE_CONTROL_ENABLED
    assert not ours.HTTPPROXY_ENABLED
    assert all(ours.DOWNLOAD_HANDLERS[scheme] is None for scheme in ("file", "ftp", "s3", "data"))
    assert ours.JOBDIR is None


def test_nothing_deprecated_is_written() -> None:
    found = {
        (path.name, name)
        for path in CRAWLER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in [
            getattr(node, "id", None),
            getattr(node, "name", None),
            getattr(node, "attr", None),
        ]
        if name in DEPRECATED
    }
    assert not found


def test_the_user_agent_says_who_to_write_to() -> None:
    agent = scrapy_settings(Config(contact="desk@example.org"))["USER_AGENT"]
    assert agent.startswith("Winnow/")
    assert agent.endswith("(+mailto:desk@example.org)")
    page = scrapy_settings(Config(contact="https://example.org/crawl"))["USER_AGENT"]
    assert page.endswith("(+https://example.org/crawl)")


def test_without_a_contact_nothing_is_crawled() -> None:
    with pytest.raises(ConfigError, match="contact: missing"):
        scrapy_settings(Config())


def test_a_delay_under_a_second_needs_a_named_host(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(
        '[group]\nkey = "x"\nname = "X"\narticle_url = "/"\nfeeds = ["/f"]\ndelay_seconds = 0.2\n'
        '[[title]]\nkey = "x"\nname = "X"\nurl = "http://www.x.test"\n'
    )
    plain = Config(sources=(tmp_path,))
    with pytest.raises(ConfigError, match=r"x: delay_seconds: 0\.2 is under 1 second"):
        all_plans(plain)
    named = Config(sources=(tmp_path,), allow_hosts={"www.x.test:80": "127.0.0.1"})
    assert all_plans(named)[0].delay_seconds == 0.2


def test_a_source_that_is_not_in_the_registry_cannot_be_chosen() -> None:
    plans = all_plans(Config())
    assert {"ofsted", "govuk"} <= chosen(plans, None)
    assert chosen(plans, ["bolton_news"]) == {"bolton_news"}
    with pytest.raises(ConfigError, match="no source 'nowhere'"):
        chosen(plans, ["nowhere"])


def test_the_configuration_bounds_what_a_source_may_ask() -> None:
    plan = next(p for p in all_plans(Config(crawl=CrawlSettings(max_pages_per_source=9))) if p.news)
    assert plan.max_pages == 9


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 3 ", 3.0),
        ("Mon, 02 Mar 2026 09:01:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    assert requested_wait(value, datetime(2026, 3, 2, 9, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("window", "at", "left"),
    [
        (None, "2026-03-02T12:00", float("inf")),
        ("22:00-06:00", "2026-03-02T23:00", 7 * 3600),
        ("22:00-06:00", "2026-03-02T05:00", 3600),
        ("22:00-06:00", "2026-03-02T12:00", 0),
        ("01:00-04:30", "2026-03-02T01:00", 3.5 * 3600),
        ("01:00-04:30", "2026-07-02T00:30", 3 * 3600),  # British Summer Time
    ],
)
def test_the_crawl_window_is_on_london_time(window: str | None, at: str, left: float) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert seconds_left_of_window(window, moment) == left


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_robots_txt_is_read_in_every_unicode_encoding(encoding: str) -> None:
    assert (
        robots_text("User-agent: *\nDisallow: /".encode(encoding)) == "User-agent: *\nDisallow: /"
    )


@pytest.mark.parametrize("body", [bytes(range(256)), b"User-agent: *\nDisallow: /\n" + b"\x00" * 9])
def test_a_binary_robots_txt_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableRobots):
        robots_text(body)
