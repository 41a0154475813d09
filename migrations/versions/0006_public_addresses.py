"""`clean_report` gives the address of a GOV.UK page, not that of the interface it was read from.

And what GOV.UK publishes as pages counts as proven: its facts are the interface's own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW clean_report AS
SELECT
    r.id AS id,
    r.kind AS kind,
    s.key AS source,
    s.name AS source_name,
    s.group_key AS source_group,
    {url} AS url,
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
  AND (r.withdrawn_at_source_at IS NULL OR r.withdrawal_kept_at >= r.withdrawn_at_source_at)
  AND (s.suspect_since IS NULL OR v.stored_at < s.suspect_since)
  AND (r.kind = 'news' OR u.proven)
"""
BEFORE = "p.url"
AFTER = "CASE WHEN p.role = 'content' THEN p.raw_url ELSE p.url END"


def mark_content(*, proven: bool) -> None:
    """Set whether pages of GOV.UK, not files attached to them, count as proven."""
    publications = sa.table(
        "publications", sa.column("report_id"), sa.column("proven", sa.Boolean())
    )
    reports = sa.table("reports", sa.column("id"), sa.column("page_id"))
    pages = sa.table("pages", sa.column("id"), sa.column("role"))
    content = (
        sa.select(reports.c.id)
        .join(pages, pages.c.id == reports.c.page_id)
        .where(pages.c.role == "content")
    )
    op.execute(
        sa.update(publications).where(publications.c.report_id.in_(content)).values(proven=proven)
    )


def upgrade() -> None:
    op.execute("DROP VIEW clean_report")
    op.execute(VIEW.format(url=AFTER))
    mark_content(proven=True)


def downgrade() -> None:
    mark_content(proven=False)
    op.execute("DROP VIEW clean_report")
    op.execute(VIEW.format(url=BEFORE))
