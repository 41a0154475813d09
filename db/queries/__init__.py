"""Every question, once, as a typed function that takes a session and gives frozen values."""

from db.queries.attention import (
    AlarmRow,
    QuarantineRow,
    alarms,
    alarms_of_run,
    quarantine_list,
    standing_alarms,
)
from db.queries.decisions import (
    DecisionRow,
    WithdrawnRow,
    link_decisions,
    rejected_links,
    withdrawal_reviews,
    withdrawn_reports,
)
from db.queries.exports import (
    ExportedReport,
    ExportFilter,
    count_exports,
    count_undated_exports,
    export_reports,
    withheld_reports,
)
from db.queries.grade_changes import Direction, GradeChange
from db.queries.inspection_columns import as_columns, inspection_column_names
from db.queries.inspection_rows import InspectionFilter, InspectionRow, RecordChange
from db.queries.inspections import History, history, inspection_words, inspections
from db.queries.ledger import (
    Account,
    LastNight,
    RunRow,
    RunTable,
    RunTableRow,
    accounting,
    last_night,
    run_table,
    runs,
)
from db.queries.pages import page_states
from db.queries.publications import PublicationDetail, publication
from db.queries.reports import (
    ReportDetail,
    VersionRow,
    latest_edited,
    removed_blocks,
    report,
    report_at,
    versions,
)
from db.queries.sources import (
    AuthorityRow,
    SourceCounts,
    SourceInfo,
    authorities,
    source_counts,
    sources,
)
from db.queries.status import Status, status
from db.queries.successions import Succession, find_providers
from db.rows import FactRow, InspectorRow, JudgementRow, RemovedRow

__all__ = [
    "Account",
    "AlarmRow",
    "AuthorityRow",
    "DecisionRow",
    "Direction",
    "ExportFilter",
    "ExportedReport",
    "FactRow",
    "GradeChange",
    "History",
    "InspectionFilter",
    "InspectionRow",
    "InspectorRow",
    "JudgementRow",
    "LastNight",
    "PublicationDetail",
    "QuarantineRow",
    "RecordChange",
    "RemovedRow",
    "ReportDetail",
    "RunRow",
    "RunTable",
    "RunTableRow",
    "SourceCounts",
    "SourceInfo",
    "Status",
    "Succession",
    "VersionRow",
    "WithdrawnRow",
    "accounting",
    "alarms",
    "alarms_of_run",
    "as_columns",
    "authorities",
    "count_exports",
    "count_undated_exports",
    "export_reports",
    "find_providers",
    "history",
    "inspection_column_names",
    "inspection_words",
    "inspections",
    "last_night",
    "latest_edited",
    "link_decisions",
    "page_states",
    "publication",
    "quarantine_list",
    "rejected_links",
    "removed_blocks",
    "report",
    "report_at",
    "run_table",
    "runs",
    "source_counts",
    "sources",
    "standing_alarms",
    "status",
    "versions",
    "withdrawal_reviews",
    "withdrawn_reports",
    "withheld_reports",
]
