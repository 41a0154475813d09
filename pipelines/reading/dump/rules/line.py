"""A text dump as lines: the shape that every line rule reads.

*visible* is the dump after normalisation: its non-blank lines, zero-width and control characters
out, white space (no-break spaces too) collapsed, NFC, joined by a newline. Every span counts its
characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import ftfy

from pipelines.boilerplate.edges import without_edges
from pipelines.boilerplate.trims import Trim, find_trims

__all__ = ["DumpLine", "Found", "fold_dump_line", "mend_dump", "split_lines", "unbulleted"]

_INVISIBLE = dict.fromkeys(
    (*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060)
)
_INVISIBLE |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
# An emoji read as cp1252 ("ðŸ“°"), an apostrophe ("â€™"), an accent ("Ã©"), "Â£".
_BROKEN = re.compile(r"â[€„‚]|ðŸ|Ã[\u00a0-\u00bfƒ€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œž]|Â[\u00a0-\u00bf]")
# "•", "-", "*" and "1." as Resiliparse, Lynx and hand-made dumps print them.
_BULLET = re.compile(r"(?:[•·▪●◦‣∙○*]\s*|[-–—]\s+)(?=\S)")


@dataclass(frozen=True, kw_only=True, slots=True)
class DumpLine:
    """One non-blank line of a dump.

    number: its place among the non-blank lines. start, end: its characters in `visible`.
    text: those characters. trims: what of them is boilerplate fused into the line.
    match: the folded copy of the rest, which rules compare (see `fold_dump_line`).
    indent: leading columns in the dump; blank_before: blank lines before it.
    """

    number: int
    start: int
    end: int
    text: str
    match: str
    bullet: bool
    indent: int
    blank_before: int
    trims: tuple[Trim, ...] = ()

    @property
    def kept(self) -> str:
        """The line's text without what is trimmed from it."""
        return "".join(self.text[start:end] for start, end in self.kept_ranges)

    @property
    def kept_ranges(self) -> list[tuple[int, int]]:
        """The ranges of `text` that are left when the trims are taken out."""
        edges = [
            0,
            *(edge for trim in self.trims for edge in (trim.start, trim.end)),
            len(self.text),
        ]
        return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]

    @property
    def words(self) -> list[str]:
        """The words of the matching copy."""
        return self.match.split()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a line rule would remove: lines `first` to `last`, both included.

    rule: identifier of the rule; kind: class of boilerplate; evidence: the words that decided.
    """

    rule: str
    kind: str
    first: int
    last: int
    evidence: str


def mend_dump(text: str) -> str:
    """Text with UTF-8 that was read as cp1252 mended; the same text where none is seen.

    A dump went through more hands than a page (`page.mojibake.mend`): ftfy judges all of it.
    """
    return ftfy.fix_encoding(text) if _BROKEN.search(text) else text


def fold_dump_line(text: str) -> str:
    """The matching copy: mended, NFKC, plain quotes and dashes, no bullet, no emoji at the edges.

    For comparing only; it is never shown or stored.
    """
    plain = mend_dump(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)
    plain = unicodedata.normalize("NFKC", plain).translate(_PLAIN).translate(_INVISIBLE)
    return without_edges(" ".join(plain.split())).strip().casefold()


def _tidy(raw: str) -> str:
    return unicodedata.normalize("NFC", " ".join(raw.translate(_INVISIBLE).split()))


def _without(text: str, trims: tuple[Trim, ...]) -> str:
    parts, place = [], 0
    for trim in trims:
        parts.append(text[place : trim.start])
        place = trim.end
    return "".join([*parts, text[place:]]).strip()


def split_lines(dump: str) -> tuple[str, Sequence[DumpLine]]:
    """The visible text of a dump, and its lines with their places in it."""
    lines: list[DumpLine] = []
    start = blank = 0
    for raw in _BREAKS.split(dump):
        text = _tidy(raw)
        if not text:
            blank += 1
            continue
        trims = find_trims(text)
        left = _without(text, trims) if trims else text
        lines.append(
            DumpLine(
                number=len(lines),
                start=start,
                end=start + len(text),
                text=text,
                match=fold_dump_line(left),
                bullet=_BULLET.match(left) is not None,
                indent=len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()),
                blank_before=blank,
                trims=trims,
            )
        )
        start += len(text) + 1
        blank = 0
    return "\n".join(line.text for line in lines), lines


def unbulleted(text: str) -> str:
    """The text without its leading bullet."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
