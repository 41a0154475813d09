"""The tables, by what they hold. `from db.models import Page, Report, …`."""

from db.models.base import Base, PageRole, PageState
from db.models.decisions import Decision
from db.models.inspections import (
    Coverage,
    CoverageQuotation,
    Fact,
    Inspection,
    Inspector,
    Judgement,
    Paragraph,
    Publication,
)
from db.models.pages import Capture, Page, Quarantine, Takedown, Tombstone
from db.models.places import Authority, AuthorityAlias, AuthoritySuccession, Provider, Source
from db.models.reports import (
    Mention,
    QuotationShingle,
    RemovedBlock,
    Report,
    SentenceHash,
    Shingle,
    SiteBlock,
    Story,
    StoryMember,
    Version,
)
from db.models.runs import Alarm, Outcome, Run, RunSource, Setting
from db.models.statistics import SiteGrade, StatisticsFile, StatisticsGrade, StatisticsRow

__all__ = [
    "Alarm",
    "Authority",
    "AuthorityAlias",
    "AuthoritySuccession",
    "Base",
    "Capture",
    "Coverage",
    "CoverageQuotation",
    "Decision",
    "Fact",
    "Inspection",
    "Inspector",
    "Judgement",
    "Mention",
    "Outcome",
    "Page",
    "PageRole",
    "PageState",
    "Paragraph",
    "Provider",
    "Publication",
    "Quarantine",
    "QuotationShingle",
    "RemovedBlock",
    "Report",
    "Run",
    "RunSource",
    "SentenceHash",
    "Setting",
    "Shingle",
    "SiteBlock",
    "SiteGrade",
    "Source",
    "StatisticsFile",
    "StatisticsGrade",
    "StatisticsRow",
    "Story",
    "StoryMember",
    "Takedown",
    "Tombstone",
    "Version",
]
