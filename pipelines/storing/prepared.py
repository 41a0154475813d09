"""A capture that was read, in the shape in which it is stored: what leaves a reading child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.rows import NewPublication, NewVersion
from db.states import PageState
from pipelines.statistics.model import StatisticsTables
from words.quarantine import QuarantineCode
from words.reasons import Reason

__all__ = ["BlockDigests", "Prepared", "Subject", "Verdict"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A page's state. code: a word for the ledger, None for `stored`; words: for a person."""

    state: PageState
    code: QuarantineCode | Reason | None = None
    words: str = ""
    stage: str = "read"  # of the house, where something was set aside

    @property
    def reason(self) -> str | None:
        """The code, then the words."""
        if self.code is None:
            return None
        return f"{self.code}: {self.words}" if self.words else self.code


class Subject(StrEnum):
    """What a stored text is."""

    NEWS = "news"
    DOCUMENT = "document"  # a document of Ofsted's
    CONTENT = "content"  # a content item of GOV.UK


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockDigests:
    """By what a page's blocks are known again. kept: title, standfirst and body; cut: the rest.

    shared: those that may turn out to be the site's. List items of the story are left out: lists
    of grades say the same words in many stories.
    """

    kept: frozenset[str]
    cut: frozenset[str]
    shared: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What becomes of a page, and all that is written of it: nothing is computed after this.

    subject, version: None where no text is stored. publication: of a document or a content item.
    blocks, marks: of news: by what its page is known again, and copies of it are found. tables: of
    a file of management information.
    """

    verdict: Verdict
    subject: Subject | None = None
    version: NewVersion | None = None
    publication: NewPublication | None = None
    blocks: BlockDigests | None = None
    marks: frozenset[int] = frozenset()
    tables: StatisticsTables | None = None
