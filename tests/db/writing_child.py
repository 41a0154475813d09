"""Stores reports until it is killed; prints a line for each one that was committed."""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from uuid import uuid4

from db.engine import make_engine
from db.models import PageState
from db.write import (
    CaptureRow,
    NewPage,
    NewVersion,
    RemovedRow,
    SourceRow,
    find_page,
    queue_page,
    record_capture,
    record_outcome,
    start_run,
    store_version,
    upsert_source,
)
from db.writer import Writer


def store_one(s, source: int, run: int) -> int:
    at = datetime.now(UTC)
    url = f"https://thorley.test/{uuid4()}"
    new = NewPage(url=url, raw_url=url, source_id=source, role="article", via="feed")
    queue_page(s, new, at=at)
    page = find_page(s, url)
    assert page is not None
    capture = CaptureRow(
        page_id=page,
        run_id=run,
        url=url,
        fetched_at=at,
        status=200,
        payload_sha256="0" * 64,
        payload_bytes=1,
        warc_file=f"{uuid4()}.warc.gz",
        warc_offset=0,
    )
    version = NewVersion(
        capture_id=record_capture(s, capture),
        title="A title",
        text="Some words. " * 50,
        page_kind="article",
        access="full",
        reader="layout",
        reader_version="1",
        removed=[RemovedRow(rule="ads", kind="ad", text="Buy", position=0)],
    )
    stored = store_version(s, version, report_kind="news", page_id=page, source_id=source, at=at)
    record_outcome(
        s,
        run,
        page,
        PageState.STORED,
        reason=None,
        version_id=stored.version_id,
        at=at,
    )
    return stored.report_id


def main(url: str) -> None:
    writer = Writer(make_engine(url))
    row = SourceRow(key="thorley_gazette", group_key="hartwell", kind="news", name="Gazette")
    source = writer.submit(lambda s: upsert_source(s, row)).result()
    at = datetime.now(UTC)
    run = writer.submit(lambda s: start_run(s, command="crawl", software="0.1", at=at)).result()
    for _ in itertools.count():
        print(writer.submit(lambda s: store_one(s, source, run)).result(), flush=True)


main(sys.argv[1])
