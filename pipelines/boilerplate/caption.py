"""Captions and credits of pictures, standing among the paragraphs as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.openings import openings
from pipelines.boilerplate.rules import rule

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
_AGENCIES = (
    *("getty images", "shutterstock", "ap photo", "alamy", "pa wire", "pa images"),
    "afp",
)
_PICTURES = ("photo", "pic", "image", "credit")
"""Words of which every line has one that `_CREDIT_TAIL` finds."""
_HEADS = openings(_LABEL.pattern.removeprefix("^"), 3)
"""What `_LABEL` begins with."""
_ENDS = (")", "]", ").", "].", "..", " .", *_AGENCIES)
"""What a line ends with that ends in brackets or with an agency's name."""
_LAST = frozenset([end[-1] for end in _ENDS])
LONGEST, LONGEST_LABELLED, TAIL, NEAR = 400, 250, 160, 60


@rule("caption-credit", kind="caption", alone=True)
def caption_credit(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that end in a bracketed credit, or open with a caption's label."""
    for line in fragment.lines:
        folded = line.folded
        near = folded[-NEAR:]
        if (
            folded[:3] in _HEADS
            or ":" in near
            or "©" in near
            or (folded[-1] in _LAST and folded.endswith(_ENDS))
            or (("," in near or "/" in near) and _named_in(near, _AGENCIES))
        ) and (found := _credit(line)):
            start = _glued_at(line.text, found, max(0, len(line.text) - TAIL))
            yield Cut(line=line.index, start=start, evidence=found.group()[:60])


def _credit(line: FragmentLine) -> re.Match[str] | None:
    """Look for a credit at the end of a line, or for a label it opens with."""
    text = line.text
    end = text[-1]
    if len(text) > LONGEST or end in ',:”"' or line.heading or line.joint == 2:
        return None
    tail, folded = text[-TAIL:], line.folded[-TAIL:]
    found = None
    if end in ")]" or (end == "." and tail.rstrip(". ")[-1:] in (")", "]")):
        found = _BRACKET.search(tail)
    elif _named_in(folded[-NEAR:], _AGENCIES):
        found = _AGENCY.search(tail[-NEAR:])
    if not found and len(text) < LONGEST_LABELLED:
        found = _LABEL.match(text)
    if not found and (":" in tail or "©" in tail) and _named_in(folded, _PICTURES):
        found = _CREDIT_TAIL.search(tail)
    return found


def _named_in(end: str, names: tuple[str, ...]) -> bool:
    """Say whether one of some names stands in the folded end of a line."""
    return any(map(end.__contains__, names))


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
