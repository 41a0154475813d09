"""Enums whose members carry their own explanation."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self

__all__ = ["Explained", "ExplainedNumber"]


class Explained(StrEnum):
    """A word with its meaning: `NO_DATE = "no_date", "no day of publication was found"`.

    meaning: one sentence, without a full stop at its end.
    """

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Return a member that is its value, with its meaning beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class ExplainedNumber(IntEnum):
    """A number with its meaning."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> Self:
        """Return a member that is its value, with its meaning beside it."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member
