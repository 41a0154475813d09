"""Joint targeted area inspections (2016 on): a letter of several inspectorates to a partnership.

No grade and no inspector's name. Two forms: "Between 16 and 20 October 2017, Ofsted, the Care
Quality Commission … undertook a joint inspection of the multi-agency response to abuse and neglect
in …" (2016-20, with a "deep dive"), and "This letter summarises the findings of the joint targeted
area inspection (JTAI) of the multi-agency response to … This inspection took place from 23 to 27
May 2022." (2022 on).
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.ofsted import fields
from pipelines.ofsted.assemble import Found, fact, publication
from pipelines.ofsted.authorities import known_authorities
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.model import Fact, Publication
from pipelines.ofsted.printed_days import ReadDates, find_dates
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.JTAI
PROVEN = True
VOCABULARY = None

_TITLE = re.compile(
    r"Joint targeted area inspection (?:\(JTAI\) )?of (?P<of>.{3,260}?) "
    r"(?=Between\b|This letter\b|From\b|In \w+ 20|In the week\b)"
)
_AREA = r"(?P<area>(?:the )?[A-Z][\w’'-]*(?: (?:[A-Z(][\w’'()-]*|and|of|upon|on|with|the|in))*)"
_DAY = r"(?:the )?(?:\w+day,? )?\d"
_DATES = (
    rf"\bBetween (?P<between>{_DAY}.{{5,60}}?),? (?:Ofsted|the Care|inspectors|HMI)",
    rf"\bFrom (?P<from>{_DAY}.{{5,60}}?),? (?:Ofsted|the Care|inspectors|HMI)",
    r"\bIn the (?P<from>week \w+ \d.{5,40}?),? (?:Ofsted|the Care|inspectors|HMI)",
    r"\binspection (?:took place|was carried out|was conducted) (?:from|between|on)"
    rf" (?P<from>{_DAY}.{{5,60}}?)(?:\.|,? by)",
)
# not over the end of a heading: "… abuse in Marlshire" | "In October 2017, Ofsted … undertook"
_WORDS = r"(?:(?!\b(?:Ofsted|Commission|undertook|inspections?)\b)[^.])"
_THEME = re.compile(
    r"inspection(?: \(JTAI\))? of the (?:multi-?agency )?responses? to "
    rf"(?P<theme>{_WORDS}{{5,250}}?)(?P<tail>,? in {_AREA})?\s*\.",
)
# "This inspection included a ‘deep dive’ focus on the response to children living with domestic
# abuse." (2016-20)
_DEEP_DIVE = re.compile(r"[‘']deep[- ]dive[’'] (?:focus )?(?:on|into) (?P<value>.{5,250}?)\.")
# "… the work of individual agencies in Greenwich local authority." where the title names nobody
_AGENCIES = re.compile(rf"individual agencies in {_AREA}(?: local authority)?\.")


def claims(document: Document) -> bool:
    """Whether a letter is headed as a joint targeted area inspection."""
    letter = document.front_says(r"Dear .{3,160}? Joint targeted area inspection (?:\(JTAI\) )?of")
    return letter or any(
        one.kind == "heading"
        and one.page == 1
        and re.match(r"Joint targeted area inspection (?:\(JTAI\) )?of\b", one.text, re.IGNORECASE)
        for one in document.paragraphs
    )


def read(document: Document) -> Publication:
    """Read a letter."""
    front = document.front
    written = fields.letter_date(document)
    day = date.fromisoformat(written.value) if written.value else None
    title = _TITLE.search(front.text)
    subject = _subject(front, title)
    deep_dive = _DEEP_DIVE.search(front.text)
    found = Found(
        event_type="JTAI",
        title=title.group(0).strip() if title else None,
        subject=subject,
        provider=None if subject.value else _named_in_body(front),
        published=written,
        dates=_dates(front, day),
        theme=_theme(front, title.end() if title else 0),
        more=(
            Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),
            fact(
                "deep_dive",
                deep_dive["value"] if deep_dive else None,
                front.evidence(*deep_dive.span()) if deep_dive else None,
            ),
        ),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)


def _subject(front: Flow, title: re.Match[str] | None) -> Fact:
    """ "… of Marlshire" or "… of the multi-agency response to abuse and neglect in Marlshire …"."""
    if title is None:
        return Fact(name="provider", reason=NullReason.UNREADABLE)
    words, evidence = title["of"].strip(), front.evidence(*title.span())
    if not re.match(r"(?:the )?(?:multi-?agency|responses?)\b|[a-z]+ (?:for|to)\b", words):
        return Fact(name="provider", value=words, evidence=evidence)
    area = re.search(rf"(?s:.*) in {_AREA}$", words)
    return fact("provider", area["area"] if area else None, evidence)


def _named_in_body(front: Flow) -> str | None:
    match = _AGENCIES.search(front.text)
    return known_authorities().resolve(match["area"]) if match else None


def _dates(front: Flow, written: date | None) -> ReadDates:
    for pattern in _DATES:
        match = re.search(pattern, front.text)
        if match:
            words = match.group(1)
            return find_dates(
                words,
                before=written,
                between="between" in match.groupdict() or "between" in match.group(0),
                evidence=front.evidence(*match.span()),
            )
    return ReadDates()


def _theme(front: Flow, start: int) -> Fact:
    """What the partnership's response was to; the area's name is left off the value."""
    match = _THEME.search(front.text, start)
    if not match:
        return Fact(name="theme", reason=NullReason.NOT_PRINTED)
    evidence = front.evidence(match.start("theme"), match.end() - 1)
    return Fact(name="theme", value=match["theme"].strip(" ,"), evidence=evidence)
