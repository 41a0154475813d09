"""The miniature web: build it, serve it, turn the night, ask for the truth."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType

from miniweb.files_host import FILES, FilesHost
from miniweb.govuk import ASSETS, GOVUK, AssetsHost, GovukHost, build_items
from miniweb.layouts import layout_of
from miniweb.layouts.common import Group
from miniweb.manifest import Manifest, build_manifest
from miniweb.model import Site
from miniweb.news_host import NewsHost
from miniweb.reports_site import REPORTS, ReportsHost
from miniweb.server import Server, Visit
from miniweb.sites import SITES
from miniweb.statistics import statistics_table
from miniweb.traps import TRAPS
from miniweb.world import build_world

TODAY = date(2026, 11, 12)


class MiniatureWeb:
    """A web of invented sites on one loopback port.

    seed: which web. articles: stories on the first night, without copies and traps. night: 1, or 2
    for the web after its changes. today: the day of the newest stories of the first night.
    disputed: inspections of which the statistics give another overall grade than the document.
    every_form: also the rarer documents and kinds of provider of the reports site.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        articles: int = 200,
        night: int = 1,
        port: int = 0,
        today: date = TODAY,
        disputed: int = 0,
        every_form: bool = False,
    ) -> None:
        self.night = night
        self.world = build_world(seed, articles, today, every_form=every_form)
        self._server = Server(port, lambda: self.night)
        self.port = self._server.port
        attached = next(p for p in self.world.publications if p.kind == "focused_visit")
        self._items = build_items(seed, today, attached, self.port)
        self._news = [self._news_host(site) for site in SITES]
        for host in self._news:
            for name in (host.site.host, *host.site.aliases):
                self._server.hosts[name] = host
        table = statistics_table(self.world, today, disputed)
        self.government = GovukHost(self._items, self.port)
        of_schools = [p for one in self.world.establishments for p in one.publications]
        self._server.hosts |= {
            REPORTS: ReportsHost(self.world, self.port),
            FILES: FilesHost([*self.world.publications, *of_schools]),
            GOVUK: self.government,
            ASSETS: AssetsHost(self._items, attached, table),
        }

    def __enter__(self) -> MiniatureWeb:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop answering and free the port, whether it was entered or not."""
        self._server.stop()

    @property
    def hosts(self) -> list[str]:
        """Every host name that is served."""
        return sorted(self._server.hosts)

    @property
    def access_log(self) -> list[Visit]:
        """Every request so far, in the order of the answers."""
        return list(self._server.log)

    @cached_property
    def manifest(self) -> Manifest:
        """The truth about every page, for both nights."""
        return build_manifest(self.world, self._news, TRAPS, self._items, self.port)

    def url(self, host: str, path: str = "/") -> str:
        """Return the URL of a path on a host."""
        return f"http://{host}:{self.port}{path}"

    def turn_night(self, night: int) -> None:
        """Let the web stand as it does on that night."""
        self.night = night

    def config(self, home: Path) -> str:
        """Write the registry into home/sources and return the text of a configuration file."""
        self.sources_dir(home / "sources")
        allowed = "\n".join(f'"{host}:{self.port}" = "127.0.0.1"' for host in self.hosts)
        return (
            'contact = "operator@example.org"\n'
            f"sources = [{json.dumps(str((home / 'sources').resolve()))}]\n"
            'topic = "ofsted"\n\n'
            "[crawl]\ndelay_seconds = 0.0\nconcurrent_per_host = 1\n\n"
            f'[ofsted]\nreports_url = "{self.url(REPORTS, "")}"\n'
            f'files_url = "{self.url(FILES, "")}"\n'
            f"expected_authorities = {len(self.world.authorities)}\n\n"
            f'[govuk]\nurl = "{self.url(GOVUK, "")}"\nassets_url = "{self.url(ASSETS, "")}"\n'
            'since = "2020-01-01"\n\n'
            f"[allow_hosts]\n{allowed}\n"
        )

    def write_config(self, home: Path) -> Path:
        """Write registry and configuration under `home`; return the file for WINNOW_CONFIG."""
        home.mkdir(parents=True, exist_ok=True)
        path = home / "winnow.toml"
        path.write_text(self.config(home), encoding="utf-8")
        return path

    def sources_dir(self, path: Path) -> Path:
        """Write the registry files of the miniature titles into a folder; return it."""
        path.mkdir(parents=True, exist_ok=True)
        groups: dict[str, list[Site]] = {}
        for site in SITES:
            groups.setdefault(site.group, []).append(site)
        for sites in groups.values():
            group = layout_of(sites[0]).group
            text = _registry_file(group, sites, self.port)
            (path / f"{group.key}.toml").write_text(text, encoding="utf-8")
        return path

    def _news_host(self, site: Site) -> NewsHost:
        postings = [p for p in self.world.postings if p.site.key == site.key]
        return NewsHost(site, postings, [t for t in TRAPS if t.site == site.key], self.port)


def _registry_file(group: Group, sites: list[Site], port: int) -> str:
    """Return one publisher group as the registry has it."""
    branded = any("{brand}" in p for p in (*group.feeds, *group.sections))
    lines = [
        "[group]",
        f'key = "{group.key}"',
        f"name = {json.dumps(group.name)}",
        f"article_url = '{group.article_url}'",
        f"not_article_url = {_list(group.not_article_url)}",
        "delay_seconds = 0.0",
        "max_pages = 5000",
    ]
    if not branded:
        lines += [f"feeds = {_list(group.feeds)}", f"sections = {_list(group.sections)}"]
    lines.append(f"sitemaps = {_list(group.sitemaps)}")
    lines += ["", "[group.layout]"]
    for name in ("title", "body", "strip", "standfirst"):
        if selectors := getattr(group, name):
            lines.append(f"{name} = {_list(selectors)}")
    for site in sites:
        aliases = [f"{host}:{port}" for host in site.aliases]
        lines += [
            "",
            "[[title]]",
            f'key = "{site.key}"',
            f"name = {json.dumps(site.name)}",
            f'url = "http://{site.host}:{port}"',
            f"aliases = {_list(aliases)}",
            f"areas = {_list([site.area])}",
            "expect_min = 1",
        ]
        if branded:
            fill = layout_of(site).registry_path
            lines.append(f"feeds = {_list([fill(site, p) for p in group.feeds])}")
            lines.append(f"sections = {_list([fill(site, p) for p in group.sections])}")
    return "\n".join(lines) + "\n"


def _list(values: list[str] | tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"
