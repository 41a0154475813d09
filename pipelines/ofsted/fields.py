"""Fields that several frameworks print alike: dates line, lead inspector, date of a letter."""

from __future__ import annotations

import re
from datetime import date

from pipelines.ofsted.assemble import fact
from pipelines.ofsted.dates import ReadDates, find_dates, only_date, single_date
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.model import Evidence, Fact, Inspector, NullReason
from pipelines.ofsted.names import clean_name, split_names

# "Inspection dates: 11 to 22 May 2026" · "Inspection date: 4 July 2016–28 July 2016" · "Inspection
# dates 8 – 12 July 2013"; the dates follow the label at once.
_DATES = re.compile(r"\bInspection dates?\s*:?\s*(?P<dates>.{4,160})", re.IGNORECASE)
_AT_ONCE = 30  # characters between label and dates
# "Report published: 01 September 2014" · "Published: 16 August 2013" · "Report published:
# 25/11/2016"; some SIF reports of 2014 print no such line.
_PUBLISHED = re.compile(r"\b(?:Report )?published\s*:?\s*(?P<date>.{6,24})", re.IGNORECASE)
# "Lead inspector: David Cohen, His Majesty’s Inspector" · "Lead inspector: Neil Penswick HMI" ·
# "Lead inspectors: A and B"; never "Deputy lead inspector".
_LEAD = re.compile(
    r"(?<![Dd]eputy )\b(?P<label>[Ll]ead|[Rr]eporting) [Ii]nspectors?(?:\(s\))?\s*:?\s+"
    r"(?P<names>[A-Z].{3,120}?)"
    r"(?=\s*(?:Judgement\b|Deputy\b|Team inspectors?\b|Age group|Report published|Published"
    r"|The impact\b|Senior data|Lead inspector|Inspection\b|$)|$)",
)


def inspection_dates(flow: Flow, *, before: date | None = None) -> ReadDates:
    """The dates after the label "Inspection dates"; empty where it is not printed."""
    for match in _DATES.finditer(flow.text):
        found = find_dates(match["dates"], before=before)
        start = match["dates"].find(found.words) if found.words else -1
        if found.words and 0 <= start <= _AT_ONCE:
            end = match.start("dates") + start + len(found.words)
            evidence = flow.evidence(match.start(), end)
            return find_dates(found.words, before=before, evidence=evidence)
    return ReadDates()


def heads_disagree(document: Document, dates: ReadDates) -> tuple[str, ...]:
    """A doubt for each running head whose dates are not those of page 1."""
    starts = {one.started_on for one in dates.ranges}
    ends = {one.ended_on for one in dates.ranges}
    doubts = []
    for head in document.running_heads:
        ranges = find_dates(head).ranges
        if any(one.started_on not in starts or one.ended_on not in ends for one in ranges):
            doubts.append(f"running_head_disagrees:{head}")
    return tuple(doubts) if dates.ranges else ()


def published_date(flow: Flow) -> Fact:
    """The printed publication date as an ISO date; a reason where none can be read."""
    for match in _PUBLISHED.finditer(flow.text):
        day = single_date(match["date"])
        if day:
            words = flow.evidence(match.start(), match.end())
            return fact("published_printed", day.isoformat(), words)
    return Fact(name="published_printed", reason=NullReason.NOT_PRINTED)


def lead_inspectors(flow: Flow) -> tuple[tuple[Inspector, ...], tuple[str, ...]]:
    """(lead inspectors of the labelled line, doubts). Both empty where none is printed."""
    match = _LEAD.search(flow.text)
    if not match:
        return (), ()
    names, leftovers = split_names(_first_part(match["names"]))
    evidence = flow.evidence(*match.span())
    role = "reporting" if match["label"].lower() == "reporting" else "lead"
    leads = tuple(Inspector(name=name, role=role, evidence=evidence) for name in names)
    if not leads or leftovers:
        return leads, (f"lead_unreadable:{match['names']}",)
    return leads, ()


def _first_part(words: str) -> str:
    """The name before its title, so that no heading after it is read as a second name."""
    title = re.search(r",?\s*\(?(?:(?:his|her) majesty|HMI\b)", words, re.IGNORECASE)
    if not title:
        return words
    rest = words[title.end() :]
    second = re.search(r"\band\s+[A-Z][\w’'-]+ [A-Z].*", rest)
    return words[: title.start()] + (f" {second.group(0)}" if second else "")


def letter_date(document: Document) -> Fact:
    """The date of a letter: a line of page 1 that is a date and nothing else.

    Mostly the first line; in some letters the reading order puts it at the page's end. Without
    such a line, the first full date before "Dear".
    """
    for line in document.page(1):
        day = only_date(line.text)
        if day:
            evidence = Evidence(words=line.text, page=1)
            return fact("published_printed", day.isoformat(), evidence)
    head, dear, _ = document.front.text.partition("Dear ")
    day = single_date(head[:1500]) if dear else None
    evidence = Evidence(words=head[:60].strip(), page=1)
    return fact("published_printed", day.isoformat() if day else None, evidence)


def named(flow: Flow, pattern: str, name: str, group: str = "value") -> Fact:
    """The words a pattern's group catches, as a fact of that name."""
    match = re.search(pattern, flow.text, re.IGNORECASE)
    if not match:
        return Fact(name=name, reason=NullReason.NOT_PRINTED)
    return fact(name, match[group].strip(" .,:"), flow.evidence(*match.span()))


def person(name: str, role: str, body: str | None, evidence: Evidence | None) -> Inspector | None:
    """An inspector, if the words are a person's name."""
    clean = clean_name(name)
    return Inspector(name=clean, role=role, body=body, evidence=evidence) if clean else None
