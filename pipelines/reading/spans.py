"""A finished draft → blocks and removed blocks whose spans share out the visible text exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256

from pipelines.page.markup import Region
from pipelines.page.mojibake import mend
from pipelines.page.visible import Line
from pipelines.reading.draft import Draft, Mark
from pipelines.reading.model import Block, BlockKind, RemovedBlock, Span
from pipelines.reading.rows import row_text, rows_of
from words.rules import PageRule

REGION_NAMES = (
    (Region.NAV, "nav"),
    (Region.FOOTER, "footer"),
    (Region.ASIDE, "aside"),
    (Region.FORM, "form"),
    (Region.HEADER, "header"),
)


def block_digest(text: str) -> str:
    """Return the digest by which a block is known to repeat: case and spacing folded.

    The first 64 bits of a SHA-256: a site has thousands of blocks, not thousands of millions.
    """
    folded = " ".join(text.casefold().split())
    return sha256(folded.encode("utf-8", "ignore")).hexdigest()[:16]


_HEADING, _LIST = Region.HEADING, Region.LIST
_STRUCTURE = _HEADING | _LIST | Region.QUOTE
_PARAGRAPH, _SUBHEAD = BlockKind.PARAGRAPH, BlockKind.SUBHEAD
_LIST_ITEM, _QUOTATION = BlockKind.LIST_ITEM, BlockKind.QUOTATION


def kind_of(line: Line) -> BlockKind:
    """Return the structure of a line from where it stands."""
    regions = line.regions & _STRUCTURE
    if not regions:
        return _PARAGRAPH
    if regions & _HEADING:
        return _SUBHEAD
    return _LIST_ITEM if regions & _LIST else _QUOTATION


_Piece = tuple[int, int, Mark | None, int, str | None]


def share_out(draft: Draft) -> tuple[tuple[Block, ...], tuple[RemovedBlock, ...]]:
    """Return kept and removed blocks. Every character of the visible text is in one span of one
    block; the space between two pieces belongs to the one before it.
    """
    lines = draft.page.lines
    kept: list[list[_Piece]] = []
    removed: list[RemovedBlock] = []
    rows = rows_of(draft.page, draft.kept())
    for group in _groups(draft, rows):
        _, _, mark, at, repair = group[0]
        if mark is not None:
            removed.append(_removed(draft, group, mark))
        elif (repair or lines[at].joint == 2) and kept and _goes_on(lines, kept[-1][-1][3], at):
            kept[-1] += group
        else:
            kept.append(group)
    return tuple([_kept(draft, group, rows) for group in kept]), tuple(removed)


def _groups(draft: Draft, rows: dict[int, int]) -> list[list[_Piece]]:
    """Return the pieces of the visible text, those of one block together."""
    lines = draft.page.lines
    groups: list[list[_Piece]] = []
    before: _Piece | None = None
    for piece in _pieces(draft):
        if before is not None and (
            _together(lines, groups[-1][0], before, piece) or _in_one_row(rows, before, piece)
        ):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        before = piece
    return groups


def _in_one_row(rows: dict[int, int], before: _Piece, piece: _Piece) -> bool:
    """Say whether two kept pieces stand in one row of a table."""
    return before[2] is piece[2] is None and rows.get(before[3], -1) == rows.get(piece[3], -2)


def _kept(draft: Draft, group: list[_Piece], rows: dict[int, int]) -> Block:
    """Return the block of kept pieces."""
    start, end, _, at, repair = group[0]
    line = draft.page.lines[at]
    if at in rows:
        return _row(draft, group, rows[at])
    if len(group) == 1 and repair is None:
        words = line.text
        if words.isascii():
            return Block(kind_of(line), words, (Span(start, end),))
        spans: tuple[Span, ...] = (Span(start, end),)
    else:
        words, spans = _words(draft, group), _spans(group)
    mended = mend(words)
    if mended != words:
        spans = tuple(replace(span, repair="mojibake") for span in spans)
    return Block(kind_of(line), mended, spans)


def _row(draft: Draft, group: list[_Piece], row: int) -> Block:
    """Return the block of a row of a table."""
    page = draft.page
    parts = [
        (at, page.text[start : min(end, page.lines[at].end)]) for start, end, _, at, _ in group
    ]
    return Block(_PARAGRAPH, mend(row_text(page, row, parts)), _spans(group))


def _removed(draft: Draft, group: list[_Piece], mark: Mark) -> RemovedBlock:
    """Return the block of removed pieces."""
    start, end = group[0][0], group[-1][1]
    return RemovedBlock(
        rule=str(mark.rule),
        kind=mark.kind,
        text=draft.page.text[start:end].strip(),
        position=start,
        spans=_spans(group),
        evidence=mark.evidence,
    )


def _goes_on(lines: list[Line], last: int, first: int) -> bool:
    """Say whether a sentence goes on in line `first` after something was cut out of its middle."""
    return last == first or (
        lines[first].joint == 2 and all(lines[at].joint == 2 for at in range(last + 1, first))
    )


_CLOSING = frozenset(".,;:!?)”’")


def _words(draft: Draft, group: list[_Piece]) -> str:
    """Return the text of kept pieces: line breaks stay, what was trimmed leaves no gap."""
    text, lines = draft.page.text, draft.page.lines
    parts: list[str] = []
    before = None
    for start, end, _, at, _ in group:
        if before is not None and before != at:
            glued = lines[at].joint == 2 and text[start] in _CLOSING
            parts.append("\n" if lines[at].joint == 1 else "" if glued else " ")
        line_end = lines[at].end
        parts.append(text[start : min(end, line_end)])
        before = at
    return "\n".join(" ".join(row.split()) for row in "".join(parts).split("\n")).strip()


def _spans(group: list[_Piece]) -> tuple[Span, ...]:
    """Return the spans of pieces; neighbours without a repair make one span."""
    if len(group) == 1:
        return (Span(*group[0][:2], group[0][4]),)
    spans: list[Span] = []
    for start, end, _, _, mended in group:
        if spans and spans[-1].end == start and spans[-1].repair is mended is None:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end, mended))
    return tuple(spans)


def _pieces(draft: Draft) -> list[_Piece]:
    """Return (start, end, mark, line, repair) for every piece of the visible text, in order."""
    page, place = draft.page, draft.place
    starts: list[tuple[int, Mark | None, int, str | None]] = []
    cuts, trims, first, last = draft.cuts, draft.trims, place.first, place.last
    before: Mark | None = None
    for at, line in enumerate(page.lines):
        mark = cuts.get(at)
        if mark is None and not first <= at < last:
            mark = _outside(line.regions)
        if mark is not None:
            if before is None or not (mark is before or _alike(mark, before)):
                starts.append((line.start, mark, at, None))
        elif at in trims:
            starts += _trimmed(line, at, trims[at])
        else:
            starts.append((line.start, None, at, None))
        before = mark
    if not starts:
        return []
    ends = [piece[0] for piece in starts[1:]]
    ends.append(len(page.text))
    return [
        (start, end, mark, at, repair)
        for (start, mark, at, repair), end in zip(starts, ends, strict=True)
    ]


def _trimmed(
    line: Line, at: int, trims: list[tuple[int, int, Mark]]
) -> list[tuple[int, Mark | None, int, str | None]]:
    """Split a line into what was trimmed and what stays."""
    pieces: list[tuple[int, Mark | None, int, str | None]] = []
    done = 0
    for start, end, mark in sorted(trims, key=lambda trim: trim[:2]):
        start, end = max(start, done), min(end, len(line.text))
        if start >= end:
            continue
        if start > done:
            pieces.append((line.start + done, None, at, "trimmed"))
        pieces.append((line.start + start, mark, at, None))
        done = end
    if done < len(line.text):
        pieces.append((line.start + done, None, at, "trimmed"))
    return pieces


def _together(lines: list[Line], first: _Piece, last: _Piece, piece: _Piece) -> bool:
    """Say whether a piece continues the block of `first`, whose latest piece is `last`."""
    mark, other = first[2], piece[2]
    if mark is None or other is None:
        if mark is not other:
            return False
        if piece[3] == last[3]:
            return True
        line = lines[piece[3]]
        return line.joint != 0 and (line.joint == 2 or line.node == lines[last[3]].node)
    return _alike(mark, other)


_MARKS: dict[str, Mark] = {
    "nav": Mark(PageRule.OUTSIDE_NAV, "nav"),
    "footer": Mark(PageRule.OUTSIDE_FOOTER, "nav"),
    "aside": Mark(PageRule.OUTSIDE_ASIDE, "nav"),
    "form": Mark(PageRule.OUTSIDE_FORM, "nav"),
    "header": Mark(PageRule.OUTSIDE_HEADER, "nav"),
    "page": Mark(PageRule.OUTSIDE_PAGE, "outside"),
}


@cache
def _outside(regions: int) -> Mark:
    for region, mark in _OUTSIDE_MARKS:
        if regions & region:
            return mark
    return _MARKS["page"]


_OUTSIDE_MARKS = tuple((region, _MARKS[name]) for region, name in REGION_NAMES)


def _alike(mark: Mark, other: Mark) -> bool:
    return mark.rule == other.rule and mark.evidence == other.evidence


def plain_text(blocks: tuple[Block, ...]) -> str:
    """Return the body as plain text: blocks divided by a blank line, list items led by a bullet."""
    return "\n\n".join(
        f"• {block.text}" if block.kind is BlockKind.LIST_ITEM else block.text for block in blocks
    )


def markdown(blocks: tuple[Block, ...]) -> str:
    """Return the body in a light Markdown form."""
    lead = {BlockKind.SUBHEAD: "## ", BlockKind.LIST_ITEM: "- ", BlockKind.QUOTATION: "> "}
    return "\n\n".join(
        lead.get(block.kind, "") + block.text.replace("\n", "  \n") for block in blocks
    )
