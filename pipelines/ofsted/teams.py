"""Inspection teams as reports list them at the end."""

from __future__ import annotations

import re

from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.model import Evidence, Inspector, Paragraph
from pipelines.ofsted.names import clean_name, split_names, without_honorific
from words.doubts import Doubt, PublicationDoubt

_LEADS = {"lead": PublicationDoubt.NO_LEAD, "cqc_lead": PublicationDoubt.NO_CQC_LEAD}
_LABELS = {
    "lead inspector": "lead",
    "deputy lead inspector": "deputy_lead",
    "team inspector": "team",
    "inspector": "team",
    "shadow inspector": "shadow",
    "senior data analyst": "data_analyst",
    "quality assurance manager": "quality_assurance",
    "quality assurance inspector": "quality_assurance",
}
# "Lead inspector: Ann Bell HMI Deputy lead inspector: … Team inspectors: A, B and C. Senior
# data analyst: …" (SIF 2013-18, under "The inspection team")
_LABELLED = re.compile(
    r"\b(?P<label>(?:deputy )?lead inspector|team inspector|shadow inspector|senior data analyst"
    r"|quality assurance (?:manager|inspector)|inspector(?=s?\s*:))s?(?: \([^()]*\))?\s*:?\s+"
    r"(?P<names>.*?)"
    r"(?=\b(?:(?:deputy )?lead|team|shadow|senior data|quality assurance|data analyst|if you|any "
    r"complaints|the office for|inspectors?\s*:)(?!\w)|$)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"the office for standards|if you are not happy|any complaints", re.IGNORECASE
)
_OF_TEAMS = re.compile(r"inspector|ofsted|commission|analyst|manager|CQC|HMI|lead", re.IGNORECASE)
_TEAM = re.compile(r"\b(?:the )?inspection team\b", re.IGNORECASE)
# "Ann Bell, HMI, Lead inspector Bo Cole, CQC Lead inspector Di Eve, HMI" (area
# SEND 2023 on: two columns, read across)
_ROLE = (
    r"(?:HMI\b|Ofsted\b|CQC\b|[Ll]ead\b|[Ii]nspectors?\b|Social [Cc]are\b|Education\b"
    r"|Children[’']s [Ss]ervices\b|His Majesty[’']s\b|Her Majesty[’']s\b|Care Quality Commission\b"
    r"|[,/])"
)
_MEMBER = re.compile(
    rf"(?P<name>(?!{_ROLE})[A-ZÀ-Þ][\w’'.-]*"
    rf"(?: (?:(?:de|da|di|la|le|van|von|der|den|al|el|bin|ap) ){{0,2}}(?!{_ROLE})"
    rf"[A-ZÀ-Þ][\w’'.-]*){{1,4}}),?\s+"
    rf"(?P<role>{_ROLE}(?:\s*{_ROLE})*)"
)


def labelled_team(document: Document) -> tuple[tuple[Inspector, ...], tuple[Doubt, ...]]:
    """(inspectors with their printed roles, doubts) of a team list with labels."""
    flow = _after_heading(document)
    if flow is None:
        return (), (Doubt(PublicationDoubt.NO_INSPECTORS),)
    inspectors: list[Inspector] = []
    doubts: list[Doubt] = []
    for match in _LABELLED.finditer(flow.text):
        role = _LABELS[re.sub(r"s$", "", match["label"].lower())]
        names, leftovers = split_names(match["names"][:600])
        if role == "lead" and any(one.role == "lead" for one in inspectors):
            continue
        if role == "lead":
            names = names[: 2 if _names_several(match) else 1]
            if not names:
                doubts.append(Doubt(PublicationDoubt.LEAD_UNREADABLE, match["names"][:80]))
        inspectors += [
            Inspector(name=name, role=role, evidence=_evidence(flow, match, name)) for name in names
        ]
        unread = PublicationDoubt.INSPECTOR_UNREADABLE
        doubts += [Doubt(unread, words[:80]) for words in leftovers[:3]]
    if not any(one.role == "lead" for one in inspectors):
        doubts.append(Doubt(PublicationDoubt.NO_LEAD))
    return tuple(inspectors), tuple(doubts)


def _names_several(match: re.Match[str]) -> bool:
    """Whether a lead's line is for two: "Lead inspectors: A, B" or "A and B"."""
    label = match.group(0)[: match.start("names") - match.start()]
    return "inspectors" in label.lower() or " and " in match["names"]


def _evidence(flow: Flow, match: re.Match[str], name: str) -> Evidence:
    """The labelled line, or the name alone where a page ends between the two."""
    place = flow.text.find(name, match.start())
    end = min(match.end(), match.start() + 300)
    if place < 0 or (place + len(name) <= end and flow.page_at(match.start()) == flow.page_at(end)):
        return flow.evidence(match.start(), end)
    return flow.evidence(place, place + len(name))


def joint_team(document: Document) -> tuple[tuple[Inspector, ...], tuple[Doubt, ...]]:
    """(inspectors of Ofsted and CQC, doubts) of a list in two columns; leads: lead, cqc_lead."""
    flow = _after_heading(document)
    if flow is None:
        return (), (Doubt(PublicationDoubt.NO_INSPECTORS),)
    inspectors: list[Inspector] = []
    doubts: list[Doubt] = []
    for match in _MEMBER.finditer(flow.text[:1_200].replace("Ofsted Care Quality Commission", "")):
        name = clean_name(without_honorific(match["name"]))
        if name is None:
            continue
        body = "CQC" if re.search("CQC|Care Quality", match["role"]) else "Ofsted"
        if body == "CQC" and re.search(r"HMI|Ofsted|Majesty", match["role"]):
            # whose role is whose?
            doubts.append(Doubt(PublicationDoubt.INSPECTOR_UNREADABLE, match.group(0)))
            continue
        lead = "lead" in match["role"].lower()
        role = ("cqc_lead" if body == "CQC" else "lead") if lead else "team"
        start = flow.text.find(match.group(0))
        evidence = flow.evidence(max(start, 0), max(start, 0) + len(match.group(0)))
        inspectors.append(Inspector(name=name, role=role, body=body, evidence=evidence))
    doubts += [
        Doubt(code)
        for role, code in _LEADS.items()
        if not any(one.role == role for one in inspectors)
    ]
    return tuple(inspectors), tuple(doubts)


def _after_heading(document: Document) -> Flow | None:
    """The text from the last "Inspection team" on; None where no team is listed."""
    for position in range(len(document.paragraphs) - 1, -1, -1):
        paragraph = document.paragraphs[position]
        if len(paragraph.text) < 60 and _TEAM.fullmatch(paragraph.text.strip(" :")):
            return document.flow_of(_until_boilerplate(document, position))
    tail = [p for p in document.paragraphs if re.search(r"\blead inspector\s*:", p.text, re.I)]
    if tail:
        first = document.paragraphs.index(tail[-1]) - 1
        return document.flow_of(_until_boilerplate(document, first))
    return None


def _until_boilerplate(document: Document, position: int) -> list[Paragraph]:
    following = []
    for paragraph in document.paragraphs[position + 1 : position + 40]:
        next_section = paragraph.kind == "heading" and not _OF_TEAMS.search(paragraph.text)
        if next_section or _BOILERPLATE.match(paragraph.text):
            break
        following.append(paragraph)
    return following
