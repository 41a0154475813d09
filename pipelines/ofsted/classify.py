"""Which framework a document was written under, by its own text alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from pipelines.ofsted import frameworks
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Framework, Publication


class Reader(Protocol):
    """What every file in frameworks/ offers."""

    FRAMEWORK: Framework
    PROVEN: bool

    def claims(self, document: Document) -> bool:
        """Whether the document's own text is of this framework."""

    def read(self, document: Document) -> Publication:
        """The publication."""


@cache
def readers() -> Mapping[Framework, Reader]:
    """Every reader in the folder."""
    found = {}
    for module in pkgutil.iter_modules(frameworks.__path__):
        reader = cast("Reader", importlib.import_module(f"{frameworks.__name__}.{module.name}"))
        found[reader.FRAMEWORK] = reader
    return found


def claimants(document: Document) -> tuple[Reader, ...]:
    """The readers that claim a document: one where all is well."""
    return tuple(reader for reader in readers().values() if reader.claims(document))
