"""What a version keeps beside its text, without saying the text twice.

The blocks of a story are stretches of its text, and each is mostly one line of the page, right
after the one before. So a block is kept as how it differs from that:

    118                  a paragraph of 118 characters, after a blank line, from the next line of
                         the page: 118 characters and the end of the line
    "s20"                a subhead, list item, quotation … of 20 characters, else as above
    ["p", 118, 5]        … from a line 5 characters after that of the block before
    ["p", 118, 2, [[5, 120], [0, 9, "mojibake"]]]
                         … 2 characters of the text after the block before, from 120 characters of
                         the page, 5 after those of the block before, and 9 that were mended
    {"page": 3}          what follows stands on page 3
    {"kind": …, "text": …, …}    a block as it is, which does not stand in the text in this order

`unpack_blocks` gives back exactly what `pack_blocks` was given. Nothing here knows the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = [
    "SAME",
    "markdown_of",
    "pack_blocks",
    "pack_candidate",
    "pack_candidates",
    "unpack_blocks",
    "unpack_candidates",
]

Block = Mapping[str, Any]
Packed = int | str | list[Any] | dict[str, Any]

KINDS = {
    "paragraph": "p",
    "subhead": "s",
    "list_item": "l",
    "quotation": "q",
    "heading": "h",
    "footnote": "f",
}
_NAMES = {letter: name for name, letter in KINDS.items()}
_LEADS = {"subhead": "## ", "list_item": "- ", "quotation": "> "}
SAME = "="
"""In place of a Markdown form that is what the blocks give."""
GAP = 2  # characters of a blank line
BULLET = 2  # and of "• " after it


def pack_blocks(text: str, blocks: Sequence[Block]) -> list[Packed]:
    """Return blocks (kind, text, spans, of a document also page) as they are kept beside a text."""
    packed: list[Packed] = []
    at, seen, page = -GAP, 0, None
    for block in blocks:
        start = _place(text, block, at)
        if start is None:
            packed.append(dict(block))
            continue
        if "page" in block and block["page"] != page:
            page = block["page"]
            packed.append({"page": page})
        elif "page" not in block and page is not None:
            packed.append(dict(block))
            continue
        length, skip = len(block["text"]), start - at
        spans, seen = _gaps(block["spans"], seen)
        packed.append(_shortest(KINDS[block["kind"]], skip, length, spans))
        at = start + length
    return packed


def _place(text: str, block: Block, at: int) -> int | None:
    """Return where in the text a block stands, None where it cannot be kept as a stretch of it."""
    words, known = block.get("text"), set(block) - {"page"} == {"kind", "text", "spans"}
    if not known or block["kind"] not in KINDS or not isinstance(words, str):
        return None
    if not all(len(span) == 3 for span in block["spans"]):
        return None
    near = at + _usual(KINDS[block["kind"]])
    if text.startswith(words, near):
        return near
    found = text.find(words, max(at, 0))
    return found if found >= 0 else None


def _usual(letter: str) -> int:
    """Return how many characters of the text mostly stand before a block of a kind."""
    return GAP + BULLET if letter == "l" else GAP


def _gaps(spans: Sequence[Sequence[Any]], seen: int) -> tuple[list[list[Any]], int]:
    """Return spans as [gap, length] or [gap, length, repair], and where the last of them ends."""
    gaps: list[list[Any]] = []
    for start, end, repair in spans:
        gaps.append([start - seen, end - start, *([] if repair is None else [repair])])
        seen = end
    return gaps, seen


def _shortest(letter: str, skip: int, length: int, spans: list[list[Any]]) -> Packed:
    gap = spans[0][0] if spans else 0
    if skip != _usual(letter) or spans != [[gap, length + 1]]:
        return [letter, length, skip, spans]
    if gap:
        return [letter, length, gap]
    return length if letter == "p" else f"{letter}{length}"


def _longest(packed: int | str | list[Any]) -> tuple[str, int, int, list[list[Any]]]:
    """Return kind, length, skip and spans of a packed block."""
    if isinstance(packed, int):
        return "p", packed, GAP, [[0, packed + 1]]
    if isinstance(packed, str):
        letter, length = packed[0], int(packed[1:])
        return letter, length, _usual(letter), [[0, length + 1]]
    if len(packed) == 3:
        letter, length, gap = packed
        return letter, length, _usual(letter), [[gap, length + 1]]
    return packed[0], packed[1], packed[2], packed[3]


def unpack_blocks(text: str, packed: Sequence[Packed]) -> list[dict[str, Any]]:
    """Return the blocks of a text as they were packed."""
    blocks: list[dict[str, Any]] = []
    at, seen, page = -GAP, 0, {}
    for one in packed:
        if isinstance(one, dict):
            if set(one) == {"page"}:
                page = one
            else:
                blocks.append(dict(one))
            continue
        letter, length, skip, gaps = _longest(one)
        spans: list[list[Any]] = []
        for gap, size, *repair in gaps:
            spans.append([seen + gap, seen + gap + size, repair[0] if repair else None])
            seen += gap + size
        start = at + skip
        at = start + length
        words = text[start:at]
        blocks.append({"kind": _NAMES[letter], "text": words, **page, "spans": spans})
    return blocks


def markdown_of(blocks: Sequence[Block]) -> str:
    """Return the blocks in a light Markdown form."""
    return "\n\n".join(
        _LEADS.get(block["kind"], "") + str(block["text"]).replace("\n", "  \n") for block in blocks
    )


def pack_candidate(field: str, value: str, source: str, chosen: bool, why: str | None) -> list[Any]:
    """Return a candidate as [field, value, source, 1 if chosen, why], without a last nothing."""
    row: list[Any] = [field, value, source]
    if chosen or why is not None:
        row.append(int(chosen))
    if why is not None:
        row.append(why)
    return row


def pack_candidates(candidates: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return candidates as they are kept; one that is no candidate stays as it is."""
    return [
        pack_candidate(**one) if one.keys() == _CANDIDATE.keys() else dict(one)
        for one in candidates
    ]


_CANDIDATE = {"field": None, "value": None, "source": None, "chosen": False, "why": None}


def unpack_candidates(packed: Sequence[Any]) -> list[dict[str, Any]]:
    """Return candidates as they were packed: what a page offers for a field, and where it stood."""
    found = []
    for one in packed:
        if isinstance(one, Mapping):
            found.append(dict(one))
            continue
        row = {**_CANDIDATE, **dict(zip(_CANDIDATE, one, strict=False))}
        found.append({**row, "chosen": bool(row["chosen"])})
    return found
