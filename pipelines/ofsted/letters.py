"""What focused and monitoring visit letters print alike: visit, inspectors, theme, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipelines.ofsted.assemble import fact
from pipelines.ofsted.document import Flow
from pipelines.ofsted.model import Evidence, Fact, Inspector, Paragraph
from pipelines.ofsted.names import split_names
from pipelines.ofsted.printed_days import ReadDates, find_dates, other_dates
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason

# "This letter summarises the findings of a focused visit to Derbyshire County Council children’s
# services on 27 and 28 February 2018." (2018-26); "… Windsor and Maidenhead children’s services on
# 27 and 28 November 2018 carried out by …" (2018)
_OPENING = (
    r"This letter (?:summari[sz]es|sets out|outlines|reports) (?:the |our )?findings (?:of|from) "
    r"(?:the|a|an|our|this|Ofsted[’']s) (?:[\w-]+ ){0,2}?(?:focused|monitoring) visit "
)
_VISIT = re.compile(
    _OPENING
    + r"(?:to|of|at) (?P<subject>.{3,120}?),? (?:(?:which|that) (?:took place|was carried out)"
    r" |carried out |undertaken |conducted )?(?P<join>on|from|between|during|over|in) (?:the )?"
    r"(?P<dates>(?:(?:week (?:commencing|beginning|of)|w/c) (?:the )?)?(?:\w+day,? )?\d.{3,90}?)"
    r"(?=\.|,? (?:carried|which|by|in line)\b)",
    re.IGNORECASE,
)
# "… of a focused visit on 23 and 24 February 2021 to Doncaster Metropolitan Borough Council
# children’s services (the council) that have delegated …" (2021)
_VISIT_DATES_FIRST = re.compile(
    _OPENING + r"(?:undertaken |carried out |conducted )?(?P<join>on|from|between) (?:the )?"
    r"(?P<dates>(?:\w+day,? )?\d.{3,60}?),? to "
    r"(?P<subject>(?:the )?[A-Z].{3,120}?"
    r"(?:children[’']s services|[Tt]rust|[Cc]ouncil)(?! children))",
)
# "The inspectors were A, HMI, and B, HMI." · "His Majesty’s Inspectors for this visit were A and
# B." · "The visit was carried out by Her Majesty’s Inspectors, A and B." · "Her Majesty’s
# Inspectors were A, B and C." · "The visit was conducted by A and B, two of Her Majesty’s
# Inspectors." · "The inspector was A, Her Majesty’s Inspector." The sentence ends at its full stop,
# not at that of an initial or a title.
_INSPECTORS = re.compile(
    r"(?:(?:The |(?:His|Her) Majesty[’'`]?s? )?(?:lead )?(?:inspectors?|HMIs?)"
    r"(?: \(HMIs?\))?(?: (?:for|on) (?:this|the) visit| who [^.]{3,40}?)?"
    r" (?:were|was|are|is)"
    r"|(?:visit|inspection)?(?: was| were)? ?(?:carried out|conducted|undertaken|led) by)"
    r":? (?P<names>.+?)(?<! [A-Z])(?<! St)(?<! Dr)\.(?= |$)",
    re.IGNORECASE,
)
# "The inspectors were: • A, HMI • B, HMI" and no full stop
_BULLETED = re.compile(
    r"(?i:inspectors?|HMIs?)(?: (?:for|on) (?:this|the) visit)? (?:were|are):? "
    r"(?P<names>(?:• ?[^•.:]{3,80}?)+)(?= (?:Inspectors [a-z]|This |The |Headline |Overview)|$)"
)
# "The lead inspector was A, HMI. The team inspector was B, HMI."
_TEAM = re.compile(
    r"(?:,? and )?the (?:team|other|second) inspectors? (?:were|was) "
    r"(?P<names>.+?)(?<! [A-Z])(?<! St)(?<! Dr)\.(?= |$)",
    re.IGNORECASE,
)
# "Inspectors looked at the local authority’s arrangements for …" · "Inspectors evaluated …" ·
# "The focus of this visit was on …" · "During this visit, inspectors reviewed …"; but "This visit
# looked at the quality and impact of key decision-making …" stands in every letter of autumn 2020
_THEME = re.compile(
    r"(?:(?:During|On|At|In|As part of) (?:this|the) visit,? |In this visit,? )?(?:The )?"
    r"(?:inspectors? (?:have |specifically |primarily |also )?"
    r"(?:looked at|evaluated|considered|reviewed|focused on|examined|assessed"
    r"|explored|scrutinised|concentrated on)"
    r"(?! a range| case records| evidence)"
    r"|(?:this |the )?(?:focused )?visit (?:focused on|considered|evaluated|looked at)"
    r"(?! the quality and impact of)"
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
    subject = fact("provider", match["subject"].strip(" ,"), evidence)
    between = match["join"].lower() == "between"
    dates = find_dates(match["dates"], before=before, between=between, evidence=evidence)
    if dates.ranges and other_dates(match["dates"], dates):
        doubt = Doubt(PublicationDoubt.MORE_DATES, match["dates"])
        return subject, ReadDates(words=dates.words, doubts=(*dates.doubts, doubt))
    return subject, dates


def _visit(text: str) -> re.Match[str] | None:
    return _VISIT.search(text) or _VISIT_DATES_FIRST.search(text)


def visit_inspectors(flow: Flow) -> tuple[tuple[Inspector, ...], tuple[Doubt, ...]]:
    """(inspectors in printed order, the first as lead; doubts).

    Where the words before the first name could be another's name nobody is the lead.
    """
    visit = _visit(flow.text)
    start = visit.start() if visit else 0
    end = start + 2_500
    for match in (
        *_BULLETED.finditer(flow.text, start, end),
        *_INSPECTORS.finditer(flow.text, start, end),
    ):
        words, end = _with_team(flow.text, match)
        names, leftovers = split_names(words)
        if not names:
            continue
        evidence = flow.evidence(match.start(), end)
        known = not _stands_before(words, leftovers, names[0])
        inspectors = tuple(
            Inspector(
                name=name,
                role="lead" if known and i == 0 else "team",
                body="Ofsted",
                evidence=evidence,
            )
            for i, name in enumerate(names)
        )
        doubts = [Doubt(PublicationDoubt.INSPECTOR_UNREADABLE, one) for one in leftovers]
        unread = () if known else (Doubt(PublicationDoubt.LEAD_UNREADABLE, words),)
        return inspectors, (*doubts, *unread)
    return (), (Doubt(PublicationDoubt.NO_INSPECTORS),)


def _with_team(text: str, lead: re.Match[str]) -> tuple[str, int]:
    """(words that name inspectors, where they end); a second sentence may name the team."""
    inside = _TEAM.search(lead["names"] + ". ")
    if inside:
        return f"{lead['names'][: inside.start()]} and {inside['names']}", lead.end()
    after = _TEAM.match(text, lead.end() + 1)
    return (
        (f"{lead['names']} and {after['names']}", after.end())
        if after
        else (
            lead["names"],
            lead.end(),
        )
    )


def _stands_before(words: str, leftovers: Sequence[str], name: str) -> bool:
    """Whether unread words with two capitals, as a name has them, stand before a name."""
    place = words.find(name.split(" ")[0])
    return any(
        len(re.findall(r"\b[A-ZÀ-Þ]", one)) > 1 and 0 <= words.find(one.split(" ")[0]) < place
        for one in leftovers
    )


def signatory(paragraphs: Sequence[Paragraph]) -> str | None:
    """The name under "Yours sincerely"; None where the letter prints none."""
    for position, paragraph in enumerate(paragraphs):
        if re.match(r"Yours (?:sincerely|faithfully)", paragraph.text, re.IGNORECASE):
            after = " ".join(p.text for p in paragraphs[position : position + 3])
            words = re.sub(r"Yours \w+,?", "", after, flags=re.IGNORECASE).strip()
            names, _ = split_names(re.split(r"(?:His|Her) Majesty|HMI|Ofsted", words)[0])
            return names[0] if names else None
    return None


def theme(paragraphs: Sequence[Paragraph], flow: Flow | None = None) -> Fact:
    """What the visit looked at: the sentence, with its list where one follows a colon.

    flow: the text of the first pages, which knows the page of a sentence in a long paragraph.
    """
    head = _before_findings(paragraphs)
    for position, paragraph in enumerate(head):
        for sentence in _sentences(paragraph.text):
            if _THEME.fullmatch(sentence) and not _METHOD.search(sentence):
                words = _with_list(sentence, head[position + 1 :])
                place = flow.text.find(sentence[:40]) if flow else -1
                page = flow.page_at(place) if flow and place >= 0 else paragraph.page
                evidence = Evidence(words=words, page=page)
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
