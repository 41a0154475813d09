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
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from pipelines.ofsted.characters import is_broken, printed_words, unbroken
from pipelines.ofsted.drawn import Glyph, Rule, page_glyphs, page_rules

MAX_PAGES = 2_000
CLOCKS_SET = date(2005, 1, 1)  # no day before it is believed of a file
HEAVY = 600  # font weight from which a line counts as bold

# A footnote mark that stands glued to its word: "Children Board1", "East Sussex.1" (SIF, JTAI).
_GLUED_MARK = re.compile(r"(?<=[A-Za-z.,?’'”)])[0-9]{1,2}(?=[\s.,;:]|$)")
_DIGIT = re.compile("[0-9]")  # most lines have none
_LEADING_MARK = re.compile(r"[0-9]{1,2}(?= ?[^0-9\s.])")
# "D:20220118143012Z"
_STAMP = re.compile(r"D:(\d{4})(\d\d)(\d\d)")

Marks = tuple[tuple[str, int], ...]


class NotReadable(Exception):
    """The bytes are no PDF that can be opened. `encrypted` tells a password from a broken file."""

    def __init__(self, reason: str, *, encrypted: bool = False) -> None:
        super().__init__(reason)
        self.encrypted = encrypted


class PrintedLine(NamedTuple):
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


@dataclass(frozen=True, kw_only=True)
class PdfText:
    """All lines of a document; character boxes and rules of a page for those who ask."""

    lines: tuple[PrintedLine, ...]
    page_count: int
    glyphs: Callable[[int], tuple[Glyph, ...]] = field(default=lambda page: ())
    rules: Callable[[int], tuple[Rule, ...]] = field(default=lambda page: ())
    saved_on: date | None = None  # the later of the two days the file itself names

    @cached_property
    def characters(self) -> int:
        """How many characters are printed, blanks left out."""
        return sum(len(line.text) - line.text.count(" ") for line in self.lines)


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
    pages, numbers = _Pages(document), range(1, len(document) + 1)
    lines: list[PrintedLine] = []
    for number in numbers:
        start = lines[-1].start + len(lines[-1].text) + 1 if lines else 0
        lines += _page_lines(pages.text(number), number, start)
    return PdfText(
        lines=_placed(lines),
        page_count=len(document),
        glyphs=lambda page: page_glyphs(pages.text(page)) if page in numbers else (),
        rules=lambda page: page_rules(document[page - 1]) if page in numbers else (),
        saved_on=_saved_on(document),
    )


class _Pages:
    """The text of a document's pages. Page 1 stays loaded: judgement tables mostly stand there."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._first: pdfium.PdfTextPage | None = None

    def text(self, number: int) -> pdfium.PdfTextPage:
        """The text of a page by its 1-based number; NotReadable where it does not load."""
        if number == 1 and self._first:
            return self._first
        try:
            text_page = self._document[number - 1].get_textpage()
        except pdfium.PdfiumError as error:
            raise NotReadable(f"page {number} does not load: {error}") from error
        if number == 1:
            self._first = text_page
        return text_page


def _placed(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines with their broken words settled, each where it then starts."""
    placed: list[PrintedLine] = []
    start = 0
    for line, text in zip(lines, unbroken([line.text for line in lines]), strict=True):
        moved = line.start != start or line.text != text
        placed.append(line._replace(text=text, start=start) if moved else line)
        start += len(text) + 1
    return tuple(placed)


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


class _Print:
    """How the characters of a page are printed, each by its offset in the page's text."""

    def __init__(self, page: pdfium.PdfTextPage, number: int) -> None:
        self.number = number
        self.height = page.page.get_height()
        self._handle = page.raw
        self._matrix = pdfium_raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def size(self, offset: int) -> float:
        """Size in points; some files set size 1 and scale it by the text matrix."""
        size = float(pdfium_raw.FPDFText_GetFontSize(self._handle, offset))
        matrix = self._matrix
        if not pdfium_raw.FPDFText_GetMatrix(self._handle, offset, matrix):
            return size
        return size * math.hypot(matrix.b, matrix.d)

    def is_bold(self, offset: int) -> bool:
        """Whether its font is a heavy one."""
        return bool(pdfium_raw.FPDFText_GetFontWeight(self._handle, offset) >= HEAVY)

    def origin(self, offset: int) -> tuple[float, float]:
        """Left end of its baseline; (0, 0) where pdfium does not know."""
        if not pdfium_raw.FPDFText_GetCharOrigin(self._handle, offset, self._x, self._y):
            return 0.0, 0.0
        return self._x.value, self._y.value


def _page_lines(page: pdfium.PdfTextPage, number: int, start: int) -> list[PrintedLine]:
    printed = _Print(page, number)
    lines: list[PrintedLine] = []
    offset = 0
    for raw in page.get_text_range().split("\r\n"):
        line = None if raw.isspace() or not raw else _line(printed, raw, offset, start)
        if line and line.text:
            lines.append(line)
            start += len(line.text) + 1
        offset += len(raw) + 2
    return lines


def _line(printed: _Print, raw: str, offset: int, start: int) -> PrintedLine:
    text, marks = _without_marks(printed, raw, offset) if _DIGIT.search(raw) else (raw, ())
    left, baseline = printed.origin(offset + len(raw) - len(raw.lstrip()))
    body = offset + _body(raw)
    return PrintedLine(
        text=printed_words(text),
        page=printed.number,
        size=round(printed.size(body), 1),
        bold=printed.is_bold(body),
        left=left,
        baseline=baseline,
        foot=printed.origin(offset + len(raw.rstrip()) - 1)[1] if is_broken(raw) else None,
        edge=min(baseline, printed.height - baseline),
        start=start,
        marks=marks,
    )


def _body(raw: str) -> int:
    """Index of the line's first letter, else of its first sign that is no blank."""
    for position, char in enumerate(raw):
        if char.isalpha():
            return position
    return len(raw) - len(raw.lstrip())


def _without_marks(printed: _Print, raw: str, offset: int) -> tuple[str, Marks]:
    """The line without footnote marks, and these: digits set clearly smaller than their words."""
    cuts = []
    lead = _LEADING_MARK.match(raw)
    if lead and _is_smaller(printed, offset + lead.start(), offset + lead.end() + 1):
        cuts.append(lead.span())
    cuts += [
        mark.span()
        for mark in _GLUED_MARK.finditer(raw)
        if _is_smaller(printed, offset + mark.start(), offset + mark.start() - 1)
    ]
    marks = tuple((raw[start:end], start) for start, end in cuts)
    for start, end in reversed(cuts):
        raw = raw[:start] + raw[end:]
    return raw, marks


def _is_smaller(printed: _Print, mark: int, beside: int) -> bool:
    return 0 < printed.size(mark) < 0.8 * printed.size(beside)
