"""Rows as the driver gives them, where thousands are asked for and nothing of the ORM is wanted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult


def rows_of(result: CursorResult[Any]) -> list[Any]:
    """Return all rows as plain tuples and close the result; for columns of numbers and text alone.

    Wrapping a row takes longer than reading it.
    """
    if result.cursor is None:
        return []
    rows = result.cursor.fetchall()
    result.close()
    return list(rows)
