"""Ofsted's statistics, file by file, and the grades its provider pages print.

Going down drops them: the files are in the archive and can be loaded again, but what a provider's
page printed on a day it has changed since is gone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def create_site_grades() -> None:
    op.create_table(
        "site_grades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("grade_as_printed", sa.String(length=100), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_capture_id", sa.Integer(), nullable=False),
        sa.Column("last_capture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["providers.id"],
            name="fk_site_grades_provider_id_providers",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["first_capture_id"], ["captures.id"], name="fk_site_grades_first_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(
            ["last_capture_id"], ["captures.id"], name="fk_site_grades_last_capture_id_captures"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_site_grades"),
    )
    op.create_index("ix_site_grades_provider_id_file_id", "site_grades", ["provider_id", "file_id"])


def create_statistics_files() -> None:
    op.create_table(
        "statistics_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("dataset", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("as_at", sa.Date(), nullable=True),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("preamble", JSON, nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("doubts", JSON, nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(length=50), nullable=False),
        sa.Column("reader_version", sa.String(length=20), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name="fk_statistics_files_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_statistics_files_page_id_pages"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_files"),
        sa.UniqueConstraint("payload_sha256", name="uq_statistics_files_payload_sha256"),
    )
    for column in ("as_at", "capture_id", "dataset", "page_id"):
        op.create_index(f"ix_statistics_files_{column}", "statistics_files", [column])


def create_statistics_rows() -> None:
    op.create_table(
        "statistics_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=False),
        sa.Column("urn", sa.String(length=20), nullable=False),
        sa.Column("provider_kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("provider_type", sa.String(), nullable=True),
        sa.Column("local_authority", sa.String(), nullable=True),
        sa.Column("event_type", sa.String(), nullable=True),
        sa.Column("inspection_number", sa.String(length=40), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("other", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["statistics_files.id"],
            name="fk_statistics_rows_file_id_statistics_files",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_rows"),
        sa.UniqueConstraint("file_id", "line", "slot", name="uq_statistics_rows_file_id_line_slot"),
    )
    op.create_index(
        "ix_statistics_rows_urn_provider_kind", "statistics_rows", ["urn", "provider_kind"]
    )


def create_statistics_grades() -> None:
    op.create_table(
        "statistics_grades",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=True),
        sa.Column("grade_as_printed", sa.String(), nullable=False),
        sa.Column("null_reason", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["row_id"],
            ["statistics_rows.id"],
            name="fk_statistics_grades_row_id_statistics_rows",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row_id", "area", name="pk_statistics_grades"),
    )


def upgrade() -> None:
    create_site_grades()
    create_statistics_files()
    create_statistics_rows()
    create_statistics_grades()


def downgrade() -> None:
    for table in ("statistics_grades", "statistics_rows", "statistics_files", "site_grades"):
        op.drop_table(table)
