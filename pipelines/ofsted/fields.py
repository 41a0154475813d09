"""Fields that several frameworks print alike: dates line, lead inspector, date of a letter."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, takewhile

from pipelines.ofsted.assemble import fact
from pipelines.ofsted.document import Document, Flow
from pipelines.ofsted.model import Evidence, Fact, Inspector
from pipelines.ofsted.names import clean_name, split_names
from pipelines.ofsted.pdf_text import PrintedLine
from pipelines.ofsted.printed_days import ReadDates, find_dates, only_date, other_dates, single_date
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason

# "Inspection dates: 11 to 22 May 2026" · "Inspection date: 4 July 2016–28 July 2016" · "Inspection
# dates 8 – 12 July 2013"; the dates follow the label at once.
_DATES = re.compile(
    r"\b(?:Inspection dates?|Dates? of inspection)\b\s*:?\s*(?P<dates>.{4,160})", re.IGNORECASE
)
_AT_ONCE = 30  # characters between label and dates
# What stands after the dates on page 1: the dates' own words end there.
_NEXT_LABEL = re.compile(
    r"\b(?:lead inspector|reporting inspector|(?:report )?published"
    r"|dates?(?:\(s\))? of (?:the )?(?:previous|last)|previous inspection"
    r"|judgement|overall effectiveness|the overall judgement|children[’']s services in"
    r"|inspection (?:outcome|number|report)|unique reference|age group|type of|outcome"
    r"|what is it like)\b",
    re.IGNORECASE,
)
# "Report published: 01 September 2014" · "Published: 16 August 2013" · "Report published:
# 25/11/2016"; some SIF reports of 2014 print no such line.
_PUBLISHED = re.compile(r"\b(?:Report )?published\s*:?\s*(?P<date>.{6,24})", re.IGNORECASE)
# "Lead inspector: Ann Bell, His Majesty’s Inspector" · "Lead inspector: Ann Bell HMI" ·
# "Lead inspectors: A and B"; never "Deputy lead inspector".
_LEAD = re.compile(
    r"(?:(?<![Dd]eputy )\b(?P<label>[Ll]ead|[Rr]eporting) (?:[Ii]nspectors?|HMIs?)(?:\(s\))?"
    r"\s*[:–-]?|\b[Ll]ed by:)\s+(?P<names>[A-Z].{2,120}?)"
    r"(?=\s*(?:Judgement\b|Deputy\b|Team inspectors?\b|Age group|Report published|Published"
    r"|The impact\b|Senior data|Lead inspector|Inspection\b|$)|$)",
)


def inspection_dates(flow: Flow, *, before: date | None = None) -> ReadDates:
    """The dates after the label "Inspection dates"; empty where it is not printed."""
    for match in _DATES.finditer(flow.text):
        words = _up_to_next_label(match["dates"])
        found = find_dates(words, before=before)
        start = words.find(found.words) if found.words else -1
        if found.words and 0 <= start <= _AT_ONCE:
            end = match.start("dates") + start + len(found.words)
            evidence = flow.evidence(match.start(), end)
            if found.ranges and other_dates(words, found):
                more = Doubt(PublicationDoubt.MORE_DATES, words)
                return ReadDates(words=words, doubts=(*found.doubts, more))
            return find_dates(words, before=before, evidence=evidence)
        if re.match(r"\D{0,12}\d", words):
            return ReadDates(words=words, doubts=(Doubt(PublicationDoubt.DATES_UNREADABLE, words),))
    return ReadDates()


def _up_to_next_label(words: str) -> str:
    label = _NEXT_LABEL.search(words)
    return words[: label.start()].strip() if label else words


def heads_disagree(document: Document, dates: ReadDates) -> tuple[Doubt, ...]:
    """A doubt for each running head whose dates are not those of page 1."""
    starts = {one.started_on for one in dates.ranges}
    ends = {one.ended_on for one in dates.ranges}
    doubts = []
    for head in document.running_heads:
        ranges = find_dates(head).ranges
        if any(one.started_on not in starts or one.ended_on not in ends for one in ranges):
            doubts.append(Doubt(PublicationDoubt.RUNNING_HEAD_DISAGREES, head))
    return tuple(doubts) if dates.ranges else ()


def published_date(flow: Flow) -> Fact:
    """The printed publication date as an ISO date; a reason where none can be read."""
    for match in _PUBLISHED.finditer(flow.text):
        day = single_date(match["date"])
        if day:
            words = flow.evidence(match.start(), match.end())
            return fact("published_printed", day.isoformat(), words)
    return Fact(name="published_printed", reason=NullReason.NOT_PRINTED)


def lead_inspectors(flow: Flow) -> tuple[tuple[Inspector, ...], tuple[Doubt, ...]]:
    """(lead inspectors of the labelled line, doubts). Both empty where none is printed."""
    match = _LEAD.search(flow.text)
    if not match:
        return (), ()
    several = re.search(r"inspectors|\(s\)|HMIs", match.group(0)[:22]) is not None
    names, leftovers = split_names(match["names"] if several else _first_part(match["names"]))
    evidence = flow.evidence(*match.span())
    role = "reporting" if (match["label"] or "").lower() == "reporting" else "lead"
    leads = tuple(Inspector(name=name, role=role, evidence=evidence) for name in names)
    if not leads or leftovers:
        return leads, (Doubt(PublicationDoubt.LEAD_UNREADABLE, match["names"]),)
    return leads, ()


def _first_part(words: str) -> str:
    """The name before its title, so that no office or heading after it reads as a second name."""
    title = re.search(r",|\s*\(?(?:(?:his|her) majesty|HMI\b)", words, re.IGNORECASE)
    if not title:
        return words
    rest = words[title.end() :]
    second = re.search(r"\band\s+[A-Z][\w’'-]+ [A-Z].*", rest)
    return words[: title.start()] + (f" {second.group(0)}" if second else "")


def letter_date(document: Document) -> Fact:
    """The date of a letter: a line of page 1 that is a date and nothing else.

    Mostly the first line; in some letters the reading order puts it at the page's end. Without
    such a line, the first line before "Dear" that holds a full date.
    """
    page = document.page(1)
    for before, line in pairwise((None, *page)):
        day = only_date(line.text) if line else None
        if line and day and not _in_a_sentence(before, line):
            evidence = Evidence(words=line.text, page=1)
            return fact("published_printed", day.isoformat(), evidence)
    for line in takewhile(lambda one: not one.text.startswith("Dear "), page):
        day = single_date(line.text)
        if day:
            evidence = Evidence(words=line.text, page=1)
            return fact("published_printed", day.isoformat(), evidence)
    return Fact(name="published_printed", reason=NullReason.NOT_PRINTED)


def _in_a_sentence(before: PrintedLine | None, line: PrintedLine) -> bool:
    """Whether a date alone on its line ends the sentence of the line above it.

    "… children’s services on" | "6 May 2020."
    """
    if before is None or before.baseline < line.baseline:
        return False
    joins = re.search(r"\b(?:on|and|to|from|between|until|of|in)$", before.text)
    return joins is not None or line.text.endswith(".")


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
