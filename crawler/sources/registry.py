"""The registry of news sources: one TOML file per publisher group, read and checked.

A group names what its titles share (article URL pattern, feeds, sitemaps, layout); a title adds a
name, a URL and its areas. A title's own value always wins over its group's.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import AfterValidator, Field, ValidationError

from crawler.config import ConfigError, Table, describe_errors, read_toml
from crawler.urls import netloc_of
from pipelines.reading.model import Layout

SHIPPED = Path(__file__).parent


def _checked_regex(pattern: str) -> str:
    """Return the pattern; raises ValueError when it is not a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


def _checked_selector(selector: str) -> str:
    """Return the CSS selector; raises ValueError when it cannot be parsed."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise ValueError(f"not a CSS selector: {selector!r}: {error}") from error
    return selector


def _checked_url(url: str) -> str:
    """Return the address of a site; raises ValueError unless it is http(s) with a host alone."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an http(s) address: {url!r}")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError(f"give the host alone, without a path: {url!r}")
    return url.rstrip("/")


def _checked_host(host: str) -> str:
    """Return a host name (with port, if any) in lower case; raises ValueError otherwise."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*(:\d+)?", host.lower()):
        raise ValueError(f"not a host name: {host!r}")
    return host.lower()


Regex = Annotated[str, AfterValidator(_checked_regex)]
Selector = Annotated[str, AfterValidator(_checked_selector)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
SiteUrl = Annotated[str, AfterValidator(_checked_url)]
Host = Annotated[str, AfterValidator(_checked_host)]


Wall = Literal["none", "register", "subscribe", "unknown"]
"""What stands between a reader and the whole text: nothing, an account, money, or nobody knows."""


class LayoutEntry(Table):
    """CSS selectors of a group's pages; every one may be left out."""

    title: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    strip: tuple[Selector, ...] = ()
    standfirst: tuple[Selector, ...] = ()
    byline: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()

    def as_layout(self) -> Layout:
        """Return the value the reader takes."""
        return Layout(**{name: getattr(self, name) for name in LayoutEntry.model_fields})


class OldLayoutEntry(LayoutEntry):
    """A layout that a group used until a day: for old pages and imports."""

    until: date

    def as_layout(self) -> Layout:
        """Return the value the reader takes."""
        return Layout(**{name: getattr(self, name) for name in LayoutEntry.model_fields})


class GroupEntry(Table):
    """What the titles of a publisher share."""

    key: Key
    name: str = Field(min_length=1)
    article_url: Regex  # searched in the URL's path
    not_article_url: tuple[Regex, ...] = ()
    feeds: tuple[str, ...] = ()  # relative to a title's url
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    delay_seconds: float | None = Field(default=None, ge=0)
    max_pages: int | None = Field(default=None, ge=1)  # a night and title
    wall: Wall = "unknown"
    layout: LayoutEntry = LayoutEntry()
    old_layout: tuple[OldLayoutEntry, ...] = ()


class TitleEntry(Table):
    """One outlet. Lists given here replace the group's."""

    key: Key
    name: str = Field(min_length=1)
    url: SiteUrl
    aliases: tuple[Host, ...] = ()  # other hosts of the same outlet
    areas: tuple[str, ...] = ()
    feeds: tuple[str, ...] | None = None
    sitemaps: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    article_url: Regex | None = None
    not_article_url: tuple[Regex, ...] | None = None
    delay_seconds: float | None = Field(default=None, ge=0)
    max_pages: int | None = Field(default=None, ge=1)
    expect_min: int = Field(default=0, ge=0)  # fewer pages found in a night is an alarm
    verified: bool = False  # true when a probe has read the live site
    wall: Wall | None = None
    layout: LayoutEntry | None = None


class GroupFile(Table):
    """One file of the registry."""

    group: GroupEntry
    title: tuple[TitleEntry, ...] = Field(min_length=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsSource:
    """One title with everything its group lends it, ready to crawl.

    hosts: host names, with port where it is not the scheme's; the first is the canonical one.
    feeds, sitemaps, sections: absolute URLs. delay_seconds, max_pages: None = the configuration's.
    areas: places it writes about, each district followed by its authority. verified: a probe has
    read the live site; until then feeds and patterns are those of its group.
    """

    key: str
    group_key: str
    name: str
    url: str
    hosts: tuple[str, ...]
    areas: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    sections: tuple[str, ...]
    article_url: re.Pattern[str]
    not_article_url: tuple[re.Pattern[str], ...]
    delay_seconds: float | None
    max_pages: int | None
    expect_min: int
    layout: Layout
    verified: bool = False
    wall: str = "unknown"
    old_layouts: tuple[tuple[date, Layout], ...] = ()
    entry_sha256: str = field(default="", compare=False)

    def is_article(self, url: str) -> bool:
        """Tell whether the URL's path looks like a story of this source."""
        path = urlsplit(url).path
        if any(pattern.search(path) for pattern in self.not_article_url):
            return False
        return self.article_url.search(path) is not None

    def layout_on(self, published: date | None) -> Layout:
        """Return the layout in use on a day; None (unknown) gives today's."""
        if published is not None:
            for until, layout in self.old_layouts:
                if published <= until:
                    return layout
        return self.layout


def _absolute(url: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return listing addresses resolved against the title's own."""
    return tuple(urljoin(url + "/", path) for path in paths)


@cache
def _authorities() -> dict[str, str]:
    """Return the authority for children's services of each district."""
    text = (SHIPPED / "districts.csv").read_text(encoding="utf-8")
    return {row["district"]: row["authority"] for row in csv.DictReader(text.splitlines())}


def with_authorities(areas: Iterable[str]) -> tuple[str, ...]:
    """Return areas, each district followed by the authority whose services its children get."""
    found: dict[str, None] = {}
    for area in areas:
        found[area] = None
        if (authority := _authorities().get(area)) is not None:
            found[authority] = None
    return tuple(found)


def _digest(group: GroupEntry, title: TitleEntry) -> str:
    """Return the SHA-256 of an entry, so that a changed entry shows in the ledger."""
    whole: dict[str, Any] = {
        "group": group.model_dump(mode="json"),
        "title": title.model_dump(mode="json"),
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _source(group: GroupEntry, title: TitleEntry) -> NewsSource:
    """Join a title with its group."""

    def chosen(name: str) -> Any:
        own = getattr(title, name)
        return getattr(group, name) if own is None else own

    old = sorted(group.old_layout, key=lambda entry: entry.until)
    return NewsSource(
        key=title.key,
        group_key=group.key,
        name=title.name,
        url=title.url,
        hosts=(netloc_of(title.url), *title.aliases),
        areas=with_authorities(title.areas),
        feeds=_absolute(title.url, chosen("feeds")),
        sitemaps=_absolute(title.url, chosen("sitemaps")),
        sections=_absolute(title.url, chosen("sections")),
        article_url=re.compile(chosen("article_url")),
        not_article_url=tuple(re.compile(pattern) for pattern in chosen("not_article_url")),
        delay_seconds=chosen("delay_seconds"),
        max_pages=chosen("max_pages"),
        expect_min=title.expect_min,
        layout=chosen("layout").as_layout(),
        verified=title.verified,
        wall=chosen("wall"),
        old_layouts=tuple((entry.until, entry.as_layout()) for entry in old),
        entry_sha256=_digest(group, title),
    )


def read_group(path: Path) -> tuple[NewsSource, ...]:
    """Return the titles of one registry file; raises ConfigError naming the file and the key."""
    table = read_toml(path)
    try:
        entry = GroupFile.model_validate(table)
    except ValidationError as error:
        raise ConfigError(describe_errors(path, error, table)) from error
    sources = tuple(_source(entry.group, title) for title in entry.title)
    for source in sources:
        if not (source.feeds or source.sitemaps or source.sections):
            raise ConfigError(f"{path}: title.{source.key}: no feed, sitemap or section to read")
    return sources


def bare(host: str) -> str:
    """Return the host without a leading `www.`: both name the same site."""
    return host.removeprefix("www.")


def _refuse_duplicates(found: list[tuple[Path, NewsSource]]) -> None:
    """Raise ConfigError when two titles share a key or a host."""
    keys: dict[str, Path] = {}
    hosts: dict[str, tuple[Path, str]] = {}
    for path, source in found:
        if source.key in keys:
            raise ConfigError(f"{path}: title.key: {source.key!r} is also in {keys[source.key]}")
        keys[source.key] = path
        for host in source.hosts:
            other, key = hosts.setdefault(bare(host), (path, source.key))
            if key != source.key or source.hosts.count(host) > 1:
                raise ConfigError(
                    f"{path}: title.{source.key}: {host!r} is also in {key!r} ({other})"
                )


def _files(place: Path) -> list[Path]:
    """Return the registry files of a folder, or the one named; raises ConfigError for none."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise ConfigError(f"{place}: no such file or folder")
    files = sorted(place.glob("*.toml"))
    if not files:
        raise ConfigError(f"{place}: no .toml file in it")
    return files


def load_sources(places: Iterable[Path] = ()) -> tuple[NewsSource, ...]:
    """Return every title of these folders or files (none = the registry shipped), ordered by key.

    Raises ConfigError for a place that cannot be read or holds no entry, for a mistake in a file,
    and for a key or host that is named twice.
    """
    found = [
        (path, source)
        for place in tuple(places) or (SHIPPED,)
        for path in _files(place)
        for source in read_group(path)
    ]
    _refuse_duplicates(found)
    return tuple(sorted((source for _, source in found), key=lambda source: source.key))
