"""One site full of traps: each bad page is one row with its reason, each good story is stored."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import brotli
import pytest

from tests.crawler.nights import Night, Nights
from tests.crawler.paper import feed, papers, story
from tests.crawler.stage import Answer, Stage, drip, hang, http

HOST = "www.dale.test"


def bad_pages(stage: Stage) -> dict[str, tuple[Answer, str]]:
    """Return path → (answer, the beginning of its state and reason)."""
    inside = f"http://127.0.0.1:{stage.port}/secret"
    packed = gzip.compress(story("Upper Dale").encode())
    bomb = gzip.compress(bytes(25 * 1024 * 1024))
    big_brotli = brotli.compress(bytes(25 * 1024 * 1024))
    return {
        "loop": (http(status=302, Location="/news/loop"), "failed redirect_loop"),
        "no-location": (http(status=302), "failed bad_redirect"),
        "to-ftp": (http(status=302, Location="ftp://www.dale.test/x"), "failed bad_redirect"),
        "to-elsewhere": (
            http(status=302, Location=f"http://www.elsewhere.test:{stage.port}/x"),
            "refused off_site",
        ),
        "to-loopback": (http(status=302, Location=inside), "refused private_address"),
        "to-localhost": (
            http(status=302, Location=f"http://localhost:{stage.port}/secret"),
            "refused private_address",
        ),
        "to-decimal": (
            http(status=302, Location=f"http://2130706433:{stage.port}/secret"),
            "refused private_address",
        ),
        "to-hexadecimal": (
            http(status=302, Location=f"http://0x7f.1:{stage.port}/secret"),
            "refused private_address",
        ),
        "to-zero": (
            http(status=302, Location=f"http://0.0.0.0:{stage.port}/secret"),
            "refused private_address",
        ),
        "to-mapped": (
            http(status=302, Location=f"http://[::ffff:127.0.0.1]:{stage.port}/secret"),
            "refused private_address",
        ),
        "to-metadata": (
            http(status=302, Location="http://169.254.169.254/latest/meta-data/"),
            "refused private_address",
        ),
        "cut-gzip": (
            http(packed[: len(packed) // 2], Content_Encoding="gzip"),
            "quarantined cut_body",
        ),
        "gzip-bomb": (http(bomb, Content_Encoding="gzip"), "quarantined too_large"),
        "brotli-bomb": (http(big_brotli, Content_Encoding="br"), "quarantined too_large"),
        "deflate-bomb": (
            http(zlib.compress(bytes(25 * 1024 * 1024)), Content_Encoding="deflate"),
            "quarantined too_large",
        ),
        "too-large": (
            http(b"x", Content_Length=str(30 * 1024 * 1024)),
            "quarantined too_large",
        ),
        "strange-encoding": (
            http("abc", Content_Encoding="rot13"),
            "quarantined unknown_encoding",
        ),
        "lying-gzip": (http("not gzip at all", Content_Encoding="gzip"), "quarantined bad_body"),
        "short-body": (http("half", Content_Length="4000"), "quarantined cut_body"),
        "bad-chunk": (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
            "",
        ),
        "garbage": (b"\x00\x01\x02 this is no HTTP\r\n\r\n", "quarantined bad_response"),
        "no-answer": (b"", "failed connection"),
        "hanging": (hang(2.5), "failed timeout"),
        "dripping": (drip(2.5), "failed timeout"),
        "broken": (http("oops", 500), "failed status_500"),
        "odd-status": (http("?", 999), "failed"),
        "blocked": (http("no", 403), "failed blocked"),
        "missing": (http("no", 404), "gone status_404"),
        "withdrawn": (http("no", 410), "gone status_410"),
        "empty": (http(b""), "quarantined"),
    }


@pytest.fixture(scope="module")
def night(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Stage, Nights, Night, dict[str, str]]]:
    """One night over the site; the wanted beginning of each bad page's state by URL."""
    with Stage() as stage:
        home = tmp_path_factory.mktemp("hostile") / "home"
        bad = bad_pages(stage)
        order: list[str] = []
        for number, (name, (answer, _)) in enumerate(bad.items()):
            path = f"/news/{name}"
            stage.answers[HOST, path] = answer
            order.append(path)
            if number % 3 == 0:  # good stories between them: a site is given up after five failures
                good = f"/news/good-story-{number}"
                stage.answers[HOST, good] = http(story(f"Dale {number}"))
                order.append(good)
        stage.answers[HOST, "/robots.txt"] = http(
            "User-agent: *\nDisallow: /private", kind="text/plain"
        )
        links = [stage.url(HOST, path) for path in order]
        stray = ["javascript:alert(1)", "ftp://www.dale.test/x", f"http://127.0.0.1:{stage.port}/x"]
        stage.answers[HOST, "/feed"] = feed([*links, *stray])
        for outside in ("127.0.0.1", "localhost", "www.elsewhere.test"):
            stage.answers[outside, "/secret"] = http("the crown jewels")
        nights = papers(stage, home, allowed=["www.elsewhere.test"])
        ended = nights.run(seconds=120)
        wanted = {stage.url(HOST, f"/news/{name}"): start for name, (_, start) in bad.items()}
        yield stage, nights, ended, wanted


Fixture = tuple[Stage, Nights, Night, dict[str, str]]


def test_every_bad_page_is_one_row_with_its_reason(night: Fixture) -> None:
    _, nights, _, wanted = night
    found = nights.reasons()
    wrong = {
        url: (start, found.get(url))
        for url, start in wanted.items()
        if not (found.get(url) or "").startswith(start)
    }
    assert not wrong
    assert "pending" not in nights.states().values()


def test_every_good_story_of_the_site_is_stored(night: Fixture) -> None:
    _, nights, _, _ = night
    good = {url: state for url, state in nights.states().items() if "/news/good" in url}
    assert len(good) == 10
    assert set(good.values()) == {"stored"}


def test_entries_of_a_feed_that_nobody_may_follow_are_refused_rows(night: Fixture) -> None:
    stage, nights, _, _ = night
    found = nights.reasons()
    assert found["javascript:alert(1)"] == "refused scheme: javascript"
    assert found["ftp://www.dale.test/x"] == "refused scheme: ftp"
    assert found[f"http://127.0.0.1:{stage.port}/x"] == "refused private_address: 127.0.0.1"


def test_nothing_inside_is_ever_asked(night: Fixture) -> None:
    stage, _, _, _ = night
    assert {asked.host for asked in stage.asked} == {HOST}


def test_a_host_never_has_two_requests_in_flight(night: Fixture) -> None:
    stage, _, _, _ = night
    # These are still being answered here after the crawler has given them up.
    given_up = {"/news/hanging", "/news/dripping"}
    assert [asked for asked in stage.asked if set(asked.beside) - given_up] == []


def test_the_night_ends_with_the_alarm_and_no_traceback(night: Fixture) -> None:
    _, nights, ended, _ = night
    assert ended.exit_code == 3
    assert "Traceback" not in ended.errors
    assert nights.alarms() == ["blocked", "many_set_aside"]
    nights.assert_sums_agree()


def test_what_was_quarantined_can_be_looked_at(night: Fixture) -> None:
    _, nights, _, _ = night
    rows = nights.ask(
        "SELECT p.url, q.code FROM quarantine q JOIN pages p ON p.id = q.page_id"
        " WHERE q.resolved_at IS NULL"
    )
    assert {url for url, _ in rows} == {
        url for url, state in nights.states().items() if state == "quarantined"
    }
    assert len(rows) == len({url for url, _ in rows})
