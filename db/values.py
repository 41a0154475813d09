"""Values made of rows: a frozen dataclass whose fields are named as the columns are."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

Value = TypeVar("Value")


def value_of(kind: type[Value], row: object, **other: Any) -> Value:
    """Return a value whose fields are the row's attributes of the same names, but for `other`.

    Raises AttributeError for a field that the row does not have and `other` does not give.
    """
    names = (one.name for one in fields(kind) if one.name not in other)  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in names}, **other)
