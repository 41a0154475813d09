"""The blocks that pages of a site share lie in the order of their key, with digests as bytes.

They were the largest part of what a night of new pages adds after the texts: 200 bytes a block, of
which 75 were a second copy of the key. When a block was first seen nobody ever asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
MOMENT = sa.DateTime(timezone=True)
BEFORE = "site_blocks_before"


def upgrade() -> None:
    rebuild(
        [
            sa.Column("block_sha256", sa.LargeBinary(), nullable=False),
            sa.Column("pages_seen", sa.Integer(), nullable=False),
            sa.Column("seen_at", MOMENT, nullable=False),
        ],
        sa.String(64),
        lambda row: {**row, "block_sha256": bytes.fromhex(row["block_sha256"])},
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    rebuild(
        [
            sa.Column("block_sha256", sa.String(length=64), nullable=False),
            sa.Column("pages_seen", sa.Integer(), nullable=False),
            sa.Column("first_seen_at", MOMENT, nullable=False),
            sa.Column("seen_at", MOMENT, nullable=False),
        ],
        sa.LargeBinary(),
        lambda row: {
            **row,
            "block_sha256": bytes(row["block_sha256"]).hex(),
            "first_seen_at": row["seen_at"],
        },
    )


def rebuild(
    columns: list[sa.Column[Any]],
    digest: sa.types.TypeEngine[Any],
    changed: Callable[[dict[str, Any]], dict[str, Any]],
    **options: Any,
) -> None:
    """Put a new table in the place of the old one, with its rows. Nothing refers to it."""
    connection = op.get_bind()
    op.rename_table("site_blocks", BEFORE)
    if connection.dialect.name == "postgresql":  # there the names of keys are the schema's
        op.drop_constraint("pk_site_blocks", BEFORE, type_="primary")
    new = op.create_table(
        "site_blocks",
        sa.Column("source_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_site_blocks_source_id_sources",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source_id", "block_sha256", name="pk_site_blocks"),
        **options,
    )
    old = sa.table(
        BEFORE,
        sa.column("source_id", sa.Integer()),
        sa.column("block_sha256", digest),
        sa.column("pages_seen", sa.Integer()),
        sa.column("seen_at", MOMENT),
    )
    rows = connection.execute(sa.select(old)).mappings()
    for some in rows.partitions(AT_ONCE):
        connection.execute(sa.insert(new), [changed(dict(row)) for row in some])
    op.drop_table(BEFORE)
