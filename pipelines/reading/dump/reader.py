"""Reading saved text dumps: no markup, one block a line, everything the page showed.

The order: normalise → stock phrases and their blocks → where the story stands → neighbours →
what lies outside. Every step only adds marks; what no step marks is the story. The default is
KEEP: losing a line of the story is worse than keeping a stray one.

A standfirst is told from the first paragraph only where byline or date stand between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.reading.dump.facts import gather_facts
from pipelines.reading.dump.kind import judge_dump
from pipelines.reading.dump.neighbours import neighbour_marks
from pipelines.reading.dump.region import Region, find_region
from pipelines.reading.dump.rules.line import DumpLine, Found, mend_dump, split_lines, unbulleted
from pipelines.reading.dump.rules.shape import is_paragraph, is_sentence
from pipelines.reading.dump.stock import Marks, stock_marks
from pipelines.reading.dump.structure import standfirst_of, subheads_of
from pipelines.reading.kind_verdict import KindVerdict
from pipelines.reading.model import (
    Access,
    Block,
    BlockKind,
    PageContext,
    PageKind,
    Reading,
    RemovedBlock,
    Span,
)
from pipelines.reading.spans import block_digest, markdown, plain_text
from words.doubts import Doubt, PageDoubt
from words.rules import DumpRule

__all__ = ["read_text"]

_NO_CONTEXT = PageContext()
_WITH_TEXT = frozenset({PageKind.ARTICLE, PageKind.LIVE})
_READER = "text"
LONGEST_DUMP = 1_000_000
"""Characters; a longer file is no dump of one page."""
MOST_LINES = 20_000
_SHORT_TEXT = 250
_MOST_ROUNDS = 3
_FAULT = (Doubt(PageDoubt.FAULT),)


def read_text(text: str, context: PageContext = _NO_CONTEXT) -> Reading:
    """Read a text dump. Never raises: what cannot be read is `unreadable`, with why.

    The headline, in `title`, is one of the removed blocks (rule and kind `title`), and so is the
    standfirst, so that the spans of body and removed blocks together are all of `visible`.
    """
    try:
        return _read(text, context)
    except Exception as fault:  # the face never raises; the fault is named in the reading
        return _unreadable(f"{type(fault).__name__}: {fault}"[:200], doubts=_FAULT)


def _unreadable(reason: str, *, doubts: tuple[Doubt, ...] = ()) -> Reading:
    return Reading(
        kind=PageKind.UNREADABLE,
        access=Access.NONE,
        reason=reason,
        doubts=doubts,
        reader=_READER,
    )


def _read(text: str, context: PageContext) -> Reading:
    if len(text) > LONGEST_DUMP:
        return _unreadable(f"longer than {LONGEST_DUMP} characters")
    if text.count("\x00") * 20 > len(text):
        return _unreadable("not text: NUL bytes")
    if text.count("\n") > MOST_LINES:
        return _unreadable(f"more than {MOST_LINES} lines")
    visible, lines = split_lines(text)
    if not lines:
        return _unreadable("the dump is empty")
    marks, region = _first_reading(lines, context)
    for _ in range(_MOST_ROUNDS):
        more = _another_reading(lines, marks, region, context)
        if not more:
            break
        marks |= more
    verdict = judge_dump(lines, marks, region)
    if verdict.kind not in _WITH_TEXT:
        marks |= _no_story(lines, marks, region, verdict)
    elif (standfirst := standfirst_of(lines, marks, region)) is not None:
        evidence = "between the headline and the byline or date"
        marks[standfirst] = _cut(DumpRule.STANDFIRST, "standfirst", standfirst, evidence)
    return _assemble(visible, lines, marks, region, verdict, context)


def _first_reading(lines: Sequence[DumpLine], context: PageContext) -> tuple[Marks, Region]:
    marks = stock_marks(lines)
    region = find_region(lines, marks, context.listing_title)
    if region.title is not None:
        marks.pop(region.title, None)
    marks |= neighbour_marks(lines, marks, region)
    marks |= _repeated(lines, marks, region, context)
    marks |= _outside(lines, marks, region)
    return marks, region


def _another_reading(
    lines: Sequence[DumpLine], marks: Marks, region: Region, context: PageContext
) -> Marks:
    """What the same passes find in the text that is left, as it will be printed: a cut brings
    lines together that belong together ("Thu", an advertisement, "9°C")."""
    left = [line for line in lines if line.number not in marks]
    view = [replace(line, number=n, indent=0, blank_before=1) for n, line in enumerate(left)]
    if not view:
        return {}
    found, again = _first_reading(view, context)
    if region.title is not None and (
        again.title is None or left[again.title].number != region.title
    ):
        return {}
    return {
        left[n].number: replace(mark, first=left[n].number, last=left[n].number)
        for n, mark in found.items()
        if left[n].number != region.title
    }


def _repeated(
    lines: Sequence[DumpLine], marks: Marks, region: Region, context: PageContext
) -> Marks:
    """Blocks that are known to repeat across the pages of this source."""
    known = context.repeated_blocks
    if not known:
        return {}
    return {
        line.number: _cut(DumpRule.SITE_TEMPLATE, "template", line.number, known[digest])
        for line in lines
        if line.number not in marks
        and line.number != region.title
        and (digest := block_digest(line.text)) in known
    }


def _cut(rule: DumpRule, kind: str, number: int, evidence: str) -> Found:
    return Found(rule=rule, kind=kind, first=number, last=number, evidence=evidence)


_NO_STORY = {
    PageKind.INDEX: DumpRule.INDEX,
    PageKind.GALLERY: DumpRule.GALLERY,
    PageKind.CONSENT: DumpRule.CONSENT,
    PageKind.WALL: DumpRule.WALL,
    PageKind.SOFT_404: DumpRule.SOFT_404,
    PageKind.NEEDS_JS: DumpRule.NEEDS_JS,
}


def _no_story(
    lines: Sequence[DumpLine], marks: Marks, region: Region, verdict: KindVerdict
) -> Marks:
    return {
        line.number: _cut(_NO_STORY[verdict.kind], "nav", line.number, verdict.reason or "")
        for line in lines
        if line.number not in marks and line.number != region.title
    }


def _outside(lines: Sequence[DumpLine], marks: Marks, region: Region) -> Marks:
    """Menus above the headline and the rest below the story, of the class that opened it.

    A paragraph above the headline stays: it may be the story's own.
    """
    outside: Marks = {}
    opener = "footer"
    for line in lines:
        if line.number in marks:
            opener = marks[line.number].kind if line.number >= region.stop else opener
        elif line.number < region.start and not is_paragraph(line):
            outside[line.number] = _cut(
                DumpRule.BEFORE, "nav", line.number, "stands above the story"
            )
        elif line.number >= region.stop:
            outside[line.number] = _cut(
                DumpRule.AFTER, opener, line.number, "stands below the story"
            )
    return outside


def _assemble(
    visible: str,
    lines: Sequence[DumpLine],
    marks: Marks,
    region: Region,
    verdict: KindVerdict,
    context: PageContext,
) -> Reading:
    head: dict[str, str] = {}
    body: list[Block] = []
    removed: list[RemovedBlock] = []
    subheads = subheads_of(lines, marks, region)
    for line in lines:
        cut = _title_or_mark(line, marks, region)
        if cut is None:
            body.append(_block(line, visible, subhead=line.number in subheads))
            removed.extend(_trimmed(line))
            continue
        if cut.rule in (DumpRule.TITLE, DumpRule.STANDFIRST):
            head[str(cut.rule)] = unbulleted(mend_dump(line.kept)).strip()
        removed.append(_removed(line, cut, visible))
    title = head.get("title")
    facts = gather_facts(lines, marks, region, context)
    text = plain_text(tuple(body))
    return Reading(
        kind=verdict.kind,
        title=title or context.listing_title,
        standfirst=head.get("standfirst"),
        byline=facts.byline,
        published=facts.published.at if facts.published else None,
        published_precision=facts.precision,
        modified=facts.modified.at if facts.modified else None,
        body=tuple(body),
        text=text,
        markdown=markdown(tuple(body)),
        removed=tuple(removed),
        visible=visible,
        access=verdict.access,
        candidates=facts.candidates,
        doubts=(*verdict.doubts, *_doubts(lines, marks, title, text, facts.published is None)),
        reason=verdict.reason,
        reader=_READER,
    )


def _doubts(
    lines: Sequence[DumpLine], marks: Marks, title: str | None, text: str, undated: bool
) -> list[Doubt]:
    outside = [
        number
        for number, mark in marks.items()
        if mark.rule == DumpRule.AFTER and is_sentence(lines[number])
    ]
    named = {
        Doubt(PageDoubt.NO_TITLE): title is None,
        Doubt(PageDoubt.NO_DATE): undated,
        Doubt(PageDoubt.SHORT_TEXT): len(text) < _SHORT_TEXT,
        Doubt(PageDoubt.SENTENCES_OUTSIDE_BODY, str(len(outside))): bool(outside),
    }
    return [doubt for doubt, holds in named.items() if holds]


def _title_or_mark(line: DumpLine, marks: Marks, region: Region) -> Found | None:
    if line.number == region.title:
        number = line.number
        return Found(
            rule=DumpRule.TITLE, kind="title", first=number, last=number, evidence="the headline"
        )
    return marks.get(line.number)


def _whole(line: DumpLine, visible: str) -> Span:
    """The line's characters and the line break behind it, so that spans cover all of `visible`."""
    return Span(start=line.start, end=min(line.end + 1, len(visible)))


def _removed(line: DumpLine, cut: Found, visible: str) -> RemovedBlock:
    return RemovedBlock(
        rule=str(cut.rule),
        kind=cut.kind,
        text=line.text,
        position=line.start,
        spans=(_whole(line, visible),),
        evidence=cut.evidence,
    )


def _trimmed(line: DumpLine) -> list[RemovedBlock]:
    return [
        RemovedBlock(
            rule=str(trim.rule),
            kind=trim.kind,
            text=line.text[trim.start : trim.end],
            position=line.start + trim.start,
            spans=(Span(start=line.start + trim.start, end=line.start + trim.end),),
            evidence=line.text[trim.start : trim.end].strip(),
        )
        for trim in line.trims
    ]


def _block(line: DumpLine, visible: str, *, subhead: bool) -> Block:
    shown = mend_dump(line.kept)
    repair = "prefix" if line.trims else "mojibake" if shown != line.kept else None
    ranges = [(line.start + start, line.start + end) for start, end in line.kept_ranges]
    spans = [Span(start=start, end=end, repair=repair) for start, end in ranges]
    end = min(line.end + 1, len(visible))
    if line.trims and line.trims[-1].end == len(line.text):
        spans.append(Span(start=line.end, end=end, repair=repair))
    else:
        spans[-1] = Span(start=spans[-1].start, end=end, repair=repair)
    kind = BlockKind.SUBHEAD if subhead else BlockKind.PARAGRAPH
    kind = BlockKind.LIST_ITEM if line.bullet else kind
    return Block(
        kind=kind,
        text=unbulleted(shown.strip()).strip(),
        spans=tuple(span for span in spans if span.start < span.end),
    )
