"""What a night does with one source: where it stands, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.config import Config
from crawler.sources.registry import NewsSource
from crawler.urls import netloc_of
from db.write import SourceRow

OFSTED = "ofsted"
GOVUK = "govuk"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """One source of one night. hosts: who may answer; the first is the canonical host.

    delay_seconds: between two requests to a host. max_pages: requests for pages, not for listings.
    seconds: how long the whole visit may take. news: the registry entry, None for the official
    sites.
    """

    row: SourceRow
    hosts: tuple[str, ...]
    delay_seconds: float
    max_pages: int
    seconds: float
    revisit_days: int = 0  # how long a stored page is looked at again every night
    expect_min: int = 0
    series: str = "main"  # of the archive
    news: NewsSource | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The source's key."""
        return self.row.key

    @property
    def kind(self) -> str:
        """Which spider visits it: news, ofsted, govuk."""
        return self.row.kind


def plan_news(source: NewsSource, config: Config) -> Plan:
    """Return the plan of a news title: its own values within the configuration's."""
    crawl = config.crawl
    delay = crawl.delay_seconds if source.delay_seconds is None else source.delay_seconds
    limit = crawl.max_pages_per_source
    return Plan(
        row=SourceRow(
            key=source.key,
            group_key=source.group_key,
            kind="news",
            name=source.name,
            homepage=source.url,
            hosts=source.hosts,
            areas=source.areas,
            entry_sha256=source.entry_sha256,
        ),
        hosts=source.hosts,
        delay_seconds=delay,
        max_pages=min(source.max_pages or limit, limit),
        seconds=crawl.source_budget_minutes * 60,
        revisit_days=config.crawl.revisit_days,
        expect_min=source.expect_min,
        series="recent",  # kept for some weeks; what is stored is copied to the main series
        news=source,
    )


def _official(key: str, name: str, kind: str, urls: list[str], config: Config) -> Plan:
    """Return the plan of one of the two official sites."""
    hosts = tuple(dict.fromkeys(netloc_of(url) for url in urls))
    return Plan(
        row=SourceRow(
            key=key, group_key="official", kind=kind, name=name, homepage=urls[0], hosts=hosts
        ),
        hosts=hosts,
        delay_seconds=config.crawl.delay_seconds,
        max_pages=config.crawl.max_official_pages,
        seconds=config.crawl.time_budget_minutes * 60,
    )


def plan_official(config: Config) -> tuple[Plan, ...]:
    """Return the plans of Ofsted's reports site and of GOV.UK, as far as they are enabled."""
    plans = []
    if config.ofsted.enabled:
        urls = [str(config.ofsted.reports_url), str(config.ofsted.files_url)]
        plans.append(_official(OFSTED, "Ofsted reports", "ofsted", urls, config))
    if config.govuk.enabled:
        urls = [str(config.govuk.url), str(config.govuk.assets_url)]
        plans.append(_official(GOVUK, "GOV.UK publications by Ofsted", "govuk", urls, config))
    return tuple(plans)
