"""Reviews of a Local Safeguarding Children Board that stand alone (2013-17). Unproven.

Most boards were judged within a single inspection: see sif.py.
"""

from __future__ import annotations

import re

from pipelines.ofsted import fields
from pipelines.ofsted.assemble import Found, publication
from pipelines.ofsted.document import Document
from pipelines.ofsted.frameworks import sif
from pipelines.ofsted.model import Publication
from pipelines.ofsted.sentences import judged_in_sentences
from pipelines.ofsted.teams import labelled_team
from words.frameworks import Framework

FRAMEWORK = Framework.LSCB
PROVEN = False
VOCABULARY = sif.VOCABULARY
_TITLE = r"review of the effectiveness of the local safeguarding children[’']?s? board"


def claims(document: Document) -> bool:
    """Whether page 1 is headed as a review of a board and as nothing else."""
    return document.front_says(_TITLE) and not sif.claims(document)


def read(document: Document) -> Publication:
    """Read a review."""
    first = document.first
    judgement, doubts = judged_in_sentences(document, "lscb", sif.LSCB, VOCABULARY)
    inspectors, team_doubts = labelled_team(document)
    found = Found(
        event_type="LSCB review",
        title=re.split(r"\b(?:Inspection|Review) dates?\b", first.text, maxsplit=1)[0].strip(),
        subject=fields.named(first, rf"^(?P<value>.{{3,90}}?) {_TITLE}", "provider"),
        published=fields.published_date(first),
        dates=fields.inspection_dates(first),
        inspectors=inspectors,
        judgements=(judgement,),
        doubts=(*doubts, *team_doubts),
    )
    return publication(document, FRAMEWORK, found, proven=PROVEN)
