"""The reading processes, with the limits that the operator set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.children.pool import Workers

if TYPE_CHECKING:
    from crawler.config import Config


def reading_workers(config: Config, count: int | None = None) -> Workers:
    """Return the reading processes of a run; each is started when it is first needed.

    count: None = the configuration's.
    """
    read = config.read
    return Workers(
        count or read.workers,
        seconds_per_page=read.seconds_per_page,
        seconds_per_pdf=read.seconds_per_pdf,
        memory_mb=read.memory_mb,
    )
