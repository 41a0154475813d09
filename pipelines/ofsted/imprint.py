"""Ofsted's imprint: who Ofsted is, how to complain, licence, newsletter, address, copyright.

It says nothing of the provider and is the same in every report of its years. Each of its paragraphs
is known by its first printed words, so that one alone on a cover is found too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipelines.ofsted.furniture import is_contact
from pipelines.ofsted.pdf_text import PrintedLine

# First lines of the imprint's paragraphs as reports of 2013-26 print them at their end.
_OPENING = re.compile(
    r"the office for standards in education,? children[’']s services and skills \(ofsted\)"
    r" (?:regulates|inspects)\b"
    r"|if you are not happy with the (?:inspection|visit) or the (?:report|letter), you can "
    r"|any complaints about the (?:inspection|visit) or the (?:report|letter) should be made"
    r"|if you would like a copy of this (?:document|report|letter) in a different format"
    r"|you may (?:reuse this information|copy all or parts of this (?:document|report)) "
    r"|to view this licence, visit "
    r"|this (?:report|publication|document) is available at (?:https?:|www\.)"
    r"|interested in our work\? you can subscribe"
    r"|to receive regular email alerts about new publications"
    r"|© ?crown copyright",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"© ?crown copyright[ \d,]*\.?", re.IGNORECASE)


def imprint_openings(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """Positions of the lines with which a paragraph of the imprint begins.

    The line after it is looked at too: "… and Skills (Ofsted)" | "regulates and inspects to …".
    """
    followed = zip_longest(lines, lines[1:])
    return frozenset(
        position
        for position, (line, after) in enumerate(followed)
        if _OPENING.match(f"{line.text} {after.text}" if after else line.text)
    )


def stays_imprint(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line can belong to the imprint that ended, so far, with `last`."""
    if last.page != line.page:
        return False
    return is_contact(line) or _COPYRIGHT.fullmatch(last.text) is None
