"""Column types that refuse what must never be stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String, types
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect

JsonValue = JSON().with_variant(JSONB(), "postgresql")
"""JSON as text in SQLite, JSONB in PostgreSQL."""

Digest = String(64)
"""A SHA-256 in lower-case hexadecimal."""


class UtcDateTime(types.TypeDecorator[datetime]):
    """An aware moment, stored and returned in UTC. A naive datetime raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values; hand UTC to the database (without zone for SQLite, which has
        none).
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return an aware value in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
