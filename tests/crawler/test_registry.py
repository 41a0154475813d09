"""The registry of sources: what is shipped loads, and a mistake is one line naming file and key."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crawler.config import ConfigError
from crawler.sources.registry import load_sources, with_authorities
from crawler.sources.table import lines
from db.reference import rows_of

GROUP = """[group]
key = "dale"
name = "Dale Papers"
article_url = '^/news/'
feeds = ["/feed"]
[group.layout]
body = [".story"]
[[group.old_layout]]
until = 2023-06-01
body = [".old"]
[[title]]
key = "dale_news"
name = "Dale News"
url = "https://www.dale.test"
aliases = ["old.dale.test"]
areas = ["Dale"]
"""


def write(folder: Path, text: str, name: str = "dale.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_registry_loads_and_each_big_group_has_three_titles() -> None:
    sources = load_sources()
    groups = Counter(source.group_key for source in sources)
    for key in ("newsquest", "reach", "national_world", "iliffe", "wordpress", "trade"):
        assert groups[key] >= 3, key
    assert groups["quest"] == groups["willispalmer"] == 1


def test_one_outlet_on_two_hosts_is_one_source() -> None:
    quest = next(source for source in load_sources() if source.group_key == "quest")
    assert quest.hosts == ("www.notreallyheremedia.com", "www.questmedianetwork.co.uk")


@pytest.mark.parametrize(
    ("key", "url", "wanted"),
    [
        ("bolton_news", "https://www.theboltonnews.co.uk/news/24012345.town-hall/", True),
        ("bolton_news", "https://www.theboltonnews.co.uk/news/", False),
        ("bolton_news", "https://www.theboltonnews.co.uk/news/topics/24012345.x/", False),
        ("hull_live", "https://www.hulldailymail.co.uk/news/hull-news/town-hall-27112345", True),
        ("hull_live", "https://www.hulldailymail.co.uk/news/hull-news/", False),
        ("wigan_today", "https://www.wigantoday.net/news/people/town-hall-4512345", True),
        ("lynn_news", "https://www.lynnnews.co.uk/news/town-hall-9312345/", True),
        ("willispalmer", "https://www.willispalmer.com/a-visit-to-one-authority/", True),
        ("willispalmer", "https://www.willispalmer.com/contact-us/", False),
        ("community_care", "https://www.communitycare.co.uk/2025/01/31/a-visit/", True),
        ("cyp_now", "https://www.cypnow.co.uk/news/article/a-visit-to-one", True),
    ],
)
def test_the_address_of_a_story_is_told_from_other_pages(key: str, url: str, wanted: bool) -> None:
    source = next(source for source in load_sources() if source.key == key)
    assert source.is_article(url) is wanted


def test_a_title_takes_from_its_group_and_an_old_layout_until_its_day(tmp_path: Path) -> None:
    source = load_sources([write(tmp_path, GROUP)])[0]
    assert source.feeds == ("https://www.dale.test/feed",)
    assert source.hosts == ("www.dale.test", "old.dale.test")
    assert source.layout_on(date(2023, 6, 1)).body == (".old",)
    assert source.layout_on(date(2023, 6, 2)).body == (".story",)
    assert source.layout_on(None).body == (".story",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("feeds =", "fedes ="), "group.fedes: unknown key"),
        (("'^/news/'", "'^/news/('"), "group.article_url: not a regular expression"),
        ((".story", "..story"), "group.layout.body.entry 1: not a CSS selector"),
        (
            ("https://www.dale.test", "ftp://www.dale.test"),
            "title.dale_news.url: not an http",
        ),
        (("https://www.dale.test", "https://www.dale.test/news"), "give the host alone"),
        (("old.dale.test", "old dale"), "title.dale_news.aliases.entry 1: not a host name"),
        (('feeds = ["/feed"]', ""), "title.dale_news: no feed, sitemap or section"),
        (("[group]", "[group"), "not valid TOML"),
        (('feeds = ["/feed"]', 'feeds = "/feed"'), "group.feeds: wanted a list in [brackets], not"),
        (('key = "dale_news"\n', ""), "title.entry 1.key: is missing"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    folder = write(tmp_path, GROUP.replace(*change))
    with pytest.raises(ConfigError) as caught:
        load_sources([folder])
    assert str(folder / "dale.toml") in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_a_key_or_host_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GROUP)
    other = GROUP.replace("www.dale.test", "www.hill.test").replace("old.dale", "old.hill")
    write(tmp_path, other, "hill.toml")
    with pytest.raises(ConfigError, match="'dale_news' is also in"):
        load_sources([tmp_path])
    write(tmp_path, GROUP.replace("dale_news", "hill_news"), "hill.toml")
    with pytest.raises(ConfigError, match=r"'www\.dale\.test' is also in 'dale_news'"):
        load_sources([tmp_path])


def test_a_host_with_and_without_www_is_the_same_host(tmp_path: Path) -> None:
    write(tmp_path, GROUP)
    write(
        tmp_path,
        GROUP.replace("dale_news", "x").replace("www.dale", "dale").replace("old.", "older."),
        "x.toml",
    )
    with pytest.raises(ConfigError, match=r"dale\.test"):
        load_sources([tmp_path])


def test_a_folder_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no \.toml file"):
        load_sources([tmp_path])
    with pytest.raises(ConfigError, match="no such file or folder"):
        load_sources([tmp_path / "nowhere"])


def test_the_shipped_registry_holds_the_local_press_of_england() -> None:
    sources = load_sources()
    assert len(sources) >= 460
    assert len({source.hosts[0] for source in sources}) == len(sources)
    assert all(source.feeds or source.sitemaps or source.sections for source in sources)


def test_a_district_is_followed_by_the_authority_for_its_children() -> None:
    assert with_authorities(["High Peak", "Tameside"]) == ("High Peak", "Derbyshire", "Tameside")
    assert with_authorities(["Derbyshire", "High Peak"]) == ("Derbyshire", "High Peak")


def test_every_area_of_an_english_title_leads_to_an_authority() -> None:
    rows = rows_of("authorities.csv")
    known = {name for row in rows for name in (row["name"], *row["also_known_as"].split("|"))}
    lost = {
        source.key: source.areas
        for source in load_sources()
        if source.areas and not set(source.areas) & known
    }
    elsewhere = {"England", "Isle of Man", "Na h-Eileanan Siar", "Lisburn and Castlereagh"}
    assert {area for areas in lost.values() for area in areas} == elsewhere


def test_the_page_of_sources_is_that_of_the_registry() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    assert page.rstrip("\n") == "\n".join(lines()).rstrip()
