"""Where the characters of a page stand and which lines are drawn on it (pypdfium2).

All places are in points from the page's lower left corner.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from pipelines.ofsted.characters import clean_characters

RULE_THICKNESS, RULE_LENGTH = 2.5, 8.0  # points; thicker is a box, shorter a dot
MOST_DRAWN = 5_000  # drawn objects of a page that are looked at

_NO_GLYPH = frozenset("\0\n\r \u00a0")  # what pdfium puts between letters
_clean_character = cache(clean_characters)


class Glyph(NamedTuple):
    """One character and its box."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One drawn line, level or upright."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        """Whether it divides rows; an upright one divides columns."""
        return self.right - self.left > self.top - self.bottom

    @property
    def height(self) -> float:
        """Where a level one stands."""
        return (self.bottom + self.top) / 2


def page_glyphs(page: pdfium.PdfTextPage) -> tuple[Glyph, ...]:
    """Every printed character of a page that is no blank, in the order of its text."""
    handle, box_of = page.raw, pdfium_raw.FPDFText_GetCharBox
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    glyphs = [
        Glyph(_clean_character(char), left.value, bottom.value, right.value, top.value)
        for index, char in enumerate(_characters(page))
        if char not in _NO_GLYPH and box_of(handle, index, left, right, bottom, top)
    ]
    return tuple(glyphs)


def _characters(page: pdfium.PdfTextPage) -> Sequence[str]:
    """The characters of a page by their index; a few files keep some of them out of the text."""
    text: str = page.get_text_range()
    count = pdfium_raw.FPDFText_CountChars(page.raw)
    if len(text) == count:
        return text
    return [chr(pdfium_raw.FPDFText_GetUnicode(page.raw, index)) for index in range(count)]


def page_rules(page: pdfium.PdfPage) -> tuple[Rule, ...]:
    """The thin lines drawn on a page."""
    drawn = page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_PATH])
    bounds = [one.get_bounds() for one in islice(drawn, MOST_DRAWN)]
    return tuple(
        Rule(left=left, bottom=bottom, right=right, top=top)
        for left, bottom, right, top in bounds
        if min(top - bottom, right - left) < RULE_THICKNESS
        and max(top - bottom, right - left) > RULE_LENGTH
    )
