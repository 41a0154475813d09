"""Reading saved text dumps: no markup, one block a line, everything the page showed."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.boilerplate.lines.line import Found, Line, mend, split_lines, unbulleted
from pipelines.boilerplate.lines.shape import is_paragraph
from pipelines.reading.model import (
    Block,
    BlockKind,
    PageContext,
    PageKind,
    Reading,
    RemovedBlock,
    Span,
)
from pipelines.reading.text_neighbours import neighbour_marks
from pipelines.reading.text_region import Region, find_region
from pipelines.reading.text_stock import Marks, stock_marks

__all__ = ["read_text"]


def read_text(text: str, context: PageContext | None = None) -> Reading:
    """Read a text dump. Never raises; what cannot be read comes back as kind "unreadable"."""
    visible, lines = split_lines(text)
    if not lines:
        return Reading(kind=PageKind.UNREADABLE, reason="the dump is empty", reader="text")
    marks = stock_marks(lines)
    region = find_region(lines, marks)
    marks |= neighbour_marks(lines, marks, region)
    marks |= _outside(lines, marks, region)
    return _assemble(visible, lines, marks, region)


def _outside(lines: Sequence[Line], marks: Marks, region: Region) -> Marks:
    outside: Marks = {}
    for line in lines:
        if line.number in marks or region.start <= line.number < region.stop:
            continue
        where = "before" if line.number < region.start else "after"
        if where == "before" and is_paragraph(line):
            continue
        kind = "nav" if where == "before" else "footer"
        outside[line.number] = Found(
            rule=f"outside-body:{where}",
            kind=kind,
            first=line.number,
            last=line.number,
            evidence=f"stands {where} the story",
        )
    return outside


def _assemble(visible: str, lines: Sequence[Line], marks: Marks, region: Region) -> Reading:
    title = None
    body: list[Block] = []
    removed: list[RemovedBlock] = []
    for line in lines:
        cut = _title_or_mark(line, marks, region)
        if cut is None:
            body.append(_block(line, visible))
            removed.extend(_trimmed(line))
            continue
        if cut.rule == "title":
            title = unbulleted(mend(line.kept)).strip()
        removed.append(_removed(line, cut, visible))
    return Reading(
        kind=PageKind.ARTICLE,
        title=title,
        body=tuple(body),
        text="\n\n".join(_plain(block) for block in body),
        removed=tuple(removed),
        visible=visible,
        reader="text",
    )


def _title_or_mark(line: Line, marks: Marks, region: Region) -> Found | None:
    if line.number == region.title:
        number = line.number
        return Found(rule="title", kind="title", first=number, last=number, evidence="the headline")
    return marks.get(line.number)


def _plain(block: Block) -> str:
    return f"• {block.text}" if block.kind is BlockKind.LIST_ITEM else block.text


def _whole(line: Line, visible: str) -> Span:
    """The line's characters and the line break behind it, so that spans cover all of `visible`."""
    return Span(start=line.start, end=min(line.end + 1, len(visible)))


def _removed(line: Line, cut: Found, visible: str) -> RemovedBlock:
    return RemovedBlock(
        rule=cut.rule,
        kind=cut.kind,
        text=line.text,
        position=line.start,
        spans=(_whole(line, visible),),
        evidence=cut.evidence,
    )


def _trimmed(line: Line) -> list[RemovedBlock]:
    return [
        RemovedBlock(
            rule=trim.rule,
            kind=trim.kind,
            text=line.text[trim.start : trim.end],
            position=line.start + trim.start,
            spans=(Span(start=line.start + trim.start, end=line.start + trim.end),),
            evidence=line.text[trim.start : trim.end].strip(),
        )
        for trim in line.trims
    ]


def _block(line: Line, visible: str) -> Block:
    shown = mend(line.kept)
    repair = "prefix" if line.trims else "mojibake" if shown != line.kept else None
    ranges = [(line.start + start, line.start + end) for start, end in line.kept_ranges]
    spans = [Span(start=start, end=end, repair=repair) for start, end in ranges]
    end = min(line.end + 1, len(visible))
    if line.trims and line.trims[-1].end == len(line.text):
        spans.append(Span(start=line.end, end=end, repair=repair))
    else:
        spans[-1] = Span(start=spans[-1].start, end=end, repair=repair)
    kind = BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH
    return Block(
        kind=kind,
        text=unbulleted(shown.strip()).strip(),
        spans=tuple(span for span in spans if span.start < span.end),
    )
