"""Every write, once. Each takes a session and never commits: one piece of work, one transaction."""

from db.write.again import retry_quarantined
from db.write.pages import (
    find_page,
    mark_gone,
    pending_pages,
    queue_page,
    queue_revisits,
    record_capture,
    record_outcome,
    upsert_source,
)
from db.write.publications import authority_named, find_provider, store_publication
from db.write.reports import store_version
from db.write.rows import (
    CaptureRow,
    FactRow,
    InspectorRow,
    JudgementRow,
    NewPage,
    NewVersion,
    ParagraphRow,
    PendingPage,
    PublicationRow,
    Queued,
    RemovedRow,
    SourceRow,
    StoredVersion,
)
from db.write.runs import (
    end_run,
    end_run_source,
    note_site_blocks,
    quarantine,
    raise_alarm,
    repeated_blocks,
    start_run,
    start_run_source,
)
from db.write.takedowns import is_taken_down, tombstone_hash
from db.write.text import UnstorableText, text_digest

__all__ = [
    "CaptureRow",
    "FactRow",
    "InspectorRow",
    "JudgementRow",
    "NewPage",
    "NewVersion",
    "ParagraphRow",
    "PendingPage",
    "PublicationRow",
    "Queued",
    "RemovedRow",
    "SourceRow",
    "StoredVersion",
    "UnstorableText",
    "authority_named",
    "end_run",
    "end_run_source",
    "find_page",
    "find_provider",
    "is_taken_down",
    "mark_gone",
    "note_site_blocks",
    "pending_pages",
    "quarantine",
    "queue_page",
    "queue_revisits",
    "raise_alarm",
    "record_capture",
    "record_outcome",
    "repeated_blocks",
    "retry_quarantined",
    "start_run",
    "start_run_source",
    "store_publication",
    "store_version",
    "text_digest",
    "tombstone_hash",
    "upsert_source",
]
