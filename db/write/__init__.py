"""Every write, once. Each takes a session and never commits: one piece of work, one transaction."""

from db.rows import (
    CaptureRow,
    FactRow,
    InspectorRow,
    JudgementRow,
    NewPage,
    NewPublication,
    NewStatistics,
    NewVersion,
    ParagraphRow,
    PendingPage,
    PublicationRow,
    Queued,
    RemovedRow,
    SeenGrade,
    SourceRow,
    StatisticsGradeRow,
    StatisticsLine,
    StoredVersion,
)
from db.text import UnstorableText, text_digest
from db.write.alarms import RaisedAlarm, accept_alarms, raise_alarm, reopen_alarms
from db.write.decisions import record_decision, review_withdrawn
from db.write.inspections import is_told_of_elsewhere
from db.write.known import KnownPage, known_page
from db.write.outcomes import look_again, mark_gone, note_reread, record_outcome, settle
from db.write.pages import (
    captures_to_keep,
    find_page,
    move_captures,
    pending_pages,
    queue_page,
    queue_pages,
    queue_revisits,
    record_capture,
    upsert_source,
)
from db.write.providers import authority_named, find_provider
from db.write.publications import store_publication
from db.write.reports import store_version
from db.write.runs import (
    end_run,
    end_run_source,
    note_site_blocks,
    prune_site_blocks,
    repeated_blocks,
    start_run,
    start_run_source,
)
from db.write.set_aside import (
    dismiss_quarantined,
    quarantine,
    restore_dismissed,
    retry_quarantined,
)
from db.write.statistics import note_site_grades, store_statistics
from db.write.takedowns import is_taken_down, tombstone_hash

__all__ = [
    "CaptureRow",
    "FactRow",
    "InspectorRow",
    "JudgementRow",
    "KnownPage",
    "NewPage",
    "NewPublication",
    "NewStatistics",
    "NewVersion",
    "ParagraphRow",
    "PendingPage",
    "PublicationRow",
    "Queued",
    "RaisedAlarm",
    "RemovedRow",
    "SeenGrade",
    "SourceRow",
    "StatisticsGradeRow",
    "StatisticsLine",
    "StoredVersion",
    "UnstorableText",
    "accept_alarms",
    "authority_named",
    "captures_to_keep",
    "dismiss_quarantined",
    "end_run",
    "end_run_source",
    "find_page",
    "find_provider",
    "is_taken_down",
    "is_told_of_elsewhere",
    "known_page",
    "look_again",
    "mark_gone",
    "move_captures",
    "note_reread",
    "note_site_blocks",
    "note_site_grades",
    "pending_pages",
    "prune_site_blocks",
    "quarantine",
    "queue_page",
    "queue_pages",
    "queue_revisits",
    "raise_alarm",
    "record_capture",
    "record_decision",
    "record_outcome",
    "reopen_alarms",
    "repeated_blocks",
    "restore_dismissed",
    "retry_quarantined",
    "review_withdrawn",
    "settle",
    "start_run",
    "start_run_source",
    "store_publication",
    "store_statistics",
    "store_version",
    "text_digest",
    "tombstone_hash",
    "upsert_source",
]
