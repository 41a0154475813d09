"""The blocks that pages of a site share are kept as 64 bits and a day, not 256 bits and a moment.

Three in five of their bytes go. Going down, a digest is filled up with zeros, as no block has it:
what repeats on a site is learnt again from its next pages.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
BEFORE = "site_blocks_before"
NUMBERS: dict[str, sa.types.TypeEngine[Any]] = {"block_hash": sa.BigInteger(), "seen_on": sa.Date()}
DIGESTS: dict[str, sa.types.TypeEngine[Any]] = {
    "block_sha256": sa.LargeBinary(),
    "seen_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    rebuild(DIGESTS, NUMBERS, as_number)


def downgrade() -> None:
    rebuild(NUMBERS, DIGESTS, as_digest)


def as_number(digest: bytes, seen_at: datetime) -> tuple[int, date]:
    """Return the first 64 bits, and the day in UTC."""
    moment = seen_at.astimezone(UTC) if seen_at.tzinfo else seen_at
    return int.from_bytes(bytes(digest)[:8], "big", signed=True), moment.date()


def as_digest(number: int, seen_on: date) -> tuple[bytes, datetime]:
    """Return 256 bits, most of them made up, and the first moment of the day."""
    moment = datetime.combine(seen_on, time(), UTC)
    return number.to_bytes(8, "big", signed=True) + bytes(24), moment


def rebuild(
    old: dict[str, sa.types.TypeEngine[Any]],
    new: dict[str, sa.types.TypeEngine[Any]],
    changed: Callable[..., tuple[Any, Any]],
) -> None:
    """Put a new table in the place of the old one, with its rows. Nothing refers to it.

    old, new: the columns of the block and of when it was seen, with their types.
    """
    connection = op.get_bind()
    op.rename_table("site_blocks", BEFORE)
    if connection.dialect.name == "postgresql":  # there the names of keys are the schema's
        op.drop_constraint("pk_site_blocks", BEFORE, type_="primary")
    (block, kind), (seen, moment) = new.items()
    made = op.create_table(
        "site_blocks",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(block, kind, nullable=False, autoincrement=False),
        sa.Column("pages_seen", sa.Integer(), nullable=False),
        sa.Column(seen, moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["sources.id"],
            name="fk_site_blocks_source_id_sources",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source_id", block, name="pk_site_blocks"),
        sqlite_with_rowid=False,
    )
    there = sa.table(
        BEFORE,
        sa.column("source_id", sa.Integer()),
        sa.column("pages_seen", sa.Integer()),
        *(sa.column(name, type_) for name, type_ in old.items()),
    )
    for some in connection.execute(sa.select(there)).partitions(AT_ONCE):
        rows = [
            {
                "source_id": source,
                "pages_seen": pages,
                **dict(zip(new, changed(*rest), strict=True)),
            }
            for source, pages, *rest in some
        ]
        connection.execute(sa.insert(made), rows)
    op.drop_table(BEFORE)
