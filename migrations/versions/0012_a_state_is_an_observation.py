"""How often a page was seen in its state, since when, and after how many nights it is asked again.

What was gone, set aside, refused or no story within the last month is requested again on the next
night: until now such a state stood for ever after one sighting.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NEW = ("last_state", "sightings", "state_since", "rest_nights")


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("pages", sa.Column("last_state", sa.String(length=20), nullable=True))
    op.add_column("pages", sa.Column("sightings", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pages", sa.Column("state_since", moment, nullable=True))
    op.add_column("pages", sa.Column("rest_nights", sa.Integer(), nullable=True))
    pages = sa.table(
        "pages",
        sa.column("state", sa.String()),
        sa.column("reason", sa.String()),
        sa.column("state_at", moment),
        sa.column("last_state", sa.String()),
        sa.column("sightings", sa.Integer()),
        sa.column("state_since", moment),
        sa.column("rest_nights", sa.Integer()),
    )
    dealt_with = pages.c.state != "pending"
    op.execute(
        pages.update()
        .where(dealt_with)
        .values(last_state=pages.c.state, sightings=1, state_since=pages.c.state_at)
    )
    young = pages.c.state_at > datetime.now(UTC) - timedelta(days=30)
    observed = pages.c.state.in_(["gone", "quarantined", "refused", "not_article"])
    not_down = sa.func.coalesce(pages.c.reason, "") != "takedown"
    op.execute(pages.update().where(observed, young, not_down).values(rest_nights=1))


def downgrade() -> None:
    for name in reversed(NEW):  # both databases know it; a batch would take the view's table away
        op.execute(f"ALTER TABLE pages DROP COLUMN {name}")
