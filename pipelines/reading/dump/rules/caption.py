"""Photo captions that say so: a credit, "Image source", "Photograph by …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine, Found, unbulleted
from words.rules import DumpRule

__all__ = ["credited_caption"]

_LONGEST = 700
# A credited name: capitalised words, joined by small ones ("Jacob King/PA", "EAG Antigua",
# "FRANK REID", "Phil Morley and staff of the Argus"); what a sentence goes on with is no name.
_NAME = (
    r"[A-Z0-9@©][\w./&@'’-]*"
    r"(?:[ ,|&–-]{1,3}(?:[A-Z0-9@©(][\w./&@'’)-]*|and|of|the|de|van|von|for|via|on)){0,9}"
)
_PICTURE = r"(?:Images?|Pictures?|Photos?|Pics?|Photographs?|Video|IMAGES?|PICTURES?|PHOTOS?|PICS?)"
# "… sunrise Picture: PHIL MORLEY", "… today.Pic: Jo Tansley", "Photo Credit - Anyshire Council"
_LABELLED = re.compile(
    rf"(?:.*[^\w“\"])?{_PICTURE}(?: [Cc]redits?| CREDIT)? ?[:–-] ?{_NAME}\.?\)?$"
)
# "… offices. Picture: STAFF - Credit: Archive", "Credit: Getty"; never "Universal Credit: …"
_CREDIT = re.compile(rf"(?:.*(?:^|[.!?…|)–-] ?))?Credits?: ?{_NAME}\.?$")
# "… court. Photo by Jacob King/PA", "…Picture by Mecha Morton", "Photograph by Ed Marshall, X"
_BY = re.compile(
    rf"(?:.*[.!?…|)\"”'’–-] ?|.*[a-z] )?{_PICTURE} "
    rf"(?:by|BY|By|via|courtesy of|supplied by|credit):? ?"
    rf"{_NAME}\.?$"
)
# "(Image: X)", "(Picture: X/PA)", "[Image: X]", "(photo courtesy of X)" at the end of a line
_BRACKET = re.compile(
    r".*[(\[](?:©|(?:image|picture|photo|pic|photograph|graphic|credit|screengrab|video)s?"
    r"(?: credit)?s? ?(?::|by\b|courtesy|via\b|supplied)|courtesy)[^)\]]{0,160}[)\]]?[ .]*$"
)
_AGENCIES = (
    r"(?:pa wire|pa archive|pa images|pa media|getty|getty images|gettyimages|shutterstock|reuters"
    r"|alamy|swns|afp|ap|pa|press association images|google(?: maps| street view)?|ldrs)"
)
# "(Jo Tansley/PA Wire)", "… of the allegation. (AP)": an agency in brackets behind it all
_AGENCY_BRACKET = re.compile(rf".*[ .!?\"')]\((?:[^()]{{1,60}}[/ ])?{_AGENCIES}\)\.?$")
# "… murder of Jo Tansley Liam Green/PA Wire": an agency behind a stroke, or one by its full name
_AGENCY = re.compile(
    rf".*(?:/{_AGENCIES}|\b(?:pa wire|pa archive|pa images|getty images|gettyimages|shutterstock))$"
)
# "A hand.Image source, Getty", "Image caption,", "Media captionWho is …?" (BBC, 2018-25)
_IMAGE_SOURCE = re.compile(
    r"(?:.*\bimage (?:source|caption)\b,?|(?:image|media|video) ?caption).{0,260}$"
)
_STOCK = re.compile(
    r"(?:library|file|stock|archive|generic|representative|handout) "
    r"(?:picture|photo|image|pic)s?\W*$"
    r"|(?:picture|photo|image|pic)s?(?: supplied| submitted| courtesy.{0,40})?$"
    r"|.*\bphoto sales$|(?:submitted|supplied|contributed)$|image courtesy.{0,60}$"
)
_SLIDE = re.compile(r"\d{1,3} ?(?:/|of) ?\d{1,3}$")

_WRITTEN = (
    (DumpRule.CAPTION_LABEL, _LABELLED),
    (DumpRule.CAPTION_CREDIT, _CREDIT),
    (DumpRule.CAPTION_BY, _BY),
)
_FOLDED = (
    (DumpRule.CAPTION_BRACKET, _BRACKET),
    (DumpRule.CAPTION_BRACKET, _AGENCY_BRACKET),
    (DumpRule.CAPTION_SOURCE, _IMAGE_SOURCE),
    (DumpRule.CAPTION_AGENCY, _AGENCY),
    (DumpRule.CAPTION_STOCK, _STOCK),
    (DumpRule.CAPTION_SLIDE, _SLIDE),
)


def credited_caption(lines: Sequence[DumpLine], number: int) -> Found | None:
    """A caption at line `number` that carries a credit; a sentence about a photo is none."""
    line = lines[number]
    if len(line.text) > _LONGEST or line.match[:1] in {'"', "'", ""}:
        return None
    tail = unbulleted(line.text)
    for rule, pattern in _WRITTEN:
        if pattern.match(tail):
            return _found(rule, line)
    for rule, pattern in _FOLDED:
        if pattern.match(line.match):
            return _found(rule, line)
    return None


def _found(rule: DumpRule, line: DumpLine) -> Found:
    number = line.number
    return Found(rule=rule, kind="caption", first=number, last=number, evidence=line.match[-60:])
