"""The value that is read and stored, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db.states import PageState
from pipelines.reading.model import Layout
from words.runs import Origin

__all__ = ["CaptureToRead", "ProcessOutcome"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaptureToRead:
    """An archived response, ready to be read.

    url: the page's canonical URL. payload: decoded. headers: lower-case names. layout: selectors
    of the source. fetched_at: None for a saved file, of which nobody knows. topic: ofsted or all.
    listing: what the listing said; keys that are read: `title`, `published`, `modified` (ISO
    times), `via`; of a publication also `label`, `inspected_on`, `published_on` (ISO days),
    `provider_kind`, `provider_urn`, `provider_name`, `provider_category`, `file_id`.
    """

    page_id: int
    capture_id: int
    run_id: int
    source_id: int
    source_key: str
    role: str
    url: str
    payload: bytes = field(repr=False)
    content_type: str | None
    status: int
    headers: Mapping[str, str]
    fetched_at: datetime | None
    listing: Mapping[str, Any] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    origin: Origin = Origin.CRAWL
    topic: str = "ofsted"
    file_name: str | None = None  # of an imported file
    known_sha256: str | None = None  # of the text that is stored, where it is read again


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessOutcome:
    """What became of a capture. version_id and report_id: None where nothing is stored."""

    state: PageState
    reason: str | None = None
    version_id: int | None = None
    report_id: int | None = None
