"""Candidates for linking and for copies, and what was found written back. Never commits."""

from db.linking.archive import begin_scheme, coverage_counts, note_failure, note_linked, reports_of
from db.linking.candidates import (
    candidates,
    inspectors_of,
    judgements_of,
    news_mentioning,
    news_quoting,
    paragraphs_of,
)
from db.linking.coverage import replace_quotation_shingles, write_coverage, write_mentions
from db.linking.rows import (
    CandidateRow,
    CoverageRow,
    MatchRow,
    MemberRow,
    MentionRow,
    NameRow,
    NewsRow,
    TextRow,
)
from db.linking.shingles import (
    add_marks,
    add_shingles,
    drop_shingles,
    mark_hits,
    shingle_hits,
)
from db.linking.stories import (
    delete_story,
    member_of,
    members_of,
    new_story,
    relations_of,
    remove_member,
    set_earliest,
    write_member,
)
from db.linking.texts import names, names_stamp, news, other_versions, texts, version_of

__all__ = [
    "CandidateRow",
    "CoverageRow",
    "MatchRow",
    "MemberRow",
    "MentionRow",
    "NameRow",
    "NewsRow",
    "TextRow",
    "add_marks",
    "add_shingles",
    "begin_scheme",
    "candidates",
    "coverage_counts",
    "delete_story",
    "drop_shingles",
    "inspectors_of",
    "judgements_of",
    "mark_hits",
    "member_of",
    "members_of",
    "names",
    "names_stamp",
    "new_story",
    "news",
    "news_mentioning",
    "news_quoting",
    "note_failure",
    "note_linked",
    "other_versions",
    "paragraphs_of",
    "relations_of",
    "remove_member",
    "replace_quotation_shingles",
    "reports_of",
    "set_earliest",
    "shingle_hits",
    "texts",
    "version_of",
    "write_coverage",
    "write_member",
    "write_mentions",
]
