"""A small world of invented sources, pages and reports to ask questions about."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.models import PageState
from db.write import (
    CaptureRow,
    NewPage,
    NewVersion,
    RemovedRow,
    SourceRow,
    StoredVersion,
    find_page,
    queue_page,
    record_capture,
    record_outcome,
    start_run,
    store_version,
    upsert_source,
)

NIGHT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


class World:
    """Writes what a night writes, with as few words as a test needs."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)

    def source(self, s: Session, key: str = "thorley_gazette", kind: str = "news") -> int:
        row = SourceRow(key=key, group_key="hartwell", kind=kind, name=key.title(), hosts=["x"])
        return upsert_source(s, row, at=NIGHT)

    def run(self, s: Session, at: datetime = NIGHT) -> int:
        return start_run(s, command="nightly", software="0.1", at=at)

    def page(
        self, s: Session, source_id: int, *, url: str | None = None, role: str = "article"
    ) -> int:
        url = url or f"https://thorley.test/news/{next(self.numbers)}"
        new = NewPage(url=url, raw_url=url, source_id=source_id, role=role, via="feed")
        queue_page(s, new, at=NIGHT)
        page_id = find_page(s, url)
        assert page_id is not None
        return page_id

    def capture(self, s: Session, page_id: int, run_id: int | None = None, **changes: Any) -> int:
        number = next(self.numbers)
        values: dict[str, Any] = {
            "page_id": page_id,
            "run_id": run_id,
            "url": "https://thorley.test/",
            "fetched_at": NIGHT,
            "status": 200,
            "headers": {"etag": '"a1"'},
            "payload_sha256": hashlib.sha256(str(number).encode()).hexdigest(),
            "payload_bytes": 10,
            "warc_file": "main-1.warc.gz",
            "warc_offset": number,
        }
        return record_capture(s, CaptureRow(**(values | changes)))

    def version(self, capture_id: int, **changes: Any) -> NewVersion:
        values: dict[str, Any] = {
            "capture_id": capture_id,
            "title": "Council praised",
            "text": "Inspectors praised the council.",
            "page_kind": "article",
            "access": "full",
            "reader": "layout",
            "reader_version": "1",
            "blocks": [{"kind": "paragraph", "text": "Inspectors praised the council."}],
            "removed": [
                RemovedRow(rule="radio-banner", kind="radio", text="Listen live", position=0)
            ],
        }
        return NewVersion(**(values | changes))

    def report(
        self,
        s: Session,
        source_id: int,
        *,
        kind: str = "news",
        run_id: int | None = None,
        days: int = 0,
        **changes: Any,
    ) -> StoredVersion:
        role = "article" if kind == "news" else "publication"
        page_id = self.page(s, source_id, role=role)
        capture_id = self.capture(s, page_id, run_id)
        changes.setdefault("published_at", NIGHT - timedelta(days=days))
        new = self.version(capture_id, **changes)
        stored = store_version(
            s, new, report_kind=kind, page_id=page_id, source_id=source_id, at=NIGHT
        )
        if run_id is not None:
            record_outcome(
                s,
                run_id,
                page_id,
                PageState.STORED,
                reason=None,
                capture_id=capture_id,
                version_id=stored.version_id,
                at=NIGHT,
            )
        return stored


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def night() -> datetime:
    return NIGHT
