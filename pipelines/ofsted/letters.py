"""What focused and monitoring visit letters print alike: visit, inspectors, theme, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipelines.ofsted.assemble import fact
from pipelines.ofsted.dates import ReadDates, find_dates
from pipelines.ofsted.document import Flow
from pipelines.ofsted.model import Fact, Inspector, NullReason, Paragraph
from pipelines.ofsted.names import split_names

# "This letter summarises the findings of a focused visit to Derbyshire County Council children’s
# services on 27 and 28 February 2018." (2018-26); "… Windsor and Maidenhead children’s services on
# 27 and 28 November 2018 carried out by …" (2018)
_VISIT = re.compile(
    r"This letter summari[sz]es (?:the )?findings (?:of|from) (?:the|a|an|our|this) (?:recent )?"
    r"(?:focused|monitoring) visit (?:to|of|at) (?P<subject>.{3,120}?) (?:on|from|between) "
    r"(?P<dates>(?:\w+day,? )?\d.{3,90}?)(?=\.|,? (?:carried|which|by|in line)\b)",
    re.IGNORECASE,
)
# "… of a focused visit on 23 and 24 February 2021 to Doncaster Metropolitan Borough Council
# children’s services (the council) that have delegated …" (2021)
_VISIT_DATES_FIRST = re.compile(
    r"This letter summari[sz]es the findings of (?:the|a|an|our) (?:recent )?"
    r"(?:focused|monitoring) visit (?:on|from|between) (?P<dates>\d.{3,60}?) to "
    r"(?P<subject>(?:the )?[A-Z].{3,120}?"
    r"(?:children[’']s services|[Tt]rust|[Cc]ouncil)(?! children))",
)
# "The inspectors were A, HMI, and B, HMI." · "His Majesty’s Inspectors for this visit were A and
# B." · "The visit was carried out by Her Majesty’s Inspectors, A and B." · "Her Majesty’s
# Inspectors were A, B and C." · "The visit was conducted by A and B, two of Her Majesty’s
# Inspectors." · "The inspector was A, Her Majesty’s Inspector."
_INSPECTORS = re.compile(
    r"(?:(?:The |(?:His|Her) Majesty[’'`]?s? )?(?:lead )?inspectors?"
    r"(?: \(HMIs?\))?(?: (?:for|on) (?:this|the) visit| who [^.]{3,40}?)?"
    r" (?:were|was|are|is)"
    r"|(?:visit|inspection)?(?: was| were)? ?(?:carried out|conducted|undertaken|led) by)"
    r":? (?P<names>.+?)(?<! [A-Z])\.(?= |$)",
    re.IGNORECASE,
)
# "Inspectors looked at the local authority’s arrangements for …" · "Inspectors evaluated …" ·
# "The focus of this visit was on …" · "During this visit, inspectors reviewed …"
_THEME = re.compile(
    r"(?:(?:During|On|At|In) (?:this|the) visit,? |In this visit,? )?(?:The )?"
    r"(?:inspectors? (?:looked at|evaluated|considered|reviewed|focused on|examined|assessed"
    r"|explored|scrutinised|concentrated on)"
    r"(?! a range| case records| evidence)"
    r"|(?:the |this )?(?:main )?focus of (?:this|the) visit was)"
    r".+",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"^(?:this|the) visit was|a range of evidence|^inspectors (?:looked at|considered|reviewed) "
    r"(?:a |an |case |evidence|children[’']s case)",
    re.IGNORECASE,
)
HEADINGS = re.compile(
    r"\b(?:Overview|Headline findings|Findings|Main findings|What needs to improve|Areas? for)\b"
)


def visit_sentence(flow: Flow, before: date | None) -> tuple[Fact, ReadDates]:
    """(subject as printed, dates) of the letter's first sentence."""
    match = _visit(flow.text)
    if not match:
        return Fact(name="provider", reason=NullReason.UNREADABLE), ReadDates()
    evidence = flow.evidence(*match.span())
    subject = fact("provider", match["subject"].strip(), evidence)
    between = re.search(r"\bbetween \d", match.group(0)) is not None
    dates = find_dates(match["dates"], before=before, between=between, evidence=evidence)
    return subject, dates


def _visit(text: str) -> re.Match[str] | None:
    return _VISIT.search(text) or _VISIT_DATES_FIRST.search(text)


def visit_inspectors(flow: Flow) -> tuple[tuple[Inspector, ...], tuple[str, ...]]:
    """(inspectors in printed order, the first as lead; doubts)."""
    visit = _visit(flow.text)
    start = visit.start() if visit else 0
    for match in _INSPECTORS.finditer(flow.text, start, start + 2_500):
        names, leftovers = split_names(match["names"])
        if not names:
            continue
        evidence = flow.evidence(*match.span())
        inspectors = tuple(
            Inspector(
                name=name, role="lead" if i == 0 else "team", body="Ofsted", evidence=evidence
            )
            for i, name in enumerate(names)
        )
        doubts = tuple(f"inspector_unreadable:{words}" for words in leftovers)
        return inspectors, doubts
    return (), ("no_inspectors",)


def signatory(paragraphs: Sequence[Paragraph]) -> str | None:
    """The name under "Yours sincerely"; None where the letter prints none."""
    for position, paragraph in enumerate(paragraphs):
        if re.match(r"Yours (?:sincerely|faithfully)", paragraph.text, re.IGNORECASE):
            after = " ".join(p.text for p in paragraphs[position : position + 3])
            words = re.sub(r"Yours \w+,?", "", after, flags=re.IGNORECASE).strip()
            names, _ = split_names(re.split(r"(?:His|Her) Majesty|HMI|Ofsted", words)[0])
            return names[0] if names else None
    return None


def theme(paragraphs: Sequence[Paragraph]) -> Fact:
    """What the visit looked at: the sentence, with its list where one follows a colon."""
    head = _before_findings(paragraphs)
    for position, paragraph in enumerate(head):
        for sentence in _sentences(paragraph.text):
            if _THEME.fullmatch(sentence) and not _METHOD.search(sentence):
                words = _with_list(sentence, head[position + 1 :])
                evidence = Flow.of([paragraph]).evidence(0, len(paragraph.text))
                return Fact(name="theme", value=words, evidence=evidence)
    return Fact(name="theme", reason=NullReason.NOT_PRINTED)


def _before_findings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    started: list[Paragraph] = []
    for paragraph in paragraphs:
        if started and paragraph.kind == "heading" and HEADINGS.match(paragraph.text):
            return started
        if started or _visit(paragraph.text):
            started.append(paragraph)
    return started[:12]


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)


def _with_list(sentence: str, following: Sequence[Paragraph]) -> str:
    if not sentence.rstrip().endswith(":"):
        return sentence.strip()
    items = []
    for paragraph in following:
        if paragraph.kind != "list_item":
            break
        items.append(paragraph.text)
    return " ".join([sentence.strip(), *items])
