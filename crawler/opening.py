"""Opening a run: configuration, lock, database, services, sources. And closing all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from crawler import ledger
from crawler.addresses import AddressBook
from crawler.config import Config, ConfigError
from crawler.frontier import Frontier, now
from crawler.lock import only_run
from crawler.night_run import NightRun
from crawler.plans import Plan, plan_news, plan_official
from crawler.progress import Progress, silent
from crawler.readers import reading_workers
from crawler.resolver import use_book
from crawler.sources.registry import load_sources
from db import write
from db.home import Home
from db.schema import ready_engine
from pipelines.archive.files import Recovered
from pipelines.run import NewRun, open_run
from words.runs import Origin, RunKind

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

log = logging.getLogger(__name__)


def user_agent(contact: str) -> str:
    """Return who we are, with the operator's contact: every request carries it."""
    reach = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    return f"Winnow/{version('winnow-press')} (+{reach})"


def refuse_without_contact(config: Config) -> str:
    """Return the operator's contact; raises ConfigError when there is none."""
    if config.contact:
        return config.contact
    raise ConfigError(
        "contact: missing: an e-mail address or page that every request carries, so that a site "
        'can reach you (in winnow.toml: contact = "you@example.org")'
    )


def configure(settings: BaseSettings, config: Config) -> None:
    """Put the operator's configuration into Scrapy's settings; raises ConfigError."""
    settings.set("USER_AGENT", user_agent(refuse_without_contact(config)), priority="cmdline")
    settings.set("DOWNLOAD_DELAY", max(config.crawl.delay_seconds, 1.0), priority="cmdline")
    settings.set("DOWNLOAD_TIMEOUT", config.crawl.timeout_seconds, priority="cmdline")
    hosts = config.crawl.concurrent_hosts
    settings.set("CONCURRENT_REQUESTS", 2 * hosts + 4, priority="cmdline")
    use_book(AddressBook(config.allow_hosts))


def all_plans(config: Config) -> tuple[Plan, ...]:
    """Return the plan of every source: the registry's, Ofsted's, GOV.UK's. Raises ConfigError."""
    news = tuple(plan_news(source, config) for source in load_sources(config.sources))
    named = set(config.allow_hosts)
    for plan in news:
        home = plan.row.homepage or ""
        port = "" if ":" in plan.hosts[0] else (":443" if home.startswith("https") else ":80")
        if plan.delay_seconds < 1 and plan.hosts[0] + port not in named:
            raise ConfigError(
                f"{plan.key}: delay_seconds: {plan.delay_seconds} is under 1 second, which only "
                "hosts named in [allow_hosts] may have"
            )
    return news + plan_official(config)


def chosen(plans: Iterable[Plan], only: Iterable[str] | None) -> frozenset[str]:
    """Return the keys of the sources to crawl; raises ConfigError for an unknown key."""
    keys = frozenset(plan.key for plan in plans)
    if only is None:
        return keys
    unknown = sorted(set(only) - keys)
    if unknown:
        raise ConfigError(f"no source {unknown[0]!r}: `winnow source list` shows them")
    return frozenset(only)


def keys_of_kind(config: Config, kind: str, named: Iterable[str] | None) -> frozenset[str]:
    """Return the keys that one spider is to crawl: those named, or all of its kind.

    Raises ConfigError for a spider that is not there, and for a source that is not its own.
    """
    plans = [plan for plan in all_plans(config) if plan.kind == kind]
    if not plans:
        raise ConfigError(f"spider {kind!r}: it is not there, or has no source")
    return chosen(plans, named)


def _begin(
    s: Session,
    run_id: int,
    *,
    plans: tuple[Plan, ...],
    expected: frozenset[str],
    config: Config,
    at: datetime,
) -> tuple[dict[str, int], datetime]:
    """Write the sources of a run that was just opened, and make its pages pending.

    Returns the ids of the sources, and when the night began.

    After a kill the pages that were to be looked at again are still pending: they are taken up,
    not queued a second time.
    """
    ids = {plan.key: write.upsert_source(s, plan.row, at=at) for plan in plans}
    ledger.retire_sources(s, keep=ids.values(), at=at)
    began = ledger.killed_night_began(s, before=run_id, at=at)
    if began is None:
        for plan in plans:
            if plan.key in expected:
                write.queue_revisits(
                    s,
                    ids[plan.key],
                    first_seen_after=at - timedelta(days=plan.revisit_days),
                    at=at,
                    max_attempts=config.crawl.max_attempts,
                )
    return ids, began or at


def _new_run(config: Config, command: RunKind) -> NewRun:
    """Return what a crawl is opened with."""
    return NewRun(
        command=command,
        origin=Origin.CRAWL,
        topic=config.topic,
        software=version("winnow-press"),
        config_sha256=config.sha256,
    )


def _say_recovered(found: Recovered) -> None:
    """Log that a killed run's archive file was cut to whole records."""
    log.info("archive: %s was left open, %d bytes cut", found.file, found.cut)


@contextmanager
def open_night(
    config: Config,
    home: Home,
    *,
    command: RunKind,
    only: Iterable[str] | None = None,
    progress: Progress = silent,
) -> Iterator[NightRun]:
    """Take the lock, start the services and open the run; close all of it at the end.

    Raises ConfigError, HomeError, AlreadyRunning, DatabaseError before anything is begun.
    """
    plans = all_plans(config)
    expected = chosen(plans, only)
    home.make()
    with ExitStack() as stack:
        stack.enter_context(only_run(home))
        engine = ready_engine(home)
        stack.callback(engine.dispose)
        services, (ids, began) = stack.enter_context(
            open_run(
                engine,
                home.archive,
                reading_workers(config),
                _new_run(config, command),
                partial(_begin, plans=plans, expected=expected, config=config, at=now()),
                recovered=_say_recovered,
            )
        )
        frontier = Frontier(services)
        stack.callback(frontier.close)
        yield NightRun(
            config=config,
            home=home,
            services=services,
            frontier=frontier,
            plans=plans,
            source_ids=ids,
            expected=expected,
            night_began_at=began,
            progress=progress,
        )
