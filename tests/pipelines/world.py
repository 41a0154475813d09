"""An invented source with one page and its capture, in a real database."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.write import (
    CaptureRow,
    NewPage,
    SourceRow,
    find_page,
    queue_page,
    record_capture,
    start_run,
    start_run_source,
    upsert_source,
)
from pipelines.capture import CaptureToRead

NIGHT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@dataclass
class World:
    """Writes what stands in the database before a page is read."""

    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def capture(self, s: Session, **changes: object) -> CaptureToRead:
        """Queue a page (url=…), archive a capture of it, and return it ready to be read.

        series, warc_file, warc_offset: of the capture row. run_id: None opens a run.
        """
        url = str(changes.pop("url", "https://thorley.test/news/1"))
        kind = str(changes.pop("kind", "news"))
        role = str(changes.pop("role", "article"))
        run_id = changes.pop("run_id", None) or start_run(
            s, command="nightly", software="0", at=NIGHT
        )
        row = SourceRow(key=f"thorley_{kind}", group_key="g", kind=kind, name="Thorley Gazette")
        source_id = upsert_source(s, row, at=NIGHT)
        start_run_source(s, run_id, source_id)  # type: ignore[arg-type]
        page = NewPage(url=url, raw_url=url, source_id=source_id, role=role, via="feed")
        queue_page(s, page, at=NIGHT, revisit=True)
        page_id = find_page(s, url)
        assert page_id is not None
        payload = changes.pop("payload", b"<html></html>")
        assert isinstance(payload, bytes)
        place = {
            "series": str(changes.pop("series", "main")),
            "warc_file": str(changes.pop("warc_file", "main-1-20260302T020000Z.warc.gz")),
            "warc_offset": changes.pop("warc_offset", None) or next(self.numbers),
        }
        capture_id = record_capture(
            s,
            CaptureRow(
                page_id=page_id,
                run_id=run_id,  # type: ignore[arg-type]
                url=url,
                fetched_at=NIGHT,
                status=200,
                payload_sha256=hashlib.sha256(payload).hexdigest(),
                payload_bytes=len(payload),
                **place,  # type: ignore[arg-type]
            ),
        )
        fields: dict[str, object] = {
            "page_id": page_id,
            "capture_id": capture_id,
            "run_id": run_id,
            "source_id": source_id,
            "source_key": row.key,
            "role": role,
            "url": url,
            "payload": payload,
            "content_type": "text/html",
            "status": 200,
            "headers": {},
            "fetched_at": NIGHT,
        }
        return CaptureToRead(**(fields | changes))  # type: ignore[arg-type]
