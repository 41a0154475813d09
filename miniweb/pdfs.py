"""Sets a Publication as a PDF, in the forms that word processors gave the real ones.

Text is set line by line: the number of the page stands at the head of the next, the inspectorate's
address at the foot of a letter's first page, and judgements in a table of ruled cells whose labels
and grades wrap. Lines may end at a hyphen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from miniweb.model import Piece, Publication

_WIDTH, _HEIGHT = 595.3, 841.9
_LEFT, _RIGHT, _TOP, _FOOT = 72.0, 523.0, 770.0, 90.0
_PLAIN, _BOLD, _SIZE, _LEADING = "Helvetica", "Helvetica-Bold", 12.0, 14.5
_SQUARE, _PRIVATE = "◼", "\uf0a7"  # bullets since about 2020, and before
_ADDRESS = (
    "Ofsted",
    "Piccadilly Gate",
    "Store Street",
    "Manchester",
    "M1 2WD",
    "T 0300 123 1231",
    "Textphone 0161 618 8524",
    "enquiries@ofsted.test",
    "www.govuk.test/ofsted",
)
_ABOUT = (
    "The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates and "
    "inspects to achieve excellence in the care of children and young people, and in education and "
    "skills for learners of all ages.",
    "If you would like a copy of this document in a different format, such as large print or "
    "Braille, please telephone 0300 123 1231, or email enquiries@ofsted.test.",
    "You may reuse this information (not including logos) free of charge in any format or medium, "
    "under the terms of the Open Government Licence.",
)


@cache
def _bullet_font() -> str:
    """Register a font whose squares carry the two code points that real bullets extract as."""
    font = TTFont("MiniwebBullets", "Vera.ttf")
    face = font.face
    glyph = face.charToGlyph[ord("o")]
    for char in (_SQUARE, _PRIVATE):
        face.charToGlyph[ord(char)] = glyph
        face.charWidths[ord(char)] = face.charWidths[ord("o")]
    pdfmetrics.registerFont(font)
    return "MiniwebBullets"


def break_lines(text: str, width: float, font: str, size: float) -> list[str]:
    """Return lines no wider than `width` points; a line may end after a space or a hyphen."""
    lines: list[str] = []
    for printed in text.split("\n"):
        line = ""
        for part in re.findall(r"[^\s-]+-?|-|\s+", printed):
            if pdfmetrics.stringWidth((line + part).rstrip(), font, size) > width and line.strip():
                lines.append(line.rstrip())
                line = part.lstrip()
            else:
                line += part
        lines.append(line.rstrip())
    return lines


class _Sheet:
    """One document being set, top to bottom."""

    def __init__(self, head: Callable[[Canvas, int], float], title: str) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1)
        self.canvas.setTitle(title)
        self.head = head
        self.page = 1
        self.feet: list[tuple[str, ...]] = []
        self.y = head(self.canvas, 1)

    def turn(self) -> None:
        """Finish the page and begin the next."""
        if self.page == 1 and self.feet:
            self._set_foot(self.feet.pop())
        self.canvas.showPage()
        self.page += 1
        self.y = self.head(self.canvas, self.page)

    def _set_foot(self, lines: tuple[str, ...]) -> None:
        self.canvas.setFont(_PLAIN, 9)
        for number, line in enumerate(lines):
            self.canvas.drawString(_LEFT, _FOOT + 96 - number * 11, line)

    def _floor(self) -> float:
        return _FOOT + 115 if self.page == 1 and self.feet else _FOOT - 20

    def room(self, points: float) -> None:
        """Turn the page unless that much height is left."""
        if self.y - points < self._floor():
            self.turn()

    def text(
        self, text: str, *, font: str = _PLAIN, size: float = _SIZE, indent: float = 0
    ) -> None:
        """Set a block of text with a little space below."""
        for line in break_lines(text, _RIGHT - _LEFT - indent, font, size):
            self.room(_LEADING)
            self.canvas.setFont(font, size)
            self.canvas.drawString(_LEFT + indent, self.y, line)
            self.y -= size + 2.5
        self.y -= 6

    def mark(self, mark: str, font: str) -> None:
        """Set a bullet or a number beside the line that comes next."""
        self.room(2 * _LEADING)
        self.canvas.setFont(font, _SIZE)
        self.canvas.drawString(_LEFT + 2, self.y, mark)

    def table(self, rows: tuple[tuple[str, str], ...], split: float) -> None:
        """Set two ruled columns; cells wrap."""
        for number, row in enumerate(rows):
            font = _BOLD if number == 0 else _PLAIN
            columns = ((_LEFT, split), (split, _RIGHT))
            cells = [
                break_lines(cell, right - left - 12, font, _SIZE)
                for cell, (left, right) in zip(row, columns, strict=True)
            ]
            height = max(map(len, cells)) * _LEADING + 10
            self.room(height)
            for lines, (left, right) in zip(cells, columns, strict=True):
                self.canvas.setLineWidth(0.5)
                self.canvas.rect(left, self.y - height + 12, right - left, height)
                self.canvas.setFont(font, _SIZE)
                for row_number, line in enumerate(lines):
                    self.canvas.drawString(left + 6, self.y - 4 - row_number * _LEADING, line)
            self.y -= height
        self.y -= 14

    def finish(self) -> bytes:
        """Return the document."""
        if self.page == 1 and self.feet:
            self._set_foot(self.feet.pop())
        self.canvas.save()
        return self.buffer.getvalue()


def _report_head(publication: Publication) -> Callable[[Canvas, int], float]:
    old = publication.started_on.year < 2021

    def head(canvas: Canvas, page: int) -> float:
        canvas.setFont(_PLAIN, 10)
        if old:
            canvas.drawString(_RIGHT - 10, _TOP + 30, str(page))
        elif page > 1:
            canvas.drawString(_LEFT, _TOP + 30, publication.title)
            canvas.drawString(_LEFT, _TOP + 17, f"{publication.dates_as_printed} {page}")
        return _TOP - 10

    return head


def _letter_head(canvas: Canvas, page: int) -> float:
    if page > 1:
        canvas.setFont(_PLAIN, 10)
        canvas.drawString(_RIGHT - 10, _TOP + 30, str(page))
    return _TOP - 10


def render_pdf(publication: Publication) -> bytes:
    """Return the document as PDF; the same publication gives the same bytes."""
    letter = publication.pieces[0].style == "date"
    sheet = _Sheet(_letter_head if letter else _report_head(publication), publication.title)
    if letter:
        sheet.feet.append(tuple(_ADDRESS))
    old = publication.started_on.year < 2020
    for piece in publication.pieces:
        _set_piece(sheet, piece, publication, _PRIVATE if old else _SQUARE)
    return sheet.finish()


def _set_piece(sheet: _Sheet, piece: Piece, publication: Publication, bullet: str) -> None:
    style, _, number = piece.style.partition(" ")
    if style == "title":
        sheet.text(piece.text, font=_BOLD, size=20)
    elif style in ("heading", "letter"):
        sheet.room(4 * _LEADING)
        sheet.text(piece.text, font=_BOLD, size=_SIZE + 1)
    elif style == "address":
        sheet.text(piece.text)
        sheet.y += 6
    elif style in ("bullet", "numbered"):
        sheet.mark(bullet if style == "bullet" else f"{number}.", _mark_font(style))
        sheet.text(piece.text, indent=28)
    elif style == "table":
        sheet.table(piece.rows, 388 if publication.started_on.year < 2021 else 298)
    elif style == "grid":
        sheet.table(piece.rows, 298)
    elif style == "about":
        _set_about(sheet, piece.text, publication)
    else:
        sheet.text(piece.text)


def _mark_font(style: str) -> str:
    return _bullet_font() if style == "bullet" else _PLAIN


def _set_about(sheet: _Sheet, subject: str, publication: Publication) -> None:
    sheet.turn()
    for text in (*_ABOUT, f"{subject} is available at http://reports.ofsted.test/."):
        sheet.text(text, size=10)
    sheet.text("\n".join(_ADDRESS[1:]), size=10)
    sheet.text(f"© Crown copyright {publication.published_on.year}", size=10)


def broken_pdf() -> bytes:
    """Return a file that begins like a PDF and then is none."""
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n" + b"\x00" * 900
    )
