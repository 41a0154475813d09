"""How a reading room is opened: whose texts are shown to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address


class Texts(StrEnum):
    """Who may read the texts of stories, which belong to their publishers."""

    OPEN = "open"  # everybody who reaches the server
    LOGIN = "login"  # those who sign in; the others see everything but the texts
    NONE = "none"  # nobody: titles, quotations that were matched, addresses and digests


class ChoiceNeeded(ValueError):
    """The room would be open to others, and nobody said who may read the texts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomSettings:
    """One reading room. base: where others reach it, without a slash at the end."""

    database_url: str
    texts: Texts = Texts.OPEN
    base: str = ""
    password_sha256: str | None = None


def texts_for(host: str, chosen: str | None) -> Texts:
    """Return who may read: on loopback everybody, elsewhere as chosen. Raises ChoiceNeeded."""
    if chosen is not None:
        return Texts(chosen)
    if is_loopback(host):
        return Texts.OPEN
    raise ChoiceNeeded(
        f"{host} can be reached by others: say who may read the stories' texts with "
        "--texts open, --texts login or --texts none"
    )


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
