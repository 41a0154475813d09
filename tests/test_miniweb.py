"""The miniature web tells the truth about itself, changes overnight as told, and stops."""

from __future__ import annotations

import gzip
import http.client
import itertools
import re
import subprocess
import sys
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from miniweb import MiniatureWeb, PageTruth

CLASSES = {
    *("radio", "weather", "newsletter", "related", "ad", "promo", "caption", "byline", "date"),
    *("ldrs", "nav", "footer", "comments", "paywall", "support", "social", "share", "app"),
    *("tags", "contact", "cookie", "notice", "player", "form", "correction", "markup", "dup"),
    "ticker",
}
UP, REDIRECTS = 200, (301, 302)


class Answer:
    """What came back for one GET."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def get(web: MiniatureWeb, url: str) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=20)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"Host": parts.netloc, "User-Agent": "Reader/1"})
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


@pytest.fixture(scope="module")
def web() -> Iterator[MiniatureWeb]:
    with MiniatureWeb(seed=1, articles=200) as served:
        yield served


@pytest.fixture
def fresh_web() -> Iterator[MiniatureWeb]:
    with MiniatureWeb(seed=2, articles=60) as served:
        yield served


def articles_with(web: MiniatureWeb, reason: str) -> list[PageTruth]:
    return [p for p in web.manifest.articles() if p.reason == reason and not p.alias_of]


def is_answered_as_said(page: PageTruth, answer: Answer, night: int) -> bool:
    state = page.expected.get(night)
    transport = page.reason in ("moved", "busy_once")
    if state is None and page.role in ("article", "publication", "content"):
        return answer.status in (UP, 404)
    if state == "gone" and page.role == "article":
        return answer.status == 404
    return answer.status == page.status or (transport and answer.status in (*REDIRECTS, 503))


@pytest.mark.parametrize("night", [1, 2])
def test_every_page_answers_as_the_manifest_says(night: int) -> None:
    with MiniatureWeb(seed=3, articles=60, night=night) as web:
        wrong = [
            (page.url, answer.status)
            for page in web.manifest.pages
            if not is_answered_as_said(page, answer := get(web, page.url), night)
        ]
    assert wrong == []


def test_the_web_is_as_large_and_varied_as_the_demo_promises(web: MiniatureWeb) -> None:
    known = web.manifest.expected(1)
    sources = {page.source for page in web.manifest.articles()}
    groups = {posting.site.group for posting in web.world.postings}
    assert len(known) >= 200
    assert len(sources) >= 12
    assert len(groups) >= 6
    assert len(web.world.authorities) >= 110
    states = set(known.values())
    named = {"stored", "off_topic", "not_article", "refused", "failed", "quarantined", "gone"}
    assert states == named


def test_every_class_of_boilerplate_stands_somewhere(web: MiniatureWeb) -> None:
    seen = {kind for page in web.manifest.articles() for kind, _ in page.removed}
    assert seen >= CLASSES


def test_boilerplate_never_stands_in_the_clean_text(web: MiniatureWeb) -> None:
    inside = [
        (page.url, kind, words)
        for page in web.manifest.articles()
        for kind, words in page.removed
        if words in page.text[1] or words == page.title
        if kind != "dup"
    ]
    assert inside == []


def test_every_kept_paragraph_and_every_removed_line_stands_on_its_page(
    web: MiniatureWeb,
) -> None:
    for page in web.manifest.articles():
        if page.expected[1] not in ("stored", "off_topic") or page.reason in (
            "moved",
            "busy_once",
            "cp1252",
            "gzip",
        ):
            continue
        shown = " ".join(html.fromstring(get(web, page.url).body).text_content().split())
        for block in page.text[1].split("\n\n"):
            assert block.removeprefix("• ").partition(" ")[2] in shown, page.url
        for kind, words in page.removed:
            assert " ".join(words.split()) in shown, (page.url, kind)


def test_stories_are_long_enough_and_no_two_are_alike_unless_copies(web: MiniatureWeb) -> None:
    stories = {p.story.id: p.story for p in web.world.postings}.values()
    assert min(len(re.findall(r"[.?!][”\"]?(?:\s|$)", story.text)) for story in stories) >= 6
    shingles = {story.id: _shingles(story.text) for story in stories}
    for one, other in itertools.combinations(stories, 2):
        shared = len(shingles[one.id] & shingles[other.id])
        containment = shared / min(len(shingles[one.id]), len(shingles[other.id]))
        if one.family == other.family:
            assert containment > 0.9
        else:
            assert containment < 0.4, (one.headline, other.headline)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return set(zip(*(words[i:] for i in range(5)), strict=False))


def test_every_page_is_named_by_the_listings_that_the_manifest_names(web: MiniatureWeb) -> None:
    named: dict[str, set[str]] = {"feed": set(), "sitemap": set(), "section": set()}
    for page in web.manifest.pages:
        if page.role != "listing" or page.status != UP or page.url.endswith("robots.txt"):
            continue
        body = get(web, page.url).body
        if not body.startswith(b"<?xml"):
            named["section"] |= {str(a) for a in html.fromstring(body).xpath("//main//h3/a/@href")}
            continue
        tree = etree.fromstring(body)
        kind = "sitemap" if tree.tag.endswith("urlset") else "feed"
        found = tree.xpath("//*[local-name()='loc' or local-name()='link' or local-name()='guid']")
        named[kind] |= {(e.text or e.get("href") or "").strip() for e in found}
    for page in web.manifest.pages:
        if page.role in ("article", "trap") and page.expected[1] is not None:
            assert page.discovered_via, page.url
            for door in page.discovered_via:
                assert page.url in named[door], (door, page.url)
    only = Counter(p.discovered_via for p in web.manifest.articles() if len(p.discovered_via) == 1)
    assert set(only) == {("feed",), ("sitemap",), ("section",)}


def test_the_radio_banner_differs_on_every_request(web: MiniatureWeb) -> None:
    page = next(p for p in web.manifest.articles() if p.source == "fellchester_gazette")
    banners = [
        tuple(html.fromstring(get(web, page.url).body).xpath('//*[@class="o-on-air"]/p/text()'))
        for _ in range(5)
    ]
    assert all(a != b for a, b in itertools.pairwise(banners))
    assert all(re.match(r"On Air Now .+ \d+:00[ap]m - \d+:00pm$", one[0]) for one in banners)


def test_the_same_seed_gives_the_same_web_and_another_seed_another() -> None:
    first, again, other = (MiniatureWeb(seed=s, articles=40) for s in (5, 5, 6))
    for web in (first, again, other):
        web.close()
    assert first.world == again.world
    assert first.world.postings[0].story.text != other.world.postings[0].story.text
    assert [t.text for t in first.manifest.articles()] == [
        t.text for t in again.manifest.articles()
    ]


def test_no_thread_is_left_when_the_web_is_closed() -> None:
    before = set(threading.enumerate())
    with MiniatureWeb(seed=1, articles=20) as web:
        slow = articles_with(web, "slow")
        for page in (*web.manifest.articles()[:10], *slow):
            get(web, page.url)
    assert set(threading.enumerate()) == before


def test_a_thousand_articles_are_built_within_seconds() -> None:
    began = time.monotonic()
    web = MiniatureWeb(seed=1, articles=1000)
    assert len(web.manifest.articles()) >= 1000
    assert time.monotonic() - began < 15
    web.close()


def test_pages_misbehave_on_the_wire_as_said(fresh_web: MiniatureWeb) -> None:
    web = fresh_web
    spoilt = {p.reason: p for p in web.manifest.articles() if not p.alias_of}
    busy = spoilt["busy_once"]
    first, second = get(web, busy.url), get(web, busy.url)
    assert (first.status, first.headers["retry-after"], second.status) == (503, "1", UP)
    packed = get(web, spoilt["gzip"].url)
    assert packed.headers["content-encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(packed.body)
    with pytest.raises(EOFError):
        gzip.decompress(get(web, spoilt["gzip body cut short"].url).body)
    bomb = get(web, spoilt["a tag with 20,000 attributes"].url).body
    assert len(bomb) > 200_000
    assert bomb.count(b"data-x") == 20_000
    with pytest.raises(UnicodeDecodeError):
        get(web, spoilt["cp1252"].url).body.decode()
    moved = get(web, spoilt["moved"].url)
    assert moved.status == 301
    assert get(web, moved.headers["location"]).status == UP
    began = time.monotonic()
    get(web, spoilt["slow"].url)
    assert time.monotonic() - began >= 2


def test_redirect_traps_lead_nowhere_or_inside(web: MiniatureWeb) -> None:
    reasons = {p.reason: p for p in web.manifest.pages if p.role == "trap"}
    loop = reasons["redirect to itself"]
    assert get(web, loop.url).headers["location"] == loop.url
    inside = next(p for why, p in reasons.items() if "private address" in why)
    assert get(web, inside.url).headers["location"].startswith("http://127.0.0.1:")


def test_robots_files_forbid_the_archive_and_one_cannot_be_read(web: MiniatureWeb) -> None:
    closed = next(p for p in web.manifest.pages if "Disallow" in p.reason)
    assert closed.expected[1] == "refused"
    robots = get(web, web.url("www.brackmere-argus.test", "/robots.txt")).text
    assert "Disallow: /news/archive/" in robots
    assert get(web, web.url("www.pellgate-star.test", "/robots.txt")).status == 500
    assert web.manifest.sources["pellgate_star"] == "robots_down"


def test_the_access_log_knows_host_agent_and_requests_in_flight(fresh_web: MiniatureWeb) -> None:
    slow = articles_with(fresh_web, "slow")[0]
    threads = [threading.Thread(target=get, args=(fresh_web, slow.url)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = fresh_web.access_log
    assert [(v.host, v.user_agent) for v in log] == [(urlsplit(slow.url).hostname, "Reader/1")] * 2
    assert sorted(v.in_flight for v in log) == [1, 2]


def test_configuration_and_registry_are_toml_that_fits_the_pages(
    web: MiniatureWeb, tmp_path: Path
) -> None:
    config = tomllib.loads(web.write_config(tmp_path).read_text())
    assert config["ofsted"]["expected_authorities"] == len(web.world.authorities)
    assert set(config["allow_hosts"]) == {f"{host}:{web.port}" for host in web.hosts}
    patterns = {}
    for path in Path(config["sources"][0]).glob("*.toml"):
        registry = tomllib.loads(path.read_text())
        for title in registry["title"]:
            patterns[title["key"]] = registry["group"]
    for page in web.manifest.pages:
        if page.role not in ("article", "trap", "listing"):
            continue
        group, path_part = patterns[page.source], urlsplit(page.url).path
        fits = re.search(group["article_url"], path_part) is not None
        fits = fits and not any(re.search(p, path_part) for p in group["not_article_url"])
        assert fits is (page.role != "listing"), page.url


def test_the_second_night_changes_what_the_manifest_says_and_nothing_else() -> None:
    with MiniatureWeb(seed=4, articles=120) as web:
        pages = [p for p in web.manifest.articles() if p.expected[1] and not p.alias_of]
        before = {p.url: _story_of(get(web, p.url)) for p in pages}
        web.turn_night(2)
        after = {p.url: get(web, p.url) for p in pages}
        for page in pages:
            if page.expected[2] == "gone":
                assert after[page.url].status == 404
            elif page.expected[2] == "stored" and page.expected[1] == "stored":
                assert _story_of(after[page.url]) != before[page.url]
            elif page.reason != "busy_once":
                assert _story_of(after[page.url]) == before[page.url], page.url
        states = Counter(p.expected[2] for p in pages)
        assert states["gone"] == 2
        assert states["stored"] == 4
        new = [p for p in web.manifest.articles() if p.expected == {1: None, 2: "stored"}]
        assert len(new) >= 4
        assert {p.story for p in new} & {p.story for p in pages}  # a copy of an older story


def _story_of(answer: Answer) -> str:
    """Return headline and paragraphs, without banner, weather and lists of links."""
    if answer.status != UP or not answer.body.lstrip().startswith(b"<"):
        return str(answer.status)
    tree = html.fromstring(answer.body.decode("utf-8", "replace"))
    found = tree.xpath("//h1/text()") + [
        "".join(p.itertext())
        for p in tree.xpath("//main//p | //div[@id='main']//p")
        if not p.xpath("ancestor::section | ancestor::aside")
    ]
    return "\n".join(found)


def test_the_command_explains_itself_with_examples() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "miniweb", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert "--articles" in done.stdout
    assert "examples:" in done.stdout
