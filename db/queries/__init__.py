"""Every question, once, as a typed function that takes a session and gives frozen values."""

from db.queries.attention import AlarmRow, QuarantineRow, alarms, quarantine_list
from db.queries.exports import ExportedReport, ExportFilter, count_exports, export_reports
from db.queries.grade_changes import Direction, GradeChange
from db.queries.inspection_columns import as_columns, inspection_column_names
from db.queries.inspection_rows import InspectionFilter, InspectionRow, RecordChange
from db.queries.inspections import History, history, inspection_words, inspections
from db.queries.ledger import (
    Account,
    RunRow,
    RunTable,
    RunTableRow,
    Status,
    accounting,
    run_table,
    runs,
    status,
)
from db.queries.pages import page_states
from db.queries.reports import (
    FactRow,
    InspectorRow,
    JudgementRow,
    PublicationDetail,
    RemovedRow,
    ReportDetail,
    VersionRow,
    publication,
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
from db.queries.successions import Succession, find_providers

__all__ = [
    "Account",
    "AlarmRow",
    "AuthorityRow",
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
    "accounting",
    "alarms",
    "as_columns",
    "authorities",
    "count_exports",
    "export_reports",
    "find_providers",
    "history",
    "inspection_column_names",
    "inspection_words",
    "inspections",
    "page_states",
    "publication",
    "quarantine_list",
    "removed_blocks",
    "report",
    "report_at",
    "run_table",
    "runs",
    "source_counts",
    "sources",
    "status",
    "versions",
]
