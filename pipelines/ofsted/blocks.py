"""Lines → paragraphs: headings by weight and size, lists by bullet, numbers as printed.

A paragraph that runs over a page break is one paragraph, on the page where it begins; a footnote
between its halves comes after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipelines.ofsted.furniture import is_contact
from pipelines.ofsted.imprint import imprint_openings, stays_imprint
from pipelines.ofsted.model import Paragraph
from pipelines.ofsted.pdf_text import PrintedLine
from pipelines.ofsted.removed import IMPRINT, spans_of

HEADING_LENGTH = 200  # characters; longer bold text is a paragraph in bold
NEW_BLOCK_GAP = 1.12  # times the distance of a block's lines: rows of SEND tables stand 1.17 apart
LOOSE_GAP = 1.9  # … but a sentence that plainly goes on may stand lower
LEAST_PITCH = 0.5  # sizes; less is one printed line that came in two runs
LARGEST_PITCH = 1.6  # sizes; lines further apart tell nothing about the pitch of a text
HEADING_GAP = 1.55  # sizes between the lines of one heading
FOOTNOTE_STEP = 1.5  # points under the body's size
HANGING = (8.0, 45.0)  # points that the lines of an item stand right of its bullet or number

# "14. When children are at risk …" (ILACS, SIF); "14.When children …" where a tab leaves no blank
# (from the tenth paragraph on, ILACS 2018-26); "2.1 Adoption performance" (SIF table)
_NUMBERED = re.compile(r"(\d{1,3})[.)](?: (?=\S)|(?=[A-Z‘“]))|(\d{1,2}\.\d{1,2}) (?=\S)")
# "Out-of-" | "hours": a hyphen at a line's end that pdfium leaves there. "short-" | "and long-term"
# keeps its blank.
_CARRIED = re.compile(r"[A-Za-z]-$")
_SUSPENDED = re.compile(r"(?:and|or|to)\b|[^a-z]")
_ENDED = re.compile(r"[.!?:;][’”')\]]*$")
_ENDINGS = ".!?:;’”')]"
# "… care leavers" | "and" | "Review of the effectiveness of …" (covers of SIF reports)
_CONJUNCTION = re.compile(r"(?:and|or)$")
_ITEM_MARK = re.compile(r"[•–—-]")


@dataclass(slots=True)
class _Block:
    kind: str
    page: int
    size: float
    left: float  # of its first line
    lines: list[str]
    printed: list[PrintedLine]
    number: str | None = None
    last: PrintedLine | None = None
    pitch: float = 0.0  # distance of its lines in points; of the document's until it has two
    notes: list[_Block] = field(default_factory=list)


def body_size(lines: Sequence[PrintedLine]) -> float:
    """The size most characters are printed in; 0 for no lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _body_is_bold(lines: Sequence[PrintedLine]) -> bool:
    bold = sum(len(line.text) for line in lines if line.bold)
    return bold > 0.6 * sum(len(line.text) for line in lines)


def paragraphs(lines: Sequence[PrintedLine]) -> tuple[Paragraph, ...]:
    """Lines without furniture, in reading order, as paragraphs with page, number and heading."""
    size, all_bold, pitch = body_size(lines), _body_is_bold(lines), _pitch(lines)
    lines = _raised(lines, size)
    blocks: list[_Block] = []
    current: _Block | None = None
    imprint = imprint_openings(lines)
    for position, line in enumerate(lines):
        kind = IMPRINT if position in imprint else _kind(line, size, all_bold)
        if current is not None and _continues(current, line, kind, pitch):
            _add(current, line)
        elif kind == "footnote" and current and current.kind not in ("heading", IMPRINT):
            _add_note(current, line)
        else:
            current = _start(line, kind)
            blocks.append(current)
    return _with_headings(blocks)


def _raised(lines: Sequence[PrintedLine], size: float) -> list[PrintedLine]:
    """Lines with a page's last heading put first where it stands above all others of the page.

    Some files name the heading at a page's top last of all.
    """
    ordered: list[PrintedLine] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        first = len(page)
        while first > 1 and (page[first - 1].bold or page[first - 1].size > size + 0.9):
            first -= 1
        above = max((line.baseline for line in page[:first]), default=0.0)
        if any(line.baseline <= above for line in page[first:]):
            first = len(page)
        ordered += [*page[first:], *page[:first]]
    return ordered


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """The commonest distance of two lines of one page, in points; 15 for a single line."""
    gaps: Counter[float] = Counter()
    for before, after in pairwise(lines):
        gap, size = before.end - after.baseline, after.size
        if LEAST_PITCH * size < gap <= LARGEST_PITCH * size and before.page == after.page:
            gaps[round(gap * 2) / 2] += 1
    return gaps.most_common(1)[0][0] if gaps else 15.0


def _add(block: _Block, line: PrintedLine) -> None:
    last = block.last
    if last and last.page == line.page:
        fall = last.end - line.baseline
        if LEAST_PITCH < fall / (line.size or 1.0) < 2:
            block.pitch = fall
    block.lines.append(line.text)
    block.printed.append(line)
    block.last = line


def _kind(line: PrintedLine, size: float, all_bold: bool) -> str:
    if line.text.startswith("•"):
        return "list_item"
    if line.size <= size - FOOTNOTE_STEP and not line.bold:
        return "footnote"
    marked = line.size > size + 0.9 or (line.bold and not all_bold)
    return "heading" if marked and len(line.text) <= HEADING_LENGTH else "paragraph"


def _start(line: PrintedLine, kind: str) -> _Block:
    block = _Block(
        kind=kind,
        page=line.page,
        size=line.size,
        left=line.left,
        lines=[line.text],
        last=line,
        printed=[line],
    )
    number = _NUMBERED.match(line.text)
    if number and kind == "paragraph":
        block.number = number.group(1) or number.group(2)
        block.lines = [line.text[number.end() :]]
    return block


def _add_note(current: _Block, line: PrintedLine) -> None:
    alone = current if current.kind == "footnote" else None
    note = current.notes[-1] if current.notes else alone
    limit = LOOSE_GAP if note and _unfinished(note.last, line) else HEADING_GAP
    if note and note.last and note.page == line.page and _gap(note.last, line) < limit:
        _add(note, line)
    else:
        current.notes.append(_start(line, "footnote"))


def _gap(before: PrintedLine, after: PrintedLine) -> float:
    """Distance of two baselines in sizes of the second line; negative where the text goes up."""
    return (before.end - after.baseline) / (after.size or 1.0)


def _unfinished(last: PrintedLine | None, line: PrintedLine) -> bool:
    """Whether the line plainly goes on with a sentence that the last line left open."""
    return last is not None and line.text[:1].islower() and not _ended(last)


def _ended(line: PrintedLine) -> bool:
    """Whether a sentence ends with the line."""
    return line.text[-1:] in _ENDINGS and _ENDED.search(line.text[-6:]) is not None


def _continues(block: _Block, line: PrintedLine, kind: str, pitch: float) -> bool:
    last = block.last
    if last is None or line.text.startswith("•") or kind == IMPRINT:
        return False
    if block.kind == IMPRINT:
        return _imprint_continues(block, last, line, pitch)
    if kind == "footnote":
        return False
    if block.lines == ["•"]:
        return line.page == last.page
    if block.kind == "heading":
        return kind == "heading" and _heading_continues(last, line)
    if kind == "heading" and not _same_print(last, line):
        # "The effectiveness … is requires" | "improvement": a grade in bold ends the sentence
        return _unfinished(last, line) and last.page == line.page and _gap(last, line) < HEADING_GAP
    if line.page != last.page:
        return _continues_over_page(block, last, line)
    return _continues_on_page(block, last, line, pitch)


def _continues_on_page(block: _Block, last: PrintedLine, line: PrintedLine, pitch: float) -> bool:
    ended = _ended(last)
    if ended and block.kind == "list_item" and line.left < block.left - 2:
        return False  # left of the bullet: the text after the list
    if ended and line.left <= last.left + 1 and _NUMBERED.match(line.text):
        return False  # but "care leavers aged 18 to | 25. This visit …" goes on
    if _gap(last, line) <= -0.3:  # the reading order jumped up the page
        return _unfinished(last, line)
    limit = LOOSE_GAP if _unfinished(last, line) else NEW_BLOCK_GAP
    return last.end - line.baseline < limit * (block.pitch or pitch)


def _imprint_continues(block: _Block, last: PrintedLine, line: PrintedLine, pitch: float) -> bool:
    limit = LOOSE_GAP if _unfinished(last, line) else NEW_BLOCK_GAP
    near = _gap(last, line) > -0.3 and last.end - line.baseline < limit * (block.pitch or pitch)
    return stays_imprint(last, line) and (is_contact(line) or (near and _same_print(last, line)))


def _same_print(last: PrintedLine, line: PrintedLine) -> bool:
    return abs(line.size - last.size) < 0.6 and line.bold == last.bold


def _heading_continues(last: PrintedLine, line: PrintedLine) -> bool:
    joined = line.text[:1].islower() or _CONJUNCTION.search(last.text[-4:]) is not None
    limit = LOOSE_GAP if joined else HEADING_GAP
    alike = line.page == last.page and abs(line.size - last.size) < 0.6
    return alike and -0.3 < _gap(last, line) < limit


def _continues_over_page(block: _Block, last: PrintedLine, line: PrintedLine) -> bool:
    """An open sentence goes on; so does an item whose next line hangs under its first words."""
    numbered = _NUMBERED.match(line.text) is not None
    if not _ended(last):
        return not numbered or line.left > block.left + HANGING[0]  # "(85 to" | "58) in the"
    item = block.kind == "list_item" or block.number is not None
    hangs = HANGING[0] < line.left - block.left < HANGING[1]
    return item and hangs and not numbered and not _ITEM_MARK.match(line.text)


def _with_headings(blocks: Sequence[_Block]) -> tuple[Paragraph, ...]:
    made: list[Paragraph] = []
    heading: str | None = None
    sizes = sorted({block.size for block in blocks if block.kind == "heading"}, reverse=True)
    for block in blocks:
        heading = _text(block) if block.kind == "heading" else heading
        made += [_paragraph(one, heading, sizes) for one in (block, *block.notes)]
    return tuple(paragraph for paragraph in made if paragraph.text.strip("• "))


def _paragraph(block: _Block, heading: str | None, sizes: Sequence[float]) -> Paragraph:
    return Paragraph(
        text=_text(block),
        page=block.page,
        number=block.number,
        heading=None if block.kind == "heading" else heading,
        kind=block.kind,
        level=sizes.index(block.size) + 1 if block.kind == "heading" else None,
        spans=spans_of(block.printed),
    )


def _text(block: _Block) -> str:
    text = joined(block.lines)
    return f"• {text[1:].lstrip()}" if text.startswith("•") else text


def joined(lines: Sequence[str]) -> str:
    """Lines as one text: a word that a hyphen carries over is whole again."""
    text = ""
    for line in filter(None, lines):
        ends_with_hyphen = text[-1:] == "-" and _CARRIED.search(text[-2:])
        carried = ends_with_hyphen and not _SUSPENDED.match(line)
        text += line if carried or not text else f" {line}"
    return text
