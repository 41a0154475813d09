"""What the captures of a run go through: one of each in a process, for the length of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.children.pool import Workers
from pipelines.storing.site_blocks import SiteBlocks
from words.runs import Origin

__all__ = ["Services", "lend", "services_of"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """One writer thread, one pool of readers, one archive, one run.

    topic: "ofsted" or "all".
    """

    engine: Engine
    writer: Writer
    workers: Workers
    archive: Archive
    run_id: int
    topic: str = "ofsted"
    origin: Origin = Origin.CRAWL
    site_blocks: SiteBlocks = field(default_factory=SiteBlocks)


def lend(services: Services, crawler: Any) -> None:
    """Have a Scrapy crawler carry the services of its run: its item pipelines get them from it.

    An attribute, because Scrapy copies its settings deeply, and threads cannot be copied.
    """
    crawler.winnow_services = services


def services_of(crawler: Any) -> Services | None:
    """Return the services that a crawler carries; None for one that belongs to no run."""
    found: Services | None = getattr(crawler, "winnow_services", None)
    return found
