"""Which framework a document was written under, by its own text alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from pipelines.ofsted import frameworks
from pipelines.ofsted.document import Document
from pipelines.ofsted.grades import Vocabulary
from pipelines.ofsted.model import Publication
from words.frameworks import Framework


class Reader(Protocol):
    """What every file in frameworks/ offers.

    PROVEN: whether it was measured on real documents. VOCABULARY: the areas and grades of its
    table or sentences, None where its documents give no grade.
    """

    FRAMEWORK: Framework
    PROVEN: bool
    VOCABULARY: Vocabulary | None

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
