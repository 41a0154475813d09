"""Which printed lines are page furniture: page numbers, running heads, Ofsted's own letterhead."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipelines.ofsted.pdf_text import PrintedLine
from words.rules import DocumentRule

HEAD_MARGIN = 70.0  # points from the page's edge within which running heads and feet stand
NUMBER_MARGIN = 95.0  # … and within which a number alone is the page's
REPEATS = 3  # a running head stands on at least three pages
LETTERHEAD_LENGTH = 60  # characters; "www.gov.uk/government/organisations/ofsted" has 42
MARK_SIZE = 0.8  # of the line before; a smaller number beside that line is a footnote mark

_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: of \d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"\d{1,2}")
# Ofsted's letterhead stands at the foot of page 1 but in the middle of the reading order (focused
# visit letters of 2018-26); the page number may be glued to its last line: "www.gov.uk/ofsted2".
_LETTERHEAD = re.compile(
    r"(?:ofsted|piccadilly gate|store st(?:reet)?|manchester|m1 2wd|manchester,? m1 2wd"
    r"|agora|6 cumberland place|nottingham|ng1 6hj|nottingham,? ng1 6hj"
    r"|aviation house|125 kingsway|london|wc2b 6se|london,? wc2b 6se"
    r"|clive house|70 petty france|london,? sw1h 9ex|sw1h 9ex"
    r"|t:? ?0\d{3}[\d ]+|text ?phone:? ?[\d ]*|0\d{3} [\d ]+|tel(?:ephone)?:? ?[\d ]+"
    r"|(?:e|email|e-mail):? ?\S+@\S+"
    r"|\S+@ofsted\.gov\.uk|(?:w:? ?)?(?:www\.)?(?:gov\.uk/)?ofsted(?:\.gov\.uk)?"
    r"|(?:w:? ?)?www\.(?:ofsted\.gov\.uk|\S+/ofsted)"
    r"|(?:direct )?(?:t|f|fax):? ?0[\d ]+)[,.]?\d{0,2}",
    re.IGNORECASE,
)
_LETTERHEAD_RUN = 3  # so many such lines in a row; a single "Manchester" is an address or a story


def furniture(lines: Sequence[PrintedLine]) -> dict[int, DocumentRule]:
    """Positions of the lines that are no text of the document, each with its rule."""
    pages: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        pages[line.page].append(position)
    heads = _running_heads([lines[one] for one in page] for page in pages.values())
    found: dict[int, DocumentRule] = {}
    for positions in pages.values():
        page = [lines[one] for one in positions]
        letterhead = _letterhead_positions(page)
        for place, position in enumerate(positions):
            rule = DocumentRule.LETTERHEAD if place in letterhead else _rule(page, place, heads)
            if rule is not None:
                found[position] = rule
    return found


def is_contact(line: PrintedLine) -> bool:
    """Whether a line is a part of Ofsted's address, telephone numbers or sites."""
    return len(line.text) <= LETTERHEAD_LENGTH and _LETTERHEAD.fullmatch(line.text) is not None


def _rule(page: Sequence[PrintedLine], place: int, heads: frozenset[str]) -> DocumentRule | None:
    line = page[place]
    if line.edge <= NUMBER_MARGIN and _PAGE_NUMBER.fullmatch(line.text):
        return DocumentRule.PAGE_NUMBER
    if line.edge <= HEAD_MARGIN and _shape(line.text) in heads:
        return DocumentRule.RUNNING_HEAD
    is_mark = place and _is_mark(page[place - 1], line)
    return DocumentRule.FOOTNOTE_MARK if is_mark else None


def _is_mark(before: PrintedLine, line: PrintedLine) -> bool:
    """ "What needs to improve?" | "1": the mark is set smaller, raised, at the line's end."""
    return (
        line.size < MARK_SIZE * before.size
        and abs(line.baseline - before.baseline) < before.size
        and line.left > before.left
        and _MARK.fullmatch(line.text) is not None
    )


def _shape(text: str) -> str:
    """The line with numbers levelled, a page number at either end left out."""
    return _DIGITS.sub("#", text.casefold()).strip(" #")


def _running_heads(pages: Iterable[list[PrintedLine]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in page if line.edge <= HEAD_MARGIN})
    return frozenset(shape for shape, count in seen.items() if count >= REPEATS and shape)


def _letterhead_positions(page: list[PrintedLine]) -> set[int]:
    found: set[int] = set()
    run: list[int] = []
    for position, line in enumerate([*page, None]):
        if line is not None and is_contact(line):
            run.append(position)
            continue
        if len(run) >= _LETTERHEAD_RUN:
            found.update(run)
        run = []
    return found
