"""Cells → grades and days. A cell that says nothing says why; nothing is made up."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.ofsted.govuk import as_at_date
from pipelines.ofsted.grades import REPORT_CARD, SCHOOL_SCALE
from pipelines.ofsted.printed_days import single_date
from pipelines.statistics.model import StatedGrade
from words.null_reasons import NullReason

# What an interim inspection of a children's home found (social care 2017-18): no grade of a scale.
INTERIM = {
    "improved effectiveness": "improved_effectiveness",
    "sustained effectiveness": "sustained_effectiveness",
    "declined in effectiveness": "declined_in_effectiveness",
}
WORDS = {**SCHOOL_SCALE, **REPORT_CARD, **INTERIM, "adequate": "adequate"}
NUMBERS = {"1": "outstanding", "2": "good", "3": "requires_improvement", "4": "inadequate"}
YES_NO = {"yes": "met", "no": "not_met"}  # "Safeguarding standards met?"
REASONS = {
    "": NullReason.NOT_PRINTED,
    "null": NullReason.NOT_PRINTED,
    "-": NullReason.NOT_PRINTED,
    "not applicable": NullReason.NOT_APPLICABLE,
    "n/a": NullReason.NOT_APPLICABLE,
    "not judged": NullReason.NOT_JUDGED,
    "9": NullReason.NOT_JUDGED,  # schools: no judgement was made
    "redacted": NullReason.REDACTED,
}
# "Not Met (with actions)": childcare without a child on the day (2015-26)
_ASIDE = re.compile(r" ?\((?:with actions|enforcement|with enforcement)\)$")
FIRST_SHEET_DAY = date(1899, 12, 30)  # day 0 of the numbers that spreadsheets keep days as
SHEET_DAYS = range(30_000, 80_000)  # 1982 to 2118


def plain(cell: str) -> str:
    """Return a cell with single blanks, none around it."""
    return " ".join(cell.split())


def text_of(cell: str) -> str | None:
    """Return the words of a cell; None for an empty one, NULL and REDACTED."""
    words = plain(cell)
    return None if words.casefold() in ("", "null", "redacted") else words


def is_empty(cell: str) -> bool:
    """Say whether a cell holds nothing at all: REDACTED is something, NULL is not."""
    words = cell.strip()
    return not words or (len(words) == 4 and words.casefold() == "null")


def grade_of(area: str, label: str, cell: str) -> StatedGrade:
    """Return what a cell states about an area."""
    printed = plain(cell)
    words = printed.casefold()
    grade = WORDS.get(_ASIDE.sub("", words)) or NUMBERS.get(words)
    if area == "safeguarding":
        grade = grade or YES_NO.get(words)
    if grade is not None and grade != NullReason.NOT_JUDGED:
        return StatedGrade(area=area, label=label, grade=grade, as_printed=printed)
    reason = REASONS.get(words, NullReason.UNREADABLE)
    return StatedGrade(area=area, label=label, as_printed=printed, null_reason=reason)


def day_of(cell: str) -> date | None:
    """Return the day of "06/10/2017", "2017-10-06", "6 October 2017" or a sheet's number.

    None for anything else. The day stands before the month, as everywhere in these files.
    """
    words = plain(cell)
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[ T].*)?", words):
        try:
            return date.fromisoformat(words[:10])
        except ValueError:
            return None
    if words.isdecimal() and len(words) == 5 and int(words) in SHEET_DAYS:
        return FIRST_SHEET_DAY + timedelta(days=int(words))
    return single_date(re.sub(r" \d\d?:\d\d(?::\d\d)?$", "", words))


# "csc_providers_as_at_2018-03-31.csv": file names of people who collected such files
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")


def as_at_of(titles: tuple[str, ...]) -> date | None:
    """Return the day that the first title with a day names; None where none does."""
    for title in titles:
        words = re.sub(r"[_+]|%20", " ", title)
        iso = _ISO.search(words)
        found = day_of(iso[1]) if iso else as_at_date(words)
        if found is not None:
            return found
    return None
