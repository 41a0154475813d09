"""Captions and credits of pictures, standing among the paragraphs as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import Cut, rule
from pipelines.boilerplate.stock import stock

# "Jo Bloggs outside the school (Image: Gazette)", "(Picture: PA)", "(© PA)", "[Photo: X]"
_BRACKET = re.compile(
    r"[(\[]\s*(?:image|picture|pic|photo|photograph|photo credit|credit|video|file photo|"
    r"picture credit|image credit|graphic)s?\s*(?::|by|courtesy|credit|from|via|"
    r"-)[^()\[\]]{0,80}[)\]]"
    r"[.\s]*$|\((?:©|\(c\))[^()]{1,60}\)\s*$|\((?:getty images|ap photo|pa|reuters|google maps|"
    r"google street view|submitted|handout|supplied)[^()]{0,40}\)\s*$",
    re.I,
)
_AGENCY = re.compile(
    r"\b(?:getty images|shutterstock|ap photo|alamy|pa wire|pa images|afp)(?:[/,][\w ./-]{0,40})?$",
    re.I,
)
# "Image: Gazette", "Photo by Jo Bloggs", "Picture credit: PA", "Credit: Jo Bloggs"
_LABEL = re.compile(
    r"^(?:image|picture|pic|photo|photograph|photo credit|credit|image credit|picture credit|"
    r"image source|image caption|photos|pictures|caption|file photo|main image|featured image|"
    r"cover image|illustration|video)s?\s*(?::|by\s+[A-Z©]|via\s+[A-Z@]|courtesy of\b|"
    r"copyright\b|©|\|)",
    re.I,
)
_CREDIT_TAIL = re.compile(
    r"(?:[-–—|]\s*)?\b(?:photo|picture|image|pic|credit)s?\s*[:©]\s*[\w ./&'’-]{2,50}$", re.I
)
_AGENCIES = ("getty", "shutterstock", "ap photo", "alamy", "pa wire", "pa images", "afp")
LONGEST, TAIL = 400, 160


_LABEL_LETTERS = frozenset("cfimpvCFIMPV")
"""What the words begin with that `_LABEL` begins with."""


@rule("caption-credit", kind="caption", alone=True)
def caption_credit(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that end in a bracketed credit, or open with a caption's label."""
    for line in fragment.lines:
        text = line.text
        end = text[-1]
        if len(text) > LONGEST or end in ',:”"' or line.heading or line.joint == 2:
            continue
        tail = text[-TAIL:]
        found = None
        if end in ")]" or (end == "." and tail.rstrip(". ")[-1:] in (")", "]")):
            found = _BRACKET.search(tail)
        elif end != "." or "/" in tail[-45:] or "," in tail[-45:]:
            found = _named_agency(tail[-60:])
        if not found and text[0] in _LABEL_LETTERS and len(text) < 250:
            found = _LABEL.match(text)
        if not found and (":" in tail or "©" in tail):
            found = _CREDIT_TAIL.search(tail)
        if found:
            glued = _glued_at(text, found, len(text) - len(tail))
            yield Cut(line=line.index, start=glued, evidence=found.group()[:60])


def _named_agency(end: str) -> re.Match[str] | None:
    """Look for an agency's name at the end of a line."""
    folded = end.lower()
    for name in _AGENCIES:
        if name in folded:
            return _AGENCY.search(end)
    return None


# "… and 46 per cent are entitled to free school meals. (Image: Gazette)" as one paragraph
_TOLD = re.compile(r"[.!?][\"'”’]*\s*$")
TOLD = 50
"""Characters before a bracketed credit from which a full sentence is the story's."""


def _glued_at(text: str, found: re.Match[str], offset: int) -> int:
    """Return where the credit begins if a sentence of the story stands before it, else 0."""
    if found.group()[0] not in "([":
        return 0
    start = offset + found.start()
    told = _TOLD.search(text[:start]) if start >= TOLD else None
    return told.start() + len(told.group().rstrip()) if told else 0


@rule("caption-stock", kind="caption", alone=True)
def caption_stock(fragment: Fragment) -> Iterable[Cut]:
    """Cut lines that are stock phrases of this class."""
    return stock(fragment, "caption")
