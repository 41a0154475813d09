"""What a page is: a template, its address, and the values that it and its JSON twin show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from web.settings import RoomSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request: parts of the path, the query, and whether this reader may see texts."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    settings: RoomSettings
    may_read: bool
    reader: str | None = None  # who signed in


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """An answer. address: the permanent one, path and query. values: also the JSON twin.

    extra: what only the page needs (charts, choices of a form); status: of HTTP.
    """

    template: str
    title: str
    address: str
    values: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """The page stands at another address."""

    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A file in place of a page."""

    name: str
    media_type: str
    content: bytes


class NoSuchPage(LookupError):
    """Nothing stands at an address. Its words are shown; suggestions: (words, path)."""

    def __init__(self, words: str, suggestions: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(words)
        self.suggestions = suggestions


class NotUnderstood(ValueError):
    """A request that says something which is not understood; its words say what."""


Answer: TypeAlias = Page | Elsewhere | Download
Handler: TypeAlias = Callable[[Session, Asked], Answer]
