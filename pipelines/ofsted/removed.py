"""What was taken out of a document's text, in reading order, so that nothing is cut in secret.

Positions count characters of the visible text: every printed line of every page, one below the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipelines.ofsted.model import Paragraph
from pipelines.ofsted.pdf_text import PrintedLine
from pipelines.reading.model import RemovedBlock, Span
from words.rules import DocumentRule

KIND = "furniture"
IMPRINT = "imprint"


def spans_of(lines: Iterable[PrintedLine]) -> tuple[Span, ...]:
    """The places of lines in the visible text; neighbours are one span."""
    ranges: list[list[int]] = []
    for line in lines:
        end = line.start + len(line.text)
        if ranges and ranges[-1][1] + 1 == line.start:
            ranges[-1][1] = end
        else:
            ranges.append([line.start, end])
    return tuple(Span(start=start, end=end) for start, end in ranges)


def removed_blocks(
    lines: Sequence[PrintedLine],
    furniture: Mapping[int, DocumentRule],
    imprint: Iterable[Paragraph],
) -> tuple[RemovedBlock, ...]:
    """Every removed block by its place. furniture: position among the lines → rule."""
    removed = [
        *_furniture(lines, furniture),
        *(_block(DocumentRule.IMPRINT, one.text, one.page, one.spans) for one in imprint),
        *_marks(lines, furniture),
    ]
    return tuple(sorted(removed, key=lambda block: block.position))


def _furniture(
    lines: Sequence[PrintedLine], furniture: Mapping[int, DocumentRule]
) -> Iterator[RemovedBlock]:
    """Lines of one rule that follow each other on a page are one block."""
    ranked = enumerate(sorted(furniture))  # positions that follow each other differ from rank alike
    runs = groupby(ranked, key=lambda one: (furniture[one[1]], lines[one[1]].page, one[1] - one[0]))
    for (rule, page, _), run in runs:
        group = [lines[position] for _, position in run]
        yield _block(rule, "\n".join(line.text for line in group), page, spans_of(group))


def _marks(
    lines: Sequence[PrintedLine], furniture: Mapping[int, DocumentRule]
) -> Iterator[RemovedBlock]:
    """Small raised digits that were taken out of lines; they have a place and no span."""
    for position, line in enumerate(lines):
        if not line.marks or position in furniture:
            continue
        for mark, offset in line.marks:
            place = line.start + min(offset, len(line.text))
            yield RemovedBlock(
                rule=str(DocumentRule.FOOTNOTE_MARK),
                kind=KIND,
                text=mark,
                position=place,
                evidence=_page(line.page),
            )


def _block(rule: DocumentRule, text: str, page: int, spans: tuple[Span, ...]) -> RemovedBlock:
    return RemovedBlock(
        rule=str(rule),
        kind=KIND,
        text=text,
        position=spans[0].start,
        spans=spans,
        evidence=_page(page),
    )


def _page(number: int) -> str:
    return f"page {number}"
