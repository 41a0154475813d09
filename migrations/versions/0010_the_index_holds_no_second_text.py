"""The full-text index of SQLite no longer keeps the words of every text a second time.

They were a fifth of what a page adds to the database, and were read only when an entry was taken
out; db.search_index makes them anew then. An upgrade leaves the index empty; db.schema fills it.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
    words, {options}tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
)
"""


def upgrade() -> None:
    build("content = '', ")


def downgrade() -> None:
    build("")


def build(options: str) -> None:
    """Put an empty index in the place of the old one, and have it filled."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
        op.execute(INDEX.format(options=options))
        op.execute("DELETE FROM settings WHERE key = 'search_words'")
