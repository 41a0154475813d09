"""Letters on focused visits to local authorities' children's services (ILACS, 2018 on).

A letter of three to six pages: date, addressee, title, a sentence with the visit's dates, the
inspectors, mostly a theme, findings, signature of the first-named inspector. No grade. Letters of
October 2020 to July 2021 mostly print no theme.
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.ofsted import fields, letters
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Fact, Publication
from words.doubts import Doubt, PublicationDoubt
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.ILACS_FOCUSED_VISIT
PROVEN = True
VOCABULARY = None
EVENT_TYPE = "focused visit"
# "Focused visit to Slough Children First" · the title ends where the letter's text begins
TITLE = (
    r"\b(?P<value>{kind} (?:of|to) .{{3,120}}?)"
    r"(?= (?:This letter|(?:Her|His) Majesty|I am|Thank|Following)\b)"
)


def claims(document: Document) -> bool:
    """Whether a letter speaks of its own focused visit."""
    return document.front_says(
        r"findings (?:of|from) (?:the|a|an|our|this|Ofsted[’']s) (?:[\w-]+ ){0,2}?focused visit\b"
    )


def read(document: Document) -> Publication:
    """Read a letter."""
    return read_letter(document, FRAMEWORK, EVENT_TYPE, proven=PROVEN)


def read_letter(
    document: Document, framework: Framework, event_type: str, *, proven: bool
) -> Publication:
    """Read a letter on a visit; monitoring visits are written alike."""
    front = document.front
    written = fields.letter_date(document)
    day = date.fromisoformat(written.value) if written.value else None
    subject, dates = letters.visit_sentence(front, day)
    title = fields.named(front, TITLE.format(kind=event_type), "title")
    inspectors, doubts = letters.visit_inspectors(front)
    found = Found(
        event_type=event_type,
        title=title.value,
        subject=subject if subject.value else _subject_of(title),
        published=written,
        dates=dates,
        inspectors=inspectors,
        theme=letters.theme(document.paragraphs, front),
        more=(Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),),
        doubts=(
            *doubts,
            *_signed_by_another(document, inspectors[0].name if inspectors else None),
            *_far_from_letter(day, dates.ranges[-1].ended_on if dates.ranges else None),
        ),
    )
    return publication(document, framework, found, proven=proven)


def _subject_of(title: Fact) -> Fact:
    words = re.sub(r"^.*? visit (?:to|of) ", "", title.value or "", flags=re.IGNORECASE)
    if not words:
        return Fact(name="provider", reason=NullReason.UNREADABLE)
    return Fact(name="provider", value=words, evidence=title.evidence)


def _signed_by_another(document: Document, lead: str | None) -> tuple[Doubt, ...]:
    signed = letters.signatory(document.paragraphs)
    if not signed or not lead or signed.casefold() == lead.casefold():
        return ()
    return (Doubt(PublicationDoubt.SIGNED_BY_ANOTHER, signed),)


def _far_from_letter(written: date | None, ended: date | None) -> tuple[Doubt, ...]:
    """A visit lies before its letter, and not years before it."""
    if written and ended and not 0 <= (written - ended).days <= 300:
        return (Doubt(PublicationDoubt.DATES_FAR_FROM_LETTER, ended.isoformat()),)
    return ()
