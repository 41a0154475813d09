"""Joint area reviews and the inspections of progress after them (to 2009). No dates on the page."""

from __future__ import annotations

import re

from pipelines.ofsted import fields
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Fact, Publication
from words.frameworks import Framework
from words.null_reasons import NullReason

FRAMEWORK = Framework.JAR
PROVEN = True
VOCABULARY = None
# "Inspection of progress made in the provision of safeguarding services in the London Borough of
# Haringey" (July 2009); "Joint area review <authority> children’s services authority area"
_PROGRESS = (
    r"inspection of progress made in the provision of .{5,60}? in (?:the )?(?P<value>.{3,60}?)"
)
_REVIEW = (
    r"joint area review(?: of| in)? (?P<value>.{3,60}?)(?: children[’']s services authority area)?"
)
_END = (
    r"(?= (?:Care Quality Commission|HM Inspectorate|Ofsted|Age group|Published"
    r"|Audit Commission)\b)"
)


def claims(document: Document) -> bool:
    """Whether page 1 is headed as a joint area review or an inspection of progress after one."""
    first = document.first.text[:400]
    return any(re.search(title + _END, first, re.IGNORECASE) for title in (_PROGRESS, _REVIEW))


def read(document: Document) -> Publication:
    """Read a review; its judgement is an account in words, not a grade of a table."""
    first = document.first
    progress = re.search(_PROGRESS + _END, first.text, re.IGNORECASE)
    pattern = _PROGRESS if progress else _REVIEW
    match = re.search(pattern + _END, first.text, re.IGNORECASE)
    found = Found(
        event_type="progress inspection" if progress else "joint area review",
        title=match.group(0) if match else None,
        subject=fields.named(first, pattern + _END, "provider"),
        published=fields.published_date(first),
        dates=fields.inspection_dates(first),
        more=(Fact(name="judgements", reason=NullReason.UNGRADED_TYPE),),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)
