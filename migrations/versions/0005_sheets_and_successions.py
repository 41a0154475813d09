"""Sheets of workbooks, the URN a school had when it was inspected, and who runs whose services.

A table of statistics is known by the bytes of its file and its sheet. Going down keeps the first
sheet of each file (the others are in the archive and can be loaded again), and drops successions
and operators.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def widen_statistics() -> None:
    with op.batch_alter_table("statistics_files") as table:
        table.add_column(
            sa.Column("sheet", sa.String(length=255), nullable=False, server_default="")
        )
        table.drop_constraint("uq_statistics_files_payload_sha256", type_="unique")
        table.create_unique_constraint(
            "uq_statistics_files_payload_sha256_sheet", ["payload_sha256", "sheet"]
        )
    with op.batch_alter_table("statistics_files") as table:
        table.alter_column("sheet", server_default=None, existing_type=sa.String(length=255))
    op.add_column("statistics_rows", sa.Column("inspected_urn", sa.String(length=20)))
    op.add_column("statistics_rows", sa.Column("name_then", sa.String(), nullable=True))
    op.execute("UPDATE statistics_rows SET inspected_urn = urn")
    with op.batch_alter_table("statistics_rows") as table:
        table.alter_column("inspected_urn", existing_type=sa.String(length=20), nullable=False)
    op.create_index(
        "ix_statistics_rows_inspected_urn_provider_kind",
        "statistics_rows",
        ["inspected_urn", "provider_kind"],
    )


def create_provider_successions() -> None:
    captures = [
        sa.ForeignKeyConstraint(
            [column], ["captures.id"], name=f"fk_provider_successions_{column}_captures"
        )
        for column in ("first_capture_id", "last_capture_id")
    ]
    op.create_table(
        "provider_successions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("predecessor_urn", sa.String(length=20), nullable=False),
        sa.Column("successor_urn", sa.String(length=20), nullable=False),
        sa.Column("predecessor_name", sa.String(length=300), nullable=True),
        sa.Column("successor_name", sa.String(length=300), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("evidence_words", sa.String(), nullable=False),
        sa.Column("evidence_where", sa.String(), nullable=False),
        sa.Column("first_capture_id", sa.Integer(), nullable=False),
        sa.Column("last_capture_id", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "origin IN ('statistics', 'site')", name=op.f("ck_provider_successions_origin")
        ),
        *captures,
        sa.PrimaryKeyConstraint("id", name="pk_provider_successions"),
        sa.UniqueConstraint(
            "kind",
            "predecessor_urn",
            "successor_urn",
            "origin",
            name="uq_provider_successions_urns",
        ),
    )
    op.create_index(
        "ix_provider_successions_kind_successor_urn",
        "provider_successions",
        ["kind", "successor_urn"],
    )


def create_service_operators() -> None:
    op.create_table(
        "service_operators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["providers.id"],
            name="fk_service_operators_provider_id_providers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_operators"),
        sa.UniqueConstraint("provider_id", "name", name="uq_service_operators_provider_id_name"),
    )


def keep_one_sheet() -> None:
    """Delete all but the first sheet of each file; foreign keys are off here on SQLite."""
    files = sa.table("statistics_files", sa.column("id"), sa.column("payload_sha256"))
    rows = sa.table("statistics_rows", sa.column("id"), sa.column("file_id"))
    grades = sa.table("statistics_grades", sa.column("row_id"))
    first = sa.select(sa.func.min(files.c.id)).group_by(files.c.payload_sha256)
    kept = sa.select(rows.c.id).where(rows.c.file_id.in_(first))
    op.execute(sa.delete(grades).where(grades.c.row_id.not_in(kept)))
    op.execute(sa.delete(rows).where(rows.c.file_id.not_in(first)))
    op.execute(sa.delete(files).where(files.c.id.not_in(first)))


def upgrade() -> None:
    widen_statistics()
    create_provider_successions()
    create_service_operators()


def downgrade() -> None:
    op.drop_table("service_operators")
    op.drop_table("provider_successions")
    op.drop_index("ix_statistics_rows_inspected_urn_provider_kind", "statistics_rows")
    with op.batch_alter_table("statistics_rows") as table:
        table.drop_column("name_then")
        table.drop_column("inspected_urn")
    keep_one_sheet()
    with op.batch_alter_table("statistics_files") as table:
        table.drop_constraint("uq_statistics_files_payload_sha256_sheet", type_="unique")
        table.drop_column("sheet")
        table.create_unique_constraint("uq_statistics_files_payload_sha256", ["payload_sha256"])
