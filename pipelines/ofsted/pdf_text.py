"""The text of a PDF, line by line, with the size, weight and place of each line (pypdfium2).

Nothing here knows Ofsted's documents. Limits of time and memory belong to the process that calls;
only the number of pages is capped here.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

MAX_PAGES = 2_000
RULE_THICKNESS, RULE_LENGTH = 2.5, 8.0  # points; thicker is a box, shorter a dot
MOST_DRAWN = 5_000  # drawn objects of a page that are looked at
CLOCKS_SET = date(2005, 1, 1)  # no day before it is believed of a file
HEAVY = 600  # font weight from which a line counts as bold

# A hyphen at a line's end comes out of pdfium as U+FFFE (U+0002 in older builds): it is a real
# hyphen ("multi-agency"). Word writes the same sign as a soft hyphen, U+00AD.
_HYPHENS = {ord(c): "-" for c in "\ufffe\x02\u00ad\u2010\u2011"}
_JOINT = re.compile("[\ufffe\x02]")
_KEPT = "\ue0ff"  # stands for a joint until it is known how the document spells the word
_KEPT_JOINTS = {0xFFFE: _KEPT, 0x02: _KEPT, ord(_KEPT): "•"}
_BROKEN_WORD = re.compile(rf"[^\W\d_]*{_KEPT}[^\W\d_]*")
_BULLETS = {ord(c): "•" for c in "◼■▪●◾⬛\uf0b7\uf0a7\uf06e\uf0d8\uf0fc\uf076\uf0a8\uf02d"}
_SPACES = {ord(c): " " for c in "\u00a0\u2002\u2003\u2009\u200a\u202f\t\x0b\x0c"}
_NOTHING: dict[int, None] = dict.fromkeys(
    [*range(0x00, 0x02), *range(0x03, 0x09), *range(0x0E, 0x20), 0x200B, 0x200C, 0x200D, 0xFEFF]
)
_CHARACTERS: dict[int, str | None] = {**_NOTHING, **_HYPHENS, **_BULLETS, **_SPACES}
_NO_GLYPH = frozenset((0, 10, 13, 32, 160))  # what pdfium puts between letters
_PRIVATE_USE = re.compile("[\ue000-\ue0fe\ue100-\uf8ff]")
# A footnote mark that stands glued to its word: "Children Board1", "East Sussex.1" (SIF, JTAI).
_GLUED_MARK = re.compile(r"(?<=[A-Za-z.,?’'”)])\d{1,2}(?=[\s.,;:]|$)")
_LEADING_MARK = re.compile(r"\d{1,2}(?= ?[^\d\s.])")


# "D:20220118143012Z"
_STAMP = re.compile(r"D:(\d{4})(\d\d)(\d\d)")

Marks = tuple[tuple[str, int], ...]


class NotReadable(Exception):
    """The bytes are no PDF that can be opened. `encrypted` tells a password from a broken file."""

    def __init__(self, reason: str, *, encrypted: bool = False) -> None:
        super().__init__(reason)
        self.encrypted = encrypted


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One printed line. Places are in points from the page's lower left corner.

    Two printed lines are one where a hyphen divides them ("face-to-" | "face meetings"): pdfium
    gives them as one.
    """

    text: str
    page: int  # 1-based
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    baseline: float = 0.0
    foot: float | None = None  # baseline of its last character; None: the same as `baseline`
    edge: float = 0.0  # distance to the nearer of the page's upper and lower edge
    start: int = 0  # characters before it, of all lines of the document divided by line ends
    marks: Marks = ()  # footnote marks taken out, each with its offset

    @property
    def end(self) -> float:
        """The baseline the line ends on."""
        return self.baseline if self.foot is None else self.foot


class Glyph(NamedTuple):
    """One character and its box, in points from the page's lower left corner."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One drawn line, level or upright, in points from the page's lower left corner."""

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


@dataclass(frozen=True, kw_only=True)
class PdfText:
    """All lines of a document; character boxes and rules of a page for those who ask."""

    lines: tuple[Line, ...]
    page_count: int
    glyphs: Callable[[int], tuple[Glyph, ...]] = field(default=lambda page: ())
    rules: Callable[[int], tuple[Rule, ...]] = field(default=lambda page: ())
    saved_on: date | None = None  # the later of the two days the file itself names

    @cached_property
    def characters(self) -> int:
        """How many characters are printed, blanks left out."""
        return sum(len(line.text.replace(" ", "")) for line in self.lines)


def clean_characters(text: str) -> str:
    """One form for hyphens, bullets and blanks; NUL and other controls out. Quotes are kept."""
    return _PRIVATE_USE.sub("•", text.translate(_CHARACTERS))


@cache
def _clean_character(code: int) -> str:
    return clean_characters(chr(code))


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Open PDF bytes; raises NotReadable with the reason."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise NotReadable(f"the PDF does not open: {error}", encrypted=encrypted) from error
    if len(document) > MAX_PAGES:
        pages = len(document)
        document.close()
        raise NotReadable(f"{pages} pages are more than {MAX_PAGES}")
    return document


def scripts(document: pdfium.PdfDocument) -> int:
    """How many scripts a document carries under a name of their own."""
    return max(int(pdfium_raw.FPDFDoc_GetJavaScriptActionCount(document.raw)), 0)


def read_lines(document: pdfium.PdfDocument) -> PdfText:
    """Every line of an open document. A page that cannot be loaded raises NotReadable."""
    lines: list[Line] = []
    for index in range(len(document)):
        start = lines[-1].start + len(lines[-1].text) + 1 if lines else 0
        lines.extend(_page_lines(document, index, start))
    return PdfText(
        lines=_unbroken(lines),
        page_count=len(document),
        glyphs=lambda page: _page_glyphs(document, page - 1),
        rules=lambda page: _page_rules(document, page - 1),
        saved_on=_saved_on(document),
    )


def _unbroken(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with each joint written as the document spells the word in a line's midst.

    Mostly a joint is a hyphen; "re-" | "investment" is one word where the document prints
    "reinvestment" elsewhere and never "re-investment", nor both parts by themselves.
    """
    if not any(_KEPT in line.text for line in lines):
        return tuple(lines)
    whole = " ".join(line.text for line in lines).casefold()
    made: list[Line] = []
    shorter = 0  # characters by which the lines before have shrunk
    for line in lines:
        text = line.text
        if _KEPT in text:
            text = _BROKEN_WORD.sub(lambda word: _spelt(word, whole), text)
        changed = shorter or text is not line.text
        made.append(replace(line, text=text, start=line.start - shorter) if changed else line)
        shorter += len(line.text) - len(text)
    return tuple(made)


def _spelt(word: re.Match[str], whole: str) -> str:
    first, second = word.group(0).casefold().split(_KEPT, 1)

    joined = first + second
    is_one = _stands_in(whole, joined) and not _stands_in(whole, f"{first}-{second}")
    both_words = is_one and _stands_in(whole, first) and _stands_in(whole, second)
    return word.group(0).replace(_KEPT, "" if is_one and not both_words else "-")


def _stands_in(whole: str, word: str) -> bool:
    """Whether a word stands in a text by itself, not as a part of another."""
    place = whole.find(word)
    while place >= 0:
        around = whole[place - 1 : place] + whole[place + len(word) : place + len(word) + 1]
        if not any(char.isalnum() or char in ("-", _KEPT) for char in around):
            return True
        place = whole.find(word, place + 1)
    return False


def _saved_on(document: pdfium.PdfDocument) -> date | None:
    """The day a file was made or last changed, by its own entries; None without any.

    Days before CLOCKS_SET are those of clocks that never were: 1970, 1980, 2000.
    """
    days = []
    for key in ("CreationDate", "ModDate"):
        found = _STAMP.match(document.get_metadata_value(key))
        with contextlib.suppress(ValueError):
            days += [date(*map(int, found.groups()))] if found else []
    return max((day for day in days if day >= CLOCKS_SET), default=None)


def _page(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfTextPage, float]:
    """The text and the height of a page."""
    try:
        page = document[index]
        return page.get_textpage(), page.get_height()
    except pdfium.PdfiumError as error:
        raise NotReadable(f"page {index + 1} does not load: {error}") from error


class _Place(NamedTuple):
    """Where a line stands: offset in its page's text, start in the document's."""

    page: int
    height: float
    offset: int
    start: int


def _page_lines(document: pdfium.PdfDocument, index: int, start: int) -> list[Line]:
    text_page, height = _page(document, index)
    text = text_page.get_text_range()
    lines: list[Line] = []
    offset = 0
    for raw in text.split("\r\n"):
        place = _Place(page=index + 1, height=height, offset=offset, start=start)
        line = _line(text_page.raw, raw, place) if raw.strip() else None
        if line and line.text:
            lines.append(line)
            start += len(line.text) + 1
        offset += len(raw) + 2
    return lines


def _line(handle: object, raw: str, place: _Place) -> Line:
    offset = place.offset
    text, marks = _without_marks(handle, raw, offset)
    left, baseline = _origin(handle, offset + len(raw) - len(raw.lstrip()))
    body = _body(raw, offset)
    return Line(
        text=" ".join(clean_characters(text.translate(_KEPT_JOINTS)).split()),
        page=place.page,
        size=round(_size(handle, body), 1),
        bold=pdfium_raw.FPDFText_GetFontWeight(handle, body) >= HEAVY,
        left=left,
        baseline=baseline,
        foot=_origin(handle, offset + len(raw.rstrip()) - 1)[1] if _JOINT.search(raw) else None,
        edge=min(baseline, place.height - baseline),
        start=place.start,
        marks=marks,
    )


def _body(raw: str, offset: int) -> int:
    """Index of the line's first letter or sign that is neither bullet, number nor blank."""
    for position, char in enumerate(raw):
        if char.isalpha():
            return offset + position
    return offset + len(raw) - len(raw.lstrip())


def _without_marks(handle: object, raw: str, offset: int) -> tuple[str, Marks]:
    """The line without footnote marks, and these: digits set clearly smaller than their words."""
    cuts = []
    lead = _LEADING_MARK.match(raw)
    if lead and _is_smaller(handle, offset + lead.start(), offset + lead.end() + 1):
        cuts.append(lead.span())
    cuts += [
        mark.span()
        for mark in _GLUED_MARK.finditer(raw)
        if _is_smaller(handle, offset + mark.start(), offset + mark.start() - 1)
    ]
    marks = tuple((raw[start:end], start) for start, end in cuts)
    for start, end in reversed(cuts):
        raw = raw[:start] + raw[end:]
    return raw, marks


def _is_smaller(handle: object, mark: int, beside: int) -> bool:
    return 0 < _size(handle, mark) < 0.8 * _size(handle, beside)


def _size(handle: object, index: int) -> float:
    """Printed size in points; some files set size 1 and scale it by the text matrix."""
    size = float(pdfium_raw.FPDFText_GetFontSize(handle, index))
    matrix = pdfium_raw.FS_MATRIX()
    if not pdfium_raw.FPDFText_GetMatrix(handle, index, matrix):
        return size
    return size * math.hypot(matrix.b, matrix.d)


def _origin(handle: object, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium_raw.FPDFText_GetCharOrigin(handle, index, x, y):
        return 0.0, 0.0
    return x.value, y.value


def _page_glyphs(document: pdfium.PdfDocument, index: int) -> tuple[Glyph, ...]:
    if not 0 <= index < len(document):
        return ()
    text_page, _ = _page(document, index)  # must outlive its handle
    handle = text_page.raw
    left, right, bottom, top = box = tuple(ctypes.c_double() for _ in range(4))
    glyphs = []
    for i in range(pdfium_raw.FPDFText_CountChars(handle)):
        code = pdfium_raw.FPDFText_GetUnicode(handle, i)
        if code in _NO_GLYPH or not pdfium_raw.FPDFText_GetCharBox(handle, i, *box):
            continue
        char = _clean_character(code)
        glyphs.append(Glyph(char, left.value, bottom.value, right.value, top.value))
    return tuple(glyphs)


def _page_rules(document: pdfium.PdfDocument, index: int) -> tuple[Rule, ...]:
    if not 0 <= index < len(document):
        return ()
    drawn = document[index].get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_PATH])
    bounds = [one.get_bounds() for one in islice(drawn, MOST_DRAWN)]
    return tuple(
        Rule(left=left, bottom=bottom, right=right, top=top)
        for left, bottom, right, top in bounds
        if min(top - bottom, right - left) < RULE_THICKNESS
        and max(top - bottom, right - left) > RULE_LENGTH
    )
