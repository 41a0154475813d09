"""What a person decided about links and about reports that left their source.

Going down drops the decisions, and reports that were kept count as withdrawn again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

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
  AND {not_withdrawn}
  AND (s.suspect_since IS NULL OR v.stored_at < s.suspect_since)
  AND (r.kind = 'news' OR u.proven)
"""
BEFORE = "r.withdrawn_at_source_at IS NULL"
AFTER = f"({BEFORE} OR r.withdrawal_kept_at >= r.withdrawn_at_source_at)"


def create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("evidence", JSON, nullable=True),
        sa.CheckConstraint("about IN ('link', 'withdrawal')", name=op.f("ck_decisions_about")),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'rejected', 'kept', 'hidden', 'undone')",
            name=op.f("ck_decisions_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_decisions_report_id_reports",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name="fk_decisions_inspection_id_inspections",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index(
        "ix_decisions_report_id_inspection_id", "decisions", ["report_id", "inspection_id"]
    )


def upgrade() -> None:
    create_decisions()
    op.execute("DROP VIEW clean_report")
    op.add_column(
        "reports", sa.Column("withdrawal_kept_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(VIEW.format(not_withdrawn=AFTER))


def downgrade() -> None:
    op.execute("DROP VIEW clean_report")
    op.drop_column("reports", "withdrawal_kept_at")
    op.execute(VIEW.format(not_withdrawn=BEFORE))
    op.drop_table("decisions")
