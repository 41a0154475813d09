"""The values that cross the pipe between the crawling process and a reading child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import TypeAlias

from pipelines.capture import CaptureToRead
from pipelines.ofsted.model import Publication
from pipelines.reading.model import PageContext, Reading
from pipelines.statistics.model import StatisticsTables
from pipelines.storing.prepared import Prepared
from words.quarantine import QuarantineCode

__all__ = ["ReadAnswer", "ReadCall", "ReadFailure"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCall:
    """One page to be read. content_type is the header's value, None where there was none.

    store: the capture, without its bytes, that the answer is made ready for, so that it comes back
    as it is stored (pipelines.storing.prepare); None: the answer is what was read.
    """

    role: str
    payload: bytes
    url: str | None = None
    content_type: str | None = None
    context: PageContext = field(default_factory=PageContext)
    store: CaptureToRead | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFailure:
    """Why a page could not be read: a code for the ledger, and a line for a person."""

    code: QuarantineCode
    detail: str


ReadAnswer: TypeAlias = Reading | Publication | StatisticsTables | ReadFailure
"""What a reader says."""
ChildAnswer: TypeAlias = ReadAnswer | Prepared
"""What a child says: the reader's answer, or what is stored of it."""


_ReadOnly: TypeAlias = Callable[[dict[str, str]], MappingProxyType[str, str]]


def _read_only(mapping: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(mapping)


def _reduce(proxy: MappingProxyType[str, str]) -> tuple[_ReadOnly, tuple[dict[str, str]]]:
    """Say how a read-only mapping is pickled: Python itself refuses to."""
    return _read_only, (dict(proxy),)


ForkingPickler.register(MappingProxyType, _reduce)
