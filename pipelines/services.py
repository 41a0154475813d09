"""What the stages and the import share: one of each in a process, for the length of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine

from db.writer import Writer
from pipelines.archive.files import Archive
from pipelines.children.pool import Workers
from pipelines.storing.site_blocks import SiteBlocks
from words.runs import Origin

__all__ = ["Services", "current", "use"]


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


_current: list[Services] = []


def current() -> Services:
    """Return the services of this process's run. Raises LookupError outside `use`."""
    if not _current:
        raise LookupError("no run is active: services are lent by `with use(services):`")
    return _current[-1]


@contextmanager
def use(services: Services) -> Iterator[Services]:
    """Lend services to everything in this process until the block ends."""
    _current.append(services)
    try:
        yield services
    finally:
        _current.remove(services)
