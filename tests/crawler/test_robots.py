"""robots.txt as RFC 9309 has it: the product token, whole; the rest of a source is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from protego import Protego

from crawler.middlewares.robots import for_us
from tests.crawler.paper import feed, papers, story
from tests.crawler.stage import Stage, http

ALL, NONE = "Disallow: /", "Allow: /"
HOST = "www.dale.test"


def may(text: str) -> bool:
    return bool(Protego.parse(for_us(text, "Winnow")).can_fetch("https://a.test/news/1", "Winnow"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"User-agent: Winnow\n{ALL}", False),
        (f"User-agent: winnow\n{ALL}", False),
        (f"User-agent: Winnow/0.1.0 (+mailto:a@b.test)\n{ALL}", False),
        (f"USER-AGENT:Winnow # the archive\n{ALL}", False),
        (f"User-agent: *\n{ALL}\n\nUser-agent: Win\n{NONE}", False),
        (f"User-agent: *\n{ALL}\n\nUser-agent: innow\n{NONE}", False),
        (f"User-agent: *\n{NONE}\n\nUser-agent: WinnowBot\n{ALL}", True),
        (f"User-agent: *\n{NONE}\n\nUser-agent: Win\n{ALL}", True),
        (f"User-agent: *\n{ALL}\n\nUser-agent: Winnow\n{NONE}", True),
        (f"User-agent: Other\nUser-agent: Winnow\n{ALL}", False),
        (f"User-agent: Winnow\nAllow: /news/\n\nUser-agent: Winnow\n{ALL}", True),
        (f"User-agent: Winnow\nAllow: /else/\n\nUser-agent: Winnow\n{ALL}", False),
        ("", True),
    ],
)
def test_the_group_with_our_token_is_ours_and_no_other(text: str, wanted: bool) -> None:
    assert may(text) is wanted


def night(stage: Stage, home: Path, robots: str):
    stage.answers[HOST, "/robots.txt"] = http(robots, kind="text/plain")
    stage.answers[HOST, "/feed"] = feed([stage.url(HOST, "/news/alston")])
    stage.answers[HOST, "/news/alston"] = http(story("Alston"))
    return papers(stage, home)


def test_a_group_copied_from_a_log_is_obeyed(tmp_path: Path) -> None:
    with Stage() as stage:
        robots = f"User-agent: Winnow/0.1.0 (+mailto:operator@example.org)\n{ALL}"
        night(stage, tmp_path / "home", robots).run()
        assert stage.paths(HOST) == ["/robots.txt"]


def test_a_wait_longer_than_a_night_leaves_the_source_at_once_and_says_so(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = night(stage, tmp_path / "home", "User-agent: *\nCrawl-delay: 86400\nAllow: /")
        ended = nights.run()
        assert ended.exit_code == 3
        assert stage.paths(HOST) == ["/robots.txt"]
        (reason,) = nights.ask("SELECT reason FROM run_sources")[0]
        assert "86400 s between two requests" in reason


@pytest.mark.parametrize("where", ["http://[bad", "http://[::1", "//[/x"])
def test_an_address_that_is_none_fails_its_page_and_not_the_source(
    tmp_path: Path, where: str
) -> None:
    with Stage() as stage:
        nights = night(stage, tmp_path / "home", "")
        links = [stage.url(HOST, path) for path in ("/news/alston", "/news/burley")]
        stage.answers[HOST, "/feed"] = feed(links)
        stage.answers[HOST, "/news/burley"] = http("", 302, Location=where)
        nights.run()
        states = nights.states()
        assert states[links[0]] == "stored"
        assert states[links[1]] == "failed"
        nights.assert_sums_agree()


def test_a_challenge_is_no_page(tmp_path: Path) -> None:
    with Stage() as stage:
        nights = night(stage, tmp_path / "home", "")
        url = stage.url(HOST, "/news/alston")
        stage.answers[HOST, "/news/alston"] = http("<p>Are you human?</p>", 202)
        assert nights.run().exit_code == 3
        assert nights.reasons()[url].startswith("failed blocked")
        stage.answers[HOST, "/news/alston"] = http(story("Alston"))
        nights.run()
        assert nights.states()[url] == "stored"
