"""Photo captions that say so: a credit, "Image source", "Photograph by …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.boilerplate.lines.line import Found, Line

__all__ = ["caption_credit"]

_WHAT = r"(?:images?|pictures?|photos?|pics?|photographs?|photography|photo credit|picture credit|image credit|credit|courtesy|video|screengrab|file photo|graphic)"
# "(Image: X)", "(Picture: X/PA)", "(X/PA Wire)", "(© X)", "[Image: X]" at the end of a line
_BRACKET = re.compile(
    rf".{{0,600}}[(\[](?:©|{_WHAT} ?(?::|by|credit|courtesy|via|from|-|supplied)|.{{0,60}}(?:/pa|pa wire|pa images|/getty|getty images|/afp|/ap|/reuters|shutterstock|alamy))[^)\]]{{0,120}}[)\]]? ?\.?$"
)
# "… in court. Photo by X/PA" / "… sunrise Picture: X" / "… - Credit: X" / "Photograph by X, Y"
_LABELLED = re.compile(
    rf"(?:.{{0,400}}[.!?…,|\"')-] ?|.{{0,400}} )?\b{_WHAT} ?(?::|-) ?[^.!?:]{{1,90}}\.?$"
)
_BY = re.compile(
    rf"(?:.{{0,400}}[.!?…|\"')] ?)?{_WHAT} (?:by|via|from|courtesy(?: of)?|credit|supplied by|copyright)\b[: -]*[^.!?]{{1,80}}\.?$"
)
_AGENCY = re.compile(
    r".{0,400}\b(?:pa wire|pa archive|pa images|getty images|gettyimages|/pa|/getty|/reuters|/afp|/ap|/shutterstock|/alamy|/swns|press association images|pa media)$"
)
# "… of the allegation. (AP)", "… outside the court (Getty)": an agency in brackets behind it all
_AGENCY_BRACKET = re.compile(
    r".{0,400}(?:[.!?\"'] ?|[^.!?] )\((?:ap|pa|afp|getty|reuters|swns|google|ldrs|nine|archive|file)\)\.?$"
)
_IMAGE_SOURCE = re.compile(
    r"(?:.{0,400}?\bimage (?:source|caption)\b,?|(?:image|media|video) ?caption).{0,260}$"
)
_STOCK = re.compile(
    r"(?:library|file|stock|archive|generic|representative|handout) (?:picture|photo|image|pic|photograph)s?\W*$|(?:picture|photo|image|pic)s?(?: supplied| submitted| courtesy.{0,40})?$|.{0,200}\bphoto sales$|(?:submitted|supplied|contributed)$"
)
_SLIDE = re.compile(r"\d{1,3} ?(?:/|of) ?\d{1,3}$|\d{1,3} ?\. .{2,200}\bphoto sales$")
_LONGEST = 700


def caption_credit(lines: Sequence[Line], number: int) -> Found | None:
    """A caption at line `number` that carries a credit; a sentence about a photo is none."""
    text = lines[number].match
    if len(text) > _LONGEST or text[:1] in "\"'":
        return None
    for rule, pattern in (
        ("caption-bracket", _BRACKET),
        ("caption-bracket", _AGENCY_BRACKET),
        ("caption-source", _IMAGE_SOURCE),
        ("caption-label", _LABELLED),
        ("caption-by", _BY),
        ("caption-agency", _AGENCY),
        ("caption-stock", _STOCK),
        ("caption-slide", _SLIDE),
    ):
        if pattern.match(text):
            return Found(rule=rule, kind="caption", first=number, last=number, evidence=text[-60:])
    return None
