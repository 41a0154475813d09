"""The full-text index and the flat view `clean_report`.

Both hold tokens that db.search_words made: the index is filled by db.search, never by triggers,
so that an altered table cannot take them along. An upgrade leaves it empty; db.schema fills it.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
    words, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
)
"""
# tsvector keeps 16,383 positions and 255 places of one word: a long text is several rows.
POSTGRESQL_INDEX = (
    """
CREATE TABLE search_index (
    report_id integer NOT NULL
        CONSTRAINT fk_search_index_report_id_reports REFERENCES reports (id) ON DELETE CASCADE,
    part integer NOT NULL,
    whole boolean NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT pk_search_index PRIMARY KEY (report_id, part)
)
""",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
)

VIEW = """
CREATE VIEW clean_report AS
SELECT
    r.id AS id,
    r.kind AS kind,
    s.key AS source,
    s.name AS source_name,
    s.group_key AS source_group,
    p.url AS url,
    v.title AS title,
    v.standfirst AS standfirst,
    v.byline AS byline,
    v.published_at AS published_at,
    v.published_precision AS published_precision,
    v.modified_at AS modified_at,
    v.section AS section,
    v.text AS text,
    v.word_count AS word_count,
    v.language AS language,
    v.access AS access,
    v.number AS versions,
    r.first_stored_at AS first_stored_at,
    v.stored_at AS stored_at,
    o.name AS provider,
    o.urn AS provider_urn,
    u.framework AS framework,
    u.event_type AS event_type,
    i.started_on AS inspected_from,
    i.ended_on AS inspected_to,
    coalesce(u.site_published_on, u.published_printed_on) AS published_on
FROM reports r
JOIN versions v ON v.id = r.latest_version_id
JOIN pages p ON p.id = r.page_id
JOIN sources s ON s.id = r.source_id
LEFT JOIN publications u ON u.report_id = r.id
LEFT JOIN inspections i ON i.id = u.inspection_id
LEFT JOIN providers o ON o.id = u.provider_id
WHERE r.hidden_at IS NULL
  AND r.suspect_reason IS NULL
  AND r.withdrawn_at_source_at IS NULL
  AND (s.suspect_since IS NULL OR v.stored_at < s.suspect_since)
  AND (r.kind = 'news' OR u.proven)
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_INDEX)
    else:
        for statement in POSTGRESQL_INDEX:
            op.execute(statement)
    op.execute(VIEW)
    op.execute("DELETE FROM settings WHERE key = 'search_words'")


def downgrade() -> None:
    op.execute("DROP VIEW clean_report")
    op.execute("DROP TABLE search_index")
