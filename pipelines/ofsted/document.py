"""One opened document as the framework readers see it: lines, paragraphs, and text to search."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipelines.ofsted.blocks import paragraphs
from pipelines.ofsted.drawn import Glyph, Rule
from pipelines.ofsted.furniture import furniture
from pipelines.ofsted.model import Evidence, Paragraph
from pipelines.ofsted.pdf_text import PdfText, PrintedLine
from pipelines.ofsted.removed import IMPRINT, removed_blocks
from pipelines.reading.model import RemovedBlock
from words.rules import DocumentRule

LABEL_LENGTH = 45  # characters


@dataclass(frozen=True)
class Flow:
    """Lines as one string, divided by single blanks, that knows the page of every character."""

    text: str
    _starts: tuple[int, ...]
    _pages: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[PrintedLine | Paragraph]) -> Flow:
        """The flow of lines or paragraphs in their order."""
        starts, offset = [], 0
        for line in lines:
            starts.append(offset)
            offset += len(line.text) + 1
        return cls(
            " ".join(line.text for line in lines), tuple(starts), tuple(ln.page for ln in lines)
        )

    def page_at(self, offset: int) -> int | None:
        """The page a character stands on; None in an empty flow."""
        position = bisect_right(self._starts, offset) - 1
        return self._pages[position] if 0 <= position < len(self._pages) else None

    def evidence(self, start: int, end: int, method: str = "text") -> Evidence:
        """The words of a range and their page."""
        return Evidence(words=self.text[start:end].strip(), page=self.page_at(start), method=method)


@dataclass(frozen=True, kw_only=True)
class Document:
    """What the framework readers get. Page furniture is out of lines, paragraphs and flows.

    The imprint is out of paragraphs, text and flow only.
    """

    lines: tuple[PrintedLine, ...]
    page_count: int
    glyphs: Callable[[int], tuple[Glyph, ...]] = field(default=lambda page: ())
    rules: Callable[[int], tuple[Rule, ...]] = field(default=lambda page: ())
    running_heads: tuple[str, ...] = ()  # the furniture's different lines, page numbers levelled
    printed: tuple[PrintedLine, ...] = ()  # every line of the document
    furniture: Mapping[int, DocumentRule] = field(
        default_factory=dict
    )  # position in `printed` → rule
    saved_on: date | None = None  # by the file's own entries

    @classmethod
    def of(cls, pdf: PdfText) -> Document:
        """The document of extracted text."""
        cut = furniture(pdf.lines)
        heads = (pdf.lines[position].text for position in cut)
        return cls(
            lines=tuple(line for place, line in enumerate(pdf.lines) if place not in cut),
            page_count=pdf.page_count,
            glyphs=pdf.glyphs,
            rules=pdf.rules,
            running_heads=tuple(dict.fromkeys(re.sub(r" \d{1,3}$", "", head) for head in heads)),
            printed=pdf.lines,
            furniture=cut,
            saved_on=pdf.saved_on,
        )

    @cached_property
    def _blocks(self) -> tuple[Paragraph, ...]:
        return paragraphs(self.lines)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every block of text in reading order; the imprint is none of it."""
        return tuple(one for one in self._blocks if one.kind != IMPRINT)

    @cached_property
    def removed(self) -> tuple[RemovedBlock, ...]:
        """Furniture and imprint, in reading order."""
        imprint = [one for one in self._blocks if one.kind == IMPRINT]
        return removed_blocks(self.printed, self.furniture, imprint)

    @cached_property
    def text(self) -> str:
        """The whole text, paragraphs divided by a blank line, printed numbers before them."""
        return "\n\n".join(
            f"{one.number}. {one.text}" if one.number else one.text for one in self.paragraphs
        )

    @cached_property
    def flow(self) -> Flow:
        """The whole document."""
        return self.flow_of(self.paragraphs)

    def flow_of(self, paragraphs: Iterable[Paragraph]) -> Flow:
        """The lines of paragraphs: where one runs over a page's end, each word keeps its page."""
        return Flow.of(self.lines_of(paragraphs))

    def lines_of(self, paragraphs: Iterable[Paragraph]) -> list[PrintedLine]:
        """The printed lines of paragraphs, in the order of the document."""
        starts = [line.start for line in self.lines]
        lines: list[PrintedLine] = []
        for start, end in sorted((one.start, one.end) for p in paragraphs for one in p.spans):
            lines += self.lines[bisect_left(starts, start) : bisect_left(starts, end)]
        return lines

    @cached_property
    def folded(self) -> str:
        """All lines in lower case, divided by single blanks; the imprint's too."""
        return " ".join(line.text.casefold() for line in self.lines)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The different lines short enough to be a label, without colons."""
        short = (line.text for line in self.lines if len(line.text) <= LABEL_LENGTH)
        return tuple(dict.fromkeys(text.strip(" :") for text in short))

    @cached_property
    def first(self) -> Flow:
        """Page 1."""
        return Flow.of(self.page(1))

    @cached_property
    def front(self) -> Flow:
        """Page 1 and 2: titles, dates and judgement tables stand there."""
        return Flow.of([line for line in self.lines if line.page <= 2])

    def page(self, number: int) -> tuple[PrintedLine, ...]:
        """The lines of one page."""
        return tuple(line for line in self.lines if line.page == number)

    def front_says(self, pattern: str) -> bool:
        """Whether the first two pages hold a match (case ignored, blanks single)."""
        return re.search(pattern, self.front.text, re.IGNORECASE) is not None
