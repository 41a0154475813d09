"""An accepted alarm is known when it comes again; quarantine can be dismissed with a reason.

Alarms that were accepted before count as accepted for the words they had.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alarms", sa.Column("cause", sa.String(), nullable=True))
    op.add_column("alarms", sa.Column("amount", sa.Integer(), nullable=True))
    op.add_column("alarms", sa.Column("accepted_by", sa.String(length=200), nullable=True))
    op.add_column("alarms", sa.Column("note", sa.String(), nullable=True))
    op.create_index("ix_alarms_code_source_id", "alarms", ["code", "source_id"])
    op.add_column("quarantine", sa.Column("resolved_by", sa.String(length=200), nullable=True))
    op.add_column("quarantine", sa.Column("note", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("quarantine") as table:
        table.drop_column("note")
        table.drop_column("resolved_by")
    op.drop_index("ix_alarms_code_source_id", "alarms")
    with op.batch_alter_table("alarms") as table:
        table.drop_column("note")
        table.drop_column("accepted_by")
        table.drop_column("amount")
        table.drop_column("cause")
