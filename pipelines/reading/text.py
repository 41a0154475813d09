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
        span = Span(start=line.start, end=min(line.end + 1, len(visible)))
        shown = mend(line.text)
        if line.number == region.title:
            title = unbulleted(shown)
            removed.append(
                RemovedBlock(
                    rule="title", kind="title", text=line.text, position=line.start, spans=(span,)
                )
            )
        elif line.number in marks:
            mark = marks[line.number]
            removed.append(
                RemovedBlock(
                    rule=mark.rule,
                    kind=mark.kind,
                    text=line.text,
                    position=line.start,
                    spans=(span,),
                    evidence=mark.evidence,
                )
            )
        else:
            kind = BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH
            body.append(Block(kind=kind, text=unbulleted(shown), spans=(span,)))
    text = "\n\n".join(("• " if b.kind is BlockKind.LIST_ITEM else "") + b.text for b in body)
    return Reading(
        kind=PageKind.ARTICLE,
        title=title,
        body=tuple(body),
        text=text,
        removed=tuple(removed),
        visible=visible,
        reader="text",
    )
