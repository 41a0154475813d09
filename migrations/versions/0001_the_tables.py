"""the tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
LATEST = "fk_reports_latest_version_id_versions"  # reports and versions point at each other


TABLES = (
    "providers",
    "runs",
    "settings",
    "sources",
    "takedowns",
    "authorities",
    "authority_aliases",
    "authority_successions",
    "inspections",
    "pages",
    "run_sources",
    "site_blocks",
    "tombstones",
    "alarms",
    "captures",
    "reports",
    "coverage",
    "mentions",
    "publications",
    "quarantine",
    "quotation_shingles",
    "sentence_hashes",
    "shingles",
    "stories",
    "versions",
    "coverage_quotations",
    "facts",
    "inspectors",
    "judgements",
    "outcomes",
    "paragraphs",
    "removed_blocks",
    "story_members",
)


def create_providers() -> None:
    op.create_table(
        "providers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("urn", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("category", sa.String(length=10), nullable=True),
        sa.Column("status", sa.String(length=50), nullable=True),
        sa.Column("registration", JSON, nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('authority', 'school', 'early_years', "
            "'childrens_home', 'fe_skills', 'other')",
            name=op.f("ck_providers_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["providers.id"], name="fk_providers_authority_id_providers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_providers"),
        sa.UniqueConstraint("kind", "urn", name="uq_providers_kind_urn"),
    )
    op.create_index("ix_providers_authority_id", "providers", ["authority_id"])
    op.create_index("ix_providers_name", "providers", ["name"])


def create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("software", sa.String(length=40), nullable=False),
        sa.Column("config_sha256", sa.String(length=64), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=50), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )


def create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("group_key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("homepage", sa.String(), nullable=True),
        sa.Column("hosts", JSON, nullable=False),
        sa.Column("areas", JSON, nullable=False),
        sa.Column("entry_sha256", sa.String(length=64), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspect_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspect_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('news', 'ofsted', 'govuk', 'import')", name=op.f("ck_sources_kind")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("key", name="uq_sources_key"),
    )
    op.create_index("ix_sources_group_key", "sources", ["group_key"])


def create_takedowns() -> None:
    op.create_table(
        "takedowns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requester", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("mode IN ('hide', 'erase')", name=op.f("ck_takedowns_mode")),
        sa.CheckConstraint(
            "scope IN ('url', 'prefix', 'source', 'sha256', 'person')",
            name=op.f("ck_takedowns_scope"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_takedowns"),
    )


def create_authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("la_code", sa.String(length=3), nullable=False),
        sa.Column("gss_code", sa.String(length=9), nullable=False),
        sa.Column("region_code", sa.String(length=5), nullable=False),
        sa.Column("region", sa.String(length=50), nullable=False),
        sa.Column("region_gss_code", sa.String(length=9), nullable=True),
        sa.Column("type", sa.String(length=50), nullable=False),
        sa.Column("domain", sa.String(length=100), nullable=True),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["providers.id"],
            name="fk_authorities_provider_id_providers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("provider_id", name="pk_authorities"),
    )
    op.create_index("ix_authorities_gss_code", "authorities", ["gss_code"])
    op.create_index("ix_authorities_la_code", "authorities", ["la_code"])


def create_authority_aliases() -> None:
    op.create_table(
        "authority_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["providers.id"],
            name="fk_authority_aliases_provider_id_providers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_authority_aliases"),
        sa.UniqueConstraint("provider_id", "alias", name="uq_authority_aliases_provider_id_alias"),
    )
    op.create_index("ix_authority_aliases_alias", "authority_aliases", ["alias"])


def create_authority_successions() -> None:
    op.create_table(
        "authority_successions",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["providers.id"],
            name="fk_authority_successions_predecessor_id_providers",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["providers.id"],
            name="fk_authority_successions_successor_id_providers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name="pk_authority_successions"),
    )


def create_inspections() -> None:
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=20), nullable=False),
        sa.Column("event_type", sa.String(length=50), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("date_ranges", JSON, nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name="fk_inspections_provider_id_providers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspections"),
        sa.UniqueConstraint(
            "provider_id",
            "framework",
            "event_type",
            "started_on",
            name="uq_inspections_provider_id_framework_event_type_started_on",
        ),
    )
    op.create_index("ix_inspections_ended_on", "inspections", ["ended_on"])
    op.create_index("ix_inspections_framework", "inspections", ["framework"])
    op.create_index("ix_inspections_provider_id", "inspections", ["provider_id"])
    op.create_index("ix_inspections_published_on", "inspections", ["published_on"])


def create_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("raw_url", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("discovered_via", sa.String(length=20), nullable=False),
        sa.Column("discovered_on", sa.String(), nullable=True),
        sa.Column("listing", JSON, nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("payload_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "role IN ('article', 'publication', 'provider', 'content')", name=op.f("ck_pages_role")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'stored', 'unchanged', 'off_topic', 'not_article', "
            "'refused', 'failed', 'quarantined', 'gone')",
            name=op.f("ck_pages_state"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_pages_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("url", name="uq_pages_url"),
    )
    op.create_index("ix_pages_source_id_state_at", "pages", ["source_id", "state_at"])
    op.create_index("ix_pages_state_source_id", "pages", ["state", "source_id"])


def create_run_sources() -> None:
    op.create_table(
        "run_sources",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("listings_read", sa.Integer(), nullable=False),
        sa.Column("listings_failed", sa.Integer(), nullable=False),
        sa.Column("discovered", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("fetched_bytes", sa.Integer(), nullable=False),
        sa.Column("median_chars", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("pending", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'ok', 'failed', 'alarmed', 'skipped')",
            name=op.f("ck_run_sources_status"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name="fk_run_sources_run_id_runs", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_run_sources_source_id_sources"
        ),
        sa.PrimaryKeyConstraint("run_id", "source_id", name="pk_run_sources"),
    )


def create_site_blocks() -> None:
    op.create_table(
        "site_blocks",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("block_sha256", sa.String(length=64), nullable=False),
        sa.Column("pages_seen", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_site_blocks_source_id_sources",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source_id", "block_sha256", name="pk_site_blocks"),
    )


def create_tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("takedown_id", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["takedown_id"], ["takedowns.id"], name="fk_tombstones_takedown_id_takedowns"
        ),
        sa.PrimaryKeyConstraint("url_hash", name="pk_tombstones"),
    )


def create_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_alarms_page_id_pages"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_alarms_run_id_runs"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_alarms_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index("ix_alarms_run_id", "alarms", ["run_id"])


def create_captures() -> None:
    op.create_table(
        "captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("content_type", sa.String(length=200), nullable=True),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("payload_bytes", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("warc_file", sa.String(), nullable=False),
        sa.Column("warc_offset", sa.Integer(), nullable=False),
        sa.Column("warc_length", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_captures_page_id_pages"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_captures_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.UniqueConstraint("warc_file", "warc_offset", name="uq_captures_warc_file_warc_offset"),
    )
    op.create_index("ix_captures_page_id", "captures", ["page_id"])
    op.create_index("ix_captures_payload_sha256", "captures", ["payload_sha256"])
    op.create_index("ix_captures_run_id", "captures", ["run_id"])


def create_reports() -> None:
    inline = (
        [sa.ForeignKeyConstraint(["latest_version_id"], ["versions.id"], name=LATEST)]
        if op.get_bind().dialect.name == "sqlite"  # which cannot add one later, nor needs to
        else []
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("latest_version_id", sa.Integer(), nullable=True),
        sa.Column("first_stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suspect_reason", sa.String(), nullable=True),
        sa.Column("withdrawn_at_source_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("relink_needed", sa.Boolean(), nullable=False),
        *inline,
        sa.Column("link_reason", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('news', 'publication')", name=op.f("ck_reports_kind")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_reports_page_id_pages"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_reports_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("page_id", name="uq_reports_page_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_first_stored_at", "reports", ["first_stored_at"])
    op.create_index("ix_reports_source_id", "reports", ["source_id"])


def create_coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('subject', 'background')", name=op.f("ck_coverage_role")),
        sa.CheckConstraint("status IN ('linked', 'possible')", name=op.f("ck_coverage_status")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_coverage_inspection_id_inspections"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_coverage_report_id_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_coverage"),
        sa.UniqueConstraint(
            "report_id", "inspection_id", name="uq_coverage_report_id_inspection_id"
        ),
    )
    op.create_index("ix_coverage_inspection_id", "coverage", ["inspection_id"])


def create_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=10), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "field IN ('title', 'standfirst', 'text')", name=op.f("ck_mentions_field")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["providers.id"],
            name="fk_mentions_provider_id_providers",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_mentions_report_id_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "provider_id", "field", "start", name="pk_mentions"),
    )
    op.create_index("ix_mentions_provider_id_report_id", "mentions", ["provider_id", "report_id"])


def create_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("framework", sa.String(length=20), nullable=True),
        sa.Column("event_type", sa.String(length=50), nullable=True),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("published_printed_on", sa.Date(), nullable=True),
        sa.Column("site_label", sa.String(), nullable=True),
        sa.Column("site_inspected_on", sa.Date(), nullable=True),
        sa.Column("site_published_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_publications_inspection_id_inspections"
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name="fk_publications_provider_id_providers"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_publications_report_id_reports",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_publications"),
    )
    op.create_index("ix_publications_file_id", "publications", ["file_id"])
    op.create_index("ix_publications_inspection_id", "publications", ["inspection_id"])
    op.create_index("ix_publications_provider_id", "publications", ["provider_id"])


def create_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("file_path", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name="fk_quarantine_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_quarantine_page_id_pages"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_quarantine_run_id_runs"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_quarantine_source_id_sources"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_code", "quarantine", ["code"])
    op.create_index("ix_quarantine_page_id", "quarantine", ["page_id"])
    op.create_index("ix_quarantine_run_id", "quarantine", ["run_id"])
    op.create_index("ix_quarantine_source_id", "quarantine", ["source_id"])


def create_quotation_shingles() -> None:
    op.create_table(
        "quotation_shingles",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_quotation_shingles_report_id_reports",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", "report_id", name="pk_quotation_shingles"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quotation_shingles_report_id", "quotation_shingles", ["report_id"])


def create_sentence_hashes() -> None:
    op.create_table(
        "sentence_hashes",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_sentence_hashes_report_id_reports",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", "report_id", name="pk_sentence_hashes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sentence_hashes_report_id", "sentence_hashes", ["report_id"])


def create_shingles() -> None:
    op.create_table(
        "shingles",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_shingles_report_id_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", "report_id", name="pk_shingles"),
        sqlite_with_rowid=False,
    )


def create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("earliest_report_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["earliest_report_id"], ["reports.id"], name="fk_stories_earliest_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_earliest_report_id", "stories", ["earliest_report_id"])


def create_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("standfirst", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_precision", sa.String(length=10), nullable=True),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("canonical_url", sa.String(), nullable=True),
        sa.Column("image_url", sa.String(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("page_kind", sa.String(length=20), nullable=False),
        sa.Column("access", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("candidates", JSON, nullable=False),
        sa.Column("opt_outs", JSON, nullable=False),
        sa.Column("doubts", JSON, nullable=False),
        sa.Column("reader", sa.String(length=50), nullable=False),
        sa.Column("reader_version", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name="fk_versions_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_versions_report_id_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("report_id", "number", name="uq_versions_report_id_number"),
    )
    op.create_index("ix_versions_capture_id", "versions", ["capture_id"])
    op.create_index("ix_versions_published_at", "versions", ["published_at"])
    op.create_index("ix_versions_text_sha256", "versions", ["text_sha256"])


def create_coverage_quotations() -> None:
    op.create_table(
        "coverage_quotations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coverage_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("quoted", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("similarity", sa.Double(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coverage_id"],
            ["coverage.id"],
            name="fk_coverage_quotations_coverage_id_coverage",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name="fk_coverage_quotations_version_id_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_quotations"),
    )
    op.create_index("ix_coverage_quotations_coverage_id", "coverage_quotations", ["coverage_id"])


def create_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("null_reason", sa.String(length=40), nullable=True),
        sa.Column("evidence_words", sa.String(), nullable=True),
        sa.Column("evidence_page", sa.Integer(), nullable=True),
        sa.Column("evidence_method", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_facts_version_id_versions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
    )
    op.create_index("ix_facts_version_id_name", "facts", ["version_id", "name"])


def create_inspectors() -> None:
    op.create_table(
        "inspectors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("body", sa.String(length=30), nullable=True),
        sa.Column("evidence_words", sa.String(), nullable=True),
        sa.Column("evidence_page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_inspectors_inspection_id_inspections"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name="fk_inspectors_version_id_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspectors"),
    )
    op.create_index("ix_inspectors_inspection_id", "inspectors", ["inspection_id"])
    op.create_index("ix_inspectors_name", "inspectors", ["name"])
    op.create_index("ix_inspectors_version_id", "inspectors", ["version_id"])


def create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("grade_as_printed", sa.String(length=100), nullable=True),
        sa.Column("null_reason", sa.String(length=40), nullable=True),
        sa.Column("second_reading", sa.String(length=30), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("evidence_words", sa.String(), nullable=True),
        sa.Column("evidence_page", sa.Integer(), nullable=True),
        sa.Column("evidence_method", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_judgements_inspection_id_inspections"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name="fk_judgements_version_id_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    op.create_index("ix_judgements_area_grade", "judgements", ["area", "grade"])
    op.create_index("ix_judgements_inspection_id", "judgements", ["inspection_id"])
    op.create_index("ix_judgements_version_id", "judgements", ["version_id"])


def create_outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('stored', 'unchanged', 'off_topic', 'not_article', "
            "'refused', 'failed', 'quarantined', 'gone')",
            name=op.f("ck_outcomes_state"),
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name="fk_outcomes_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_outcomes_page_id_pages", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name="fk_outcomes_run_id_runs", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_outcomes_source_id_sources"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_outcomes_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("run_id", "page_id", name="pk_outcomes"),
    )
    op.create_index("ix_outcomes_page_id", "outcomes", ["page_id"])


def create_paragraphs() -> None:
    op.create_table(
        "paragraphs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name="fk_paragraphs_version_id_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paragraphs"),
        sa.UniqueConstraint("version_id", "position", name="uq_paragraphs_version_id_position"),
    )


def create_removed_blocks() -> None:
    op.create_table(
        "removed_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("spans", JSON, nullable=False),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name="fk_removed_blocks_version_id_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_removed_blocks"),
    )
    op.create_index("ix_removed_blocks_kind", "removed_blocks", ["kind"])
    op.create_index("ix_removed_blocks_rule", "removed_blocks", ["rule"])
    op.create_index("ix_removed_blocks_version_id", "removed_blocks", ["version_id"])


def create_story_members() -> None:
    op.create_table(
        "story_members",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("similarity", sa.Double(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name="fk_story_members_report_id_reports",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name="fk_story_members_story_id_stories",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_story_members"),
    )
    op.create_index("ix_story_members_story_id", "story_members", ["story_id"])


def upgrade() -> None:
    create_providers()
    create_runs()
    create_settings()
    create_sources()
    create_takedowns()
    create_authorities()
    create_authority_aliases()
    create_authority_successions()
    create_inspections()
    create_pages()
    create_run_sources()
    create_site_blocks()
    create_tombstones()
    create_alarms()
    create_captures()
    create_reports()
    create_coverage()
    create_mentions()
    create_publications()
    create_quarantine()
    create_quotation_shingles()
    create_sentence_hashes()
    create_shingles()
    create_stories()
    create_versions()
    create_coverage_quotations()
    create_facts()
    create_inspectors()
    create_judgements()
    create_outcomes()
    create_paragraphs()
    create_removed_blocks()
    create_story_members()
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(LATEST, "reports", "versions", ["latest_version_id"], ["id"])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(LATEST, "reports", type_="foreignkey")
    for table in reversed(TABLES):
        op.drop_table(table)
