"""Enums whose members say what they mean and what whoever meets them may do."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = ["Advised"]


class Advised(StrEnum):
    """A word. meaning: what it says; advice: what to do about it."""

    meaning: str
    advice: str

    def __new__(cls, value: str, meaning: str, advice: str) -> Self:
        """Return a member that is its value, with what is said of it beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning, member.advice = meaning, advice
        return member
